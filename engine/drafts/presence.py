"""Who has a draft open now: a page says so every twenty seconds or so."""

from collections.abc import Sequence
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
    since = tx.now - AWAY_AFTER
    seen: Sequence[PresentRow] = [
        each
        for each in rows.present(tx, draft_id)
        if each.seen_at > since and each.user_id != person.id
    ]
    names = reaching.called(tx, {each.user_id for each in seen})
    return [
        Present(
            user_id=each.user_id,
            name_th=names[each.user_id][0],
            name_en=names[each.user_id][1],
            file=each.file,
            element=each.element,
            seen_at=each.seen_at,
        )
        for each in seen
    ]
