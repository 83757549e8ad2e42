"""Who holds which roles, belongs to which schools and stands in for whom on a day, as rows."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select

from engine.roles import NATIONAL
from engine.store.inbox import plain
from engine.store.tables import membership, school_member, substitution, user_account
from engine.store.transaction import Transaction


def holding(
    tx: Transaction, office: str, today: date, roles: Collection[str] | None = None
) -> Sequence[Row[Any]]:
    """Return (user_id, role_key) of the accounts in use in an office; of these roles, or all."""
    at = membership.c
    conditions = [at.office_id == office, _holds(at, today), user_account.c.disabled_at.is_(None)]
    if roles is not None:
        conditions.append(at.role_key.in_(sorted(roles)))
    return tx.all(select(at.user_id, at.role_key).join(user_account).where(*conditions))


def belonging(
    tx: Transaction, office: str, today: date, codes: Collection[str] | None = None
) -> Sequence[Row[Any]]:
    """Return (user_id, school_code) of who belongs to the schools of an office; or to these."""
    at = school_member.c
    conditions = [at.office_id == office, _holds(at, today)]
    if codes is not None:
        conditions.append(at.school_code.in_(sorted(codes)))
    return tx.all(select(at.user_id, at.school_code).where(*conditions))


def lent(tx: Transaction, office: str, today: date) -> Sequence[Row[Any]]:
    """Return (absent_id, substitute_id, role_key) of the substitutions of an office."""
    at = substitution.c
    columns = (at.absent_id, at.substitute_id, at.role_key)
    joined = select(*columns).join(user_account, user_account.c.id == at.substitute_id)
    in_use = user_account.c.disabled_at.is_(None)
    return tx.all(joined.where(at.office_id == office, _holds(at, today), in_use))


def standing(tx: Transaction, user: str, today: date) -> tuple[dict[str, set[str]], ...]:
    """Return the roles and the schools of an account by office, nationally by "*"."""
    roles: dict[str, set[str]] = {}
    schools: dict[str, set[str]] = {}
    at = membership.c
    for row in tx.all(
        select(at.office_id, at.role_key).where(at.user_id == user, _holds(at, today))
    ):
        roles.setdefault(row.office_id, set()).add(row.role_key)
    of = school_member.c
    for row in tx.all(
        select(of.office_id, of.school_code).where(of.user_id == user, _holds(of, today))
    ):
        schools.setdefault(row.office_id, set()).add(row.school_code)
    return roles, schools


def named(
    tx: Transaction, office: str, today: date, q: str, roles: Collection[str]
) -> Sequence[Row[Any]]:
    """Return (id, name_th, name_en, role_key) of accounts in use with these roles, by a part."""
    at, of = membership.c, user_account.c
    text = f"%{plain(q)}%"
    is_called = or_(*(name.ilike(text, escape="\\") for name in (of.id, of.name_th, of.name_en)))
    here = at.office_id.in_([office, NATIONAL]) & at.role_key.in_(sorted(roles))
    columns = (of.id, of.name_th, of.name_en, at.role_key)
    joined = select(*columns).join(membership, at.user_id == of.id)
    joined = joined.where(here, _holds(at, today), of.disabled_at.is_(None), is_called)
    return tx.all(joined.order_by(of.id, at.role_key).limit(200))


def _holds(period: Any, today: date) -> ColumnElement[bool]:
    begun: ColumnElement[bool] = period.valid_from <= today
    return begun & or_(period.valid_to.is_(None), period.valid_to >= today)
