"""The offices of the demonstration with their calendars, schools and accounts."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from engine import calendars, passwords, people
from engine.calendar import local_date
from engine.context import Engine
from engine.demo.accounts import ACCOUNTS, Account
from engine.demo.cast import CAST
from engine.demo.offices import OFFICES
from engine.demo.schools import school_code, schools_of
from engine.people.accounts import add_account
from engine.roles import ROLES
from engine.store import Transaction
from engine.store import people as rows
from engine.store import schools as school_rows

PASSWORD: Final = "khanton-demo"  # noqa: S105 - printed on purpose: the demonstration's own
YEARS: Final = range(2025, 2029)
"""Gregorian years of the calendars: 2568 to 2571."""


def seed(engine: Engine) -> list[tuple[str, str, str]]:
    """Write what the demonstration needs and is not there; doing it again changes nothing.

    Returns each account as (user name, first role in Thai, office); the password is `PASSWORD`.
    Accounts that exist keep their password and roles; schools that exist are left as they are.
    """
    _write(engine, ACCOUNTS)
    return [(each.username, ROLES[each.roles[0]].name_th, each.office) for each in ACCOUNTS]


def seed_with_cast(engine: Engine) -> None:
    """Write the same, and the people who appear in the cases besides."""
    _write(engine, (*ACCOUNTS, *CAST))


def _write(engine: Engine, accounts: Iterable[Account]) -> None:
    hashed = _hashed()
    with engine.begin() as tx:
        people.prepare(tx)
        for office in OFFICES:
            if rows.add_office(tx, office):
                calendars.seed(tx, office.id, YEARS)
            known = school_rows.known(tx, office.id)
            school_rows.put(tx, [s for s in schools_of(office.id) if s.code not in known])
        for account in accounts:
            _add(tx, account, hashed)


@cache
def _hashed() -> str:
    """Hash the demonstration's one password, once in a process: that is meant to take long."""
    return passwords.hash_password(PASSWORD)


def _add(tx: Transaction, account: Account, hashed: str) -> None:
    if rows.account(tx, account.username) is None:
        user = people.NewUser(
            username=account.username,
            name_th=account.name_th,
            name_en=account.name_en,
            password=PASSWORD,
            roles=account.roles,
        )
        add_account(tx, account.office, account.username, user, hashed)
    if account.school is not None:
        _enrol(tx, account, school_code(account.office, account.school))


def _enrol(tx: Transaction, account: Account, code: str) -> None:
    """Let an account belong to its school, unless it ever did."""
    members = school_rows.members(tx, account.office, code)
    if all(each.user_id != account.username for each in members):
        values = {"office_id": account.office, "school_code": code, "user_id": account.username}
        first = {"valid_from": local_date(tx.now), "valid_to": None}
        school_rows.add_member(tx, {**values, **first})
