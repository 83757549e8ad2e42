"""How often signing in may fail: five times from one address, twenty from all, in five minutes."""

from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Final

from engine.errors import TooMany
from engine.store import Transaction
from engine.store import attempts as rows

WINDOW: Final = timedelta(minutes=5)
FROM_ONE_ADDRESS: Final = 5
FROM_ALL: Final = 20


def require_room(tx: Transaction, account: str, address: str) -> None:
    """Refuse another attempt while too many have failed.

    Raises:
        TooMany: `retry_after` seconds must pass.
    """
    windows = rows.since(tx, _hidden(account), tx.now - WINDOW)
    here = [window for window in windows if window.address == address[:64]]
    for counted, most in ((here, FROM_ONE_ADDRESS), (list(windows), FROM_ALL)):
        if sum(window.failures for window in counted) >= most:
            first = min(window.window_start for window in counted)
            raise TooMany(retry_after=_seconds_until(first + WINDOW, tx.now))


def count(tx: Transaction, account: str, address: str) -> None:
    """Count one failure."""
    rows.count(tx, _hidden(account), address[:64], tx.now - WINDOW)


def forget(tx: Transaction, account: str, address: str) -> None:
    """Begin anew after a success from this address."""
    rows.forget(tx, _hidden(account), address[:64])


def sweep(tx: Transaction) -> int:
    """Remove what has passed."""
    return rows.sweep(tx, tx.now - WINDOW)


def _hidden(account: str) -> str:
    """Names are kept as digests: people type their password where the name belongs."""
    return sha256(account.encode("utf-8", "surrogatepass")).hexdigest()


def _seconds_until(moment: datetime, now: datetime) -> int:
    return max(ceil((moment - now).total_seconds()), 1)
