"""One case's whole history, opened for an auditor: events, diagrams, and who is who."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias
from uuid import UUID

from engine import access
from engine.context import Engine
from engine.drawing import Drawing
from engine.errors import DefinitionNotFound, Forbidden
from engine.execution import picture
from engine.history.labelling import labels
from engine.history.reading import accesses, tell_event
from engine.model import SYSTEM, Person
from engine.replay import MIGRATED, ToldEvent, version_of
from engine.replay.stories import Names, Pair
from engine.rows import AccessRow, EventRow, InstanceRow, OfficeRow
from engine.store import Transaction, catalogue, offices, people, record
from engine.viewing import visible

_SYSTEM = ("ระบบ", "The system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A diagram at the version that ran; the first of a case is its own, the others are called.

    Of a case that was moved to another version, those of the version before stand behind.
    """

    key: str
    version: int
    xml: bytes
    drawing: Drawing


Drawn: TypeAlias = dict[tuple[str, int], tuple[Diagram, ...]]
"""The diagrams of versions, by key and version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case's history with all that is needed to show it."""

    instance: InstanceRow
    office: OfficeRow
    diagrams: tuple[Diagram, ...]
    rows: tuple[EventRow, ...]
    """The events as they are sealed."""
    events: tuple[ToldEvent, ...]
    """The same as they may be read."""
    people: Mapping[str, Pair]
    labels: Mapping[str, Pair]
    """What its data are called, by path (`engine.history.labelling`)."""

    @property
    def names(self) -> Names:
        """How its elements and people are called."""
        return Names(element=self.element, person=self.person)

    @property
    def is_erased(self) -> bool:
        """Whether the personal data of the case were erased."""
        return any(event.erased for event in self.events)

    def version_at(self, seq: int) -> int:
        """Return the version that the case ran in right after an event."""
        later = (e for e in self.events if e.type == MIGRATED and e.seq > seq)
        told = next((version_of(each, "from_version") for each in later), None)
        return told or self.instance.definition_version

    def own_at(self, seq: int) -> Diagram:
        """Return the case's own diagram at the version it ran in right after an event."""
        version = self.version_at(seq)
        own = [each for each in self.diagrams if each.key == self.diagrams[0].key]
        return next((each for each in own if each.version == version), self.diagrams[0])

    def knowing(self, more: Mapping[str, Pair]) -> "CaseFile":
        """Return the case with the names of more people."""
        return replace(self, people={**more, **self.people})

    def element(self, element_id: str, diagram: str | None = None) -> Pair:
        """Return how an element is called."""
        found = self.drawn(element_id, diagram)
        return (element_id, element_id) if found is None else found[1:]

    def kind(self, element_id: str, diagram: str | None = None) -> str:
        """Return the BPMN tag of an element."""
        found = self.drawn(element_id, diagram)
        return "" if found is None else found[0]

    def drawn(self, element_id: str, diagram: str | None) -> tuple[str, str, str] | None:
        """Return kind and names of an element: of the diagram named, else of the first with it."""
        named = [each for each in self.diagrams if each.key == diagram]
        for each in (*named, *self.diagrams):
            if element_id in each.drawing.names:
                return each.drawing.names[element_id]
        return None

    def person(self, identity: str) -> Pair:
        """Return how a person, or a party, is called."""
        return self.people.get(identity, (identity, identity))


def open_case(engine: Engine, person: Person, instance_id: UUID, what: str) -> CaseFile:
    """Open a case's history to an auditor or admin; `what` they look at is written down.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        Forbidden: the person neither audits nor administers the office.
    """
    with engine.begin() as tx:
        instance = visible(tx, person, instance_id)
        if not access.may_audit(person, instance.office_id):
            raise Forbidden(office=instance.office_id)
        record.note_access(tx, person.id, instance, what)
        return casefile(tx, instance)


def readers(engine: Engine, person: Person, instance_id: UUID) -> list[tuple[AccessRow, Pair]]:
    """Return who read a case, with their names, the newest first; at most 1,000.

    Raises:
        InstanceNotFound, Forbidden: as for opening it.
    """
    rows = accesses(engine, person, instance_id)
    with engine.reading() as tx:
        named = people.names(tx, {each.user_id for each in rows})
    return [(each, named.get(each.user_id, (each.user_id,) * 2)) for each in rows]


def casefile(tx: Transaction, instance: InstanceRow, drawn: Drawn | None = None) -> CaseFile:
    """Gather a case's history; whoever asks has looked at who may.

    `drawn`: diagrams read before, for whoever opens many cases of one procedure.
    """
    known = {} if drawn is None else drawn
    key = record.key_of(tx, instance.office_id, instance.id)
    rows = tuple(record.events_of(tx, instance.office_id, instance.id))
    events = tuple(tell_event(row, key) for row in rows)
    office = offices.find(tx, instance.office_id)
    if office is None:
        raise Forbidden(office=instance.office_id)
    return CaseFile(
        instance=instance,
        office=office,
        diagrams=_ran(tx, instance, events, known),
        rows=rows,
        events=events,
        people=_people(tx, instance, events),
        labels=labels(tx, events),
    )


def _ran(
    tx: Transaction, instance: InstanceRow, events: Iterable[ToldEvent], known: Drawn
) -> tuple[Diagram, ...]:
    """Return the diagrams of the version that it runs in, then those of the ones before."""
    told = [version_of(each, "from_version") for each in events if each.type == MIGRATED]
    found: dict[tuple[str, int], Diagram] = {}
    for version in (instance.definition_version, *reversed(told)):
        ran = (instance.definition_key, version or instance.definition_version)
        if ran not in known:
            known[ran] = diagrams(tx, *ran)
        for each in known[ran]:
            found.setdefault((each.key, each.version), each)
    return tuple(found.values())


def diagrams(tx: Transaction, key: str, version: int) -> tuple[Diagram, ...]:
    """Return a version's diagram and those it calls, in the versions that it calls.

    Raises:
        DefinitionNotFound: there is no such version.
    """
    found: dict[str, Diagram] = {}
    waiting = [(key, version)]
    while waiting:
        name, number = waiting.pop()
        stored = catalogue.diagram(tx, name, number)
        if stored is None:
            raise DefinitionNotFound(key=name, version=number)
        xml = stored[0]
        found[name] = Diagram(key=name, version=number, xml=xml, drawing=picture(xml))
        waiting += [each for each in sorted(stored[1].items()) if each[0] not in found]
    return tuple(found.values())


def _people(
    tx: Transaction, instance: InstanceRow, events: Iterable[ToldEvent]
) -> Mapping[str, Pair]:
    """Return the names of everybody an event speaks of."""
    ids = {instance.started_by}
    for event in events:
        told = (event.data or {}).get("assignee")
        ids |= {each for each in (event.actor, event.on_behalf_of, told) if isinstance(each, str)}
    found = people.names(tx, ids)
    if instance.applicant_id is not None:
        th = instance.applicant_th or instance.applicant_id
        found[instance.applicant_id] = (th, instance.applicant_en or th)
    return {**found, SYSTEM.id: _SYSTEM}
