"""What is asked of a migration: between which versions, with which choices, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from engine import context
from engine.context import Engine
from engine.differences import How
from engine.errors import DefinitionNotFound, InstanceNotActive, SameVersion
from engine.execution import Choices, Definition, Execution, Migrated, Target, differences, migrate
from engine.model import InstanceStatus
from engine.rows import InstanceRow
from engine.store import Transaction, catalogue, record
from engine.telling import open_event

_GOES_ON: Final = (InstanceStatus.ACTIVE, InstanceStatus.SUSPENDED)
MOST_AT_ONCE: Final = 200
"""So many cases one plan takes; the rest by the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """To which version cases are to move, with what an analyst chose, and why."""

    after: int
    choices: Choices = field(default_factory=Choices)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Two versions of a procedure: the one that cases run in, and the one to go on in.

    `suggested`: the newer id of each element that is otherwise the same, or the only one of its
    kind and name.
    """

    key: str
    before: int
    older: Definition
    target: Target
    suggested: Mapping[str, str]

    def wanted(self, choices: Choices) -> Choices:
        """Return the choices with the suggestions, where nothing else was chosen."""
        mapping = {**self.suggested, **{k: v for k, v in choices.mapping.items() if v}}
        return Choices(mapping=mapping, let_go=choices.let_go, recount=choices.recount)


def between(engine: Engine, tx: Transaction, key: str, before: int, after: int) -> Versions:
    """Read two deployed versions.

    Raises:
        DefinitionNotFound: there is no such version.
    """
    newer, called = context.diagrams_of(tx, key, after)
    definition = engine.definitions.get(tx, key, after)
    return to(engine, tx, (key, before), Target(definition, newer, called), newer)


def to(
    engine: Engine, tx: Transaction, of: tuple[str, int], target: Target, newer: bytes
) -> Versions:
    """Hold a deployed version against one that need not be deployed yet.

    Raises:
        DefinitionNotFound: there is no such version.
    """
    key, before = of
    found = catalogue.diagram(tx, key, before)
    if found is None:
        raise DefinitionNotFound(key=f"{key} {before}")
    renamed = [each for each in differences(found[0], newer) if each.how is How.RENAMED]
    older = engine.definitions.get(tx, key, before)
    alike = _of_one_name(older, target.definition)
    return Versions(
        key=key,
        before=before,
        older=older,
        target=target,
        suggested=alike | {each.id_before: each.id for each in renamed},
    )


def _of_one_name(older: Definition, newer: Definition) -> dict[str, str]:
    """Return the newer id of what has another id, and the same kind and name as nothing else."""

    def named(definition: Definition, others: Definition) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for each in definition.elements.values():
            if each.id not in others.elements and each.name != each.id:
                found.setdefault((each.kind, each.name), []).append(each.id)
        return found

    gone, come = named(older, newer), named(newer, older)
    return {
        ids[0]: come[same][0]
        for same, ids in gone.items()
        if len(ids) == 1 and len(come.get(same, ())) == 1
    }


def require_movable(instance: InstanceRow, after: int) -> None:
    """Refuse to move a case that has ended, or is there already.

    Raises:
        InstanceNotActive: it has ended.
        SameVersion: it runs in that version already.
    """
    if instance.status not in _GOES_ON:
        raise InstanceNotActive(status=instance.status.value)
    if instance.definition_version == after:
        raise SameVersion(version=after)


def tried(
    engine: Engine, tx: Transaction, instance: InstanceRow, versions: Versions, choices: Choices
) -> tuple[Execution, Migrated]:
    """Carry a case over in memory; `instance` was read with its state. Nothing is written."""
    execution = context.restore(engine, tx, instance)
    finished = partial(_finished, tx, instance)
    return execution, migrate(execution, versions.target, versions.wanted(choices), finished)


def _finished(tx: Transaction, instance: InstanceRow) -> frozenset[str]:
    """Read from the case's history what was completed, by the ids that it goes by now."""
    key = record.key_of(tx, instance.office_id, instance.id)
    done: set[str] = set()
    for row in record.events_of(tx, instance.office_id, instance.id):
        data = open_event(row, key) or {}
        if row.type == "instance_migrated":
            done = {data.get("mapping", {}).get(name, name) for name in done}
        steps = data.get("steps", ())
        done |= {step[1] for step in steps if step[0] == "completed" and len(step) < _CALLED}
    return frozenset(done)


_CALLED: Final = 6
"""A step this long names the called process that it was in."""
