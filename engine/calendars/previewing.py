"""What a change of a calendar would do to the deadlines that run, told before it is saved.

The same count as at saving (`recounting.counted_again`), with nothing written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from engine import access
from engine.calendar import Calendar, is_kept, last_day
from engine.calendars.days import CalendarDay, news_of, require_days, with_days
from engine.calendars.recounting import CountedAgain, Part, counted_again
from engine.context import Engine
from engine.model import Duty, Person, Rule
from engine.office import calendar_of
from engine.store import Transaction

MOST_SHOWN: Final = 200
"""So many deadlines are shown one by one; the counts are always of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A deadline that would be due another day; `before` and `after` are moments, in UTC.

    `day_before`, `day_after`: the last days that people see. `step`: what it binds, as the diagram
    calls it. `explanation`: how the new day is counted.
    """

    instance: UUID
    business_key: str
    definition_th: str
    definition_en: str
    step_th: str
    step_en: str
    part: Part
    rule: Rule
    n: int
    duty: Duty
    before: datetime
    after: datetime
    day_before: date
    day_after: date
    explanation_th: str
    explanation_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a change would do. `news`: the days that are not so already.

    `looked_at`: deadlines that wait. `moved`, of them `later` and `earlier`, in `cases` cases:
    last days alone; `others`: reminders and what follows, moved along. `kept`: a citizen's that
    the new calendar would make earlier, which the law keeps (APA s.64). `shown`: the first ones.
    """

    news: tuple[CalendarDay, ...]
    looked_at: int
    moved: int
    later: int
    earlier: int
    others: int
    cases: int
    kept: int
    shown: tuple[Effect, ...]


def preview(
    engine: Engine,
    person: Person,
    office: str,
    days: Sequence[CalendarDay],
    *,
    most: int = MOST_SHOWN,
) -> Preview:
    """Say what changing these days would do to the office's deadlines, without changing anything.

    `most`: how many of them are shown one by one.

    Raises:
        NotFound, Forbidden: the person is no admin there.
        CalendarDaysInvalid: none, too many, twice the same, or a day without name or source.
    """
    access.require_admin(person, office)
    require_days(days)
    with engine.reading() as tx:
        calendar = with_days(calendar_of(tx, office), days)
        counted = counted_again(tx, calendar)
        moved = sorted((each for each in counted if each.is_moved), key=_by_date)
        due = [each for each in moved if each.part is Part.DUE]
        later = sum(each.due.due_at > each.row.due_at for each in due)
        return Preview(
            news=tuple(news_of(tx, office, days)),
            looked_at=sum(each.part is Part.DUE for each in counted),
            moved=len(due),
            later=later,
            earlier=len(due) - later,
            others=len(moved) - len(due),
            cases=len({each.row.instance_id for each in moved}),
            kept=sum(_stays(each, calendar) for each in counted),
            shown=tuple(_effect(engine, tx, each) for each in due[:most]),
        )


def _by_date(each: CountedAgain) -> tuple[datetime, str]:
    return each.row.due_at, each.row.business_key


def _stays(each: CountedAgain, calendar: Calendar) -> bool:
    is_last_day = each.part is Part.DUE and not each.is_moved
    return is_last_day and is_kept(each.deadline, each.row.due_at, calendar)


def _effect(engine: Engine, tx: Transaction, each: CountedAgain) -> Effect:
    row, deadline = each.row, each.deadline
    definition = engine.definitions.get(tx, row.definition_key, row.definition_version)
    timer = definition.elements[row.element_id]
    step = definition.elements.get(timer.attached_to or "", timer)
    return Effect(
        instance=row.instance_id,
        business_key=row.business_key,
        definition_th=definition.name,
        definition_en=definition.name_en,
        step_th=step.name,
        step_en=step.name_en,
        part=each.part,
        rule=deadline.rule,
        n=deadline.n,
        duty=deadline.duty,
        before=row.due_at,
        after=each.due.due_at,
        day_before=last_day(row.due_at),
        day_after=each.due.due_date,
        explanation_th=each.due.explanation_th,
        explanation_en=each.due.explanation_en,
    )
