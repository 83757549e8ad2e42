"""Reaching a draft: who may, and that it is there; locked where something of it changes."""

from uuid import UUID

from engine import access
from engine.drafted import DraftRow
from engine.errors import DraftArchived, DraftNotFound, Forbidden
from engine.model import Person
from engine.store import Transaction, people
from engine.store import drafts as rows


def require_analyst(person: Person) -> None:
    """Refuse whoever may not deploy.

    Raises:
        Forbidden: the person may not.
    """
    if not access.may_deploy(person):
        raise Forbidden


def found(tx: Transaction, person: Person, draft_id: UUID) -> DraftRow:
    """Return a draft.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is none.
    """
    require_analyst(person)
    row = rows.find(tx, draft_id)
    if row is None:
        raise DraftNotFound(draft=str(draft_id))
    return row


def locked(
    tx: Transaction, person: Person, draft_id: UUID, *, archived_too: bool = False
) -> tuple[DraftRow, int]:
    """Return a draft to change, and the revision of its last change.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is none.
        DraftArchived: it was put away, and `archived_too` is not said.
    """
    require_analyst(person)
    known = rows.lock(tx, draft_id)
    if known is None:
        raise DraftNotFound(draft=str(draft_id))
    if known[0].archived_at is not None and not archived_too:
        raise DraftArchived(draft=str(draft_id))
    return known


def called(tx: Transaction, user_ids: set[str]) -> dict[str, tuple[str, str]]:
    """Return the Thai and the English name of each of these people; the id of who has none."""
    known = people.names(tx, user_ids)
    return {each: known.get(each, (each, each)) for each in user_ids}
