"""What there is to choose from when cases are looked for: offices, procedures, versions, steps."""

from dataclasses import dataclass

from engine import access
from engine.context import Engine
from engine.foreseeing import Named, name_of
from engine.model import Person
from engine.rows import DefinitionRow, OfficeRow
from engine.store import catalogue, offices

_WAITS = frozenset({"userTask", "receiveTask", "intermediateCatchEvent", "serviceTask"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Offices that the person oversees, newest procedures by key; of one, versions and steps."""

    offices: list[OfficeRow]
    procedures: list[DefinitionRow]
    versions: list[int]
    steps: list[Named]


def choices(engine: Engine, person: Person, key: str | None, version: int | None) -> Choices:
    """Return what to choose from; steps are of the version named, else of the newest."""
    with engine.reading() as tx:
        seen = set(access.seen_offices(tx, person))
        versions = [row.version for row in catalogue.versions(tx, key)] if key else []
        steps: list[Named] = []
        if key and versions:
            number = version if version in versions else versions[0]
            definition = engine.definitions.get(tx, key, number)
            drawn = [each for each in definition.elements.values() if each.kind in _WAITS]
            steps = [name_of(definition, each.id) for each in drawn if each.attached_to is None]
        return Choices(
            offices=[row for row in offices.all_offices(tx) if row.id in seen],
            procedures=catalogue.newest_of_all(tx),
            versions=versions,
            steps=steps,
        )
