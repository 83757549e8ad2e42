"""The way that a case has come, read from its own events: elements, flows, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.rows import InstanceRow
from engine.store import Transaction, record
from engine.telling import open_event


@dataclass(slots=True, kw_only=True)
class Trail:
    """Where a case was: elements completed, flows taken, and when each was last entered.

    Empty where the data of the case were erased. `rests_since`: when it was last suspended.
    """

    entered: dict[str, datetime] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    rests_since: datetime | None = None


def trail(tx: Transaction, instance: InstanceRow) -> Trail:
    """Read the way of a case; of its data nothing is looked at but the steps."""
    found = Trail()
    key = record.key_of(tx, instance.office_id, instance.id)
    for event in record.events_of(tx, instance.office_id, instance.id):
        if event.type == "instance_suspended":
            found.rests_since = event.at
        data: Mapping[str, Any] = open_event(event, key) or {}
        for step in data.get("steps", ()):
            _take(found, step, event.at)
    return found


def _take(found: Trail, step: list[Any], at: datetime) -> None:
    kind, element, _, flow, _, called = (*step, None, None, None)[:6]
    if called:
        return  # of a called process: its elements are on another diagram
    if kind == "entered":
        found.entered[element] = at
    elif kind == "completed":
        found.done.add(element)
    if flow:
        found.taken.add(flow)
