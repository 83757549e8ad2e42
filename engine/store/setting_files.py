"""Deployed declarations of settings as rows: a file for each procedure, in versions."""

from typing import Any
from uuid import UUID

import zstandard
from sqlalchemy import func, insert, select

from engine.store.tables import settings_definition
from engine.store.transaction import Transaction

_LEVEL = 9


def newest_deployment(tx: Transaction) -> tuple[UUID, int] | None:
    """Return what stands for all that was ever deployed of settings; None: nothing was."""
    at = settings_definition.c
    newest = select(at.deployment_id, func.count().over().label("many"))
    row = tx.one(newest.order_by(at.deployment_id.desc()).limit(1))
    return None if row is None else (row.deployment_id, row.many)


def all_of(tx: Transaction) -> list[tuple[str, bytes]]:
    """Return every version of every procedure's file, the oldest first."""
    at = settings_definition.c
    rows = tx.all(select(at.key, at.body).order_by(at.deployment_id, at.version))
    return [(row.key, zstandard.decompress(row.body)) for row in rows]


def newest(tx: Transaction, procedure: str) -> tuple[int, bytes, str] | None:
    """Return (version, body, digest) of a procedure's newest file."""
    at = settings_definition.c
    statement = select(settings_definition).where(at.key == procedure)
    row = tx.one(statement.order_by(at.version.desc()).limit(1))
    return None if row is None else (row.version, zstandard.decompress(row.body), row.digest)


def procedures(tx: Transaction) -> frozenset[str]:
    """Return the procedures whose settings were ever deployed."""
    rows = tx.all(select(settings_definition.c.key).distinct())
    return frozenset(row.key for row in rows)


def add(tx: Transaction, values: dict[str, Any]) -> None:
    """Write a new version; `body` is given plain."""
    packed = {**values, "body": zstandard.compress(values["body"], _LEVEL)}
    tx.run(insert(settings_definition), packed)
