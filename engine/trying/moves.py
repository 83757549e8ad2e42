"""The moves of a scratch world: what is kept of it, for all the rest follows from them.

A move names what it is about by place and not by id: the n-th of what waits at an element of a
case, and the case by its turn. So a world can be lived again, on the same files or on others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from engine.errors import MoveInvalid

MOST_MOVES: Final = 300
"""So many moves a world takes."""


class Do(StrEnum):
    START = "start"
    """Begin a case: `key`, `message` or `day`, `party`, `variables`."""
    COMPLETE = "complete"
    """Do a task: `place`, `role`, `data`; its files are samples of the same names."""
    SEND_BACK = "send_back"
    """Send a case back a step: `place`, `role`, `reason`."""
    NEXT = "next"
    """Let time pass until the next timer, and fire all that is due."""
    ADVANCE = "advance"
    """Let time pass until `to`, and fire all that comes due on the way, each at its moment."""
    FIRE = "fire"
    """Fire one timer before its time: `place`."""
    HEAR = "hear"
    """Let a case hear what it waits for from others: `place`, `variables`."""
    SERVE = "serve"
    """Pretend that a stuck service task gave an answer: `place`, `variables`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Something that waits: the `nth` at an element of the case that began as number `case`."""

    case: int
    element: str
    nth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One command to a scratch world; `given` is what it takes beside its place, as JSON values."""

    do: Do
    place: Place | None = None
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> Place:
        """Return what the move is about.

        Raises:
            MoveInvalid: it names nothing.
        """
        if self.place is None:
            raise _senseless("ไม่ได้บอกว่าทำที่ใด", "it does not say where.")
        return self.place

    @property
    def variables(self) -> dict[str, Any]:
        """Return the variables that the move brings."""
        found = self.given.get("variables") or {}
        if not isinstance(found, dict):
            raise _senseless(
                "ข้อมูลที่ให้มาไม่ใช่ชุดของชื่อและค่า", "its variables are not names with values."
            )
        return dict(found)

    def moment(self) -> datetime:
        """Return until when time is to pass.

        Raises:
            MoveInvalid: it is no moment, or has no offset.
        """
        try:
            found = datetime.fromisoformat(str(self.given.get("to")))
        except ValueError:
            found = datetime.min  # noqa: DTZ901 - without an offset it is refused below
        if found.tzinfo is None:
            raise _senseless("ไม่ได้บอกวันเวลา", "it says no moment.")
        return found

    def to_json(self) -> dict[str, Any]:
        """Return the move as it is kept."""
        place = self.place
        where = {} if place is None else {"case": place.case, "element": place.element}
        if place is not None and place.nth:
            where["nth"] = place.nth
        return {"do": self.do.value, **where, **self.given}


def from_json(told: Mapping[str, Any]) -> Move:
    """Read a move that was kept, or that somebody wrote into a file.

    Raises:
        MoveInvalid: it is none.
    """
    rest = {
        key: value for key, value in told.items() if key not in ("do", "case", "element", "nth")
    }
    try:
        do = Do(str(told.get("do")))
        place = None
        if "element" in told:
            numbers = {"case": int(told.get("case", 0)), "nth": int(told.get("nth", 0))}
            place = Place(element=str(told["element"]), **numbers)
    except (TypeError, ValueError):
        raise _senseless("ไม่รู้จักการกระทำนี้", "it is no move that we know.") from None
    return Move(do=do, place=place, given=rest)


def _senseless(why_th: str, why_en: str) -> MoveInvalid:
    return MoveInvalid(why_th=why_th, why_en=why_en)
