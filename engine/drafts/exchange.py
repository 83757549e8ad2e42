"""Files into a draft and out of it: single ones, or a zip of them."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final, TypeAlias
from uuid import UUID

from engine.calendar import BANGKOK
from engine.context import Engine
from engine.drafted import DraftRow
from engine.drafts import beginning, judging, reaching
from engine.drafts.files import Writing, locked
from engine.drafts.unpacking import unpacked
from engine.drafts.versions import keep
from engine.errors import DraftFileUnfit, DraftImportRefused
from engine.model import Person
from engine.store import drafts as rows

Upload: TypeAlias = tuple[str, bytes]
"""A file's name as the person has it, and what it holds."""
_THERE: Final = (
    "ร่างมีไฟล์ชื่อนี้แล้ว เลือก “แทนที่ไฟล์ชื่อเดียวกัน” หากต้องการ",
    "the draft has a file of that name; choose to replace it if you like",
)
_TWICE: Final = ("มีไฟล์ชื่อนี้สองไฟล์", "two files have this name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came in, by name in the draft, and each file that was refused, with the reason."""

    taken: list[str]
    refused: list[DraftFileUnfit]


def import_files(
    engine: Engine,
    person: Person,
    draft_id: UUID,
    uploads: Iterable[Upload],
    *,
    replace: bool = False,
) -> Imported:
    """Bring files into a draft, each by itself; what was there is kept as a version first.

    A zip is opened. A file of a name that is there comes in only to `replace` it.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftArchived: it was put away.
    """
    with engine.begin() as tx:
        writing = locked(tx, person, draft_id)
        keep(tx, person, draft_id, "ก่อนนำเข้าไฟล์ (before importing)")
        found = _Coming(writing, engine.settings.max_diagram_bytes, replace=replace)
        found.take(uploads)
        return Imported(taken=found.taken, refused=found.refused)


def create_from(
    engine: Engine, person: Person, title: beginning.Begun, uploads: Iterable[Upload]
) -> tuple[DraftRow, Imported]:
    """Begin a draft with files from elsewhere.

    Raises:
        Forbidden: the person is no analyst.
        DraftTitleUnfit: the title is missing or too long.
        DraftImportRefused: none of the files is taken; `refused` says why of each.
    """
    with engine.begin() as tx:
        row, writing = beginning.begun(tx, person, title)
        found = _Coming(writing, engine.settings.max_diagram_bytes, replace=False)
        found.take(uploads)
        if not found.taken:
            raise DraftImportRefused(refused=found.refused)
        keep(tx, person, row.id, "เริ่มจากไฟล์ที่นำเข้า (begun with files)")
        return row, Imported(taken=found.taken, refused=found.refused)


class _Coming:
    """Files on their way into a draft."""

    def __init__(self, writing: Writing, limit: int, *, replace: bool) -> None:
        self.writing = writing
        self.limit = limit
        self.replace = replace
        self.there = rows.bodies(writing.tx, writing.draft_id)
        self.taken: list[str] = []
        self.refused: list[DraftFileUnfit] = []

    def take(self, uploads: Iterable[Upload]) -> None:
        """Take what can be taken, and note why the others are not."""
        for name, body in uploads:
            try:
                for each, found in self._opened(name, body):
                    self._try(each, found)
            except DraftFileUnfit as refusal:
                self.refused.append(refusal)

    def _opened(self, name: str, body: bytes) -> Iterator[tuple[str, bytes | DraftFileUnfit]]:
        if name.lower().endswith(".zip"):
            yield from unpacked(name, body, self.limit)
        else:
            yield name, body

    def _try(self, name: str, found: bytes | DraftFileUnfit) -> None:
        try:
            if isinstance(found, DraftFileUnfit):
                raise found
            self._take(name, found)
        except DraftFileUnfit as refusal:
            self.refused.append(refusal)

    def _take(self, name: str, body: bytes) -> None:
        called = judging.judged(name, body, self.limit)
        if called in self.taken:
            raise DraftFileUnfit(name=name, why_th=_TWICE[0], why=_TWICE[1])
        if called in self.there and not self.replace:
            raise DraftFileUnfit(name=name, why_th=_THERE[0], why=_THERE[1])
        if called not in self.there:
            self.writing.require_room(called)
        judging.require_own_key(called, body, self.there, self.limit)
        self.taken.append(called)
        if self.there.get(called) != body:
            self.there[called] = body
            self.writing.put(called, body)


def export_zip(
    engine: Engine, person: Person, draft_id: UUID, beside: Mapping[str, bytes]
) -> tuple[DraftRow, bytes]:
    """Return a draft, and a zip of its files as they stand, with what else goes `beside` them.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    with engine.reading() as tx:
        row = reaching.found(tx, person, draft_id)
        files, held = rows.files(tx, draft_id), rows.bodies(tx, draft_id)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files:
            if each.name in held:
                at = each.changed_at.astimezone(BANGKOK).timetuple()[:6]
                archive.writestr(
                    zipfile.ZipInfo(each.name, at), held[each.name], zipfile.ZIP_DEFLATED
                )
        for name, body in beside.items():
            archive.writestr(name, body)
    return row, packed.getvalue()
