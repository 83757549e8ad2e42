"""Accounts, roles held and lent, and tokens, as rows."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    bindparam,
    insert,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from engine.rows import OfficeRow
from engine.store.tables import (
    access_event,
    access_token,
    membership,
    office,
    role,
    school_member,
    substitution,
    user_account,
)
from engine.store.transaction import Transaction
from engine.store.types import new_id


def _is_valid(period: Any) -> ColumnElement[bool]:
    today = bindparam("today", type_=period.c.valid_from.type)
    begun: ColumnElement[bool] = period.c.valid_from <= today
    return begun & or_(period.c.valid_to.is_(None), period.c.valid_to >= today)


_TOKEN_HOLDS = (
    (access_token.c.hash == bindparam("hash"))
    & access_token.c.revoked_at.is_(None)
    & (access_token.c.expires_at > bindparam("now"))
    & user_account.c.disabled_at.is_(None)
)
_HOLDER = (user_account.c.id, user_account.c.name_th, user_account.c.name_en)
_NOTHING: ColumnElement[Any] = null()
_ACCOUNT = access_token.join(user_account)
_LENDS = (
    (substitution.c.substitute_id == user_account.c.id)
    & (substitution.c.absent_id == bindparam("absent"))
    & _is_valid(substitution)
)
_LENDING = substitution.join(
    membership,
    (membership.c.office_id == substitution.c.office_id)
    & (membership.c.user_id == substitution.c.absent_id)
    & or_(substitution.c.role_key.is_(None), membership.c.role_key == substitution.c.role_key)
    & _is_valid(membership),
)
_LENDING_SCHOOLS = substitution.join(
    school_member,
    (school_member.c.office_id == substitution.c.office_id)
    & (school_member.c.user_id == substitution.c.absent_id)
    & _is_valid(school_member),
)


def _roles(joined: FromClause, on: ColumnElement[bool]) -> Select[Any]:
    """Return the holder with each role; without any, one row all the same."""
    columns = (*_HOLDER, membership.c.office_id, membership.c.role_key)
    held = select(*columns, _NOTHING.label("school_code"))
    return held.select_from(_ACCOUNT.outerjoin(joined, on)).where(_TOKEN_HOLDS)


def _schools(joined: FromClause, on: ColumnElement[bool]) -> Select[Any]:
    """Return the holder with each school; without any, no row."""
    columns = (*_HOLDER, school_member.c.office_id, _NOTHING.label("role_key"))
    belongs = select(*columns, school_member.c.school_code)
    return belongs.select_from(_ACCOUNT.join(joined, on)).where(_TOKEN_HOLDS)


_OWN = union_all(
    _roles(membership, (membership.c.user_id == user_account.c.id) & _is_valid(membership)),
    _schools(
        school_member, (school_member.c.user_id == user_account.c.id) & _is_valid(school_member)
    ),
)
_LENT = union_all(_roles(_LENDING, _LENDS), _schools(_LENDING_SCHOOLS, _LENDS))


def holder(tx: Transaction, token: bytes, today: date, absent: str | None) -> Sequence[Row[Any]]:
    """Return (id, name_th, name_en, office_id, role_key, school_code) of a token's holder.

    A row for each role of today, then one for each school the holder belongs to today. With
    `absent`, the roles and schools which that person's substitutions lend the holder instead. A
    holder without any has one row without an office; a token that does not hold has none.
    """
    known = {"hash": token, "now": tx.now, "today": today}
    if absent is None:
        return tx.all(_OWN, known)
    return tx.all(_LENT, {**known, "absent": absent})


def account(tx: Transaction, user_id: str) -> Row[Any] | None:
    """Return an account."""
    return tx.one(select(user_account).where(user_account.c.id == user_id))


def add_account(tx: Transaction, values: dict[str, Any]) -> None:
    """Write a new account."""
    tx.run(insert(user_account), {"disabled_at": None, "created_at": tx.now, **values})


def change_account(tx: Transaction, user_id: str, **values: Any) -> None:
    """Change columns of an account."""
    tx.run(update(user_account).where(user_account.c.id == user_id).values(**values))


def add_roles(tx: Transaction, roles: Iterable[dict[str, str]]) -> None:
    """Write the roles that are not there yet."""
    known = {row[0] for row in tx.all(select(role.c.key))}
    if fresh := [each for each in roles if each["key"] not in known]:
        tx.run(insert(role), fresh)


def add_membership(tx: Transaction, values: dict[str, Any]) -> UUID:
    """Write that an account holds a role in an office for a time."""
    identity = new_id()
    tx.run(insert(membership), {"id": identity, **values})
    return identity


def end_membership(tx: Transaction, office_id: str, identity: UUID, last_day: date) -> None:
    """Let a role of an office end after a day."""
    at = membership.c
    ended = update(membership).where(at.office_id == office_id, at.id == identity)
    tx.run(ended.values(valid_to=last_day))


def membership_of(tx: Transaction, office_id: str, identity: UUID) -> Row[Any] | None:
    """Return a membership of an office."""
    at = membership.c
    return tx.one(select(membership).where(at.office_id == office_id, at.id == identity))


def memberships_of(tx: Transaction, user_id: str) -> Sequence[Row[Any]]:
    """Return every role an account has held or will hold, anywhere."""
    return tx.all(select(membership).where(membership.c.user_id == user_id))


def members(tx: Transaction, office_id: str) -> Sequence[Row[Any]]:
    """Return the office's memberships with their accounts, by user name, newest role first."""
    statement = select(
        user_account.c.id.label("user_id"),
        user_account.c.name_th,
        user_account.c.name_en,
        user_account.c.email,
        user_account.c.disabled_at,
        membership.c.id,
        membership.c.role_key,
        membership.c.valid_from,
        membership.c.valid_to,
    ).join(membership, membership.c.user_id == user_account.c.id)
    statement = statement.where(membership.c.office_id == office_id)
    return tx.all(statement.order_by(user_account.c.id, membership.c.valid_from.desc()))


def add_substitution(tx: Transaction, values: dict[str, Any]) -> UUID:
    """Write that somebody stands in for an absent person for a time."""
    identity = new_id()
    tx.run(insert(substitution), {"id": identity, "created_at": tx.now, **values})
    return identity


def substitutions_for(tx: Transaction, substitute_id: str, today: date) -> Sequence[Row[Any]]:
    """Return the substitutions a person may use today, with the absent person's names."""
    statement = (
        select(
            substitution,
            user_account.c.name_th.label("absent_th"),
            user_account.c.name_en.label("absent_en"),
        )
        .join(user_account, user_account.c.id == substitution.c.absent_id)
        .where(substitution.c.substitute_id == substitute_id, _is_valid(substitution))
        .order_by(substitution.c.valid_to, substitution.c.id)
    )
    return tx.all(statement, {"today": today})


def substitutions_of(tx: Transaction, absent_id: str) -> Sequence[Row[Any]]:
    """Return whom a person has let stand in for them, the latest first; none that never began."""
    names = (
        user_account.c.name_th.label("substitute_th"),
        user_account.c.name_en.label("substitute_en"),
    )
    joined = select(substitution, *names).join(
        user_account, user_account.c.id == substitution.c.substitute_id
    )
    at = substitution.c
    mine = joined.where(at.absent_id == absent_id, at.valid_to >= at.valid_from)
    return tx.all(mine.order_by(at.valid_from.desc(), at.id.desc()).limit(100))


def roles_held(tx: Transaction, user_id: str, office_id: str, today: date) -> frozenset[str]:
    """Return the roles an account in use holds in an office that day, its own only."""
    statement = (
        select(membership.c.role_key)
        .join(user_account)
        .where(
            membership.c.user_id == user_id,
            membership.c.office_id == office_id,
            user_account.c.disabled_at.is_(None),
            _is_valid(membership),
        )
    )
    return frozenset(row[0] for row in tx.all(statement, {"today": today}))


def office_names(tx: Transaction, ids: Iterable[str]) -> Sequence[Row[Any]]:
    """Return (id, name_th, name_en, province) of these offices, by id."""
    names = select(office.c.id, office.c.name_th, office.c.name_en, office.c.province)
    return tx.all(names.where(office.c.id.in_(list(ids))).order_by(office.c.id))


def names(tx: Transaction, user_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the Thai and the English name of accounts by user name."""
    named = select(user_account.c.id, user_account.c.name_th, user_account.c.name_en)
    rows = tx.all(named.where(user_account.c.id.in_(sorted(user_ids))))
    return {row.id: (row.name_th, row.name_en) for row in rows}


def add_office(tx: Transaction, row: OfficeRow) -> bool:
    """Write an office that is not there yet; say whether it was missing.

    Of two processes that do so at once, the second waits for the first to commit.
    """
    make = postgresql.insert if tx.is_postgres else sqlite.insert
    fresh = make(office).values(asdict(row)).on_conflict_do_nothing().returning(office.c.id)
    return tx.one(fresh) is not None


def note(tx: Transaction, office_id: str, by: str, what: str) -> None:
    """Leave a trace of what somebody took out of an office, of no single case."""
    values = {"office_id": office_id, "id": new_id(), "user_id": by, "what": what}
    tx.run(insert(access_event), {**values, "instance_id": None, "at": tx.now})
