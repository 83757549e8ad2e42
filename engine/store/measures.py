"""What the tables say of the service's health: backlog, failures, sizes, and what is not sealed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, text

from engine.model import JobKind
from engine.store.tables import (
    attachment,
    entry_is_unsealed,
    history_event,
    job,
    job_is_failed,
    job_is_waiting,
    ledger_entry,
    process_instance,
)
from engine.store.transaction import Transaction

_SQLITE_SIZE = text(
    "SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()"
)
_POSTGRES_SIZE = text("SELECT pg_database_size(current_database()) AS size")


def backlog(tx: Transaction) -> tuple[int, datetime | None]:
    """Return how many jobs are due and not done, and since when the oldest should have run."""
    statement = select(func.count().label("many"), func.min(job.c.run_at).label("oldest"))
    row: Any = tx.one(statement.where(job_is_waiting, job.c.run_at <= tx.now))
    return int(row.many), row.oldest


def next_run(tx: Transaction) -> datetime | None:
    """Return when the next job is to run that is not due yet."""
    statement = select(func.min(job.c.run_at).label("at"))
    row: Any = tx.one(statement.where(job_is_waiting, job.c.run_at > tx.now))
    found: datetime | None = row.at
    return found


def troubled_notifications(tx: Transaction, offices: Sequence[str]) -> tuple[int, int]:
    """Return how many notifications of offices were given up, and how many are tried again."""
    at = job.c
    of_kind = (at.kind == JobKind.NOTIFICATION.value) & at.office_id.in_(list(offices))
    failed = select(func.count()).select_from(job).where(of_kind, job_is_failed)
    again = (
        select(func.count())
        .select_from(job)
        .where(of_kind, job_is_waiting, at.last_error.is_not(None))
    )
    return _number(tx.one(failed)), _number(tx.one(again))


def notifications_in_trouble(
    tx: Transaction, offices: Sequence[str], limit: int
) -> Sequence[Row[Any]]:
    """Return notifications that were not delivered, with their cases' numbers: given up first."""
    at, case = job.c, process_instance.c
    its_case = (case.office_id == at.office_id) & (case.id == at.instance_id)
    statement = (
        select(at.id, at.instance_id, at.state, at.attempts, at.due_at, at.last_error, at.payload)
        .add_columns(case.business_key)
        .outerjoin(process_instance, its_case)
        .where(at.kind == JobKind.NOTIFICATION.value, at.office_id.in_(list(offices)))
        .order_by(at.due_at.desc(), at.id)
        .limit(limit)
    )
    given_up = tx.all(statement.where(job_is_failed))
    again = tx.all(statement.where(job_is_waiting, at.last_error.is_not(None)))
    return [*given_up, *again][:limit]


def database_bytes(tx: Transaction) -> int:
    """Return how much room the database takes."""
    return _number(tx.one(_POSTGRES_SIZE if tx.is_postgres else _SQLITE_SIZE))


def attachment_bytes(tx: Transaction) -> tuple[int, int]:
    """Return how many attachments there are, and their bytes together."""
    kept = attachment.c.removed_at.is_(None)
    statement = select(func.count().label("many"), func.sum(attachment.c.size).label("size"))
    row: Any = tx.one(statement.where(kept))
    return int(row.many), int(row.size or 0)


def unsealed(tx: Transaction) -> tuple[int, datetime | None]:
    """Return how many ledger entries no signed head covers yet, and when the oldest was made."""
    many = _number(tx.one(select(func.count()).select_from(ledger_entry).where(entry_is_unsealed)))
    at, event = ledger_entry.c, history_event.c
    its_event = (
        (event.office_id == at.office_id)
        & (event.instance_id == at.instance_id)
        & (event.seq == at.seq)
    )
    first = (
        select(event.at)
        .select_from(ledger_entry.join(history_event, its_event))
        .where(entry_is_unsealed)
        .order_by(at.id)
        .limit(1)
    )
    row = tx.one(first)
    return many, None if row is None else row.at


def _number(row: Row[Any] | None) -> int:
    return 0 if row is None or row[0] is None else int(row[0])
