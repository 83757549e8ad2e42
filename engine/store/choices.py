"""What people have chosen for themselves, as rows, and how that makes them reachable."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, select, update

from engine.store.tables import account_choice, user_account
from engine.store.transaction import Transaction
from engine.tidings import Mailing, Reachable

_JOINED = user_account.outerjoin(account_choice, account_choice.c.user_id == user_account.c.id)


def of(tx: Transaction, user_id: str) -> Any | None:
    """Return (language, mail, feed, feed_at) of a person who has chosen anything."""
    return tx.one(select(account_choice).where(account_choice.c.user_id == user_id))


def change(tx: Transaction, user_id: str, **values: Any) -> None:
    """Write what a person chooses; what they never chose has its default."""
    changed = update(account_choice).where(account_choice.c.user_id == user_id).values(**values)
    if not tx.run(changed).rowcount:
        first = {"language": "th", "mail": Mailing.AT_ONCE.value, "feed": None, "feed_at": None}
        tx.run(insert(account_choice), {"user_id": user_id, **first, **values})


def owner_of_feed(tx: Transaction, digest: bytes) -> Any | None:
    """Return (id, name_th, language) of the account in use whose calendar has a secret address."""
    columns = (user_account.c.id, user_account.c.name_th, account_choice.c.language)
    is_it = (account_choice.c.feed == digest) & user_account.c.disabled_at.is_(None)
    return tx.one(select(*columns).select_from(_JOINED).where(is_it))


def reachable(tx: Transaction, users: Iterable[str]) -> dict[str, Reachable]:
    """Return how accounts in use are reached; those without an account are left out."""
    at = account_choice.c
    columns = (user_account.c.id, user_account.c.email, at.language, at.mail)
    chosen = user_account.c.id.in_(sorted(users)) & user_account.c.disabled_at.is_(None)
    rows = tx.all(select(*columns).select_from(_JOINED).where(chosen))
    return {
        row.id: Reachable(
            user=row.id,
            email=row.email,
            language=row.language or "th",
            mail=Mailing(row.mail or Mailing.AT_ONCE.value),
        )
        for row in rows
    }
