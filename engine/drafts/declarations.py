"""The settings that a draft declares, one by one; the file they stand in is `settings.json`.

What is declared need not be right yet: each declaration comes with what is wrong with it, by the
rules of deployment.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine import declared, declaring
from engine.choices import Choice
from engine.context import Engine
from engine.drafted import FileRow
from engine.drafts import naming, reaching
from engine.drafts.files import locked
from engine.errors import DraftFileUnfit, DraftSettingUnfit
from engine.model import Person, Problem
from engine.store import Transaction
from engine.store import drafts as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A setting as the draft says it, and what is wrong with it."""

    choice: Choice
    problems: list[Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarations:
    """Every setting of a draft, in the order of the file; `problems`: of the file as a whole.

    `revision`: of the file, 0 where there is none. `procedure`: whose they will be.
    """

    items: list[Declaration] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    revision: int = 0
    procedure: str = ""


def declarations(engine: Engine, person: Person, draft_id: UUID) -> Declarations:
    """Return what a draft declares for offices to choose.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    with engine.reading() as tx:
        reaching.found(tx, person, draft_id)
        files = rows.bodies(tx, draft_id)
        row = rows.file(tx, draft_id, naming.SETTINGS)
        procedure = declared.procedure_of(tx, _diagrams(files))
        body = files.get(naming.SETTINGS)
        if row is None or body is None:
            return Declarations(procedure=procedure)
        problems = _problems(tx, procedure, body)
        whole = [each for each in problems if each.element_id is None]
        items = [] if whole else _items(body, procedure, problems)
        return Declarations(items=items, problems=whole, revision=row.revision, procedure=procedure)


def _diagrams(files: Mapping[str, bytes]) -> dict[str, bytes]:
    kinds = {name: naming.kind_of(name) for name in files}
    return {name: body for name, body in files.items() if kinds[name] == naming.DIAGRAM}


def _problems(tx: Transaction, procedure: str, body: bytes) -> list[Problem]:
    taken = {name: each.procedure for name, each in declared.catalogue(tx).items()}
    return declaring.read(body, naming.SETTINGS, procedure, taken)[1]


def _items(body: bytes, procedure: str, problems: list[Problem]) -> list[Declaration]:
    return [
        Declaration(
            choice=declaring.as_said(name, said, procedure),
            problems=[each for each in problems if each.element_id == name],
        )
        for name, said in json.loads(body).items()
    ]


def declare(
    engine: Engine, person: Person, draft_id: UUID, choice: Choice, how: tuple[str, int]
) -> FileRow:
    """Declare a setting. `how`: the name it had ("": it is new), and the file's revision seen.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftArchived: it was put away.
        DraftFileChanged: the file is another by now.
        DraftSettingUnfit: the name is none, or is declared already.
        DraftFileUnfit: the file cannot be read.
    """
    before, revision = how
    if not declaring.is_name(choice.name):
        raise DraftSettingUnfit(
            name=choice.name,
            why_th="ใช้ตัวอังกฤษเล็ก ตัวเลข และ _ ขึ้นต้นด้วยตัวอักษร",
            why="small letters, digits and _, beginning with a letter",
        )
    with engine.begin() as tx:
        writing = locked(tx, person, draft_id)
        writing.expect(naming.SETTINGS, revision)
        said = _said(tx, draft_id)
        if choice.name != before and choice.name in said:
            raise DraftSettingUnfit(name=choice.name, why_th="มีชื่อนี้แล้ว", why="it is there already")
        fresh = (choice.name, declaring.said(choice))
        if before in said:
            pairs = [fresh if name == before else (name, each) for name, each in said.items()]
        else:
            pairs = [*said.items(), fresh]
        return writing.put(naming.SETTINGS, _written(dict(pairs)))


def undeclare(engine: Engine, person: Person, draft_id: UUID, name: str, revision: int) -> FileRow:
    """Take a setting out of the draft's file; with the last one the file goes.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftArchived: it was put away.
        DraftFileChanged: the file is another by now.
    """
    with engine.begin() as tx:
        writing = locked(tx, person, draft_id)
        writing.require(naming.SETTINGS, revision)
        left = {each: said for each, said in _said(tx, draft_id).items() if each != name}
        return writing.put(naming.SETTINGS, _written(left) if left else None)


def _said(tx: Transaction, draft_id: UUID) -> dict[str, Any]:
    """Return what the file declares.

    Raises:
        DraftFileUnfit: the file is no JSON object, so nothing can be put into it.
    """
    body = rows.body(tx, draft_id, naming.SETTINGS)
    try:
        found = {} if body is None else json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        why = ("อ่านไฟล์ค่าตั้งไม่ได้ นำไฟล์ใหม่เข้าแทน", "it cannot be read; import another in its place")
        raise DraftFileUnfit(name=naming.SETTINGS, why_th=why[0], why=why[1])
    return found


def _written(said: Mapping[str, Any]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()
