"""Keys of commands that may be repeated, each reserved before the command is carried out."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.tables import idempotency
from engine.store.transaction import Transaction


def reserve(tx: Transaction, key: bytes, request: bytes) -> bool:
    """Take a key for this transaction; False when a committed one has it.

    On PostgreSQL this waits for a transaction that has just taken the same key.
    """
    insert: Any = postgresql.insert if tx.is_postgres else sqlite.insert
    values = {"hash": key, "request_hash": request, "status": 0, "body": b"", "at": tx.now}
    statement = insert(idempotency).values(values).on_conflict_do_nothing()
    return tx.one(statement.returning(idempotency.c.hash)) is not None


def keep(tx: Transaction, key: bytes, answer: tuple[int, bytes]) -> None:
    """Keep the answer under a key that this transaction has reserved."""
    status, body = answer
    place = idempotency.c.hash == key
    tx.run(update(idempotency).where(place).values(status=status, body=body))
