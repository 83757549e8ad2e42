"""What people are told in the page, as rows."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, func, insert, literal, select, tuple_, update

from engine.paging import Behind
from engine.store.tables import notice, notice_awaits_digest, notice_is_unread
from engine.store.transaction import Transaction, columns_for
from engine.tidings import NoticeKind, NoticeRow

_NOTICE = columns_for(NoticeRow, notice.c)


def add(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Write notices."""
    if rows:
        tx.run(insert(notice), list(rows))


def some(
    tx: Transaction, user_id: str, behind: Behind | None, limit: int, *, unread: bool = False
) -> list[NoticeRow]:
    """Return a person's notices, newest first, one more than `limit` if there are more."""
    at = notice.c
    conditions: list[ColumnElement[bool]] = [at.user_id == user_id]
    if unread:
        conditions.append(notice_is_unread)
    if behind is not None:
        place = tuple_(literal(behind.at, at.at.type), literal(behind.id, at.id.type))
        conditions.append(tuple_(at.at, at.id) < place)
    statement = select(*_NOTICE).where(*conditions).order_by(at.at.desc(), at.id.desc())
    return [_row(each) for each in tx.all(statement.limit(limit + 1))]


def find(tx: Transaction, user_id: str, identity: UUID) -> NoticeRow | None:
    """Return one of a person's notices."""
    mine = (notice.c.user_id == user_id) & (notice.c.id == identity)
    row = tx.one(select(*_NOTICE).where(mine))
    return None if row is None else _row(row)


def unread(tx: Transaction, user_id: str, most: int, kind: NoticeKind | None = None) -> int:
    """Count a person's unread notices, of a kind or of all, up to `most`."""
    mine = select(notice.c.id).where(notice.c.user_id == user_id, notice_is_unread).limit(most)
    if kind is not None:
        mine = mine.where(notice.c.kind == kind.value)
    row = tx.one(select(func.count()).select_from(mine.subquery()))
    return int(row[0]) if row else 0


def mark_read(
    tx: Transaction,
    user_id: str,
    *,
    identity: UUID | None = None,
    kind: NoticeKind | None = None,
) -> int:
    """Note that a person has read a notice, those of a kind, or all."""
    chosen: list[ColumnElement[bool]] = [notice.c.user_id == user_id, notice_is_unread]
    given = {notice.c.id: identity, notice.c.kind: kind.value if kind else None}
    chosen += [column == value for column, value in given.items() if value is not None]
    return int(tx.run(update(notice).where(*chosen).values(read_at=tx.now)).rowcount)


def gathering(
    tx: Transaction, office: str, kind: NoticeKind, users: Iterable[str]
) -> dict[tuple[str, str | None], NoticeRow]:
    """Return the unread notices of a kind by who has them, and in place of whom."""
    mine = notice.c.user_id.in_(sorted(users)) & (notice.c.office_id == office)
    statement = select(*_NOTICE).where(mine, notice.c.kind == kind.value, notice_is_unread)
    rows = [_row(each) for each in tx.all(statement)]
    return {(row.user_id, row.absent): row for row in rows}


def renew(tx: Transaction, row: NoticeRow, values: dict[str, Any]) -> None:
    """Let an unread notice say something newer, at the top of the list."""
    place = (notice.c.office_id == row.office_id) & (notice.c.id == row.id)
    tx.run(update(notice).where(place).values(at=tx.now, **values))


def told_of(
    tx: Transaction, office: str, instances: Iterable[UUID], since: datetime
) -> set[tuple[UUID, str]]:
    """Return who was told by a letter of which of these cases since a moment."""
    at = notice.c
    place = (at.office_id == office) & at.instance_id.in_(list(instances))
    letters = select(at.instance_id, at.user_id).where(
        place, at.kind == NoticeKind.LETTER.value, at.at >= since
    )
    return {(row.instance_id, row.user_id) for row in tx.all(letters)}


def for_digest(tx: Transaction, today: date) -> Sequence[Row[Any]]:
    """Return what daily letters have not told of yet, by person, in the order it was told."""
    at = notice.c
    columns = (*_NOTICE, at.digest_on)
    statement = select(*columns).where(notice_awaits_digest, at.digest_on <= today)
    return tx.all(statement.order_by(at.user_id, at.at, at.id))


def digested(tx: Transaction, today: date) -> None:
    """Note that the daily letters have told of everything up to a day."""
    told = update(notice).where(notice_awaits_digest, notice.c.digest_on <= today)
    tx.run(told.values(digest_on=None))


def forget(tx: Transaction, before: datetime) -> int:
    """Remove what was told before a moment; return how much."""
    return int(tx.run(delete(notice).where(notice.c.at < before)).rowcount)


def forget_unread(tx: Transaction, office: str, kind: NoticeKind) -> None:
    """Remove the unread notices of a kind from an office: newer ones take their place."""
    place = (notice.c.office_id == office) & (notice.c.kind == kind.value)
    tx.run(delete(notice).where(place, notice_is_unread))


def forget_case(tx: Transaction, office: str, instance_id: UUID) -> None:
    """Remove what was told of one case."""
    place = (notice.c.office_id == office) & (notice.c.instance_id == instance_id)
    tx.run(delete(notice).where(place))


def _row(row: Any) -> NoticeRow:
    values = {c.name: row._mapping[c.name] for c in _NOTICE}  # noqa: SLF001 - SQLAlchemy's public name
    return NoticeRow(**{**values, "kind": NoticeKind(values["kind"])})
