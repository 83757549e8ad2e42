"""The spine: the engine's seams in one value, one way to begin, one way to move tokens."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from engine import recording
from engine.calendar import BANGKOK
from engine.clock import Clock
from engine.errors import DefinitionNotFound, InstanceNotActive
from engine.execution import Definition, Environment, Execution, asked_decisions, parse
from engine.files import FileStore
from engine.model import InstanceStatus, Snapshot, Variables
from engine.notifier import Notifier
from engine.office import calendar_of, schools_of, setting_of
from engine.recording import Told
from engine.rows import InstanceRow
from engine.settings import Settings
from engine.store import Store, Transaction, catalogue, keptlists, origins

Verb = Callable[[Execution], None]


class DefinitionCache:
    """Parsed definitions: a version never changes, so it is parsed once in a process.

    Only the decision tables it asks may get newer versions: from then on, those are asked.
    """

    def __init__(self) -> None:
        self._parsed: dict[tuple[str, int], Definition] = {}
        self._lock = threading.Lock()

    def get(self, tx: Transaction, key: str, version: int) -> Definition:
        """Return a parsed version.

        Raises:
            DefinitionNotFound: there is no such version.
        """
        found = self._parsed.get((key, version))
        if found is None or not _asks_the_newest(tx, found):
            with self._lock:
                found = self._parsed.get((key, version))
                if found is None or not _asks_the_newest(tx, found):
                    found = self._parsed[key, version] = _load(tx, key, version)
        return found


def _asks_the_newest(tx: Transaction, definition: Definition) -> bool:
    asked = definition.decisions
    return not asked or catalogue.decision_digests(tx, asked) == asked


@dataclass(frozen=True, kw_only=True)
class Engine:
    """Everything the engine reaches the outside world through."""

    store: Store
    clock: Clock
    settings: Settings
    notifier: Notifier
    files: FileStore
    definitions: DefinitionCache = field(default_factory=DefinitionCache)
    joined: Transaction | None = None

    @contextmanager
    def begin(self) -> Generator[Transaction]:
        """Begin one command: on leaving, commit; on an exception, roll everything back."""
        if self.joined is not None:
            yield self.joined
            return
        with self.store.writing() as connection:
            yield Transaction(connection, self.clock.now())

    def within(self, tx: Transaction) -> "Engine":
        """Return an engine whose commands are part of `tx`, and commit with it."""
        return replace(self, joined=tx)

    @contextmanager
    def reading(self) -> Generator[Transaction]:
        """Begin a query: a consistent view, nothing written."""
        if self.joined is not None:
            yield self.joined
            return
        with self.store.reading() as connection:
            yield Transaction(connection, self.clock.now())

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def environment(self, tx: Transaction, instance: InstanceRow) -> Environment:
        """Return what an execution reaches: this moment, this office's rules, what it has begun."""
        office_id = instance.office_id
        return Environment(
            tx.now,
            calendar=lambda: calendar_of(tx, office_id),
            setting=lambda name: setting_of(tx, office_id, name),
            more={
                "open_cases": lambda: _open_cases(tx, instance),
                "schools": lambda: schools_of(tx, office_id),
            },
        )


def _open_cases(tx: Transaction, instance: InstanceRow) -> list[dict[str, Any]]:
    """Return the cases that this one has begun by messages and that go on, oldest first."""
    return [
        {
            "business_key": row.business_key,
            "definition_key": row.definition_key,
            "applicant": row.applicant_id,
            "started_at": row.started_at.astimezone(BANGKOK).isoformat(timespec="seconds"),
        }
        for row in origins.going_on(tx, instance)
    ]


def start(
    engine: Engine,
    tx: Transaction,
    instance: InstanceRow,
    told: Told,
    given: tuple[Variables, str | None, str | None],
) -> tuple[Snapshot, InstanceRow]:
    """Run a new instance to its first rest; `given`: its variables, and what it starts by.

    That is the name of a message, or the id of a start event that a day of the year triggers.
    """
    variables, message, day = given
    definition = engine.definitions.get(tx, instance.definition_key, instance.definition_version)
    surroundings = engine.environment(tx, instance)
    execution = Execution.start(definition, surroundings, variables, message, day)
    execution.rest()
    return recording.record(tx, instance, execution, told)


def move(
    engine: Engine, tx: Transaction, instance: InstanceRow, told: Told, verb: Verb
) -> tuple[Snapshot, InstanceRow]:
    """Restore an instance, do one verb, run it to rest and record it.

    Raises:
        InstanceNotActive: it has ended or is suspended.
    """
    require_active(instance)
    execution = restore(engine, tx, instance)
    verb(execution)
    execution.rest()
    return recording.record(tx, instance, execution, told)


def restore(engine: Engine, tx: Transaction, instance: InstanceRow) -> Execution:
    """Take up an instance where it rested."""
    definition = engine.definitions.get(tx, instance.definition_key, instance.definition_version)
    surroundings = engine.environment(tx, instance)
    return Execution.restore(
        definition,
        surroundings,
        instance.state or b"",
        lambda digest: keptlists.body(tx, instance, digest),
    )


def diagrams_of(tx: Transaction, key: str, version: int) -> tuple[bytes, dict[str, bytes]]:
    """Return a version's diagram, and those it calls by key, in the versions that it calls.

    Raises:
        DefinitionNotFound: there is no such version.
    """
    found = catalogue.diagram(tx, key, version)
    if found is None:
        raise DefinitionNotFound(key=key, version=version)
    called: dict[str, bytes] = {}
    _gather(tx, found[1], called)
    return found[0], called


def require_active(instance: InstanceRow) -> None:
    """Refuse a command on an instance that has ended or is suspended.

    Raises:
        InstanceNotActive: says in which state it is.
    """
    if instance.status is not InstanceStatus.ACTIVE:
        raise InstanceNotActive(status=instance.status.value, business_key=instance.business_key)


def _load(tx: Transaction, key: str, version: int) -> Definition:
    xml, called = diagrams_of(tx, key, version)
    decisions: dict[str, bytes] = {}
    for diagram in [xml, *called.values()]:
        for name in asked_decisions(diagram):
            table: Any = catalogue.decision(tx, name)
            decisions[name] = table[1]
    return parse(xml, called, decisions)


def _gather(tx: Transaction, calls: dict[str, int], into: dict[str, bytes]) -> None:
    for name, number in calls.items():
        if name not in into and (found := catalogue.diagram(tx, name, number)) is not None:
            into[name] = found[0]
            _gather(tx, found[1], into)
