"""A new draft: empty, or with everything that a deployed procedure is made of."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from engine import declared
from engine.context import Engine
from engine.drafted import DraftRow
from engine.drafts import blank, judging, naming, reaching, titles
from engine.drafts.files import Writing, locked
from engine.drafts.versions import keep
from engine.errors import DefinitionNotFound, DraftFileUnfit
from engine.execution import asked_decisions, asked_forms, called_processes
from engine.model import Person
from engine.store import Transaction, catalogue, new_id
from engine.store import drafts as rows

_BEGUN: Final = "เริ่มร่าง (draft begun)"
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What a new draft is called, and the key of an empty one's process ("" : one is made)."""

    title_th: str
    title_en: str = ""
    key: str = ""


def create(
    engine: Engine, person: Person, title: Begun | str, *, of: str | None = None
) -> DraftRow:
    """Begin a draft, and keep what it begins with as its first version.

    `of`: the key of a deployed process: its newest diagram, the diagrams it calls, and the forms
    and decision tables that they ask for. None: a diagram with a beginning and an end.

    Raises:
        Forbidden: the person is no analyst.
        DraftTitleUnfit: the title is missing or too long.
        DefinitionNotFound: nothing is deployed under the key `of`.
        DraftFileUnfit: the key of an empty draft's process is none.
    """
    wanted = Begun(title_th=title) if isinstance(title, str) else title
    with engine.begin() as tx:
        row, writing = begun(tx, person, wanted)
        files = _empty(row, wanted.key) if of is None else deployed(tx, of)
        for name, body in sorted(files.items()):
            writing.put(name, body)
        keep(tx, person, row.id, _BEGUN if of is None else f"เริ่มจาก {of} ที่ใช้อยู่ (as deployed)")
        return row


def add_diagram(engine: Engine, person: Person, draft_id: UUID, wanted: Begun) -> str:
    """Add an empty diagram to a draft; return the file's name.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftArchived: it was put away.
        DraftTitleUnfit: the title is missing or too long.
        DraftFileUnfit: the key is none, or the draft has a diagram of it.
    """
    thai = titles.fit(wanted.title_th)
    with engine.begin() as tx:
        writing = locked(tx, person, draft_id)
        key = _key(wanted.key, new_id())
        name = f"{key}.bpmn"
        there = rows.file(tx, draft_id, name)
        if there is not None and not there.is_removed:
            raise DraftFileUnfit(name=name, why_th="มีไฟล์ชื่อนี้แล้ว", why="there is one of that name")
        writing.require_room(name)
        body = blank.diagram(key, thai, titles.fit(wanted.title_en or thai))
        limit = engine.settings.max_diagram_bytes
        judging.require_own_key(name, body, rows.bodies(tx, draft_id), limit)
        writing.put(name, body)
        return name


def begun(tx: Transaction, person: Person, wanted: Begun) -> tuple[DraftRow, Writing]:
    """Write a draft without files, and take it to write them.

    Raises:
        Forbidden: the person is no analyst.
        DraftTitleUnfit: the title is missing or too long.
    """
    reaching.require_analyst(person)
    thai = titles.fit(wanted.title_th)
    row = DraftRow(
        id=new_id(),
        title_th=thai,
        title_en=titles.fit(wanted.title_en or thai),
        created_by=person.id,
        created_at=tx.now,
        changed_at=tx.now,
        archived_at=None,
    )
    rows.add(tx, row)
    return row, Writing(tx, person, row.id, 0)


def _empty(row: DraftRow, key: str) -> dict[str, bytes]:
    key = _key(key, row.id)
    return {f"{key}.bpmn": blank.diagram(key, row.title_th, row.title_en)}


def _key(key: str, otherwise: UUID) -> str:
    """Return a process's key; one is made where none was given.

    Raises:
        DraftFileUnfit: it has other letters than a key has.
    """
    key = key.strip() or f"procedure_{otherwise.hex[-8:]}"
    if not _KEY.fullmatch(key):
        raise DraftFileUnfit(
            name=key,
            why_th="รหัสใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และ _ ขึ้นต้นด้วยตัวอักษร",
            why="a key has small letters, digits and _, and begins with a letter",
        )
    return key


def deployed(tx: Transaction, key: str) -> dict[str, bytes]:
    """Return the files that a deployed process is made of: the newest of each.

    Raises:
        DefinitionNotFound: nothing is deployed under the key.
    """
    diagrams = _diagrams(tx, key)
    files = {f"{each}.bpmn": body for each, body in diagrams.items()}
    forms = {form for body in diagrams.values() for form in asked_forms(body)}
    tables = {table for body in diagrams.values() for table in asked_decisions(body)}
    known_forms = {f"{each}.json": catalogue.form(tx, each) for each in forms}
    known_tables = {f"{each}.dmn": catalogue.decision(tx, each) for each in tables}
    for name, known in {**known_forms, **known_tables}.items():
        if known is not None:
            files[name] = known[1]
    settings = declared.file_of(tx, declared.procedure_of(tx, diagrams))
    return files if settings is None else {**files, naming.SETTINGS: settings}


def _diagrams(tx: Transaction, key: str) -> dict[str, bytes]:
    diagrams: dict[str, bytes] = {}
    wanted = [key]
    while wanted:
        each = wanted.pop()
        if each not in diagrams:
            diagrams[each] = _newest(tx, each)
            wanted += called_processes(diagrams[each])
    return diagrams


def _newest(tx: Transaction, key: str) -> bytes:
    row = catalogue.newest(tx, key)
    found = None if row is None else catalogue.diagram(tx, key, row.version)
    if found is None:
        raise DefinitionNotFound(key=key)
    return found[0]
