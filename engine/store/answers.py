"""Keys of commands that may be repeated, each reserved before the command is carried out."""

from sqlalchemy import bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.tables import idempotency
from engine.store.transaction import Transaction

_RESERVE = {
    postgres: insert(idempotency).on_conflict_do_nothing().returning(idempotency.c.hash)
    for postgres, insert in ((False, sqlite.insert), (True, postgresql.insert))
}
_KEEP = (
    update(idempotency)
    .where(idempotency.c.hash == bindparam("of_key"))
    .values(status=bindparam("new_status"), body=bindparam("new_body"))
)


def reserve(tx: Transaction, key: bytes, request: bytes) -> bool:
    """Take a key for this transaction; False when a committed one has it.

    On PostgreSQL this waits for a transaction that has just taken the same key.
    """
    values = {"hash": key, "request_hash": request, "status": 0, "body": b"", "at": tx.now}
    return tx.one(_RESERVE[tx.is_postgres], values) is not None


def keep(tx: Transaction, key: bytes, answer: tuple[int, bytes]) -> None:
    """Keep the answer under a key that this transaction has reserved."""
    status, body = answer
    tx.run(_KEEP, {"of_key": key, "new_status": status, "new_body": body})
