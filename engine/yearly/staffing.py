"""The people of a role and the tasks before them: what is due first is taken up first.

Nobody is taken off a task once begun, and work is done in office hours alone.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.yearly.hours import Hours


@dataclass(slots=True, kw_only=True)
class Work:
    """A task before a role: how many minutes of work it is, and when it is due (None: never)."""

    element: str
    act: Callable[[], None]
    minutes: float
    opened: datetime
    due: datetime | None
    priority: int
    begun: datetime | None = None
    is_gone: bool = False


@dataclass(slots=True)
class Desk:
    """A role: how many of its people are free, and what waits for them."""

    role: str
    staff: int
    hours: Hours
    free: int = 0
    spent: list[tuple[date, float]] = field(default_factory=list)
    waiting: int = 0
    _queue: list[tuple[float, int, int, Work]] = field(default_factory=list)
    _order: int = 0

    def __post_init__(self) -> None:
        self.free = self.staff

    def put(self, work: Work) -> None:
        """Lay a task before the role."""
        self._order += 1
        self.waiting += 1
        due = work.due.timestamp() if work.due is not None else float("inf")
        heapq.heappush(self._queue, (due, -work.priority, self._order, work))

    def take_up(self, now: datetime) -> list[tuple[Work, datetime]]:
        """Let free people take up what waits; return what was begun, and when each will be done."""
        begun: list[tuple[Work, datetime]] = []
        if not self.hours.is_open(now):
            return begun
        while self.free and self._queue:
            *_, work = heapq.heappop(self._queue)
            if work.is_gone:
                continue
            work.begun = now
            self.free -= 1
            self.waiting -= 1
            begun.append((work, self.hours.after(now, work.minutes)))
        return begun

    def done(self, work: Work, now: datetime) -> None:
        """Take note that a task is done, or was taken away while somebody worked at it."""
        if work.is_gone:
            return
        work.is_gone = True
        if work.begun is None:
            self.waiting -= 1
            return
        self.free += 1
        self.spent.append((now.date(), self.hours.between(work.begun, now)))

    def worked_by(self, day: date) -> float:
        """Return the minutes worked at tasks that were done by the end of a day."""
        return sum(minutes for done, minutes in self.spent if done <= day)
