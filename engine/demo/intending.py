"""When somebody does a task that lies open, and by which of a form's ways; or that nobody does.

All by chance, but by the same chance each time: it is seeded with what the task is.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from engine.calendar import local_date
from engine.demo.days import Days, in_office_hours
from engine.demo.stories import Book, Habits, Story
from engine.rows import InstanceRow, TaskRow

_LEFT_LYING: Final = 0.2
_LATE: Final = 0.08


@dataclass(slots=True)
class Followed:
    """A case of the demonstration as it is followed: its story, and how often each element came."""

    instance: InstanceRow
    story: Story | None
    habits: Habits
    left_after: int
    times: dict[str, int] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """A number that tells this case from the others, the same each time."""
        return sum(map(ord, f"{self.instance.office_id}{self.instance.business_key}"))


class Intentions:
    """What people intend to do with the tasks that they find."""

    def __init__(self, book: Book, days: Days) -> None:
        self._book, self._days = book, days

    def follow(self, instance: InstanceRow, story: Story | None) -> Followed:
        """Begin to follow a case."""
        habits = self._book.habits.get(instance.definition_key, Habits())
        chance = _chance(instance.business_key)
        left = habits.patience if story is None else None
        is_left = left is not None and chance.random() < _LEFT_LYING
        after = chance.randint(*left) if left is not None and is_left else 1_000
        return Followed(instance=instance, story=story, habits=habits, left_after=after)

    def moment(self, case: Followed, task: TaskRow, now: datetime) -> datetime | None:
        """Return when the task will be done; None for never."""
        if task.element_id in self._halts(case) or sum(case.times.values()) >= case.left_after:
            return None
        chance = _chance(f"{case.instance.business_key} {task.element_id} {case.times}")
        pace = self._pace(case, task.element_id, chance)
        day = max(self._days.after(local_date(task.created_at), pace), local_date(now))
        if task.element_id in case.habits.waits and task.due_date is not None:
            late = chance.randint(1, 9) if chance.random() < _LATE else 0
            last = self._days.after(task.due_date, late) if late else task.due_date
            day = max(day, self._days.before(last, 1))
        return max(in_office_hours(day, chance), now + timedelta(minutes=20))

    def ways(self, case: Followed, element: str) -> Iterable[str]:
        """Return the ways chosen at an element this time, and count it."""
        chosen = (case.story or case.habits).ways.get(element, [])
        time = case.times.get(element, 0)
        case.times[element] = time + 1
        return [name for name in chosen[time : time + 1] if name]

    def _halts(self, case: Followed) -> tuple[str, ...]:
        return case.habits.halts if case.story is None else case.story.halts

    def _pace(self, case: Followed, element: str, chance: random.Random) -> int:
        """Return in how many working days; as told in a story, about as usual in other cases."""
        told = case.story.pace if case.story is not None else {}
        usual = case.habits.pace.get(element)
        if element in told:
            return told[element]
        if usual is None:
            return chance.randint(1, 3)
        return usual if case.story is not None else round(usual * chance.uniform(0.5, 1.8))


def _chance(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - when somebody works, no secrets
