"""One event as it was told: what its data say, whichever version of this program wrote them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

MIGRATED: Final = "instance_migrated"
"""The type of the event that a case was moved to another version of its procedure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """An event as it may be read. `erased`: the case's personal data were erased, data is None.

    `unreadable`: the stored body was tampered with, data is None; `verify` says more.
    """

    seq: int
    type: str
    element_id: str | None
    actor: str
    on_behalf_of: str | None
    at: datetime
    data: dict[str, Any] | None
    erased: bool = False
    unreadable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTold:
    """One thing a token did. `token`: the element instance, in hex; `flow`: by which it came in.

    `diagram`: key of the called process; None where it is the case's own, and in histories that
    were written before it was told.
    """

    kind: str
    element_id: str
    token: str
    flow: str | None = None
    rules: tuple[int, ...] = ()
    diagram: str | None = None


def steps_of(event: ToldEvent) -> list[StepTold]:
    """Return what the tokens did in an event, in order."""
    return [_step(*told) for told in (event.data or {}).get("steps", ())]


def changed_by(event: ToldEvent) -> dict[str, Any]:
    """Return the variables of the case that an event set, with their new values."""
    found: dict[str, Any] = (event.data or {}).get("set", {})
    return found


def dues_of(event: ToldEvent) -> list[Mapping[str, Any]]:
    """Return the due moments that an event set or moved (`engine.replay.dues`)."""
    found: list[Mapping[str, Any]] = (event.data or {}).get("dues", [])
    return found


def moved_by(event: ToldEvent) -> dict[str, str]:
    """Return where tokens stand in the version their case was moved to, if at another id."""
    return {token: newer for token, _, newer in (event.data or {}).get("moved", ())}


def version_of(event: ToldEvent, which: str = "to_version") -> int | None:
    """Return the version that a case was moved to (or `from_version`); None if it was erased."""
    return (event.data or {}).get(which)


def _step(kind: str, element_id: str, token: str, *more: Any) -> StepTold:
    flow, rules, diagram = (*more, None, None, None)[:3]
    return StepTold(
        kind=kind,
        element_id=element_id,
        token=token,
        flow=flow,
        rules=tuple(rules or ()),
        diagram=diagram,
    )
