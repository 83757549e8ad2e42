"""Files that people attach to a task: checked by the field that asks for them, kept by content."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, TypeAlias
from uuid import UUID

from engine import access, contents
from engine.context import Engine, require_active
from engine.errors import AttachmentNotFound, AttachmentRefused, EngineError, Forbidden
from engine.files import Readable, StoredFile, safe_name
from engine.filling import form_of
from engine.model import Person
from engine.recording import Told, tell
from engine.rows import AttachmentRow, InstanceRow, TaskRow
from engine.store import Transaction, attached, new_id, record
from engine.tasking import seen_task, workable
from engine.viewing import locked, visible

Attachment: TypeAlias = AttachmentRow

_KINDS: Final = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
_MOST_FILES: Final = 50
_MOST_WITHOUT_FORM: Final = 20
MOST_LOOSE: Final = 20
"""So many papers may a person add to a case beside its forms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What somebody attaches: to which field of the task's form, under which name.

    `field`: the key of a file field; `table.column` for one in the rows of a table; None only for
    a task without a form.
    """

    field: str | None
    name: str
    content: Readable | bytes


def add(engine: Engine, person: Person, task_id: UUID, upload: Upload) -> Attachment:
    """Attach a file to an open task that the person may work on.

    Raises:
        TaskNotFound, TaskNotOpen, NotACandidate, InstanceNotActive, AuditorsOnlyRead: as for
            completing the task.
        AttachmentRefused: no such field, or the file is too large, of a kind not accepted, or one
            too many.
    """
    with engine.reading() as tx:
        task, _ = seen_task(tx, person, task_id)
        _field(tx, task, upload.field)
    with _saved(engine, upload.content) as kept:
        return _added(engine, person, (task_id, upload), kept)


@contextmanager
def _saved(engine: Engine, content: Readable | bytes) -> Generator[StoredFile]:
    """Keep a content on disk while it is attached; what is refused is not kept for nothing."""
    kept = engine.files.save(content)
    try:
        yield kept
    except EngineError:
        contents.drop_unused(engine, kept.sha256)
        raise


def _added(
    engine: Engine, person: Person, asked: tuple[UUID, Upload], kept: StoredFile
) -> Attachment:
    task_id, upload = asked
    with engine.begin() as tx:
        task, instance = workable(tx, person, task_id)
        _require_accepted(tx, task, upload.field, kept)
        contents.hold(engine, tx, kept.sha256)
        row = AttachmentRow(
            office_id=task.office_id,
            id=new_id(),
            instance_id=task.instance_id,
            task_id=task.id,
            field=upload.field,
            name=safe_name(upload.name),
            content_type=kept.content_type,
            size=kept.size,
            sha256=kept.sha256,
            uploaded_by=person.id,
            at=tx.now,
        )
        attached.add_file(tx, row)
        _tell(tx, person, (instance, task, row), "attachment_added")
        return row


def add_to_case(
    engine: Engine, person: Person, instance_id: UUID, name: str, content: Readable | bytes
) -> Attachment:
    """Add a paper to one's own case between its steps; whoever works on it sees that it came.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        AuditorsOnlyRead, InstanceNotActive: as for completing a task.
        Forbidden: the case is not the person's own.
        AttachmentRefused: the file is too large, of a kind not accepted, or one too many.
    """
    access.require_writer(person)
    with engine.reading() as tx:
        _require_own(person, visible(tx, person, instance_id))
    with _saved(engine, content) as kept:
        return _added_to_case(engine, person, (instance_id, safe_name(name)), kept)


def _added_to_case(
    engine: Engine, person: Person, asked: tuple[UUID, str], kept: StoredFile
) -> Attachment:
    instance_id, name = asked
    with engine.begin() as tx:
        instance = locked(tx, visible(tx, person, instance_id))
        _require_own(person, instance)
        if len(_loose(attached.files_of(tx, instance), person)) >= MOST_LOOSE:
            why = f"there may be {MOST_LOOSE} file(s) beside those of the forms."
            why_th = f"แนบเพิ่มนอกแบบฟอร์มได้ไม่เกิน {MOST_LOOSE} ไฟล์"
            raise AttachmentRefused(why=why, why_th=why_th)
        contents.hold(engine, tx, kept.sha256)
        row = AttachmentRow(
            office_id=instance.office_id,
            id=new_id(),
            instance_id=instance.id,
            task_id=None,
            field=None,
            name=name,
            content_type=kept.content_type,
            size=kept.size,
            sha256=kept.sha256,
            uploaded_by=person.id,
            at=tx.now,
        )
        attached.add_file(tx, row)
        _tell(tx, person, (instance, None, row), "attachment_added")
        return row


def _require_own(person: Person, instance: InstanceRow) -> None:
    require_active(instance)
    if not access.is_own(person, instance.office_id, instance.applicant_id):
        raise Forbidden(instance=instance.id)


def _loose(files: list[AttachmentRow], person: Person) -> list[AttachmentRow]:
    return [each for each in files if each.task_id is None and each.uploaded_by == person.id]


def _require_accepted(tx: Transaction, task: TaskRow, key: str | None, kept: StoredFile) -> None:
    field = _field(tx, task, key)
    accepted = [_KINDS[kind] for kind in field.get("accept", _KINDS)]
    if kept.content_type not in accepted:
        kinds = ", ".join(field["accept"]).upper()
        raise AttachmentRefused(why=f"only {kinds} is accepted.", why_th=f"รับเฉพาะไฟล์ {kinds}")
    if kept.size > field.get("max_bytes", kept.size):
        size = f"{field['max_bytes']:,}"
        raise AttachmentRefused(
            why=f"it is larger than {size} bytes.", why_th=f"ไฟล์ใหญ่เกิน {size} ไบต์"
        )
    if attached.count(tx, task.office_id, task.id, key) >= field["max_files"]:
        most = field["max_files"]
        raise AttachmentRefused(
            why=f"there may be {most} file(s).", why_th=f"แนบได้ไม่เกิน {most} ไฟล์"
        )


def _field(tx: Transaction, task: TaskRow, key: str | None) -> Mapping[str, Any]:
    """Return the file field of the task's form, `max_files` always said.

    Raises:
        AttachmentRefused: there is no such field.
    """
    if task.form_key is None and key is None:
        return {"max_files": _MOST_WITHOUT_FORM}
    fields = () if task.form_key is None else form_of(tx, task.form_key)[1].fields
    table, _, column = (key or "").rpartition(".")
    rows = 1
    for each in fields:
        if table and each["key"] == table and each["type"] == "table":
            fields, rows = each["columns"], _MOST_FILES
    for each in fields:
        if each["key"] == column and each["type"] == "file":
            return {**each, "max_files": each.get("max_files", 1) * rows}
    raise _no_field(key)


def _no_field(key: str | None) -> AttachmentRefused:
    if key is None:
        return AttachmentRefused(
            why="say for which field of the form it is.", why_th="โปรดระบุว่าแนบในช่องใดของแบบฟอร์ม"
        )
    return AttachmentRefused(
        why=f"the form has no field {key} for files.", why_th=f"แบบฟอร์มไม่มีช่องแนบไฟล์ {key}"
    )


def list_for(
    engine: Engine, person: Person, *, task_id: UUID | None = None, instance_id: UUID | None = None
) -> list[Attachment]:
    """List the files of a task, or of a whole case, the oldest first.

    Raises:
        TaskNotFound, InstanceNotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        return attached.files_of(tx, _instance(tx, person, task_id, instance_id), task_id)


def _instance(
    tx: Transaction, person: Person, task_id: UUID | None, instance_id: UUID | None
) -> InstanceRow:
    if task_id is not None:
        return visible(tx, person, seen_task(tx, person, task_id)[0].instance_id)
    if instance_id is None:
        raise AttachmentNotFound
    return visible(tx, person, instance_id)


def open(  # noqa: A001 - the noun's verb; nobody here opens a path
    engine: Engine, person: Person, attachment_id: UUID
) -> tuple[Attachment, BinaryIO]:
    """Return a file and its content, open for reading; that it was read is written down.

    Raises:
        AttachmentNotFound: there is none, or its case is not the person's to see.
    """
    with engine.begin() as tx:
        row, instance = _seen(tx, person, attachment_id)
        record.note_access(tx, person.id, instance, f"attachment:{row.id}")
        return row, engine.files.open(row.sha256)


def remove(engine: Engine, person: Person, attachment_id: UUID) -> None:
    """Take back a file of one's own while its task is open; one beside the forms, its case.

    Raises:
        AttachmentNotFound: there is none, or its case is not the person's to see.
        Forbidden: somebody else attached it.
        TaskNotOpen, NotACandidate, InstanceNotActive, AuditorsOnlyRead: as for completing the task.
    """
    with engine.begin() as tx:
        row, _ = _seen(tx, person, attachment_id)
        if row.uploaded_by not in (person.id, person.on_behalf_of):
            raise Forbidden(attachment=attachment_id)
        task, instance = _still_open(tx, person, row)
        row, _ = _seen(tx, person, attachment_id)
        attached.remove_file(tx, row)
        _tell(tx, person, (instance, task, row), "attachment_removed")
    contents.drop_unused(engine, row.sha256)


def _still_open(
    tx: Transaction, person: Person, row: AttachmentRow
) -> tuple[TaskRow | None, InstanceRow]:
    """Lock what a file was brought to: an open task, or an open case."""
    if row.task_id is not None:
        return workable(tx, person, row.task_id)
    access.require_writer(person)
    instance = locked(tx, visible(tx, person, row.instance_id))
    _require_own(person, instance)
    return None, instance


def _seen(
    tx: Transaction, person: Person, attachment_id: UUID
) -> tuple[AttachmentRow, InstanceRow]:
    found = attached.find(tx, access.offices_of(tx, person), attachment_id)
    if found is None or not access.may_see(person, found[0].office_id, found[1]):
        raise AttachmentNotFound(id=attachment_id)
    return found[0], visible(tx, person, found[0].instance_id)


def _tell(
    tx: Transaction,
    person: Person,
    what: tuple[InstanceRow, TaskRow | None, AttachmentRow],
    type_: str,
) -> None:
    instance, task, row = what
    data = {
        "attachment": str(row.id),
        "task": None if task is None else task.id.hex,
        "field": row.field,
        "name": row.name,
        "sha256": row.sha256,
        "size": row.size,
    }
    element_id = None if task is None else task.element_id
    tell(tx, instance, Told(type=type_, by=person, element_id=element_id, data=data))
