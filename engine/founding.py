"""Founding an office: its calendar and its first admin, on an installation without the demo."""

from datetime import date
from typing import Final

from engine import calendars, people, self_starting
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import OfficeExists
from engine.model import Person
from engine.rows import OfficeRow
from engine.store import people as rows

YEARS_AHEAD: Final = 2
"""How many years beyond this one the calendar is seeded for; staff confirm each."""


def found(engine: Engine, operator: Person, office: OfficeRow, admin: people.NewUser) -> None:
    """Make an office with the holidays that the package knows, and its first admin.

    Raises:
        OfficeExists: there is an office of this id.
        UserNameUnfit, UserExists, PasswordUnfit, RoleUnknown: what `people.create_user` refuses.
    """
    with engine.begin() as tx:
        people.prepare(tx)
        if not rows.add_office(tx, office):
            raise OfficeExists(office=office.id)
        this: date = local_date(tx.now)
        calendars.seed(tx, office.id, range(this.year - 1, this.year + YEARS_AHEAD + 1))
        self_starting.plan(tx, office.id)
        people.create_user(engine.within(tx), operator, office.id, admin, must_change=False)
