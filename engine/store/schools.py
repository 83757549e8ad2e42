"""Schools of an office and who belongs to them, as rows."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.rows import MemberRow, SchoolRow
from engine.store.inbox import plain
from engine.store.tables import membership, school, school_member, user_account
from engine.store.transaction import Transaction, columns_for
from engine.store.types import new_id

_SCHOOL = columns_for(SchoolRow, school.c)
_MEMBER = (
    *columns_for(MemberRow, school_member.c),
    user_account.c.name_th,
    user_account.c.name_en,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFilter:
    """Which schools of an office to list; `active` as of `today`, None for whichever."""

    office: str
    today: date
    q: str | None = None
    active: bool | None = None
    behind: str | None = None


def some(tx: Transaction, wanted: SchoolFilter, limit: int) -> list[SchoolRow]:
    """Return schools by code, one more than `limit` if there are more."""
    at = school.c
    conditions: list[ColumnElement[bool]] = [at.office_id == wanted.office]
    if wanted.active is not None:
        is_active = _is_active(wanted.today)
        conditions.append(is_active if wanted.active else ~is_active)
    if wanted.q:
        text = f"%{plain(wanted.q)}%"
        named = (at.code, at.name_th, at.name_en)
        conditions.append(or_(*(column.ilike(text, escape="\\") for column in named)))
    if wanted.behind is not None:
        conditions.append(at.code > wanted.behind)
    statement = select(*_SCHOOL).where(*conditions).order_by(at.code)
    return [_school(row) for row in tx.all(statement.limit(limit + 1))]


def active(tx: Transaction, office: str, today: date) -> list[SchoolRow]:
    """Return every school of the office that is open that day, by code."""
    at = school.c
    statement = select(*_SCHOOL).where(at.office_id == office, _is_active(today))
    return [_school(row) for row in tx.all(statement.order_by(at.code))]


def _is_active(today: date) -> ColumnElement[bool]:
    at = school.c
    open_already: ColumnElement[bool] = or_(at.opened_on.is_(None), at.opened_on <= today)
    not_closed: ColumnElement[bool] = or_(at.closed_on.is_(None), at.closed_on >= today)
    return at.is_active & open_already & not_closed


def find(tx: Transaction, office: str, code: str) -> SchoolRow | None:
    """Return a school of the office."""
    at = school.c
    row = tx.one(select(*_SCHOOL).where(at.office_id == office, at.code == code))
    return None if row is None else _school(row)


def known(tx: Transaction, office: str) -> dict[str, SchoolRow]:
    """Return every school of the office by its code."""
    rows = tx.all(select(*_SCHOOL).where(school.c.office_id == office))
    return {row.code: _school(row) for row in rows}


def put(tx: Transaction, rows: Iterable[SchoolRow]) -> None:
    """Write schools, in place of those that have the same code."""
    make = postgresql.insert if tx.is_postgres else sqlite.insert
    fresh = make(school)
    kept = ("office_id", "code")
    new = {column.name: fresh.excluded[column.name] for column in _SCHOOL}
    changed = {name: value for name, value in new.items() if name not in kept}
    if values := [asdict(row) for row in rows]:
        tx.run(fresh.on_conflict_do_update(index_elements=kept, set_=changed), values)


def names(tx: Transaction, office: str, codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the Thai and the English name of schools by their code."""
    at = school.c
    statement = select(at.code, at.name_th, at.name_en)
    rows = tx.all(statement.where(at.office_id == office, at.code.in_(sorted(codes))))
    return {row.code: (row.name_th, row.name_en or row.name_th) for row in rows}


def members(tx: Transaction, office: str, code: str) -> list[MemberRow]:
    """Return who belongs, has belonged or will belong to a school, by user name."""
    statement = select(*_MEMBER).join(user_account, user_account.c.id == school_member.c.user_id)
    statement = statement.where(_of(office, code))
    ordered = statement.order_by(school_member.c.user_id, school_member.c.valid_from)
    return [MemberRow(**row._mapping) for row in tx.all(ordered)]  # noqa: SLF001 - SQLAlchemy's public name


def add_member(tx: Transaction, values: dict[str, Any]) -> UUID:
    """Write that an account belongs to a school for a time."""
    identity = new_id()
    tx.run(insert(school_member), {"id": identity, **values})
    return identity


def end_member(
    tx: Transaction, office: str, code: str, identity: UUID, last_day: date
) -> str | None:
    """Let somebody belong to a school up to a day; return who, None when it has no such member."""
    ended = update(school_member).where(_of(office, code), school_member.c.id == identity)
    row = tx.one(ended.values(valid_to=last_day).returning(school_member.c.user_id))
    return None if row is None else str(row[0])


def holders(
    tx: Transaction, office: str, code: str, roles: Iterable[str], today: date
) -> Sequence[str]:
    """Return the accounts in use that belong to a school and hold one of these roles that day."""
    in_the_office = (
        (membership.c.office_id == school_member.c.office_id)
        & (membership.c.user_id == school_member.c.user_id)
        & membership.c.role_key.in_(sorted(roles))
    )
    statement = (
        select(school_member.c.user_id)
        .distinct()
        .join(membership, in_the_office)
        .join(user_account, user_account.c.id == school_member.c.user_id)
        .where(_of(office, code), user_account.c.disabled_at.is_(None))
        .where(_holds(membership.c, today), _holds(school_member.c, today))
        .order_by(school_member.c.user_id)
    )
    return [row[0] for row in tx.all(statement)]


def _of(office: str, code: str) -> ColumnElement[bool]:
    return (school_member.c.office_id == office) & (school_member.c.school_code == code)


def _holds(period: Any, today: date) -> ColumnElement[bool]:
    begun: ColumnElement[bool] = period.valid_from <= today
    return begun & or_(period.valid_to.is_(None), period.valid_to >= today)


def _school(row: Any) -> SchoolRow:
    return SchoolRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
