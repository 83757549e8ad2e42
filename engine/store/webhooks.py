"""Webhooks as rows. The secret leaves this module only to sign."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, select, update

from engine.store.tables import webhook
from engine.store.transaction import Transaction, columns_for
from engine.tidings import WebhookRow

_ROW = columns_for(WebhookRow, webhook.c)


def add(tx: Transaction, row: WebhookRow, secret: str) -> None:
    """Write a webhook."""
    values = {c.name: getattr(row, c.name) for c in _ROW}
    tx.run(insert(webhook), {**values, "secret": secret})


def some(tx: Transaction, offices: Sequence[str], *, active: bool = False) -> list[WebhookRow]:
    """Return the webhooks of offices, oldest first; with `active`, those that are called."""
    conditions: list[ColumnElement[bool]] = [webhook.c.office_id.in_(list(offices))]
    if active:
        conditions.append(webhook.c.disabled_at.is_(None))
    rows = tx.all(select(*_ROW).where(*conditions).order_by(webhook.c.office_id, webhook.c.id))
    return [_made(row) for row in rows]


def find(tx: Transaction, office: str, identity: UUID) -> tuple[WebhookRow, str] | None:
    """Return a webhook and what it is signed with."""
    row = tx.one(select(*_ROW, webhook.c.secret).where(_is(office, identity)))
    return None if row is None else (_made(row), str(row.secret))


def change(tx: Transaction, office: str, identity: UUID, **values: Any) -> None:
    """Change columns of a webhook."""
    tx.run(update(webhook).where(_is(office, identity)).values(**values))


def failed(tx: Transaction, office: str, identity: UUID, error: str) -> int:
    """Count a failure; return how many there were in a row."""
    counted = update(webhook).where(_is(office, identity))
    counted = counted.values(failures=webhook.c.failures + 1, last_error=error)
    row = tx.one(counted.returning(webhook.c.failures))
    return int(row[0]) if row else 0


def remove(tx: Transaction, office: str, identity: UUID) -> bool:
    """Remove a webhook; say whether it was there."""
    return bool(tx.run(delete(webhook).where(_is(office, identity))).rowcount)


def _is(office: str, identity: UUID) -> ColumnElement[bool]:
    return (webhook.c.office_id == office) & (webhook.c.id == identity)


def _made(row: Any) -> WebhookRow:
    return WebhookRow(**{c.name: row._mapping[c.name] for c in _ROW})  # noqa: SLF001 - SQLAlchemy's public name
