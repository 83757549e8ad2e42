"""Rules on the shape of the flow: starts, ends, splits, and ways that lead nowhere."""

from collections import Counter
from collections.abc import Iterable, Iterator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import (
    GATEWAYS,
    SPLITTING,
    Check,
    Diagram,
    Scope,
    children,
    definition_of,
    identity,
    is_true,
    kind_of,
)
from engine.execution.vocabulary import Element, local_name
from engine.model import Problem, Severity

START_MISSING = Fault(
    "start-missing",
    "กระบวนงานไม่มีเหตุการณ์เริ่มต้น",
    "The process has no start event.",
    "วาดเหตุการณ์เริ่มต้นหนึ่งจุด",
    "Draw a start event.",
)
END_MISSING = Fault(
    "end-missing",
    "ไม่มีเหตุการณ์สิ้นสุด",
    "There is no end event.",
    "วาดเหตุการณ์สิ้นสุดอย่างน้อยหนึ่งจุด",
    "Draw at least one end event.",
)
SUB_PROCESS_START = Fault(
    "sub-process-start",
    "กระบวนงานย่อยต้องมีเหตุการณ์เริ่มต้นหนึ่งจุด แต่มี {count}",
    "Expected one start event in the sub-process, but it has {count}.",
    "ให้มีเหตุการณ์เริ่มต้นจุดเดียว แล้วแยกทางด้วยเกตเวย์แบบขนาน",
    "Keep one start event, and split behind it with a parallel gateway.",
)
IMPLICIT_SPLIT = Fault(
    "implicit-split",
    "มีเส้นทางออก {count} เส้นโดยไม่มีเกตเวย์",
    "It has {count} outgoing flows without a gateway.",
    "วาดเกตเวย์แบบขนาน (ทำทุกทาง) หรือแบบเลือกทาง (exclusive) ต่อจากองค์ประกอบนี้",
    "Draw a parallel gateway (all ways) or an exclusive gateway (one way) behind it.",
)
CONDITION = Fault(
    "condition-outside-gateway",
    "เงื่อนไขบนเส้นทางที่ออกจาก “{source}” จะถูกข้าม เพราะต้นทางไม่ใช่เกตเวย์แบบเลือกทาง",
    "The condition on this flow out of “{source}” would be ignored: no gateway reads it.",
    "วาดเกตเวย์แบบเลือกทาง (exclusive) หรือแบบรวม (inclusive) แล้วใส่เงื่อนไขที่เส้นทางหลังเกตเวย์",
    "Draw an exclusive or inclusive gateway and put the condition on a flow behind it.",
)
DUPLICATE = Fault(
    "flow-duplicate",
    "มีเส้นทางมากกว่าหนึ่งเส้นจาก “{source}” ไป “{target}”",
    "There is more than one flow from “{source}” to “{target}”.",
    "เหลือเส้นทางเดียว หรือคั่นด้วยงานหรือเกตเวย์ที่ต่างกัน; เงื่อนไขหลายข้อให้รวมด้วย or",
    "Keep one flow (join its conditions with `or`), or put different elements between.",
)
BROKEN = Fault(
    "flow-broken",
    "เส้นทางไม่ได้เชื่อมองค์ประกอบสองตัวในกระบวนงานเดียวกัน ({source} → {target})",
    "The flow does not join two elements of the same scope ({source} → {target}).",
    "ลากเส้นทางใหม่ภายในกระบวนงานเดียวกัน ข้ามผู้เกี่ยวข้องให้ใช้ข้อความ (message)",
    "Draw the flow again inside one process or sub-process; between pools use messages.",
)
WRONG_WAY = Fault(
    "flow-wrong-way",
    "มีเส้นทางเข้าหรือออกผิดทิศ: {kind} รับหรือส่งเส้นทางนี้ไม่ได้",
    "A flow enters or leaves it the wrong way: a {kind} cannot have it.",
    "ไม่ลากเส้นเข้าเหตุการณ์เริ่มต้นหรือเหตุการณ์ที่ขอบ และไม่ลากออกจากเหตุการณ์สิ้นสุด",
    "No flow enters a start, boundary or link catch event; none leaves an end or link throw.",
)
UNREACHABLE = Fault(
    "unreachable",
    "ไม่มีเส้นทางจากจุดเริ่มต้นมาถึง จึงไม่มีวันได้ทำ",
    "No way leads here from a start event.",
    "เชื่อมเส้นทางเข้า หรือลบออก",
    "Join it to the flow, or remove it.",
    Severity.WARNING,
)
NO_WAY_TO_END = Fault(
    "no-way-to-end",
    "ไม่มีเส้นทางจากจุดนี้ไปถึงจุดสิ้นสุด เรื่องจะไม่มีวันจบ",
    "No way leads from here to an end event.",
    "เชื่อมเส้นทางต่อไปยังเหตุการณ์สิ้นสุด",
    "Join it to the flow towards an end event.",
    Severity.WARNING,
)


def scopes_start_and_end(diagram: Diagram) -> Iterator[Problem]:
    """A process starts and ends somewhere; a sub-process has one start."""
    for scope in diagram.scopes:
        starts = len(scope.of("startEvent"))
        if scope.element in diagram.executable:
            if not starts:
                yield START_MISSING.at(diagram, scope.element)
        elif starts != 1 and not is_true(scope.element, "triggeredByEvent"):
            yield SUB_PROCESS_START.at(diagram, scope.element, count=starts)
        if not scope.of("endEvent"):
            yield END_MISSING.at(diagram, scope.element)


def only_gateways_split(diagram: Diagram) -> Iterator[Problem]:
    """SpiffWorkflow refuses implicit splits of tasks, and people misread them."""
    for scope in diagram.scopes:
        for node in scope.nodes.values():
            count = len(scope.outgoing(node))
            if count > 1 and local_name(node) not in GATEWAYS:
                yield IMPLICIT_SPLIT.at(diagram, node, count=count)


def only_gateways_read_conditions(diagram: Diagram) -> Iterator[Problem]:
    """A condition on a flow out of anything else is always taken."""
    for scope in diagram.scopes:
        for flow in scope.flows:
            source = scope.nodes.get(flow.get("sourceRef", ""))
            if not children(flow, "conditionExpression") or source is None:
                continue
            if local_name(source) not in SPLITTING:
                yield CONDITION.at(diagram, flow, source=source.get("name") or identity(source))


def flows_are_single(diagram: Diagram) -> Iterator[Problem]:
    """Two flows between the same elements are one for the engine."""
    for scope in diagram.scopes:
        seen: Counter[tuple[str, str]] = Counter()
        for flow in scope.flows:
            ends = flow.get("sourceRef", ""), flow.get("targetRef", "")
            seen[ends] += 1
            if seen[ends] > 1:
                yield DUPLICATE.at(diagram, flow, source=ends[0], target=ends[1])


def flows_join_their_scope(diagram: Diagram) -> Iterator[Problem]:
    """A sequence flow does not leave its process or sub-process."""
    for scope in diagram.scopes:
        for flow in scope.flows:
            source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
            if source not in scope.nodes or target not in scope.nodes:
                yield BROKEN.at(diagram, flow, source=source, target=target)


def flows_go_the_right_way(diagram: Diagram) -> Iterator[Problem]:
    """Nothing flows into a start or out of an end."""
    for scope in diagram.scopes:
        for node in scope.nodes.values():
            if _is_wrong_way(scope, node):
                yield WRONG_WAY.at(diagram, node, kind=local_name(node))


def _is_wrong_way(scope: Scope, node: Element) -> bool:
    kind = local_name(node)
    is_link = kind_of(node) == "link"
    first = kind in {"startEvent", "boundaryEvent"} or (kind.endswith("CatchEvent") and is_link)
    last = kind == "endEvent" or (kind.endswith("ThrowEvent") and is_link)
    return (first and bool(scope.incoming(node))) or (last and bool(scope.outgoing(node)))


def every_element_is_reached(diagram: Diagram) -> Iterator[Problem]:
    """What no token reaches is drawn, but never happens."""
    for scope in diagram.scopes:
        steps = _steps(scope)
        reached = _closure(map(identity, scope.of("startEvent")), steps)
        for name, node in scope.nodes.items():
            if name not in reached and not is_true(node, "triggeredByEvent"):
                yield UNREACHABLE.at(diagram, node)


def every_element_leads_to_an_end(diagram: Diagram) -> Iterator[Problem]:
    """What leads to no end keeps a case open; a terminate event ends its scope all the same."""
    for scope in diagram.scopes:
        if any(children(end, "terminateEventDefinition") for end in scope.of("endEvent")):
            continue
        back = {(target, source) for source, target in _steps(scope)}
        ending = _closure(map(identity, scope.of("endEvent")), back)
        for name, node in scope.nodes.items():
            if name not in ending and not is_true(node, "triggeredByEvent"):
                yield NO_WAY_TO_END.at(diagram, node)


def _steps(scope: Scope) -> set[tuple[str, str]]:
    """Return every pair of elements of which the second can follow the first."""
    steps = {(flow.get("sourceRef", ""), flow.get("targetRef", "")) for flow in scope.flows}
    steps |= {
        (event.get("attachedToRef", ""), identity(event)) for event in scope.of("boundaryEvent")
    }
    return steps | set(_links(scope))


def _links(scope: Scope) -> Iterator[tuple[str, str]]:
    catches = {_link_name(catch): catch for catch in scope.of("intermediateCatchEvent")}
    for throw in scope.of("intermediateThrowEvent"):
        name = _link_name(throw)
        if name and name in catches:
            yield identity(throw), identity(catches[name])


def _link_name(event: Element) -> str | None:
    found = definition_of(event)
    return found.get("name") if found is not None and kind_of(event) == "link" else None


def _closure(begin: Iterable[str], steps: set[tuple[str, str]]) -> set[str]:
    following: dict[str, list[str]] = {}
    for source, target in steps:
        following.setdefault(source, []).append(target)
    reached, waiting = set[str](), list(begin)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(following.get(name, ()))
    return reached


RULES: tuple[Check, ...] = (
    scopes_start_and_end,
    only_gateways_split,
    only_gateways_read_conditions,
    flows_are_single,
    flows_join_their_scope,
    flows_go_the_right_way,
    every_element_is_reached,
    every_element_leads_to_an_end,
)
