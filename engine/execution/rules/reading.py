"""What the rules ask of a diagram: its executable process, scopes, nodes and flows. Reads only."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeAlias

from engine.execution.vocabulary import BPMN, Element, bpmn, camunda, khanton, local_name, namespace
from engine.model import Problem

TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "scriptTask",
        "sendTask",
        "receiveTask",
        "serviceTask",
        "businessRuleTask",
    }
)
CONTAINERS = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = TASKS | CONTAINERS | {"callActivity"}
SPLITTING = frozenset({"exclusiveGateway", "inclusiveGateway"})
GATEWAYS = SPLITTING | {"parallelGateway", "eventBasedGateway", "complexGateway"}
EVENTS = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
    }
)
NODES = ACTIVITIES | GATEWAYS | EVENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperInputs:
    """The names of what a paper may be told, and of what it must be told."""

    all: frozenset[str]
    required: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Which variables come from outside a diagram; what is not told here may bring any.

    `forms`: of each form its variables, and of each the fields inside it (None: a plain value);
    `tables`: the outputs of decision tables; `messages`: what senders give a message or signal;
    `called`: keys of processes that others call, so that their variables come from there.
    """

    forms: Mapping[str, Mapping[str, frozenset[str] | None]] = field(default_factory=dict)
    tables: Mapping[str, frozenset[str]] = field(default_factory=dict)
    messages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    called: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a diagram may name, because it is deployed already or in the same deployment.

    `roles`: role keys; `forms`: form keys; `decisions`: decision keys; `processes`: definition keys
    that a call activity may call; `topics`: service topics that the engine handles;
    `papers`: official papers that come with the program, by key.
    """

    roles: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()
    processes: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    papers: Mapping[str, PaperInputs] = field(default_factory=dict)
    settings: frozenset[str] | None = None
    """What offices may set; None where that is not known, and not checked."""
    made: Made = field(default_factory=Made)


def identity(element: Element) -> str:
    """Return the element's id, empty when it has none."""
    return element.get("id", "")


def children(element: Element, *names: str) -> list[Element]:
    """Return the direct BPMN children with one of these names; with no name, all of them."""
    if not names:
        return [child for child in element if namespace(child) == BPMN]
    wanted = _tags(names)
    return [child for child in element if child.tag in wanted]


@lru_cache(256)
def _tags(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(bpmn, names))


def text_of(element: Element | None) -> str:
    """Return the element's own text, stripped; empty for none."""
    return "" if element is None else (element.text or "").strip()


def is_true(element: Element, attribute: str, default: str = "false") -> bool:
    """Return whether an XSD boolean attribute is set."""
    return element.get(attribute, default).strip().lower() in {"true", "1"}


def extensions(element: Element, tag: str) -> list[Element]:
    """Return the extension elements with this qualified name, directly under this element."""
    return [found for box in children(element, "extensionElements") for found in box.findall(tag)]


def inputs(element: Element) -> dict[str, Element]:
    """Return the camunda input parameters of a task, or of an event and its definition, by name."""
    places = [element, *event_definitions(element)]
    return {
        found.get("name", ""): found
        for place in places
        for box in extensions(place, camunda("inputOutput"))
        for found in box.findall(camunda("inputParameter"))
    }


def event_definitions(element: Element) -> list[Element]:
    """Return the event definitions of an event, references included."""
    return [
        child
        for child in children(element)
        if local_name(child).endswith(("EventDefinition", "eventDefinitionRef"))
    ]


def definition_of(event: Element) -> Element | None:
    """Return the event's first definition; none for a none event."""
    return next(iter(event_definitions(event)), None)


def kind_of(event: Element) -> str:
    """Return what an event reacts to or throws: timer, message, …; `none` for a none event."""
    found = definition_of(event)
    return "none" if found is None else local_name(found).removesuffix("EventDefinition")


def deadlines(definition: Element) -> list[Element]:
    """Return the `khanton:deadline` elements of a timer definition."""
    return extensions(definition, khanton("deadline"))


def is_start(event: Element) -> bool:
    """Return whether a case begins with this event."""
    return local_name(event) == "startEvent"


def is_interrupting(boundary: Element) -> bool:
    """Return whether a boundary event cancels its activity; BPMN's default is that it does."""
    return is_true(boundary, "cancelActivity", "true")


def words(text: str | None) -> list[str]:
    """Return the parts of a comma separated list, stripped, empty ones left out."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


class Scope:
    """A process or an embedded sub-process: its own nodes, and the flows between them."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.nodes: Mapping[str, Element] = {
            identity(node): node for node in children(element, *sorted(NODES))
        }
        self.flows = tuple(children(element, "sequenceFlow"))
        self._outgoing = _by(self.flows, "sourceRef")
        self._incoming = _by(self.flows, "targetRef")
        self._attached = _by(self.of("boundaryEvent"), "attachedToRef")

    def outgoing(self, node: Element) -> list[Element]:
        """Return the flows out of a node."""
        return self._outgoing.get(identity(node), [])

    def incoming(self, node: Element) -> list[Element]:
        """Return the flows into a node."""
        return self._incoming.get(identity(node), [])

    def of(self, *names: str) -> list[Element]:
        """Return the nodes with one of these names."""
        return [node for node in self.nodes.values() if local_name(node) in names]

    def boundaries(self, node: Element) -> list[Element]:
        """Return the boundary events attached to an activity."""
        return self._attached.get(identity(node), [])


def _by(elements: Iterable[Element], attribute: str) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = defaultdict(list)
    for element in elements:
        found[element.get(attribute, "")].append(element)
    return dict(found)


@dataclass(frozen=True)
class Diagram:
    """A BPMN file under examination, with what it may name."""

    root: Element
    file: str
    known: Known

    @cached_property
    def processes(self) -> list[Element]:
        """All processes of the file, executable or not."""
        return children(self.root, "process")

    @cached_property
    def executable(self) -> list[Element]:
        """The processes that are to run: a good file has exactly one."""
        return [process for process in self.processes if is_true(process, "isExecutable")]

    @cached_property
    def scopes(self) -> list[Scope]:
        """The executable processes and all sub-processes in them."""
        return [Scope(element) for process in self.executable for element in _containers(process)]

    @cached_property
    def nodes(self) -> list[Element]:
        """Every flow node that is to run."""
        return [node for scope in self.scopes for node in scope.nodes.values()]

    def of(self, *names: str) -> list[Element]:
        """Return every running node with one of these names."""
        return [node for node in self.nodes if local_name(node) in names]

    def events(self, kind: str) -> Iterator[tuple[Element, Element]]:
        """Return every running event of a kind (timer, conditional …) with its definition."""
        for event in self.of(*EVENTS):
            definition = definition_of(event)
            if definition is not None and kind_of(event) == kind:
                yield event, definition

    def declared(self, name: str) -> dict[str, Element]:
        """Return what the file declares at its root (message, signal, error …), by id."""
        return self._declarations.get(name, {})

    @cached_property
    def _declarations(self) -> dict[str, dict[str, Element]]:
        found: dict[str, dict[str, Element]] = defaultdict(dict)
        for element in children(self.root):
            found[local_name(element)][identity(element)] = element
        return dict(found)

    @cached_property
    def lanes(self) -> dict[str, list[Element]]:
        """The lanes that a node stands in, the innermost first, by node id."""
        found: dict[str, list[Element]] = defaultdict(list)
        for lane in (lane for process in self.executable for lane in process.iter(bpmn("lane"))):
            for reference in children(lane, "flowNodeRef"):
                found[text_of(reference)].insert(0, lane)
        return dict(found)


def _containers(element: Element) -> Iterator[Element]:
    yield element
    for child in children(element, *sorted(CONTAINERS)):
        yield from _containers(child)


Check: TypeAlias = Callable[[Diagram], Iterable[Problem]]
"""A rule: looks at a diagram and says what is wrong with it."""
