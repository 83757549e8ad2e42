"""What a draft is called, and whether it is put away."""

from typing import Final
from uuid import UUID

from engine.context import Engine
from engine.drafts import reaching
from engine.errors import DraftTitleUnfit
from engine.model import Person
from engine.store import drafts as rows

LONGEST: Final = 200


def fit(title: str) -> str:
    """Return a title without spaces around.

    Raises:
        DraftTitleUnfit: nothing is left of it, or it is too long.
    """
    bare = " ".join(title.split())
    if not bare or len(bare) > LONGEST:
        raise DraftTitleUnfit(most=LONGEST)
    return bare


def retitle(
    engine: Engine, person: Person, draft_id: UUID, title_th: str, title_en: str = ""
) -> None:
    """Change what a draft is called; without an English title the Thai one stands for it.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftTitleUnfit: a title is missing or too long.
    """
    thai = fit(title_th)
    english = fit(title_en or title_th)
    with engine.begin() as tx:
        reaching.locked(tx, person, draft_id, archived_too=True)
        rows.change(tx, draft_id, title_th=thai, title_en=english)


def archive(engine: Engine, person: Person, draft_id: UUID) -> None:
    """Put a draft away: it is kept, listed apart, and nothing of it changes.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    with engine.begin() as tx:
        reaching.locked(tx, person, draft_id, archived_too=True)
        rows.change(tx, draft_id, archived_at=tx.now)


def unarchive(engine: Engine, person: Person, draft_id: UUID) -> None:
    """Take a draft out again.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    with engine.begin() as tx:
        reaching.locked(tx, person, draft_id, archived_too=True)
        rows.change(tx, draft_id, archived_at=None)
