"""Sessions of browsers: opened by a password, ended by idleness, by the day, or by their holder.

A session is a token in a cookie. It holds `IDLE` from its last use, and never longer than a token
does; opening one, and beginning or ending to act for somebody, gives a new token and ends the old.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from engine.context import Engine
from engine.errors import NoSubstitution, Unauthenticated
from engine.model import Person
from engine.people.tokens import IssuedToken, digest, issue, life, prove, who
from engine.store import Transaction
from engine.store import tokens as token_rows

IDLE: Final = timedelta(hours=2)
"""An officer's lunch and a meeting: a lost form is worse than a session of two hours."""
_STEP: Final = timedelta(minutes=5)
"""A session in use is prolonged at most so often: a page view should not write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session that holds: who its holder is, acting as themselves or for somebody absent.

    `must_change`: an admin gave the password; its holder is to choose another before all else.
    """

    token: str
    person: Person
    must_change: bool = False


def open_session(
    engine: Engine, username: str, password: str, address: str, old: str | None = None
) -> IssuedToken:
    """Open a session for whoever knows the password; a session the browser had before ends.

    Raises:
        TooMany: too many failures; says how many seconds to wait.
        BadCredentials: unknown user, wrong password or disabled account, at the same cost.
    """
    name = prove(engine, username, password, address)
    with engine.begin() as tx:
        if old is not None:
            token_rows.revoke(tx, digest(old))
        return _open(engine, tx, name, None)


def _open(engine: Engine, tx: Transaction, user_id: str, acting_for: str | None) -> IssuedToken:
    until = tx.now + life(engine)
    more = {"session_until": until, "acting_for": acting_for}
    return issue(tx, user_id, {"expires_at": min(until, _idle_end(engine, tx)), **more})


def _idle_end(engine: Engine, tx: Transaction) -> Any:
    """On a manual clock a month passes in a second: there nobody is idle."""
    return tx.now + (life(engine) if engine.clock.is_manual else IDLE)


def resume(engine: Engine, token: str) -> Session:
    """Return the session a token stands for, and let it go on.

    When the substitution it acts under has ended, the holder is themselves again.

    Raises:
        Unauthenticated: there is none, or it has ended.
    """
    with engine.reading() as tx:
        row = token_rows.session(tx, digest(token))
        idle_end = _idle_end(engine, tx)
    if row is None:
        raise Unauthenticated
    until = min(row.session_until, idle_end)
    if until - row.expires_at > _STEP:
        with engine.begin() as tx:
            token_rows.prolong(tx, digest(token), until)
    holder = _holder(engine, token, row.acting_for)
    return Session(token=token, person=holder, must_change=bool(row.must_change))


def _holder(engine: Engine, token: str, acting_for: str | None) -> Person:
    if acting_for is None:
        return who(engine, token)
    try:
        return who(engine, token, acting_for)
    except NoSubstitution:
        return who(engine, token)


def act_for(engine: Engine, token: str, absent: str | None) -> IssuedToken:
    """Act for somebody absent from now on, or as oneself again (None); the session's token changes.

    Raises:
        Unauthenticated: the session has ended.
        NoSubstitution: that person lends the holder nothing today.
    """
    person = who(engine, token, absent)
    with engine.begin() as tx:
        token_rows.revoke(tx, digest(token))
        return _open(engine, tx, person.id, absent)


def end_others(engine: Engine, person: Person, token: str) -> int:
    """End every other session and token of the person; return how many ended."""
    with engine.begin() as tx:
        return token_rows.revoke_others(tx, person.id, digest(token))
