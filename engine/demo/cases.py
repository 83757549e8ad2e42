"""Gives the demonstration its cases: some months of work in both offices, up to the present.

They are lived on a manual clock set back, on the same store. The seed is the same each time. Where
it was interrupted it goes on; where it is done, or people have cases already, it does nothing.
"""

import fcntl
import logging
import random
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from engine import deployments, instances, ledger, shipped
from engine.calendar import BANGKOK, local_date
from engine.clock import ManualClock
from engine.context import Engine
from engine.demo import company, deeds
from engine.demo.days import Days, in_office_hours
from engine.demo.leave import Leave
from engine.demo.living import Life
from engine.demo.people import seed_with_cast
from engine.demo.stories import Deed, Story, read
from engine.model import SYSTEM, InstanceStatus
from engine.rows import InstanceRow
from engine.store import heartbeats, record

SPAN: Final = timedelta(days=242)
"""How far back the first case lies: eight months."""
_LIVED: Final = "demo cases"
"""The heartbeat whose moment is how far the demonstration has been lived."""
_GOAL: Final = "demo cases until"
_MONDAY: Final = 0
_OPENS: Final = time(8)


def seed_cases(engine: Engine, tell: Callable[[], None] = lambda: None) -> bool:
    """Give the demonstration its cases, up to the engine's present; False when nothing was to do.

    It takes some ten seconds; `tell` is called before, if there is something to do. Accounts,
    calendars and the procedures that ship are written first, as of the first day. A second
    process waits for the first, and then has nothing to do.
    """
    with _alone(engine.settings.data_dir / "demo.lock"), _quiet():
        goal = _goal(engine)
        if goal is not None:
            tell()
            _live(engine, goal)
        return goal is not None


def _goal(engine: Engine) -> datetime | None:
    """Return up to which moment cases are to be lived; None when nothing is to be done."""
    has_cases = any(_cases(engine))
    with engine.begin() as tx:
        goal, lived = heartbeats.last(tx, _GOAL), heartbeats.last(tx, _LIVED)
        if goal is not None:
            return goal if lived is None or lived < goal else None
        if has_cases:
            return None
        record.beat(tx, _GOAL)
        return tx.now


def _live(engine: Engine, goal: datetime) -> None:
    first = datetime.combine(local_date(goal - SPAN), _OPENS, BANGKOK)
    clock = ManualClock(_lived(engine) or first)
    past = replace(engine, clock=clock)
    seed_with_cast(past)
    deployments.deploy(past, SYSTEM, shipped.files())
    days = Days(first.date(), local_date(goal))
    life = Life(past, clock, read(), (days, Leave(local_date(goal))))
    _plan(life, days, first, goal)
    life.live(goal, partial(_evening, past, clock))
    ledger.seal_ledger(past)
    _note(past)


def _evening(past: Engine, clock: ManualClock) -> None:
    """Remember how far the demonstration has come; at a week's begin sign the ledger."""
    _note(past)
    if clock.now().astimezone(BANGKOK).weekday() == _MONDAY:
        ledger.seal_ledger(past)


def _note(past: Engine) -> None:
    with past.begin() as tx:
        record.beat(tx, _LIVED)


def _lived(engine: Engine) -> datetime | None:
    with engine.reading() as tx:
        return heartbeats.last(tx, _LIVED)


def _plan(life: Life, days: Days, first: datetime, goal: datetime) -> None:
    """Plan the beginning of each story, and the deeds in it, but for what has been already."""
    already = {(each.definition_key, each.started_at) for each in _cases(life.engine)}
    lived = life.engine.clock.now()
    for place, story in enumerate(life.book.stories):
        begun = _beginning(story, place, days, local_date(goal))
        if not first <= begun < goal:
            continue
        life.tell(story, begun)
        if (story.key, begun) not in already:
            life.plan(begun, partial(_begin, life.engine, story))
        for deed in story.deeds:
            moment = goal - timedelta(days=deed.days)
            if moment > lived:
                life.plan(moment, partial(_do, life, (story.key, begun), deed))


def _beginning(story: Story, place: int, days: Days, today: date) -> datetime:
    """Return the moment a story begins; no two are the same, so that each knows its own case."""
    chance = random.Random(f"{story.key} {place}")  # noqa: S311 - an hour of a day, no secrets
    day = days.before_or_on(_day(story.on, today) if story.on else today)
    return in_office_hours(days.before(day, story.days), chance) + timedelta(seconds=place)


def _day(month_and_day: str, today: date) -> date:
    """Return the last such day of a year that is over."""
    this = date.fromisoformat(f"{today.year}-{month_and_day}")
    return this if this < today else this.replace(year=today.year - 1)


def _begin(past: Engine, story: Story) -> None:
    person = company.person_of(story.by)
    office = company.account_of(story.by).office
    if story.during and not _is_running(past, story.during, office):
        return
    asked = instances.Asked(definition_key=story.key, variables={}, office=office)
    instances.start(past, person, asked)


def _is_running(past: Engine, key: str, office: str) -> bool:
    running = instances.Filter(definition_key=key, status=InstanceStatus.ACTIVE.value)
    found = instances.list_some(past, SYSTEM, running, None, 50).items
    return any(each.office_id == office for each in found)


def _do(life: Life, begun: tuple[str, datetime], deed: Deed) -> None:
    case = next((each.id for each in _cases(life.engine) if _is(each, begun)), None)
    if case is not None:
        deeds.do(life.engine, case, deed)


def _is(case: InstanceRow, begun: tuple[str, datetime]) -> bool:
    return (case.definition_key, case.started_at) == begun


def _cases(engine: Engine) -> Iterator[InstanceRow]:
    cursor: str | None = None
    while True:
        page = instances.list_some(engine, SYSTEM, instances.Filter(), cursor, 200)
        yield from page.items
        cursor = page.next
        if cursor is None:
            return


@contextmanager
def _quiet() -> Generator[None]:
    """Keep off the console what fails in a story: it is an incident of the demonstration."""
    jobs = logging.getLogger("engine.jobs")
    level = jobs.level
    jobs.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        jobs.setLevel(level)


@contextmanager
def _alone(file: Path) -> Generator[None]:
    """Hold a lock that other processes of this machine wait for; a crash lets go of it."""
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
