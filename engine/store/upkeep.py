"""What the housekeeping does to rows: whose turn it is, and what has served its time."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.tables import heartbeat, idempotency
from engine.store.transaction import Transaction


def claim(tx: Transaction, name: str, before: datetime) -> bool:
    """Take a turn that was last taken before a moment, or never; False when somebody has it."""
    again = update(heartbeat).where(heartbeat.c.name == name, heartbeat.c.at <= before)
    if tx.run(again.values({heartbeat.c.at: tx.now})).rowcount:
        return True
    make = postgresql.insert if tx.is_postgres else sqlite.insert
    first = make(heartbeat).values(name=name, at=tx.now).on_conflict_do_nothing()
    return bool(tx.run(first).rowcount)


def forget_answers(tx: Transaction, before: datetime) -> int:
    """Remove answers given before a moment; return how many."""
    return int(tx.run(delete(idempotency).where(idempotency.c.at < before)).rowcount)
