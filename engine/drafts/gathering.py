"""A draft whole, and the list of them."""

from dataclasses import dataclass
from uuid import UUID

from engine.context import Engine
from engine.drafted import DraftRow, FileRow
from engine.drafts import reaching
from engine.drafts.presence import Present, others, others_of_all
from engine.model import Person
from engine.store import drafts as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft, its files by name, and who else has it open; `names` of who made and changed.

    In a list of drafts `names` has only those who made them.
    """

    row: DraftRow
    files: list[FileRow]
    present: list[Present]
    names: dict[str, tuple[str, str]]


def get(engine: Engine, person: Person, draft_id: UUID) -> Draft:
    """Return a draft.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    with engine.reading() as tx:
        row = reaching.found(tx, person, draft_id)
        files = [each for each in rows.files(tx, draft_id) if not each.is_removed]
        people = {row.created_by, *(each.changed_by for each in files)}
        return Draft(
            row=row,
            files=files,
            present=others(tx, person, draft_id),
            names=reaching.called(tx, people),
        )


def list_all(engine: Engine, person: Person) -> list[Draft]:
    """Return every draft, the last changed first, archived ones too.

    Raises:
        Forbidden: the person is no analyst.
    """
    reaching.require_analyst(person)
    with engine.reading() as tx:
        known, files = rows.list_all(tx), rows.all_files(tx)
        present = others_of_all(tx, person)
        names = reaching.called(tx, {each.created_by for each in known})
        return [
            Draft(
                row=each,
                files=files.get(each.id, []),
                present=present.get(each.id, []),
                names=names,
            )
            for each in known
        ]
