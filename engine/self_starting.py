"""Cases that begin by themselves on days of the year: planned as jobs, and begun on their day.

For each office, procedure and start event one job waits. It is planned again whenever what it
hangs on changes (a deployment, an office, its settings) and every night, and that is safe to
repeat. A start that was missed while the service was down begins at once, once for each day; days
before the office knew of the start are never made up for.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine import starting
from engine.calendar import local_date, next_start, read_days
from engine.context import Engine
from engine.errors import EngineError
from engine.expressions import parse
from engine.model import JobState, Person
from engine.office import setting_of
from engine.roles import NATIONAL
from engine.rows import DefinitionRow, InstanceRow, JobRow
from engine.store import Transaction, catalogue, claiming, offices, starts
from engine.store.starts import Place
from engine.thai import english_long, thai_long

EVERYTHING = "*"
"""In the setting `self_starting`: every procedure that has days of its own."""
log = logging.getLogger(__name__)


def plan_all(tx: Transaction) -> int:
    """Plan the starts of every office; return how many were written, moved or taken back."""
    return sum(plan(tx, office) for office in offices_planned(tx))


def offices_planned(tx: Transaction) -> list[str]:
    """Return the offices in which cases begin: all but the one that stands for the nation."""
    return [office.id for office in offices.all_offices(tx) if office.id != NATIONAL]


def plan(tx: Transaction, office: str, done: Place | None = None) -> int:
    """Let the office's waiting starts be what its procedures and settings say now.

    One that is due already is owed and stays as it is. `done`: the start that has just begun, whose
    next day may have passed as well. Returns how many were changed.
    """
    definitions = [each for each in catalogue.newest_of_all(tx) if each.start_timers]
    if not definitions and not starts.waiting(tx, office):
        return 0
    starts.hold_office(tx, office)
    waiting, last = starts.waiting(tx, office), starts.last(tx, office)
    behind = {place: max(at, tx.now) for place, at in last.items()}
    if done is not None and done not in waiting:
        behind[done] = last[done]
    wanted = _wanted(tx, office, definitions, behind)
    gone = [job for place, job in waiting.items() if place not in wanted]
    for job in gone:
        claiming.set_state(tx, job, JobState.CANCELLED)
    moved = [(job, wanted[place]) for place, job in waiting.items() if place in wanted]
    moved = [(job, values) for job, values in moved if _is_moved(job, values, tx.now)]
    for job, values in moved:
        starts.move(tx, office, job.id, values)
    fresh = [(place, values) for place, values in wanted.items() if place not in waiting]
    starts.add(tx, office, fresh)
    return len(gone) + len(moved) + len(fresh)


def _is_moved(job: JobRow, values: Mapping[str, Any], now: datetime) -> bool:
    changed = any(getattr(job, name) != value for name, value in values.items())
    return changed and job.due_at > now


def _wanted(
    tx: Transaction, office: str, definitions: list[DefinitionRow], behind: Mapping[Place, datetime]
) -> dict[Place, dict[str, Any]]:
    chosen = setting_of(tx, office, "self_starting")
    found: dict[Place, dict[str, Any]] = {}
    for definition in definitions:
        if EVERYTHING not in chosen and definition.key not in chosen:
            continue
        for timer in definition.start_timers or []:
            place = (definition.key, str(timer["element_id"]))
            if (days := _days(tx, office, timer)) is not None:
                moment = next_start(days, behind.get(place, tx.now))
                found[place] = _planned(moment, days, timer)
    return found


def _days(tx: Transaction, office: str, timer: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the days an office starts on; None, and told, when its setting cannot be read."""
    text = str(timer["on"])
    try:
        if not text[:1].isdigit():
            functions = {"setting": lambda name: setting_of(tx, office, name)}
            return read_days(parse(text).evaluate({}, functions))
        return read_days(text)
    except EngineError as problem:
        told = problem.text("en")
        log.error("%s never starts by itself at %s: %s", timer["element_id"], office, told)  # noqa: TRY400 - what is wrong is a setting, not the program
        return None


def _planned(moment: datetime, days: tuple[str, ...], timer: Mapping[str, Any]) -> dict[str, Any]:
    day = local_date(moment)
    said = {"rule": "yearly", "days": list(days), "basis": timer["basis"], "rows": timer["rows"]}
    told = {
        "due_date": day.isoformat(),
        "explanation_th": f"เริ่มเรื่องเองทุกปี วันที่ {thai_long(day)} เวลา ๐๘.๓๐ น. แม้เป็นวันหยุด",
        "explanation_en": f"Begins by itself every year, on {english_long(day)} at 08:30, "
        "on a day off too.",
    }
    return {"due_at": moment, "deadline": said, "explanation": told}


def begin(engine: Engine, job: JobRow, by: Person) -> None:
    """Begin the case of a claimed start, on its procedure's newest version, and plan the next."""
    with engine.begin() as tx:
        starts.hold_office(tx, job.office_id)
        if (again := claiming.look_again(tx, job)) is not None:
            begin_within(engine, tx, again, by)


def begin_within(engine: Engine, tx: Transaction, job: JobRow, by: Person) -> InstanceRow:
    """Begin the case of a start whose office is held, as part of a transaction.

    The case counts as started at the moment that was planned, for that is what its deadlines count
    from: a worker that comes late must not shift them, nor its number, into another year. Begun
    before its day, by hand, it counts from now.
    """
    asked = starting.Asked(
        definition_key=job.name or "",
        variables={},
        office=job.office_id,
        day=job.element_id,
        at=min(job.due_at, tx.now),
    )
    begun = starting.start_within(engine, tx, by, asked)
    claiming.set_state(tx, job, JobState.DONE, instance_id=begun.id)
    plan(tx, job.office_id, _place(job))
    return begun


def give_up(engine: Engine, job: JobRow, why: str) -> None:
    """Leave a start that keeps failing to an admin, who may run the job; plan the next one."""
    with engine.begin() as tx:
        starts.hold_office(tx, job.office_id)
        if claiming.look_again(tx, job) is not None:
            log.error("%s could not start by itself at %s: %s", job.name, job.office_id, why)
            claiming.set_state(tx, job, JobState.FAILED, last_error=why[:2000])
            plan(tx, job.office_id, _place(job))


def _place(job: JobRow) -> Place:
    return job.name or "", job.element_id or ""
