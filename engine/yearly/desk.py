"""What the analyst finds when a year is to be simulated: the procedure and its assumptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.calendar import local_date
from engine.context import Engine
from engine.foreseeing import Named
from engine.model import Person
from engine.store import catalogue
from engine.yearly.preparing import model_of
from engine.yearly.runs import require_analyst
from engine.yearly.supposing import Supposed, office_for, supposed

BEHIND: Final = 1
AHEAD: Final = 5
"""Calendar years before and after the present one that can be simulated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What is supposed; `deployed`: the version used now, if any; `file`: the diagram's."""

    key: str
    name: Named
    file: str
    supposed: Supposed
    deployed: int | None
    years: tuple[int, ...]


def begin(
    engine: Engine,
    person: Person,
    files: Mapping[str, bytes],
    asked: tuple[str | None, int | None],
) -> Beginning:
    """Return the assumptions for a draft's files; `asked`: an office and a Gregorian year.

    Raises:
        Forbidden: the person is no analyst.
        SimulationInvalid: no case can begin with the draft, or the person belongs to no office.
        DeploymentRefused: the draft has errors; `problems` tells of them.
    """
    require_analyst(person)
    with engine.reading() as tx:
        office, _ = office_for(tx, person, asked[0])
        this = local_date(tx.now).year
        years = range(this - BEHIND, this + AHEAD + 1)
        year = asked[1] if asked[1] is not None and asked[1] in years else this
        model = model_of(engine, tx, files, (office, year))
        definition = model.definition
        known = catalogue.newest(tx, definition.key)
        return Beginning(
            key=definition.key,
            file=model.file,
            name=Named(
                id=definition.key,
                kind="process",
                name_th=definition.name,
                name_en=definition.name_en,
            ),
            supposed=supposed(tx, person, model, year),
            deployed=None if known is None else known.version,
            years=tuple(years),
        )
