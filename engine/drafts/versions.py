"""Versions of a draft: kept with a message, looked at, brought back; nothing is lost by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from engine.context import Engine
from engine.drafted import DraftVersionRow
from engine.drafts import files, reaching
from engine.errors import DraftMessageUnfit, DraftVersionNotFound
from engine.model import Person
from engine.store import Transaction, draft_versions
from engine.store import drafts as rows

LONGEST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version, and what who kept it is called."""

    row: DraftVersionRow
    name_th: str
    name_en: str


def keep_version(engine: Engine, person: Person, draft_id: UUID, message: str) -> DraftVersionRow:
    """Keep the draft as it stands; where nothing changed since the newest version, return that.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftArchived: it was put away.
        DraftMessageUnfit: there is no message, or it is too long.
    """
    said = " ".join(message.split())
    if not said or len(said) > LONGEST:
        raise DraftMessageUnfit(most=LONGEST)
    with engine.begin() as tx:
        reaching.locked(tx, person, draft_id)
        return keep(tx, person, draft_id, said)


def keep(tx: Transaction, person: Person, draft_id: UUID, message: str) -> DraftVersionRow:
    """Keep a draft that is locked as a version, unless its newest version is the same."""
    digests = {
        name: draft_versions.keep(tx, body) for name, body in rows.bodies(tx, draft_id).items()
    }
    number = draft_versions.newest_number(tx, draft_id)
    newest = draft_versions.find(tx, draft_id, number)
    if newest is not None and newest.files == digests:
        return newest
    row = DraftVersionRow(
        number=number + 1, message=message, kept_by=person.id, kept_at=tx.now, files=digests
    )
    draft_versions.add(tx, draft_id, row)
    return row


def versions(engine: Engine, person: Person, draft_id: UUID) -> list[Version]:
    """Return the versions of a draft, newest first.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    with engine.reading() as tx:
        reaching.found(tx, person, draft_id)
        found = draft_versions.list_all(tx, draft_id)
        names = reaching.called(tx, {each.kept_by for each in found})
        return [
            Version(row=each, name_th=names[each.kept_by][0], name_en=names[each.kept_by][1])
            for each in found
        ]


def bodies_of_version(
    engine: Engine, person: Person, draft_id: UUID, number: int
) -> dict[str, bytes]:
    """Return what every file of a version holds, by name.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftVersionNotFound: it has no such version.
    """
    with engine.reading() as tx:
        reaching.found(tx, person, draft_id)
        return _bodies(tx, draft_id, number)


def _bodies(tx: Transaction, draft_id: UUID, number: int) -> dict[str, bytes]:
    row = draft_versions.find(tx, draft_id, number)
    if row is None:
        raise DraftVersionNotFound(number=number)
    kept = draft_versions.bodies(tx, row.files.values())
    return {name: kept[digest] for name, digest in row.files.items()}


def restore(engine: Engine, person: Person, draft_id: UUID, number: int) -> None:
    """Bring a version back: what was there is kept as a version first, and so is the outcome.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftArchived: it was put away.
        DraftVersionNotFound: it has no such version.
    """
    with engine.begin() as tx:
        writing = files.locked(tx, person, draft_id)
        wanted = _bodies(tx, draft_id, number)
        keep(tx, person, draft_id, f"ก่อนนำรุ่นที่ {number} กลับมา (before restoring it)")
        replace(writing, wanted)
        keep(tx, person, draft_id, f"นำรุ่นที่ {number} กลับมา (restored)")


def replace(writing: files.Writing, wanted: Mapping[str, bytes]) -> None:
    """Make a draft's files these and no others; what is the same keeps its revision."""
    there = rows.bodies(writing.tx, writing.draft_id)
    for name in sorted(there.keys() - wanted.keys()):
        writing.put(name, None)
    for name, body in sorted(wanted.items()):
        if there.get(name) != body:
            writing.put(name, body)
