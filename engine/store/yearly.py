"""What of an office's past and people a simulated year begins with."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from engine.store.personnel import holds
from engine.store.tables import membership, process_instance, user_account
from engine.store.transaction import Transaction

_MOST = 20_000


def begun_since(tx: Transaction, office: str, key: str, since: datetime) -> Sequence[datetime]:
    """Return when an office's cases of a procedure began, of those begun since a moment."""
    at = process_instance.c
    statement = select(at.started_at).where(
        at.office_id == office, at.definition_key == key, at.started_at >= since
    )
    return [row.started_at for row in tx.all(statement.limit(_MOST))]


def holders(tx: Transaction, office: str, today: date) -> dict[str, int]:
    """Return how many people hold each role in an office today."""
    at = membership.c
    statement = (
        select(at.role_key, func.count(at.user_id.distinct()).label("many"))
        .join(user_account, user_account.c.id == at.user_id)
        .where(at.office_id == office, holds(at, today), user_account.c.disabled_at.is_(None))
        .group_by(at.role_key)
    )
    return {str(row.role_key): int(row.many) for row in tx.all(statement)}
