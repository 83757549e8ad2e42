"""What those are called who act in cases: people by their accounts, schools by the register."""

from collections.abc import Iterable

from engine import applicants
from engine.context import Engine


def called(
    engine: Engine, parties: Iterable[tuple[str, str]]
) -> dict[tuple[str, str | None], tuple[str, str]]:
    """Return the Thai and the English name of each, given with the office of the case.

    Whoever nobody knows by name is called by their id.
    """
    with engine.reading() as tx:
        return applicants.names_of(tx, parties)
