"""Accounts: made, given a password, disabled and listed by admins of their offices."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from engine import access, passwords
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import Forbidden, NotFound, RoleUnknown, UserExists, UserNameUnfit, UserNotFound
from engine.model import Person
from engine.roles import ROLES
from engine.store import Transaction, people

_USER_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """An account to be made, with the roles it holds in the office from today on; at least one."""

    username: str
    name_th: str
    name_en: str
    password: str
    roles: tuple[str, ...]
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """A role an account holds in the office, for a time; `id` is what ends it."""

    id: UUID
    role: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account as an admin of an office sees it, with its roles in that office."""

    username: str
    name_th: str
    name_en: str
    email: str | None
    is_disabled: bool
    roles: tuple[HeldRole, ...]


def user_name(text: str) -> str:
    """Return a user name as accounts have it; what could be none becomes the empty name."""
    name = text.strip().lower()
    return name if _USER_NAME.fullmatch(name) else ""


def create_user(engine: Engine, person: Person, office: str, user: NewUser) -> str:
    """Make an account with roles in an office of the admin's; return its user name.

    Raises:
        UserNameUnfit: the name has other letters than a-z 0-9 . _ -
        UserExists: another account has the name.
        RoleUnknown: no such role, or none was given.
        PasswordUnfit: too short or too long.
        NotFound, Forbidden: the person is no admin there.
    """
    access.require_admin(person, office)
    if not (name := user_name(user.username)):
        raise UserNameUnfit(username=user.username)
    require_roles(user.roles)
    hashed = passwords.hash_password(user.password)
    with engine.begin() as tx:
        if people.account(tx, name) is not None:
            raise UserExists(username=name)
        require_office(tx, office)
        add_account(tx, office, name, user, hashed)
        people.note(tx, office, person.id, f"user_created {name}")
    return name


def add_account(tx: Transaction, office: str, name: str, user: NewUser, hashed: str) -> None:
    """Write an account and its roles from today on."""
    values = {"id": name, "name_th": user.name_th, "name_en": user.name_en, "email": user.email}
    people.add_account(tx, {**values, "password_hash": hashed})
    today = local_date(tx.now)
    for role in dict.fromkeys(user.roles):
        held = {"office_id": office, "user_id": name, "role_key": role, "valid_from": today}
        people.add_membership(tx, {**held, "valid_to": None})


def set_password(engine: Engine, person: Person, username: str, password: str) -> None:
    """Give an account another password, and end its tokens.

    Only an admin of every office where the account ever held a role may: else an admin of one
    office could take the place of somebody in another.

    Raises:
        UserNotFound: there is none, or not one of the admin's offices'.
        Forbidden: it belongs to other offices too.
        PasswordUnfit: too short or too long.
    """
    hashed = passwords.hash_password(password)
    with engine.begin() as tx:
        name, office = _administered(tx, person, username)
        people.change_account(tx, name, password_hash=hashed)
        people.revoke_tokens_of(tx, name)
        people.note(tx, office, person.id, f"password_set {name}")


def disable(engine: Engine, person: Person, username: str, reason: str) -> None:
    """Let nobody sign in to an account any more; its tokens end now.

    Raises:
        UserNotFound: there is none, or not one of the admin's offices'.
        Forbidden: it belongs to other offices too.
    """
    with engine.begin() as tx:
        name, office = _administered(tx, person, username)
        people.change_account(tx, name, disabled_at=tx.now)
        people.revoke_tokens_of(tx, name)
        people.note(tx, office, person.id, f"user_disabled {name}: {reason}")


def list_users(engine: Engine, person: Person, office: str) -> list[User]:
    """Return who holds, has held or will hold a role in the office, by user name.

    Raises:
        NotFound, Forbidden: the person is no admin (or auditor) there.
    """
    access.require_member(person, office)
    if not access.may_audit(person, office):
        raise Forbidden(office=office)
    with engine.reading() as tx:
        rows = people.members(tx, office)
    by_name: dict[str, list[Any]] = {}
    for row in rows:
        by_name.setdefault(row.user_id, []).append(row)
    return [_user(held) for held in by_name.values()]


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


def _administered(tx: Transaction, person: Person, username: str) -> tuple[str, str]:
    access.require_writer(person)
    name = require_account(tx, username)
    its_offices = sorted({row.office_id for row in people.memberships_of(tx, name)})
    mine = [office for office in its_offices if access.may_administer(person, office)]
    if not mine:
        raise UserNotFound(username=username)
    if mine != its_offices:
        raise Forbidden
    return name, mine[0]


def _user(held: list[Any]) -> User:
    first = held[0]
    return User(
        username=first.user_id,
        name_th=first.name_th,
        name_en=first.name_en,
        email=first.email,
        is_disabled=first.disabled_at is not None,
        roles=tuple(
            HeldRole(id=row.id, role=row.role_key, valid_from=row.valid_from, valid_to=row.valid_to)
            for row in held
        ),
    )
