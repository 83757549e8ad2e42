"""Who is on leave in the demonstration, and who stands in for them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from engine import people
from engine.context import Engine
from engine.demo.company import account_of, person_of
from engine.model import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leave:
    """An absence, from so many days before the present to so many; both included."""

    absent: str
    substitute: str
    first: int
    last: int
    reason: str


_LEAVES: Final = (
    _Leave(absent="academic", substitute="assessor", first=-52, last=-24, reason="ลาอุปสมบทญาติ"),
    _Leave(absent="director", substitute="officer", first=-2, last=12, reason="ไปราชการต่างจังหวัด"),
)


class Leave:
    """The absences around the present day."""

    def __init__(self, present: date) -> None:
        self._present = present

    def entrust(self, engine: Engine, today: date) -> None:
        """Write the substitutions that begin today, each by the absent person."""
        for leave in _LEAVES:
            if self._present + timedelta(days=leave.first) == today:
                people.substitute(engine, person_of(leave.absent), self._written(leave))

    def _written(self, leave: _Leave) -> people.Substitution:
        return people.Substitution(
            absent=leave.absent,
            substitute=leave.substitute,
            office=account_of(leave.absent).office,
            valid_from=self._present + timedelta(days=leave.first),
            valid_to=self._present + timedelta(days=leave.last),
            reason=leave.reason,
        )

    def acting(self, username: str, today: date) -> Person:
        """Return who acts in a person's place today: they themselves, or their substitute."""
        person = person_of(username)
        days = (today - self._present).days
        for leave in _LEAVES:
            if leave.absent == username and leave.first <= days <= leave.last:
                other = account_of(leave.substitute)
                return replace(person, id=other.username, name=other.name_th, on_behalf_of=username)
        return person
