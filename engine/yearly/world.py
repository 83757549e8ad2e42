"""The world of a run: its clock, what is to come, the people, and who counts what happens."""

import heapq
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Final, TypeAlias

from engine.calendar import BANGKOK
from engine.yearly.assuming import Assumptions
from engine.yearly.hours import Hours
from engine.yearly.modelling import Model
from engine.yearly.outcome import Stop
from engine.yearly.owning import Surroundings
from engine.yearly.staffing import Desk, Work
from engine.yearly.tally import Tally

MOST_EVENTS: Final = 1_000_000
"""So many things may happen in one run: a thousand cases of a hundred steps each, ten times."""
RUN_OFF: Final = timedelta(days=366)
"""How long after its last day the run goes on, so that what has begun can end."""
_BEHIND: Final = timedelta(days=1_200)
"""Office hours are known for so long after the last day: timers are set far ahead."""
_LOOKED: Final = 500

Act: TypeAlias = Callable[[], None]
Watch: TypeAlias = Callable[[float], bool]
"""Is told now and then what share of the run is over; says whether it is to go on."""


class World:
    """One run, event by event on simulated time."""

    def __init__(self, model: Model, assumed: Assumptions) -> None:
        self.model, self.assumed = model, assumed
        begun, last = assumed.first - timedelta(days=31), assumed.last + _BEHIND
        self.hours = Hours(model.calendar, begun, last)
        self.around = Surroundings(
            now=_morning(assumed.first), calendar=model.calendar, applicant="ผู้ยื่นคำขอสมมติ"
        )
        staff = sorted(assumed.staff.items())
        self.desks = {role: Desk(role, people, self.hours) for role, people in staff if people}
        self.tally = Tally(model, self.hours)
        self.stopped = Stop.NONE
        self.events = 0
        self.until = _morning(assumed.last) + RUN_OFF
        self._ahead: list[tuple[datetime, int, Act]] = []
        self._order = count()
        self._opens: datetime | None = None

    @property
    def now(self) -> datetime:
        """The simulated moment."""
        return self.around.now

    def plan(self, moment: datetime, act: Act) -> None:
        """Let something happen at a moment to come; what lies behind the run's end never does."""
        if moment <= self.until:
            heapq.heappush(self._ahead, (max(moment, self.now), next(self._order), act))

    def pass_time(self, watch: Watch) -> None:
        """Let everything happen that is planned, and what follows from it."""
        for day in self._days():
            self.plan(datetime.combine(day, self.hours.calendar.closes, BANGKOK), self._close)
        while self._ahead and self.stopped is Stop.NONE:
            moment, _, act = heapq.heappop(self._ahead)
            self.around.now = moment
            act()
            self._count(watch)

    def _days(self) -> Iterable[date]:
        return (d for d in self.hours.days if self.assumed.first <= d <= self.until.date())

    def _count(self, watch: Watch) -> None:
        self.events += 1
        if self.events >= MOST_EVENTS:
            self.stopped = Stop.EVENTS
        elif self.events % _LOOKED == 0:
            begun = _morning(self.assumed.first)
            if not watch((self.now - begun) / (self.until - begun)):
                self.stopped = Stop.CANCELLED

    def work(self, role: str, work: Work) -> None:
        """Lay a task before a role, and let whoever is free take it up."""
        self.desks[role].put(work)
        self._dispatch(role)

    def work_done(self, role: str, work: Work) -> None:
        """Take note that a task is done or taken away; whoever did it takes up the next."""
        self.desks[role].done(work, self.now)
        self._dispatch(role)

    def _dispatch(self, role: str) -> None:
        """Let the people of a role take up what waits; at night, when the office opens."""
        desk = self.desks[role]
        for work, moment in desk.take_up(self.now):
            self.tally.taken_up(role, work)
            self.plan(moment, work.act)
        if desk.waiting and not self.hours.is_open(self.now):
            opens = self.hours.next_open(self.now)
            if self._opens != opens:
                self._opens = opens
                self.plan(opens, self._open)

    def _open(self) -> None:
        for role in self.desks:
            self._dispatch(role)

    def _close(self) -> None:
        for desk in self.desks.values():
            self.tally.queue_at(desk.role, self.now.date(), desk.waiting)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(0), BANGKOK)
