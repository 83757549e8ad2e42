"""Tokens, as rows: of the API, and of browsers' sessions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from engine.store.tables import access_token, user_account
from engine.store.transaction import Transaction


def add(tx: Transaction, values: dict[str, Any]) -> None:
    """Write a token's digest."""
    tx.run(insert(access_token), {"issued_at": tx.now, "revoked_at": None, **values})


def session(tx: Transaction, token: bytes) -> Row[Any] | None:
    """Return a browser's session that holds.

    (user_id, expires_at, session_until, acting_for, must_change), the last of its account.
    """
    columns = (
        access_token.c.user_id,
        access_token.c.expires_at,
        access_token.c.session_until,
        access_token.c.acting_for,
        user_account.c.must_change,
    )
    holds = (access_token.c.revoked_at.is_(None)) & (access_token.c.expires_at > tx.now)
    is_session = access_token.c.session_until.is_not(None)
    asked = select(*columns).select_from(access_token.join(user_account))
    return tx.one(asked.where(access_token.c.hash == token, holds, is_session))


def prolong(tx: Transaction, token: bytes, until: datetime) -> None:
    """Let a session that is used go on until a later moment."""
    tx.run(update(access_token).where(access_token.c.hash == token).values(expires_at=until))


def revoke_others(tx: Transaction, user_id: str, kept: bytes) -> int:
    """End every token of an account but one; return how many ended."""
    others = (access_token.c.user_id == user_id) & (access_token.c.hash != kept)
    still = access_token.c.revoked_at.is_(None) & (access_token.c.expires_at > tx.now)
    ended = update(access_token).where(others, still).values(revoked_at=tx.now)
    return int(tx.run(ended).rowcount)


def revoke(tx: Transaction, token: bytes) -> None:
    """End one token."""
    _revoke(tx, access_token.c.hash == token)


def revoke_all_of(tx: Transaction, user_id: str) -> None:
    """End every token of an account."""
    _revoke(tx, access_token.c.user_id == user_id)


def _revoke(tx: Transaction, which: ColumnElement[bool]) -> None:
    still = access_token.c.revoked_at.is_(None)
    tx.run(update(access_token).where(which, still).values(revoked_at=tx.now))
