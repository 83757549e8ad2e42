"""A parsed process definition: shared by every instance of its version, changed by none."""

import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from engine.execution import elements as reading
from engine.execution.elements import Element
from engine.execution.links import join_links
from engine.execution.parser import DiagramParser
from engine.execution.table import load_table
from engine.execution.vocabulary import BPMN, KHANTON, NS

_PARTS_OR_JOINS = frozenset({"parallelGateway", "inclusiveGateway", "eventBasedGateway"})
DEEP = 50_000
_PARTS_OR_JOINS = frozenset({"parallelGateway", "inclusiveGateway", "eventBasedGateway"})
_STACK_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a version of a process is made of."""

    key: str
    name: str
    name_en: str
    business_key_prefix: str | None
    filing_windows: str | None
    """The office's setting that says when such cases are filed; None: at any time of the year."""
    spec: Any
    inner: Mapping[str, Any]
    elements: Mapping[str, Element]
    """Those of the called processes too; where ids meet, this process's own."""
    flows: Mapping[tuple[str, str], str]
    starts: Mapping[str | None, str]
    """Start event by the message that triggers it; None for the plain one."""
    timer_starts: frozenset[str]
    """Start events that a day of the year triggers."""
    decisions: Mapping[str, str] = field(default_factory=dict)
    """The decision tables that it and the processes it calls ask: key to digest."""

    def steps_before(self, element_id: str) -> set[str]:
        """Return the user tasks a token may have come from, nothing parted or joined between."""
        sources: dict[str, set[str]] = {}
        for source, target in self.flows:
            sources.setdefault(target, set()).add(source)
        seen: set[str] = set()
        queue = [element_id]
        while queue:
            for name in sources.get(queue.pop(), set()) - seen:
                seen.add(name)
                if self.elements[name].kind not in _PARTS_OR_JOINS:
                    queue.append(name)
        return {name for name in seen if self.elements[name].kind == "userTask"} - {element_id}


def parse(xml: bytes, called: Mapping[str, bytes], decisions: Mapping[str, bytes]) -> Definition:
    """Build a definition from a checked diagram, the processes it calls and the tables it asks.

    The library's parser goes down one level for each element in a row, so it gets a deep stack.
    """
    outcome: list[Definition | BaseException] = []

    def work() -> None:
        try:
            outcome.append(_parse(xml, called, decisions))
        except BaseException as problem:  # noqa: BLE001 - handed to the caller's thread below
            outcome.append(problem)

    with _deep_stack():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


class _deep_stack:  # noqa: N801 - used as a word in a with statement
    """Lets one thread recurse as deep as a long diagram needs."""

    lock = threading.Lock()

    def __enter__(self) -> None:
        self.lock.acquire()
        self.limit = sys.getrecursionlimit()
        self.size = threading.stack_size(_STACK_BYTES)
        sys.setrecursionlimit(DEEP)

    def __exit__(self, *unused: object) -> None:
        sys.setrecursionlimit(self.limit)
        threading.stack_size(self.size)
        self.lock.release()


def _parse(xml: bytes, called: Mapping[str, bytes], decisions: Mapping[str, bytes]) -> Definition:
    parser = DiagramParser()
    for name, table in decisions.items():
        parser.tables[name] = load_table(table)
    main = _tree(xml)
    trees = [main, *(_tree(other) for other in called.values())]
    for tree in trees:
        join_links(tree)
        parser.add_bpmn_xml(tree)
    process = executable(main)
    key = process.get("id")
    spec = parser.get_spec(key)
    inner = {name: parser.get_spec(name) for name in parser.get_subprocess_specs(key)}
    for name, each in {key: spec, **inner}.items():
        _one_root(each)
        _describe(each, executable(parser.process_parsers[name].document_root))
    asked = {name: table.digest for name, table in parser.tables.items()}
    return replace(_definition(process, spec, inner, trees), decisions=asked)


def _definition(process: Any, spec: Any, inner: Mapping[str, Any], trees: list[Any]) -> Definition:
    elements: dict[str, Element] = {}
    flows: dict[tuple[str, str], str] = {}
    for tree in reversed(trees):
        body = executable(tree)
        elements |= reading.read(body)
        flows |= reading.flows(body)
    return Definition(
        key=process.get("id"),
        name=process.get("name") or process.get("id"),
        name_en=process.get(f"{{{KHANTON}}}nameEn") or process.get("name") or process.get("id"),
        business_key_prefix=process.get(f"{{{KHANTON}}}businessKeyPrefix"),
        filing_windows=process.get(f"{{{KHANTON}}}filingWindows"),
        spec=spec,
        inner=inner,
        elements=elements,
        flows=flows,
        starts=start_events(process),
        timer_starts=frozenset(event.get("id") for event in timer_starts(process)),
    )


def executable(tree: Any) -> Any:
    """Return the one executable process of a file."""
    return next(p for p in tree.iter(f"{{{BPMN}}}process") if p.get("isExecutable") == "true")


def start_events(process: Any) -> dict[str | None, str]:
    """Return the start events by the name of the message that triggers each."""
    messages = {
        m.get("id"): m.get("name") for m in process.getroottree().iter(f"{{{BPMN}}}message")
    }
    found: dict[str | None, str] = {}
    for event in process.findall("bpmn:startEvent", NS):
        if event.find("bpmn:timerEventDefinition", NS) is not None:
            continue
        definition = event.find("bpmn:messageEventDefinition", NS)
        name = None if definition is None else messages.get(definition.get("messageRef"))
        found.setdefault(name, event.get("id"))
    return found


def timer_starts(process: Any) -> list[Any]:
    """Return the start events that a day of the year triggers."""
    return list(process.xpath("bpmn:startEvent[bpmn:timerEventDefinition]", namespaces=NS))


def called_processes(xml: bytes) -> list[str]:
    """Return the keys of the processes that a diagram's call activities name."""
    found = _tree(xml).iter(f"{{{BPMN}}}callActivity")
    return sorted({node.get("calledElement") for node in found if node.get("calledElement")})


def asked_decisions(xml: bytes) -> list[str]:
    """Return the keys of the decision tables that a diagram's rule tasks name."""
    rule_tasks = _tree(xml).iter(f"{{{BPMN}}}businessRuleTask")
    references = {node.get(f"{{{NS['camunda']}}}decisionRef") for node in rule_tasks}
    return sorted(reference for reference in references if reference)


def asked_forms(xml: bytes) -> list[str]:
    """Return the keys of the forms that a diagram's elements name."""
    nodes = _tree(xml).iter(f"{{{BPMN}}}*")
    keys = {node.get(f"{{{NS['camunda']}}}formKey") for node in nodes}
    return sorted(key for key in keys if key)


def _describe(spec: Any, process: Any) -> None:
    """Tell each element what its own file says of it: ids may meet those of a called process."""
    elements = reading.read(process)
    flows_in: dict[str, dict[str, str]] = {}
    for (source, target), flow in reading.flows(process).items():
        flows_in.setdefault(target, {})[source] = flow
    for each in spec.task_specs.values():
        if each.bpmn_id is not None:
            each.element = elements[each.bpmn_id]
            each.flows_in = flows_in.get(each.bpmn_id, {})
            each.diagram = process.get("id")


def _one_root(spec: Any) -> None:
    """Undo the library's split over several start events: a command chooses one of them."""
    if "StartEventSplit" not in spec.task_specs:
        return
    starts = spec.task_specs["StartEventSplit"].outputs
    join = spec.task_specs["StartEventJoin"]
    for start in starts:
        start.inputs = [spec.start]
        start.outputs = [each for each in start.outputs if each is not join]
    spec.start.outputs = starts
    for name in ("StartEventSplit", "StartEventJoin"):
        del spec.task_specs[name]


def _tree(xml: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(xml, parser)
