"""Versions of drafts as rows; what their files held is kept once by its content."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

import zstandard
from sqlalchemy import func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.drafted import DraftVersionRow
from engine.store.tables import draft_body, draft_version
from engine.store.transaction import Transaction, columns_for

_LEVEL = 9
_VERSION = columns_for(DraftVersionRow, draft_version.c)


def keep(tx: Transaction, content: bytes) -> str:
    """Keep what a file holds, unless it is kept already; return its digest."""
    digest = sha256(content).hexdigest()
    known = select(draft_body.c.digest).where(draft_body.c.digest == digest)
    if tx.one(known) is None:
        make = postgresql.insert if tx.is_postgres else sqlite.insert
        statement = make(draft_body).on_conflict_do_nothing(index_elements=["digest"])
        tx.run(statement, {"digest": digest, "body": zstandard.compress(content, _LEVEL)})
    return digest


def bodies(tx: Transaction, digests: Iterable[str]) -> dict[str, bytes]:
    """Return kept contents by digest."""
    rows = tx.all(select(draft_body).where(draft_body.c.digest.in_(sorted(set(digests)))))
    return {row.digest: zstandard.decompress(row.body) for row in rows}


def add(tx: Transaction, draft_id: UUID, row: DraftVersionRow) -> None:
    """Write a version."""
    values: dict[str, Any] = {column.name: getattr(row, column.name) for column in _VERSION}
    tx.run(insert(draft_version), {"draft_id": draft_id, **values})


def newest_number(tx: Transaction, draft_id: UUID) -> int:
    """Return the number of a draft's newest version; 0 when it has none."""
    newest = select(func.max(draft_version.c.number)).where(draft_version.c.draft_id == draft_id)
    row = tx.one(newest)
    return 0 if row is None or row[0] is None else int(row[0])


def find(tx: Transaction, draft_id: UUID, number: int) -> DraftVersionRow | None:
    """Return one version of a draft."""
    at = draft_version.c
    row = tx.one(select(*_VERSION).where(at.draft_id == draft_id, at.number == number))
    return None if row is None else DraftVersionRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def list_all(tx: Transaction, draft_id: UUID) -> list[DraftVersionRow]:
    """Return the versions of a draft, newest first."""
    at = draft_version.c
    statement = select(*_VERSION).where(at.draft_id == draft_id).order_by(at.number.desc())
    return [DraftVersionRow(**row._mapping) for row in tx.all(statement)]  # noqa: SLF001 - SQLAlchemy's public name
