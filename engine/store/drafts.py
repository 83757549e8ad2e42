"""Drafts and their files as rows. Bodies are packed here, plain above."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import zstandard
from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.drafted import DraftRow, FileRow, PresentRow
from engine.store.tables import draft, draft_file, draft_presence
from engine.store.transaction import Transaction, columns_for

_LEVEL = 3
_DRAFT = columns_for(DraftRow, draft.c)
_FILE = (
    draft_file.c.name,
    draft_file.c.revision,
    draft_file.c.changed_by,
    draft_file.c.changed_at,
    draft_file.c.body.is_(None).label("is_removed"),
)


def add(tx: Transaction, row: DraftRow) -> None:
    """Write a new draft, without files."""
    values = {column.name: getattr(row, column.name) for column in _DRAFT}
    tx.run(insert(draft), {**values, "revision": 0})


def list_all(tx: Transaction) -> list[DraftRow]:
    """Return every draft, the last changed first."""
    rows = tx.all(select(*_DRAFT).order_by(draft.c.changed_at.desc(), draft.c.id.desc()))
    return [DraftRow(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def find(tx: Transaction, draft_id: UUID) -> DraftRow | None:
    """Return a draft."""
    row = tx.one(select(*_DRAFT).where(draft.c.id == draft_id))
    return None if row is None else DraftRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def lock(tx: Transaction, draft_id: UUID) -> tuple[DraftRow, int] | None:
    """Return a draft that nobody else changes meanwhile, and the revision of its last change."""
    statement = select(*_DRAFT, draft.c.revision).where(draft.c.id == draft_id)
    row = tx.one(statement.with_for_update())
    if row is None:
        return None
    values = {column.name: row._mapping[column.name] for column in _DRAFT}  # noqa: SLF001 - SQLAlchemy's public name
    return DraftRow(**values), row.revision


def change(tx: Transaction, draft_id: UUID, **values: Any) -> None:
    """Change what a draft says of itself."""
    tx.run(update(draft).where(draft.c.id == draft_id).values(**values, changed_at=tx.now))


def files(tx: Transaction, draft_id: UUID) -> list[FileRow]:
    """Return the files of a draft by name, removed ones too."""
    statement = select(*_FILE).where(draft_file.c.draft_id == draft_id)
    rows = tx.all(statement.order_by(draft_file.c.name))
    return [_file(row) for row in rows]


def all_files(tx: Transaction) -> dict[UUID, list[FileRow]]:
    """Return the files of every draft, removed ones left out."""
    found: dict[UUID, list[FileRow]] = {}
    statement = select(draft_file.c.draft_id, *_FILE).where(draft_file.c.body.is_not(None))
    for row in tx.all(statement.order_by(draft_file.c.draft_id, draft_file.c.name)):
        values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
        of = found.setdefault(values.pop("draft_id"), [])
        of.append(FileRow(**{**values, "is_removed": False}))
    return found


def file(tx: Transaction, draft_id: UUID, name: str) -> FileRow | None:
    """Return a file of a draft, without its body."""
    row = tx.one(select(*_FILE).where(*_is(draft_id, name)))
    return None if row is None else _file(row)


def _file(row: Any) -> FileRow:
    return FileRow(**{**row._mapping, "is_removed": bool(row.is_removed)})  # noqa: SLF001 - SQLAlchemy's public name


def _is(draft_id: UUID, name: str) -> tuple[Any, Any]:
    return draft_file.c.draft_id == draft_id, draft_file.c.name == name


def body(tx: Transaction, draft_id: UUID, name: str) -> bytes | None:
    """Return what a file holds; None when there is none of the name, or it was removed."""
    row = tx.one(select(draft_file.c.body).where(*_is(draft_id, name)))
    return None if row is None or row.body is None else zstandard.decompress(row.body)


def bodies(tx: Transaction, draft_id: UUID) -> dict[str, bytes]:
    """Return what each file of a draft holds, by name."""
    is_kept = draft_file.c.body.is_not(None)
    statement = select(draft_file.c.name, draft_file.c.body).where(
        draft_file.c.draft_id == draft_id, is_kept
    )
    rows = tx.all(statement.order_by(draft_file.c.name))
    return {row.name: zstandard.decompress(row.body) for row in rows}


def write(tx: Transaction, draft_id: UUID, row: FileRow, content: bytes | None) -> None:
    """Write a file in place of what stands under its name; None: it is removed."""
    make = postgresql.insert if tx.is_postgres else sqlite.insert
    values = {
        "revision": row.revision,
        "changed_by": row.changed_by,
        "changed_at": row.changed_at,
        "body": None if content is None else zstandard.compress(content, _LEVEL),
    }
    statement = make(draft_file).values(draft_id=draft_id, name=row.name, **values)
    at = ["draft_id", "name"]
    tx.run(statement.on_conflict_do_update(index_elements=at, set_=values))


def see(tx: Transaction, draft_id: UUID, row: PresentRow) -> None:
    """Note that somebody has the draft open."""
    make = postgresql.insert if tx.is_postgres else sqlite.insert
    values: Mapping[str, Any] = {
        "file": row.file,
        "element": row.element,
        "seen_at": row.seen_at,
    }
    statement = make(draft_presence).values(draft_id=draft_id, user_id=row.user_id, **values)
    at = ["draft_id", "user_id"]
    tx.run(statement.on_conflict_do_update(index_elements=at, set_=values))


def present(tx: Transaction, since: datetime) -> dict[UUID, list[PresentRow]]:
    """Return by draft who was seen in it after a moment, the last seen first."""
    found: dict[UUID, list[PresentRow]] = {}
    statement = select(draft_presence).where(draft_presence.c.seen_at > since)
    newest_first = statement.order_by(draft_presence.c.seen_at.desc(), draft_presence.c.user_id)
    for row in tx.all(newest_first):
        seen = PresentRow(
            user_id=row.user_id, file=row.file, element=row.element, seen_at=row.seen_at
        )
        found.setdefault(row.draft_id, []).append(seen)
    return found
