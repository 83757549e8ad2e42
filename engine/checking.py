"""Checks while drawing: a draft, what is not saved yet included, by the rules of deployment."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from engine import drafts
from engine.context import Engine
from engine.drafts import naming
from engine.examining import examine
from engine.model import Person, Problem

MOST_TOLD: Final = 300
"""Problems told at once, the errors first: more would help nobody, and stop a browser."""


def check(
    engine: Engine, person: Person, draft_id: UUID, unsaved: Mapping[str, bytes]
) -> list[Problem]:
    """Return what deployment would refuse or warn of, errors first.

    `unsaved`: what the editors hold by file name, laid over what the draft has.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftFileUnfit: an unsaved file has a name or a size that no file of a draft has.
    """
    for name, body in unsaved.items():
        naming.require_name(name)
        naming.require_size(engine.settings.max_diagram_bytes, name, len(body))
    files = {**drafts.bodies(engine, person, draft_id), **unsaved}
    with engine.reading() as tx:
        return examine(tx, files, engine.settings.max_diagram_bytes).problems[:MOST_TOLD]
