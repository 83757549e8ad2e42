"""The people of an office as its admins look at them: found, with roles, schools and tokens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Label,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    update,
)

from engine.store.inbox import plain
from engine.store.tables import (
    access_token,
    membership,
    school,
    school_member,
    substitution,
    user_account,
)
from engine.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFilter:
    """Which accounts of an office to list, as of `today`; `behind`: from the name after this one.

    `is_active`: in use and holding a role that day; False the others; None for whichever.
    """

    office: str
    today: date
    q: str | None = None
    role: str | None = None
    is_active: bool | None = None
    behind: str | None = None


def holds(period: Any, today: date) -> ColumnElement[bool]:
    """Return the condition that a row's days, both included, contain a day."""
    begun: ColumnElement[bool] = period.valid_from <= today
    return begun & or_(period.valid_to.is_(None), period.valid_to >= today)


def _of(wanted: UserFilter) -> ColumnElement[bool]:
    at = membership.c
    return and_(at.office_id == wanted.office, at.user_id == user_account.c.id)


def _conditions(wanted: UserFilter) -> list[ColumnElement[bool]]:
    account, belongs = user_account.c, _of(wanted)
    held = exists().where(belongs, holds(membership.c, wanted.today))
    in_use = account.disabled_at.is_(None) & held
    found: list[ColumnElement[bool]] = [exists().where(belongs)]
    if wanted.is_active is not None:
        found.append(in_use if wanted.is_active else ~in_use)
    if wanted.role is not None:
        found.append(
            exists().where(
                belongs, membership.c.role_key == wanted.role, holds(membership.c, wanted.today)
            )
        )
    if wanted.q:
        text = f"%{plain(wanted.q)}%"
        named = (account.id, account.name_th, account.name_en, account.email)
        found.append(or_(*(column.ilike(text, escape="\\") for column in named)))
    return found


def accounts(tx: Transaction, wanted: UserFilter, limit: int) -> Sequence[Row[Any]]:
    """Return accounts by user name, one more than `limit` if there are more."""
    statement: Select[Any] = select(user_account).where(*_conditions(wanted))
    if wanted.behind is not None:
        statement = statement.where(user_account.c.id > wanted.behind)
    return tx.all(statement.order_by(user_account.c.id).limit(limit + 1))


def count(tx: Transaction, wanted: UserFilter) -> int:
    """Return how many accounts there are, whichever the page."""
    statement = select(func.count()).select_from(user_account).where(*_conditions(wanted))
    row = tx.one(statement)
    return 0 if row is None else int(row[0])


def roles_of(tx: Transaction, office: str, users: Iterable[str]) -> Sequence[Row[Any]]:
    """Return every role that accounts have held or will hold in an office, the newest first."""
    at = membership.c
    statement = select(membership).where(at.office_id == office, at.user_id.in_(sorted(users)))
    return tx.all(statement.order_by(at.user_id, at.valid_from.desc(), at.role_key))


def offices_of(tx: Transaction, user: str) -> list[str]:
    """Return the offices where an account has held or will hold a role."""
    statement = select(membership.c.office_id).distinct().where(membership.c.user_id == user)
    return sorted(str(row[0]) for row in tx.all(statement))


def schools_of(tx: Transaction, office: str, user: str) -> Sequence[Row[Any]]:
    """Return the schools of an office that an account belongs to, did or will, newest first."""
    at = school_member.c
    its_school = and_(school.c.office_id == at.office_id, school.c.code == at.school_code)
    statement = (
        select(school_member, school.c.name_th, school.c.name_en)
        .join(school, its_school)
        .where(at.office_id == office, at.user_id == user)
    )
    return tx.all(statement.order_by(at.valid_from.desc(), at.school_code))


def substitutions(
    tx: Transaction, office: str, ends_from: date, user: str | None = None
) -> Sequence[Row[Any]]:
    """Return who stands in for whom in an office, of those that end on a day or later."""
    absent, other = user_account.alias("absent"), user_account.alias("other")
    at = substitution.c
    statement = (
        select(
            substitution,
            absent.c.name_th.label("absent_th"),
            absent.c.name_en.label("absent_en"),
            other.c.name_th.label("substitute_th"),
            other.c.name_en.label("substitute_en"),
        )
        .join(absent, absent.c.id == at.absent_id)
        .join(other, other.c.id == at.substitute_id)
        .where(at.office_id == office, at.valid_to >= ends_from)
    )
    if user is not None:
        statement = statement.where(or_(at.absent_id == user, at.substitute_id == user))
    return tx.all(statement.order_by(at.valid_from, at.id))


def substitution_of(tx: Transaction, office: str, identity: UUID) -> Row[Any] | None:
    """Return a substitution of an office."""
    at = substitution.c
    return tx.one(select(substitution).where(at.office_id == office, at.id == identity))


def end_substitution(tx: Transaction, office: str, identity: UUID, last_day: date) -> None:
    """Let a substitution of an office end after a day."""
    at = substitution.c
    ended = update(substitution).where(at.office_id == office, at.id == identity)
    tx.run(ended.values(valid_to=last_day))


def tokens(tx: Transaction, office: str, user: str | None, limit: int) -> Sequence[Row[Any]]:
    """Return tokens that hold now, of the office's people or one's; named first, then newest."""
    at = access_token.c
    unnamed: Label[int] = case((at.name.is_(None), 1), else_=0).label("unnamed")
    statement = (
        select(access_token, user_account.c.name_th, user_account.c.name_en, unnamed)
        .join(user_account, user_account.c.id == at.user_id)
        .where(_holds_now(tx), exists().where(_is_of(office)))
    )
    if user is not None:
        statement = statement.where(at.user_id == user)
    ordered = statement.order_by(unnamed, at.issued_at.desc(), at.hash)
    return tx.all(ordered.limit(limit))


def token_counts(tx: Transaction, office: str) -> Sequence[Row[Any]]:
    """Return (user_id, name_th, name_en, held, newest) of those of an office who hold tokens."""
    at, account = access_token.c, user_account.c
    statement = (
        select(
            at.user_id,
            account.name_th,
            account.name_en,
            func.count().label("held"),
            func.max(at.issued_at).label("newest"),
        )
        .join(user_account, account.id == at.user_id)
        .where(_holds_now(tx), at.name.is_(None), exists().where(_is_of(office)))
        .group_by(at.user_id, account.name_th, account.name_en)
        .order_by(at.user_id)
    )
    return tx.all(statement)


def _is_of(office: str) -> ColumnElement[bool]:
    at = membership.c
    return and_(at.office_id == office, at.user_id == access_token.c.user_id)


def _holds_now(tx: Transaction) -> ColumnElement[bool]:
    at = access_token.c
    return at.revoked_at.is_(None) & (at.expires_at > tx.now)
