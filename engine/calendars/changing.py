"""Changing a calendar, in earnest or to see what would move."""

from dataclasses import dataclass

from engine import access
from engine.calendars.days import DaysAsked, require_sound, with_days, write_days
from engine.calendars.recounting import MovedDeadline, Stuck, moves_of, recount_all
from engine.context import Engine
from engine.model import Person
from engine.office import calendar_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanged:
    """What a change did, or with a dry run would do."""

    version: int
    moved: tuple[MovedDeadline, ...]
    stuck: tuple[Stuck, ...] = ()


def change(
    engine: Engine, person: Person, office: str, asked: DaysAsked, *, dry_run: bool = False
) -> CalendarChanged:
    """Change days of an office's calendar and count its running deadlines again.

    Safe to repeat: days that are so already make no new version, and deadlines that a crash left
    behind are counted then. A dry run writes nothing and says what would move.

    Raises:
        NotFound, Forbidden: the person is no admin there.
        ReasonRequired: no reason was given.
        CalendarDaysInvalid: none, too many, twice the same, or a day without name or source.
    """
    access.require_admin(person, office)
    require_sound(asked)
    if dry_run:
        with engine.reading() as tx:
            calendar = with_days(calendar_of(tx, office), asked.days)
            moved = moves_of(tx, calendar)
        return CalendarChanged(version=calendar.version, moved=tuple(moved))
    with engine.begin() as tx:
        write_days(tx, person, office, asked)
        calendar = calendar_of(tx, office)
        planned = moves_of(tx, calendar)
    done, stuck = recount_all(engine, person, office, (asked.reason, planned))
    return CalendarChanged(version=calendar.version, moved=tuple(done), stuck=tuple(stuck))
