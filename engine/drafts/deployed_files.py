"""What of a draft is deployed already: the newest of everything that its processes are made of."""

from uuid import UUID

from engine.context import Engine
from engine.drafts import beginning, reaching
from engine.execution import outline
from engine.model import Person
from engine.store import catalogue
from engine.store import drafts as rows


def deployed_files(engine: Engine, person: Person, draft_id: UUID) -> dict[str, bytes]:
    """Return the deployed files of the draft's processes, by name; none of what is new.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    with engine.reading() as tx:
        reaching.found(tx, person, draft_id)
        bodies = rows.bodies(tx, draft_id)
        keys = {outline(body).key for name, body in bodies.items() if name.endswith(".bpmn")}
        found: dict[str, bytes] = {}
        for key in sorted(keys):
            if key and catalogue.newest(tx, key) is not None:
                found |= beginning.deployed(tx, key)
        return found
