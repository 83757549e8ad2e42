"""Who has a draft open now: a page says so every twenty seconds or so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from engine.context import Engine
from engine.drafted import PresentRow
from engine.drafts import reaching
from engine.model import Person
from engine.store import Transaction
from engine.store import drafts as rows

AWAY_AFTER: Final = timedelta(seconds=60)
"""Who has not been heard of for so long has gone: three heartbeats of the page."""
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Somebody who has the draft open; `file` and `element` are "" where no file is open."""

    user_id: str
    name_th: str
    name_en: str
    file: str
    element: str
    seen_at: datetime


def here(
    engine: Engine, person: Person, draft_id: UUID, file: str = "", element: str = ""
) -> list[Present]:
    """Say that the person has the draft open, and where; return the others who have.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    with engine.begin() as tx:
        reaching.found(tx, person, draft_id)
        row = PresentRow(
            user_id=person.id,
            file=file[:_LONGEST],
            element=element[:_LONGEST],
            seen_at=tx.now,
        )
        rows.see(tx, draft_id, row)
        return others(tx, person, draft_id)


def others(tx: Transaction, person: Person, draft_id: UUID) -> list[Present]:
    """Return who else has the draft open."""
    return others_of_all(tx, person).get(draft_id, [])


def others_of_all(tx: Transaction, person: Person) -> dict[UUID, list[Present]]:
    """Return by draft who else has it open; drafts that nobody has open are left out."""
    seen = {
        draft: [each for each in there if each.user_id != person.id]
        for draft, there in rows.present(tx, tx.now - AWAY_AFTER).items()
    }
    names = reaching.called(tx, {each.user_id for there in seen.values() for each in there})
    return {
        draft: [_present(each, names[each.user_id]) for each in there]
        for draft, there in seen.items()
    }


def _present(row: PresentRow, name: tuple[str, str]) -> Present:
    return Present(
        user_id=row.user_id,
        name_th=name[0],
        name_en=name[1],
        file=row.file,
        element=row.element,
        seen_at=row.seen_at,
    )
