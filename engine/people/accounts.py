"""Accounts: made, renamed, given a password and disabled by admins of their offices."""

import re
from dataclasses import dataclass
from typing import Any, Final

from engine import access, passwords
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import (
    Forbidden,
    NotFound,
    PersonNameUnfit,
    RoleUnknown,
    UserExists,
    UserNameUnfit,
    UserNotFound,
    YourselfLockedOut,
)
from engine.model import Person
from engine.roles import ROLES
from engine.store import Transaction, admin_events, people
from engine.store import tokens as token_rows
from engine.store.admin_events import Change

_USER_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """An account to be made, with the roles it holds in the office from today on; at least one."""

    username: str
    name_th: str
    name_en: str
    password: str
    roles: tuple[str, ...]
    email: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """What an account is to be called from now on; `email` None for none."""

    username: str
    name_th: str
    name_en: str
    email: str | None
    reason: str = ""


def user_name(text: str) -> str:
    """Return a user name as accounts have it; what could be none becomes the empty name."""
    name = text.strip().lower()
    return name if _USER_NAME.fullmatch(name) else ""


def create_user(
    engine: Engine, person: Person, office: str, user: NewUser, *, must_change: bool = True
) -> str:
    """Make an account with roles in an office of the admin's; return its user name.

    `must_change`: the pages let its holder do nothing until they chose a password of their own.

    Raises:
        UserNameUnfit: the name has other letters than a-z 0-9 . _ -
        UserExists: another account has the name.
        PersonNameUnfit: it has no Thai name, or a very long one.
        RoleUnknown: no such role, or none was given.
        PasswordUnfit: too short or too long.
        NotFound, Forbidden: the person is no admin there.
    """
    access.require_admin(person, office)
    if not (name := user_name(user.username)):
        raise UserNameUnfit(username=user.username)
    _require_name(user.name_th)
    require_roles(user.roles)
    hashed = passwords.hash_password(user.password)
    with engine.begin() as tx:
        if people.account(tx, name) is not None:
            raise UserExists(username=name)
        require_office(tx, office)
        add_account(tx, office, name, user, hashed)
        people.change_account(tx, name, must_change=must_change)
        said = {"name_th": user.name_th, "roles": list(user.roles)}
        made = Change(kind="user_created", subject=name, after=said, reason=user.reason)
        admin_events.add(tx, office, person.id, made)
    return name


def add_account(tx: Transaction, office: str, name: str, user: NewUser, hashed: str) -> None:
    """Write an account and its roles from today on."""
    values = {"id": name, "name_th": user.name_th, "name_en": user.name_en, "email": user.email}
    people.add_account(tx, {**values, "password_hash": hashed})
    today = local_date(tx.now)
    for role in dict.fromkeys(user.roles):
        held = {"office_id": office, "user_id": name, "role_key": role, "valid_from": today}
        people.add_membership(tx, {**held, "valid_to": None})


def set_password(
    engine: Engine, person: Person, username: str, password: str, reason: str = ""
) -> None:
    """Give an account another password, and end its tokens; its holder is to change it.

    Only an admin of every office where the account ever held a role may: else an admin of one
    office could take the place of somebody in another.

    Raises:
        UserNotFound: there is none, or not one of the admin's offices'.
        Forbidden: it belongs to other offices too.
        PasswordUnfit: too short or too long.
    """
    hashed = passwords.hash_password(password)
    with engine.begin() as tx:
        name, office = administered(tx, person, username)
        people.change_account(tx, name, password_hash=hashed, must_change=True)
        token_rows.revoke_all_of(tx, name)
        done = Change(kind="password_set", subject=name, reason=reason)
        admin_events.add(tx, office, person.id, done)


def disable(engine: Engine, person: Person, username: str, reason: str) -> None:
    """Let nobody sign in to an account any more; its tokens end now.

    Raises:
        UserNotFound: there is none, or not one of the admin's offices'.
        Forbidden: it belongs to other offices too.
        YourselfLockedOut: it is the admin's own.
    """
    with engine.begin() as tx:
        name, office = administered(tx, person, username)
        if name == person.id:
            raise YourselfLockedOut
        people.change_account(tx, name, disabled_at=tx.now)
        token_rows.revoke_all_of(tx, name)
        done = Change(kind="user_disabled", subject=name, reason=reason)
        admin_events.add(tx, office, person.id, done)


def enable(engine: Engine, person: Person, username: str, reason: str) -> None:
    """Let a disabled account be used again, with the password and the roles it had.

    Raises:
        UserNotFound: there is none, or not one of the admin's offices'.
        Forbidden: it belongs to other offices too.
    """
    with engine.begin() as tx:
        name, office = administered(tx, person, username)
        people.change_account(tx, name, disabled_at=None)
        done = Change(kind="user_enabled", subject=name, reason=reason)
        admin_events.add(tx, office, person.id, done)


def rename(engine: Engine, person: Person, wanted: Renamed) -> None:
    """Change what an account is called, and where mail reaches it.

    Raises:
        UserNotFound: there is none, or not one of the admin's offices'.
        Forbidden: it belongs to other offices too.
        PersonNameUnfit: it has no Thai name, or a very long one.
    """
    _require_name(wanted.name_th)
    fresh = {"name_th": wanted.name_th, "name_en": wanted.name_en, "email": wanted.email}
    with engine.begin() as tx:
        name, office = administered(tx, person, wanted.username)
        known: Any = people.account(tx, name)
        people.change_account(tx, name, **fresh)
        done = Change(
            kind="user_renamed",
            subject=name,
            before={key: getattr(known, key) for key in fresh},
            after=fresh,
            reason=wanted.reason,
        )
        admin_events.add(tx, office, person.id, done)


def _require_name(name: str) -> None:
    if not 0 < len(name.strip()) <= _LONGEST_NAME:
        raise PersonNameUnfit(longest=_LONGEST_NAME)


def require_roles(roles: tuple[str, ...]) -> None:
    """Refuse roles that nobody can hold.

    Raises:
        RoleUnknown: no such role, or none was given.
    """
    unknown = [role for role in roles if role not in ROLES]
    if unknown or not roles:
        raise RoleUnknown(role=", ".join(unknown))


def require_office(tx: Transaction, office: str) -> None:
    """Refuse an office that is not there (a national admin may name any).

    Raises:
        NotFound: there is no such office.
    """
    if not people.office_names(tx, [office]):
        raise NotFound(office=office)


def require_account(tx: Transaction, username: str) -> str:
    """Return the name of an account that exists.

    Raises:
        UserNotFound: there is none.
    """
    name = user_name(username)
    if people.account(tx, name) is None:
        raise UserNotFound(username=username)
    return name


def administered(tx: Transaction, person: Person, username: str) -> tuple[str, str]:
    """Return an account that is wholly the person's to administer, and one of its offices.

    Raises:
        AuditorsOnlyRead: the person is an auditor somewhere.
        UserNotFound: there is none, or not one of the admin's offices'.
        Forbidden: it belongs to other offices too.
    """
    access.require_writer(person)
    name = require_account(tx, username)
    its_offices = sorted({row.office_id for row in people.memberships_of(tx, name)})
    mine = [office for office in its_offices if access.may_administer(person, office)]
    if not mine:
        raise UserNotFound(username=username)
    if mine != its_offices:
        raise Forbidden
    return name, mine[0]
