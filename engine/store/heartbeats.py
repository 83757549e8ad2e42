"""When those who work in the background were last heard of."""

from datetime import datetime

from sqlalchemy import select

from engine.store.tables import heartbeat
from engine.store.transaction import Transaction


def last(tx: Transaction, name: str) -> datetime | None:
    """Return when somebody of this name was last heard of; None for never."""
    row = tx.one(select(heartbeat.c.at).where(heartbeat.c.name == name))
    at: datetime | None = None if row is None else row.at
    return at
