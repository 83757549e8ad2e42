"""Process definitions: what is deployed, by key and version, and its diagram."""

from engine.context import Engine
from engine.errors import DefinitionNotFound
from engine.rows import DefinitionRow
from engine.store import catalogue


def list_newest(engine: Engine) -> list[DefinitionRow]:
    """Return the newest version of each process definition, by key."""
    with engine.reading() as tx:
        return catalogue.newest_of_all(tx)


def keys(engine: Engine) -> frozenset[str]:
    """Return every key that is deployed: of procedures, forms and decision tables."""
    with engine.reading() as tx:
        return frozenset().union(*catalogue.keys(tx).values())


def get(engine: Engine, key: str) -> DefinitionRow:
    """Return the newest version of a process definition.

    Raises:
        DefinitionNotFound: none has this key.
    """
    with engine.reading() as tx:
        if (found := catalogue.newest(tx, key)) is None:
            raise DefinitionNotFound(key=key)
        return found


def versions(engine: Engine, key: str) -> list[DefinitionRow]:
    """Return every version of a process definition, newest first.

    Raises:
        DefinitionNotFound: none has this key.
    """
    with engine.reading() as tx:
        if not (found := catalogue.versions(tx, key)):
            raise DefinitionNotFound(key=key)
        return found


def diagram(engine: Engine, key: str, version: int) -> bytes:
    """Return a version's diagram as it was deployed.

    Raises:
        DefinitionNotFound: there is no such version.
    """
    with engine.reading() as tx:
        if (found := catalogue.diagram(tx, key, version)) is None:
            raise DefinitionNotFound(key=f"{key} {version}")
        return found[0]
