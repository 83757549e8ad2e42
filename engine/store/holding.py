"""Who holds roles in an office, and how many tasks each has open."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from engine.store.inbox import plain
from engine.store.tables import membership, task, task_is_open, user_account
from engine.store.transaction import Transaction


def holders(tx: Transaction, office: str, roles: Iterable[str], today: date) -> set[str]:
    """Return the accounts in use that hold one of these roles in the office that day."""
    at = membership.c
    holds = (at.valid_from <= today) & or_(at.valid_to.is_(None), at.valid_to >= today)
    statement = (
        select(at.user_id)
        .distinct()
        .join(user_account, user_account.c.id == at.user_id)
        .where(at.office_id == office, at.role_key.in_(sorted(roles)), holds)
        .where(user_account.c.disabled_at.is_(None))
    )
    return {row[0] for row in tx.all(statement)}


def accounts(
    tx: Transaction, offices: Sequence[str], of: Collection[str], asked: tuple[str, int]
) -> list[tuple[str, str, str, int]]:
    """Return (user name, Thai name, English name, open tasks in these offices), by Thai name.

    `asked`: a part of a name, and how many at most.
    """
    q, most = asked
    by = user_account.c
    mine = (task.c.assignee == by.id) & task.c.office_id.in_(list(offices)) & task_is_open
    load = select(func.count()).select_from(task).where(mine).correlate(user_account)
    statement: Any = select(by.id, by.name_th, by.name_en, load.scalar_subquery())
    statement = statement.where(by.id.in_(sorted(of)))
    if q:
        text = f"%{plain(q)}%"
        statement = statement.where(
            or_(*(column.ilike(text, escape="\\") for column in (by.id, by.name_th, by.name_en)))
        )
    rows: Sequence[Any] = tx.all(statement.order_by(by.name_th, by.id).limit(most))
    return [(row[0], row[1], row[2] or row[1], int(row[3])) for row in rows]
