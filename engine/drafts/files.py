"""The files of a draft: read, saved over what was seen, removed, renamed. Nothing is lost unseen.

The revision of a file is the draft's own counter at the file's last change, so that none comes
twice, not even when a name is used again after its file was removed.
"""

from dataclasses import dataclass
from uuid import UUID

from engine.context import Engine
from engine.drafted import FileRow
from engine.drafts import naming, reaching
from engine.errors import DraftFileChanged, DraftFileNotFound, DraftFileUnfit
from engine.model import Person
from engine.store import Transaction
from engine.store import drafts as rows


def bodies(engine: Engine, person: Person, draft_id: UUID) -> dict[str, bytes]:
    """Return what every file of a draft holds, by name, as a deployment takes them.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    with engine.reading() as tx:
        reaching.found(tx, person, draft_id)
        return rows.bodies(tx, draft_id)


def read(engine: Engine, person: Person, draft_id: UUID, name: str) -> tuple[FileRow, bytes]:
    """Return a file and what it holds.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftFileNotFound: it has no such file.
    """
    with engine.reading() as tx:
        reaching.found(tx, person, draft_id)
        row, body = rows.file(tx, draft_id, name), rows.body(tx, draft_id, name)
        if row is None or body is None:
            raise DraftFileNotFound(name=name)
        return row, body


def save(  # noqa: PLR0913, PLR0917 - the studio's contract
    engine: Engine, person: Person, draft_id: UUID, name: str, body: bytes, expected_revision: int
) -> FileRow:
    """Save a file over the revision that was seen; 0: it is new, nothing of the name was there.

    What is the same as before keeps its revision.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftArchived: it was put away.
        DraftFileUnfit: the name, the size or the number of files is not taken.
        DraftFileChanged: another revision is there: says whose and since when.
    """
    naming.require_name(name)
    naming.require_size(engine.settings.max_diagram_bytes, name, len(body))
    with engine.begin() as tx:
        writing = locked(tx, person, draft_id)
        known = writing.expect(name, expected_revision)
        if known is None or known.is_removed:
            writing.require_room(name)
        elif _is_same(rows.body(tx, draft_id, name), body):
            return known
        return writing.put(name, body)


def remove(
    engine: Engine, person: Person, draft_id: UUID, name: str, expected_revision: int
) -> None:
    """Take a file out of a draft; versions keep theirs.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftArchived: it was put away.
        DraftFileNotFound: it has no such file.
        DraftFileChanged: another revision is there than was seen.
    """
    with engine.begin() as tx:
        writing = locked(tx, person, draft_id)
        writing.require(name, expected_revision)
        writing.put(name, None)


def rename(  # noqa: PLR0913, PLR0917 - the studio's contract
    engine: Engine, person: Person, draft_id: UUID, name: str, to: str, expected_revision: int
) -> FileRow:
    """Give a file another name of the same kind.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftArchived: it was put away.
        DraftFileNotFound: it has no such file.
        DraftFileChanged: another revision is there than was seen.
        DraftFileUnfit: the new name is taken, of another kind, or none that a draft takes.
    """
    naming.require_name(to)
    if naming.kind_of(to) != naming.kind_of(name):
        raise DraftFileUnfit(
            name=to, why_th="ชนิดของไฟล์ต้องเหมือนเดิม", why="its kind must stay the same"
        )
    with engine.begin() as tx:
        writing = locked(tx, person, draft_id)
        body = writing.require(name, expected_revision)
        other = rows.file(tx, draft_id, to)
        if other is not None and not other.is_removed:
            raise DraftFileUnfit(name=to, why_th="มีไฟล์ชื่อนี้แล้ว", why="there is one of that name")
        writing.put(name, None)
        return writing.put(to, body)


@dataclass(slots=True)
class Writing:
    """A draft in one command's hands: its counter goes on with every file that changes."""

    tx: Transaction
    person: Person
    draft_id: UUID
    revision: int

    def expect(self, name: str, revision: int) -> FileRow | None:
        """Return the file as it was seen; None where there never was one.

        Raises:
            DraftFileChanged: it is another by now.
        """
        known = rows.file(self.tx, self.draft_id, name)
        is_free = known is None or known.is_removed
        if revision != (0 if is_free or known is None else known.revision):
            self._refuse(name, known)
        return known

    def _refuse(self, name: str, known: FileRow | None) -> None:
        if known is None:
            raise DraftFileNotFound(name=name)
        th, en = reaching.called(self.tx, {known.changed_by})[known.changed_by]
        raise DraftFileChanged(
            name=name,
            by=known.changed_by,
            by_th=th,
            by_en=en,
            at=known.changed_at,
            revision=0 if known.is_removed else known.revision,
            is_removed=known.is_removed,
        )

    def require(self, name: str, revision: int) -> bytes:
        """Return what a file holds that was seen at this revision.

        Raises:
            DraftFileNotFound: it is not there.
            DraftFileChanged: it is another by now.
        """
        self.expect(name, revision)
        body = rows.body(self.tx, self.draft_id, name)
        if body is None:
            raise DraftFileNotFound(name=name)
        return body

    def require_room(self, name: str) -> None:
        """Refuse one file too many.

        Raises:
            DraftFileUnfit: the draft has as many as it takes.
        """
        there = sum(not each.is_removed for each in rows.files(self.tx, self.draft_id))
        if there >= naming.MOST_FILES:
            th, en = (
                f"ร่างหนึ่งมีได้ {naming.MOST_FILES} ไฟล์",
                f"a draft has {naming.MOST_FILES} at most",
            )
            raise DraftFileUnfit(name=name, why_th=th, why=en)

    def put(self, name: str, body: bytes | None) -> FileRow:
        """Write a file; None takes it out."""
        self.revision += 1
        row = FileRow(
            name=name,
            revision=self.revision,
            changed_by=self.person.id,
            changed_at=self.tx.now,
            is_removed=body is None,
        )
        rows.write(self.tx, self.draft_id, row, body)
        rows.change(self.tx, self.draft_id, revision=self.revision)
        return row


def locked(tx: Transaction, person: Person, draft_id: UUID) -> Writing:
    """Take a draft to write files of it.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftArchived: it was put away.
    """
    _, revision = reaching.locked(tx, person, draft_id)
    return Writing(tx, person, draft_id, revision)


def _is_same(before: bytes | None, after: bytes) -> bool:
    return before == after
