"""Tokens as admins see them: who holds how many, made for another system, and taken away.

A token is told apart by the beginning of its digest, which lets nobody in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from engine import access
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import Forbidden, NotFound, PeriodInvalid, ReasonRequired, TokenNameUnfit
from engine.model import Person
from engine.people.accounts import administered, user_name
from engine.people.tokens import IssuedToken, issue
from engine.store import Transaction, admin_events, people, personnel
from engine.store import tokens as token_rows
from engine.store.admin_events import Change

LONGEST_DAYS: Final = 400
"""A token for another system is renewed once a year, with a month to spare."""
_LONGEST_NAME: Final = 100
_SHOWN: Final = 8
_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldToken:
    """A token that holds now; `mark` tells it apart, `name` None is somebody's sign-in."""

    mark: str
    username: str
    name_th: str
    name_en: str
    name: str | None
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds sign-in tokens, how many, and since when the newest."""

    username: str
    name_th: str
    name_en: str
    held: int
    newest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token to be made for another system: it acts as the account `username`, for some days."""

    username: str
    name: str
    days: int
    reason: str


def held_tokens(
    engine: Engine, person: Person, office: str, username: str | None = None
) -> list[HeldToken]:
    """Return the tokens of the office's people that hold now, named ones first; up to 200.

    Raises:
        NotFound, Forbidden: the person is no admin there.
    """
    access.require_admin(person, office)
    with engine.reading() as tx:
        whose = None if username is None else user_name(username)
        return [_held(row) for row in personnel.tokens(tx, office, whose, _MOST)]


def holders(engine: Engine, person: Person, office: str) -> list[Holder]:
    """Return who of the office's people holds sign-in tokens, by user name.

    Raises:
        NotFound, Forbidden: the person is no admin there.
    """
    access.require_admin(person, office)
    with engine.reading() as tx:
        return [
            Holder(
                username=row.user_id,
                name_th=row.name_th,
                name_en=row.name_en,
                held=row.held,
                newest=row.newest,
            )
            for row in personnel.token_counts(tx, office)
        ]


def make_token(engine: Engine, person: Person, office: str, wanted: NewToken) -> IssuedToken:
    """Make a token for another system, shown this once; whoever has it acts as the account.

    Raises:
        ReasonRequired: no reason was given.
        TokenNameUnfit: it has no name, or a very long one.
        PeriodInvalid: it would hold for no day, or for more than 400.
        UserNotFound, Forbidden: the account is not wholly the admin's to administer.
    """
    access.require_admin(person, office)
    if not wanted.reason.strip():
        raise ReasonRequired
    if not 0 < len(wanted.name.strip()) <= _LONGEST_NAME:
        raise TokenNameUnfit(longest=_LONGEST_NAME)
    if not 0 < wanted.days <= LONGEST_DAYS:
        raise PeriodInvalid
    with engine.begin() as tx:
        account, _ = administered(tx, person, wanted.username)
        _require_in_use(tx, account, office)
        expires = tx.now + timedelta(days=wanted.days)
        made = issue(tx, account, {"expires_at": expires, "name": wanted.name.strip()})
        told = {"name": wanted.name.strip(), "until": local_date(expires).isoformat()}
        done = Change(kind="token_made", subject=account, after=told, reason=wanted.reason)
        admin_events.add(tx, office, person.id, done)
        return made


def revoke_tokens(
    engine: Engine, person: Person, place: tuple[str, str], mark: str | None, reason: str
) -> int:
    """End a token told by its mark, or with None every one of an account; return how many.

    `place`: the office and the account. Whoever used it must sign in again.

    Raises:
        ReasonRequired: no reason was given.
        NotFound: the account holds no such token, or the person has nothing to do with the office.
        UserNotFound, Forbidden: the account is not wholly the admin's to administer.
    """
    office, username = place
    access.require_admin(person, office)
    if not reason.strip():
        raise ReasonRequired
    with engine.begin() as tx:
        account, _ = administered(tx, person, username)
        rows = personnel.tokens(tx, office, account, _MOST)
        ended = [row for row in rows if mark is None or row.hash.hex()[:_SHOWN] == mark]
        if not ended:
            raise NotFound(id=mark)
        for row in ended:
            token_rows.revoke(tx, row.hash)
        told = {"tokens": len(ended), "names": [row.name for row in ended if row.name]}
        done = Change(kind="token_revoked", subject=account, before=told, reason=reason)
        admin_events.add(tx, office, person.id, done)
        return len(ended)


def _require_in_use(tx: Transaction, account: str, office: str) -> None:
    if not people.roles_held(tx, account, office, local_date(tx.now)):
        raise Forbidden(office=office)


def _held(row: Any) -> HeldToken:
    return HeldToken(
        mark=row.hash.hex()[:_SHOWN],
        username=row.user_id,
        name_th=row.name_th,
        name_en=row.name_en,
        name=row.name,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
    )
