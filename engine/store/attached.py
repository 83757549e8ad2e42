"""What people added to cases, as rows: files and comments."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, select, text, update

from engine.model import JobState
from engine.rows import AttachmentRow, CommentRow, InstanceRow
from engine.store.tables import attachment, job, process_instance, task, task_comment
from engine.store.transaction import Transaction, columns_for

_FILE = columns_for(AttachmentRow, attachment.c)
_COMMENT = columns_for(CommentRow, task_comment.c)
_MOST = 1000
_DONE, _CANCELLED = JobState.DONE.value, JobState.CANCELLED.value


def add_file(tx: Transaction, row: AttachmentRow) -> None:
    """Write an attachment; its content is on the disk already."""
    tx.run(insert(attachment), {column.name: getattr(row, column.name) for column in _FILE})


def find(
    tx: Transaction, offices: Sequence[str], attachment_id: UUID
) -> tuple[AttachmentRow, str | None] | None:
    """Return an attachment of these offices that was not removed, with its case's applicant."""
    at, case = attachment.c, process_instance.c
    joined = (case.office_id == at.office_id) & (case.id == at.instance_id)
    row = tx.one(
        select(*_FILE, case.applicant_id)
        .join(process_instance, joined)
        .where(at.office_id.in_(list(offices)), at.id == attachment_id, at.removed_at.is_(None))
    )
    return None if row is None else (_file(row), row.applicant_id)


def files_of(
    tx: Transaction, instance: InstanceRow, task_id: UUID | None = None
) -> list[AttachmentRow]:
    """Return a case's attachments, or one task's, the oldest first."""
    at = attachment.c
    statement = select(*_FILE).where(
        at.office_id == instance.office_id,
        at.instance_id == instance.id,
        at.removed_at.is_(None),
    )
    if task_id is not None:
        statement = statement.where(at.task_id == task_id)
    return [_file(row) for row in tx.all(statement.order_by(at.id).limit(_MOST))]


def count(tx: Transaction, office: str, task_id: UUID, field: str | None) -> int:
    """Return how many files a field of a task holds."""
    at = attachment.c
    found = tx.one(
        select(func.count()).where(
            at.office_id == office,
            at.task_id == task_id,
            at.field.is_not_distinct_from(field),
            at.removed_at.is_(None),
        )
    )
    return 0 if found is None else int(found[0])


def remove_file(tx: Transaction, row: AttachmentRow) -> None:
    """Write that an attachment was removed."""
    place = (attachment.c.office_id == row.office_id) & (attachment.c.id == row.id)
    tx.run(update(attachment).where(place).values(removed_at=tx.now))


def hold_content(tx: Transaction, sha256: str) -> None:
    """Keep others from adding or dropping this content until the transaction ends."""
    if tx.is_postgres:
        number = int.from_bytes(bytes.fromhex(sha256)[:8], "big", signed=True)
        tx.run(text("SELECT pg_advisory_xact_lock(:content)"), {"content": number})


def is_used(tx: Transaction, sha256: str) -> bool:
    """Say whether any attachment, of whichever office, has this content."""
    at = attachment.c
    statement = select(at.id).where(at.sha256 == sha256, at.removed_at.is_(None)).limit(1)
    return tx.one(statement) is not None


def unused(tx: Transaction) -> list[str]:
    """Return the digests of removed files that no attachment has any more."""
    live = select(attachment.c.sha256).where(attachment.c.removed_at.is_(None))
    removed = select(attachment.c.sha256).distinct()
    return [row[0] for row in tx.all(removed.where(attachment.c.sha256.not_in(live)))]


def empty(tx: Transaction, instance: InstanceRow) -> list[str]:
    """Take what is personal out of a case's rows; return the digests of the files it had.

    What was still to be sent for the case is not sent any more.
    """
    digests = sorted({row.sha256 for row in files_of(tx, instance)})
    files = update(attachment).where(_of(attachment.c, instance))
    tx.run(files.values(name=""))
    tx.run(files.where(attachment.c.removed_at.is_(None)).values(removed_at=tx.now))
    tx.run(delete(task_comment).where(_of(task_comment.c, instance)))
    tx.run(update(task).where(_of(task.c, instance)).values(draft=None))
    jobs = update(job).where(_of(job.c, instance))
    tx.run(jobs.where(job.c.state != _DONE).values(state=_CANCELLED, done_at=tx.now))
    tx.run(jobs.values(payload=None, last_error=None))
    return digests


def add_comment(tx: Transaction, row: CommentRow) -> None:
    """Write a comment."""
    values = {column.name: getattr(row, column.name) for column in _COMMENT}
    tx.run(insert(task_comment), values)


def comments_of(
    tx: Transaction, instance: InstanceRow, task_id: UUID | None = None
) -> list[CommentRow]:
    """Return a case's comments, or one task's, the oldest first."""
    statement = select(*_COMMENT).where(_of(task_comment.c, instance))
    if task_id is not None:
        statement = statement.where(task_comment.c.task_id == task_id)
    rows = tx.all(statement.order_by(task_comment.c.id).limit(_MOST))
    return [CommentRow(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def steps_remarked(tx: Transaction, rows: Iterable[CommentRow]) -> dict[UUID, tuple[str, str]]:
    """Return the Thai and the English name of the tasks that comments are on, by task."""
    given = list(rows)
    at = task.c
    statement = select(at.id, at.name, at.name_en).where(
        at.office_id.in_({row.office_id for row in given}),
        at.id.in_({row.task_id for row in given if row.task_id is not None}),
    )
    return {row.id: (row.name, row.name_en or row.name) for row in tx.all(statement)}


def _of(columns: Any, instance: InstanceRow) -> ColumnElement[bool]:
    found: ColumnElement[bool] = (columns.office_id == instance.office_id) & (
        columns.instance_id == instance.id
    )
    return found


def _file(row: Any) -> AttachmentRow:
    return AttachmentRow(**{column.name: getattr(row, column.name) for column in _FILE})
