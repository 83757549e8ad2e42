"""Signing in and out, and who the holder of a token is."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from engine import passwords
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import BadCredentials, NoSubstitution, Unauthenticated
from engine.model import Person
from engine.people import attempts
from engine.people.accounts import user_name
from engine.roles import NATIONAL
from engine.store import Transaction, people
from engine.store import tokens as token_rows

_TOKEN_BYTES: Final = 32
_ON_A_MANUAL_CLOCK: Final = timedelta(days=20 * 366)
"""Where a year passes in seconds, twelve hours would sign everybody out at every step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """A bearer token, shown this once; it holds until `expires_at`."""

    access_token: str
    expires_at: datetime


def prove(engine: Engine, username: str, password: str, address: str) -> str:
    """Return the id of the account in use whose password this is.

    `address` is where the caller comes from: failures are counted by account and address. A
    failure is committed although the sign-in is refused. With many attempts at the very same
    time, each process may let pass a few more than the limit.

    Raises:
        TooMany: too many failures; says how many seconds to wait.
        BadCredentials: unknown user, wrong password or disabled account, at the same cost.
    """
    name = user_name(username)
    with engine.reading() as tx:
        attempts.require_room(tx, name, address)
        account = people.account(tx, name)
    kept = account.password_hash if account is not None and not account.disabled_at else None
    if not passwords.is_right(password, kept):
        with engine.begin() as tx:
            attempts.count(tx, name, address)
        raise BadCredentials
    with engine.begin() as tx:
        attempts.forget(tx, name, address)
    return name


def sign_in(engine: Engine, username: str, password: str, address: str) -> IssuedToken:
    """Give a token to whoever knows the password of an account in use.

    Raises:
        TooMany: too many failures; says how many seconds to wait.
        BadCredentials: unknown user, wrong password or disabled account, at the same cost.
    """
    name = prove(engine, username, password, address)
    with engine.begin() as tx:
        return issue(tx, name, {"expires_at": tx.now + life(engine)})


def issue(tx: Transaction, user_id: str, more: dict[str, Any]) -> IssuedToken:
    """Write a new token of an account; `more` says until when it holds, and what else it is."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    token_rows.add(tx, {"hash": digest(token), "user_id": user_id, **more})
    return IssuedToken(access_token=token, expires_at=more["expires_at"])


def life(engine: Engine) -> timedelta:
    """Return how long a token holds."""
    hours = timedelta(hours=engine.settings.token_hours)
    return _ON_A_MANUAL_CLOCK if engine.clock.is_manual else hours


def sign_out(engine: Engine, token: str) -> None:
    """End a token; one that has ended already, or never was, is not remarked upon."""
    with engine.begin() as tx:
        token_rows.revoke(tx, digest(token))


def who(engine: Engine, token: str, on_behalf_of: str | None = None) -> Person:
    """Return the holder of a token with the roles and schools that hold today in Asia/Bangkok.

    With `on_behalf_of`, a user name: the roles and schools are those that this absent person's
    substitutions lend today, and no others. One SQL statement either way.

    Raises:
        Unauthenticated: no such token, or it has ended, or the account is disabled.
        NoSubstitution: that person lends the holder nothing today.
    """
    absent = None if on_behalf_of is None else user_name(on_behalf_of)
    with engine.reading() as tx:
        rows = people.holder(tx, digest(token), local_date(tx.now), absent)
    if not rows:
        raise Unauthenticated
    return _person(rows, absent)


def _person(rows: Sequence[Any], absent: str | None) -> Person:
    roles: dict[str, set[str]] = defaultdict(set)
    schools: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.role_key is not None:
            roles[row.office_id].add(row.role_key)
        if row.school_code is not None:
            schools[row.office_id].add(row.school_code)
    if absent is not None and not roles:
        raise NoSubstitution(absent=absent)
    held = {office: frozenset(keys) for office, keys in roles.items()}
    national = held.pop(NATIONAL, frozenset())
    return Person(
        id=rows[0].id,
        name=rows[0].name_th,
        name_en=rows[0].name_en,
        offices=held,
        national=national,
        schools={office: frozenset(codes) for office, codes in schools.items()},
        on_behalf_of=absent,
    )


def sweep(engine: Engine) -> int:
    """Remove expired tokens and passed windows of failures; return how many rows went."""
    with engine.begin() as tx:
        return attempts.sweep(tx)


def digest(token: str) -> bytes:
    """Return what is kept of a token."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
