"""The people of an office as its admins and auditors see them: a list, and one of them whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from engine import access
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import Forbidden, UserNotFound
from engine.model import Person
from engine.paging import Page
from engine.people.accounts import user_name
from engine.store import Transaction, people, personnel


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """A role an account holds in the office, for a time; `id` is what ends it."""

    id: UUID
    role: str
    valid_from: date
    valid_to: date | None

    def holds(self, today: date) -> bool:
        """Whether it is held on a day."""
        return self.valid_from <= today and (self.valid_to is None or today <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account as an admin of an office sees it, with its roles in that office."""

    username: str
    name_th: str
    name_en: str
    email: str | None
    is_disabled: bool
    roles: tuple[HeldRole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFilter:
    """Which accounts a caller wants listed; `is_active`: in use, and holding a role today."""

    q: str | None = None
    role: str | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of accounts, by user name; `total`: how many there are on all pages."""

    page: Page[User]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """A school that an account belongs to, for a time; `id` is what ends it."""

    id: UUID
    code: str
    name_th: str
    name_en: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Somebody stands in for an absent person in an office; both days included."""

    id: UUID
    absent: str
    absent_th: str
    absent_en: str
    substitute: str
    substitute_th: str
    substitute_en: str
    role: str | None
    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All an office knows of an account; `elsewhere`: it belongs to other offices too.

    Then only an admin of all of them may give it a password, a token, or disable it.
    """

    user: User
    schools: tuple[Belonging, ...]
    substitutions: tuple[StandIn, ...]
    created_at: datetime
    elsewhere: bool
    is_mine: bool
    """Whether the asking person may give it a password, a token, or disable it."""


def list_users(engine: Engine, person: Person, office: str) -> list[User]:
    """Return who holds, has held or will hold a role in the office, by user name.

    Raises:
        NotFound, Forbidden: the person is no admin (or auditor) there.
    """
    _require_reader(person, office)
    with engine.reading() as tx:
        rows = people.members(tx, office)
    by_name: dict[str, list[Any]] = {}
    for row in rows:
        by_name.setdefault(row.user_id, []).append(row)
    return [_user(held[0], held, held[0].user_id) for held in by_name.values()]


def find_users(
    engine: Engine,
    person: Person,
    place: tuple[str, UserFilter],
    behind: str | None,
    limit: int,
) -> Found:
    """Return some accounts of the office by user name; the page's `next` is the last of them.

    Raises:
        NotFound, Forbidden: the person is no admin (or auditor) there.
    """
    office, wanted = place
    _require_reader(person, office)
    with engine.reading() as tx:
        chosen = personnel.UserFilter(
            office=office,
            today=local_date(tx.now),
            q=wanted.q,
            role=wanted.role,
            is_active=wanted.is_active,
            behind=behind,
        )
        rows = personnel.accounts(tx, chosen, limit)
        shown = _with_roles(tx, office, rows[:limit])
        more = shown[-1].username if len(rows) > limit else None
        return Found(page=Page(items=shown, next=more), total=personnel.count(tx, chosen))


def dossier(engine: Engine, person: Person, office: str, username: str) -> Dossier:
    """Return all that an office knows of one of its people.

    Raises:
        NotFound, Forbidden: the person is no admin (or auditor) there.
        UserNotFound: nobody of this name has anything to do with the office.
    """
    _require_reader(person, office)
    name = user_name(username)
    with engine.reading() as tx:
        account: Any = people.account(tx, name)
        its_offices = personnel.offices_of(tx, name)
        if account is None or office not in its_offices:
            raise UserNotFound(username=username)
        (user,) = _with_roles(tx, office, [account])
        mine = [each for each in its_offices if access.may_administer(person, each)]
        return Dossier(
            user=user,
            schools=tuple(_belonging(row) for row in personnel.schools_of(tx, office, name)),
            substitutions=tuple(stand_ins(tx, office, date.min, name)),
            created_at=account.created_at,
            elsewhere=its_offices != [office],
            is_mine=mine == its_offices,
        )


def substitutions(engine: Engine, person: Person, office: str) -> list[StandIn]:
    """Return who stands in for whom in the office, today and later.

    Raises:
        NotFound, Forbidden: the person is no admin (or auditor) there.
    """
    _require_reader(person, office)
    with engine.reading() as tx:
        return stand_ins(tx, office, local_date(tx.now))


def stand_ins(
    tx: Transaction, office: str, ends_from: date, user: str | None = None
) -> list[StandIn]:
    """Return substitutions of an office that end on a day or later, of everybody or one person."""
    names = [name for name in StandIn.__slots__ if name not in {"absent", "substitute", "role"}]
    return [
        StandIn(
            absent=row.absent_id,
            substitute=row.substitute_id,
            role=row.role_key,
            **{name: getattr(row, name) for name in names},
        )
        for row in personnel.substitutions(tx, office, ends_from, user)
    ]


def _require_reader(person: Person, office: str) -> None:
    access.require_member(person, office)
    if not access.may_audit(person, office):
        raise Forbidden(office=office)


def _with_roles(tx: Transaction, office: str, accounts: Iterable[Any]) -> list[User]:
    listed = list(accounts)
    roles: dict[str, list[Any]] = {row.id: [] for row in listed}
    for row in personnel.roles_of(tx, office, roles):
        roles[row.user_id].append(row)
    return [_user(row, roles[row.id], row.id) for row in listed]


def _user(account: Any, held: Iterable[Any], name: str) -> User:
    return User(
        username=name,
        name_th=account.name_th,
        name_en=account.name_en,
        email=account.email,
        is_disabled=account.disabled_at is not None,
        roles=tuple(
            HeldRole(id=row.id, role=row.role_key, valid_from=row.valid_from, valid_to=row.valid_to)
            for row in held
        ),
    )


def _belonging(row: Any) -> Belonging:
    return Belonging(
        id=row.id,
        code=row.school_code,
        name_th=row.name_th,
        name_en=row.name_en or row.name_th,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
