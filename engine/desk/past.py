"""What has happened in a case, short enough to stand beside a task; and what of its diagram."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from engine import applicants, viewing
from engine.context import Engine
from engine.errors import BodyUnreadable
from engine.model import Person
from engine.rows import EventRow
from engine.store import Transaction, record
from engine.telling import open_event

_TOLD: Final = frozenset({"instance_started", "task_completed", "task_sent_back"})
_MOST: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """Something that was done: `type` as in the history, at which element, by whom."""

    type: str
    name_th: str
    name_en: str
    by: str
    by_en: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The last that was done, oldest first; elements done and flows taken, by their ids."""

    passed: list[Passed]
    is_cut: bool
    done: list[str]
    taken: list[str]


def past(engine: Engine, person: Person, instance_id: UUID) -> Past:
    """Return what has happened in a case.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        instance = viewing.visible(tx, person, instance_id)
        definition = engine.definitions.get(
            tx, instance.definition_key, instance.definition_version
        )
        names = {key: (each.name, each.name_en) for key, each in definition.elements.items()}
        names[""] = (definition.name, definition.name_en)
        rows = record.events_of(tx, instance.office_id, instance.id)
        key = record.key_of(tx, instance.office_id, instance.id)
        told = [(row, _opened(row, key)) for row in rows]
        chosen = [each for each in told if each[0].type in _TOLD]
        done, taken = _drawn(data for _, data in told)
        return Past(
            passed=_passed(tx, instance.office_id, chosen[-_MOST:], names),
            is_cut=len(chosen) > _MOST,
            done=done,
            taken=taken,
        )


def _opened(row: EventRow, key: bytes | None) -> Mapping[str, Any]:
    try:
        return open_event(row, key) or {}
    except BodyUnreadable:
        return {}


def _drawn(told: Iterable[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    done: dict[str, None] = {}
    taken: dict[str, None] = {}
    for data in told:
        for kind, element_id, _, *more in data.get("steps", ()):
            if kind == "completed":
                done[element_id] = None
            if more and isinstance(more[0], str):
                taken[more[0]] = None
    return list(done), list(taken)


def _passed(
    tx: Transaction,
    office: str,
    chosen: list[tuple[EventRow, Mapping[str, Any]]],
    names: Mapping[str, tuple[str, str]],
) -> list[Passed]:
    people = applicants.names_of(tx, [(office, row.actor) for row, _ in chosen])
    found = []
    for row, data in chosen:
        element = (row.element_id or "") if row.type != "instance_started" else ""
        name = names.get(element, (element, element))
        by = people[office, row.actor]
        found.append(
            Passed(
                type=row.type,
                name_th=name[0],
                name_en=name[1],
                by=by[0],
                by_en=by[1],
                at=row.at,
                reason=str(data.get("reason", "")),
            )
        )
    return found
