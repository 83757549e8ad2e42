"""How long cases waited where nobody works: for messages, timers and services, by their histories.

Tasks have rows of their own that say it; of the rest only the sealed histories of cases tell, so a
few of the newest finished ones are opened. Nothing is looked at but which element, and when.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from engine.store import Transaction, record
from engine.telling import open_event

CASES: Final = 40
"""So many of the newest finished cases are opened."""


def waits_of(tx: Transaction, cases: Iterable[tuple[str, UUID]]) -> dict[str, list[timedelta]]:
    """Return how long each element was waited at, by element; cases as (office, id)."""
    found: dict[str, list[timedelta]] = {}
    for office, identity in cases:
        key = record.key_of(tx, office, identity)
        came: dict[str, datetime] = {}
        for event in record.events_of(tx, office, identity):
            data: Mapping[str, Any] = open_event(event, key) or {}
            for step in data.get("steps", ()):
                _pass(step, event.at, came, found)
    return found


def _pass(
    step: list[Any],
    at: datetime,
    came: dict[str, datetime],
    found: dict[str, list[timedelta]],
) -> None:
    kind, element, token, _, _, called = (*step, None, None, None)[:6]
    if called:
        return  # of a called process: its elements are on another diagram
    if kind == "entered":
        came[token] = at
    elif kind == "completed" and token in came:
        found.setdefault(element, []).append(at - came.pop(token))
