"""A history for other programs: XES for process mining, CSV for spreadsheets."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from engine.calendar import BANGKOK
from engine.context import Engine
from engine.history.casefile import CaseFile, Drawn, casefile, open_case
from engine.history.finding import Search, selected
from engine.model import Person
from engine.replay import ToldEvent, changed_by
from engine.replay.activities import Activity, activities
from engine.replay.listing import write_csv
from engine.replay.stories import remark, sentence
from engine.replay.xes import Trace, write_log
from engine.store import audited, record

MOST_CASES: Final = 1000
"""How many cases of a procedure one log holds: the newest."""
ERASED: Final = "ลบข้อมูลส่วนบุคคลแล้ว / personal data erased"
_HEADS: Final = (
    *("case", "seq", "at", "type", "element_id", "element_th", "element_en", "actor", "actor_th"),
    *("on_behalf_of", "what_th", "what_en", "remark", "set"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A procedure's log: its text in pieces, and whether it holds all of the cases asked for."""

    pieces: Iterator[str]
    cases: int
    is_cut: bool


def xes(engine: Engine, person: Person, instance_id: UUID) -> Iterator[str]:
    """Return a case's history as XES; that it was taken is written down.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        Forbidden: the person neither audits nor administers the office.
    """
    return xes_of(open_case(engine, person, instance_id, "history_xes"))


def csv(engine: Engine, person: Person, instance_id: UUID) -> Iterator[str]:
    """Return a case's events as CSV; that it was taken is written down.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        Forbidden: the person neither audits nor administers the office.
    """
    return csv_of(open_case(engine, person, instance_id, "history_csv"))


def procedure_xes(engine: Engine, person: Person, wanted: Search) -> Log:
    """Return the log of the cases found, the newest 1,000 at most; each is noted as read.

    Raises:
        Forbidden: the person audits no office, or not the one named.
    """
    with engine.begin() as tx:
        rows = audited.find(tx, selected(tx, person, wanted), None, MOST_CASES)
        for row in rows[:MOST_CASES]:
            record.note_access(tx, person.id, row, "history_xes")
        drawn: Drawn = {}
        files = [casefile(tx, row, drawn) for row in rows[:MOST_CASES]]
    named = {"concept:name": wanted.definition_key or "khanton"}
    pieces = write_log(named, (_trace(each) for each in reversed(files)))
    return Log(pieces=pieces, cases=len(files), is_cut=len(rows) > MOST_CASES)


def xes_of(case: CaseFile) -> Iterator[str]:
    """Write an opened case as XES."""
    return write_log({"concept:name": case.instance.definition_key}, [_trace(case)])


def csv_of(case: CaseFile) -> Iterator[str]:
    """Write an opened case as CSV."""
    return write_csv(_HEADS, (_cells(case, event) for event in case.events))


def _trace(case: CaseFile) -> Trace:
    row = case.instance
    told = {
        "concept:name": row.business_key,
        "khanton_office": row.office_id,
        "khanton_definition": row.definition_key,
        "khanton_version": row.definition_version,
        "khanton_status": row.status.value,
        "khanton_erased": case.is_erased or None,
    }
    return Trace(
        attributes=told,
        events=[_event(case, each) for each in activities(case.events, case.kind)],
    )


def _event(case: CaseFile, row: Activity) -> dict[str, Any]:
    thai, english = case.element(row.element_id, row.diagram)
    return {
        "concept:name": thai,
        "concept:instance": row.token,
        "lifecycle:transition": row.transition,
        "org:resource": row.event.actor,
        "time:timestamp": row.event.at,
        "khanton_name_en": english,
        "khanton_element": row.element_id,
        "khanton_diagram": row.diagram,
        "khanton_kind": case.kind(row.element_id, row.diagram),
        "khanton_on_behalf_of": row.event.on_behalf_of,
        "khanton_seq": row.event.seq,
        **{f"data_{name}": value for name, value in row.set_values.items()},
    }


def _cells(case: CaseFile, event: ToldEvent) -> tuple[Any, ...]:
    place = case.element(event.element_id) if event.element_id else (None, None)
    set_values = ERASED if event.erased else _json(changed_by(event))
    return (
        case.instance.business_key,
        event.seq,
        event.at.astimezone(BANGKOK).isoformat(timespec="seconds"),
        event.type,
        event.element_id,
        *place,
        event.actor,
        case.person(event.actor)[0],
        event.on_behalf_of,
        *sentence(event, case.names),
        remark(event)[0],
        set_values,
    )


def _json(values: dict[str, Any]) -> str:
    return orjson.dumps(values).decode() if values else ""
