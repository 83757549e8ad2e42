"""Failed attempts to sign in, counted by account and address in windows of time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.tables import access_token, sign_in_attempt
from engine.store.transaction import Transaction


def since(tx: Transaction, account: str, moment: datetime) -> Sequence[Row[Any]]:
    """Return (address, window_start, failures) of an account's windows begun after `moment`."""
    statement = select(
        sign_in_attempt.c.address, sign_in_attempt.c.window_start, sign_in_attempt.c.failures
    )
    return tx.all(
        statement.where(
            sign_in_attempt.c.account == account, sign_in_attempt.c.window_start > moment
        )
    )


def count(tx: Transaction, account: str, address: str, oldest: datetime) -> None:
    """Count one failure; a window begun before `oldest` has passed, and a new one begins."""
    make = postgresql.insert if tx.is_postgres else sqlite.insert
    first = {"account": account, "address": address, "window_start": tx.now, "failures": 1}
    fresh = make(sign_in_attempt).values(first)
    is_past = sign_in_attempt.c.window_start <= oldest
    tx.run(
        fresh.on_conflict_do_update(
            index_elements=[sign_in_attempt.c.account, sign_in_attempt.c.address],
            set_={
                "failures": case((is_past, 1), else_=sign_in_attempt.c.failures + 1),
                "window_start": case(
                    (is_past, fresh.excluded.window_start), else_=sign_in_attempt.c.window_start
                ),
            },
        )
    )


def forget(tx: Transaction, account: str, address: str) -> None:
    """Forget the failures of an account from an address."""
    place = (sign_in_attempt.c.account == account) & (sign_in_attempt.c.address == address)
    tx.run(delete(sign_in_attempt).where(place))


def sweep(tx: Transaction, oldest: datetime) -> int:
    """Remove windows that have passed and tokens that have expired; return how many rows."""
    past = delete(sign_in_attempt).where(sign_in_attempt.c.window_start <= oldest)
    ended = delete(access_token).where(access_token.c.expires_at <= tx.now)
    return int(tx.run(past).rowcount) + int(tx.run(ended).rowcount)
