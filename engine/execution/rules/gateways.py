"""Rules on gateways: which way a token may take must never be left to chance."""

from collections.abc import Iterator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import (
    SPLITTING,
    Check,
    Diagram,
    Scope,
    children,
    identity,
    is_true,
    kind_of,
)
from engine.execution.vocabulary import Element, local_name
from engine.model import Problem, Severity

_AWAITED = frozenset({"message", "signal", "timer"})
_FEWEST_TARGETS = 2

CONDITION_MISSING = Fault(
    "condition-missing",
    "เส้นทางออกจากเกตเวย์ “{gateway}” ไม่มีเงื่อนไขและไม่ใช่เส้นทางปริยาย",
    "This flow out of gateway “{gateway}” has no condition and is not the default.",
    'เลือกเส้นนี้แล้วใส่เงื่อนไข เช่น ${{result == "pass"}} หรือให้เป็นเส้นทางปริยาย (ไปเมื่อไม่มีเงื่อนไขใดจริง)',
    'Give it a condition such as ${{result == "pass"}}, or make it the default flow.',
)
DEFAULT_CONDITION = Fault(
    "default-with-condition",
    "เส้นทางปริยายมีเงื่อนไข ซึ่งจะไม่ถูกอ่าน",
    "The default flow has a condition, which is never read.",
    "ลบเงื่อนไขออก หรือกำหนดเส้นทางอื่นเป็นปริยาย",
    "Remove the condition, or make another flow the default.",
)
DEFAULT_UNKNOWN = Fault(
    "default-unknown",
    "เส้นทางปริยาย “{flow}” ไม่ได้ออกจากองค์ประกอบนี้",
    "The default flow “{flow}” does not leave this element.",
    "เลือกเส้นทางปริยายจากเส้นที่ออกจากเกตเวย์นี้",
    "Choose the default among the flows that leave this gateway.",
)
DEFAULT_MISSING = Fault(
    "default-missing",
    "ไม่มีเส้นทางปริยาย ถ้าไม่มีเงื่อนไขใดเป็นจริง เรื่องจะค้าง",
    "There is no default flow: a case gets stuck when no condition holds.",
    "เลือกเส้นทางหนึ่งให้เป็นเส้นทางปริยาย คือไปทางนั้นเมื่อไม่มีเงื่อนไขใดเป็นจริง",
    "Make one of the flows the default.",
    Severity.WARNING,
)
EVENT_TARGET = Fault(
    "event-gateway-target",
    "เกตเวย์ตามเหตุการณ์ต้องตามด้วยการรอข้อความ สัญญาณ เวลา หรืองานรับข้อความ แต่พบ “{target}”",
    "Expected a message, signal or timer catch event or a receive task, but got “{target}”.",
    "วางเหตุการณ์รอหรืองานรับข้อความต่อจากเกตเวย์ทันที แล้วจึงวางงานอื่น",
    "Put a catch event or receive task straight behind the gateway, and other tasks after it.",
)
EVENT_FEW = Fault(
    "event-gateway-few",
    "เกตเวย์ตามเหตุการณ์ต้องมีทางออกอย่างน้อยสองทาง แต่มี {count}",
    "Expected at least two ways out of an event-based gateway, but it has {count}.",
    "เพิ่มเหตุการณ์ที่รอ หรือใช้เหตุการณ์รอเพียงตัวเดียวโดยไม่มีเกตเวย์",
    "Add another awaited event, or use one catch event without a gateway.",
)
EVENT_SHARED = Fault(
    "event-gateway-target-shared",
    "“{target}” รอหลังเกตเวย์ตามเหตุการณ์ แต่มีเส้นทางอื่นเข้ามาด้วย",
    "“{target}” waits behind an event-based gateway, but another flow enters it too.",
    "แยกเหตุการณ์รอสำหรับเส้นทางอื่นเป็นอีกตัวหนึ่ง",
    "Draw a catch event of its own for the other flow.",
)
EVENT_BOUNDARY = Fault(
    "event-gateway-target-boundary",
    "“{target}” รอหลังเกตเวย์ตามเหตุการณ์ จึงมีเหตุการณ์ที่ขอบไม่ได้",
    "“{target}” waits behind an event-based gateway, so it cannot have boundary events.",
    "ย้ายเหตุการณ์ที่ขอบไปเป็นอีกทางออกหนึ่งของเกตเวย์",
    "Make the boundary event another way out of the gateway.",
)
EVENT_INSTANTIATE = Fault(
    "event-gateway-instantiate",
    "เกตเวย์ตามเหตุการณ์ที่เริ่มกระบวนงาน หรือรอทุกเหตุการณ์ ไม่รองรับ",
    "An event-based gateway that starts the process, or waits for all events, is not supported.",
    "ใช้เหตุการณ์เริ่มต้นด้วยข้อความหลายจุด หรือเกตเวย์แบบขนาน",
    "Use several message start events, or a parallel gateway.",
)


def choices_have_conditions(diagram: Diagram) -> Iterator[Problem]:
    """Every flow of a choice has a condition, except the default, which has none."""
    for scope in diagram.scopes:
        for gateway in scope.of(*SPLITTING):
            for flow in scope.outgoing(gateway):
                fault = _condition_fault(scope, gateway, flow)
                if fault is not None:
                    name = gateway.get("name") or identity(gateway)
                    yield fault.at(diagram, flow, gateway=name)


def _condition_fault(scope: Scope, gateway: Element, flow: Element) -> Fault | None:
    is_default = gateway.get("default") == identity(flow)
    has_condition = bool(children(flow, "conditionExpression"))
    if is_default:
        return DEFAULT_CONDITION if has_condition else None
    alone = len(scope.outgoing(gateway)) == 1
    return None if has_condition or alone else CONDITION_MISSING


def defaults_leave_their_gateway(diagram: Diagram) -> Iterator[Problem]:
    """A default names a flow of its own element."""
    for scope in diagram.scopes:
        for node in scope.nodes.values():
            default = node.get("default")
            if default and default not in map(identity, scope.outgoing(node)):
                yield DEFAULT_UNKNOWN.at(diagram, node, flow=default)


def choices_have_a_default(diagram: Diagram) -> Iterator[Problem]:
    """Without a default a case may find no way on."""
    for scope in diagram.scopes:
        for gateway in scope.of(*SPLITTING):
            if len(scope.outgoing(gateway)) > 1 and not gateway.get("default"):
                yield DEFAULT_MISSING.at(diagram, gateway)


def event_gateways_wait_for_events(diagram: Diagram) -> Iterator[Problem]:
    """Behind an event-based gateway only events race, each reached from the gateway alone."""
    for scope in diagram.scopes:
        for gateway in scope.of("eventBasedGateway"):
            flows = scope.outgoing(gateway)
            if len(flows) < _FEWEST_TARGETS:
                yield EVENT_FEW.at(diagram, gateway, count=len(flows))
            for flow in flows:
                yield from _target_problems(diagram, scope, gateway, flow)


def _target_problems(
    diagram: Diagram, scope: Scope, gateway: Element, flow: Element
) -> Iterator[Problem]:
    target = scope.nodes.get(flow.get("targetRef", ""))
    if target is None:
        return
    name = target.get("name") or identity(target)
    if not _is_awaited(target):
        yield EVENT_TARGET.at(diagram, gateway, target=name)
    if len(scope.incoming(target)) > 1:
        yield EVENT_SHARED.at(diagram, gateway, target=name)
    if scope.boundaries(target):
        yield EVENT_BOUNDARY.at(diagram, gateway, target=name)


def _is_awaited(target: Element) -> bool:
    kind = local_name(target)
    return kind == "receiveTask" or (
        kind == "intermediateCatchEvent" and kind_of(target) in _AWAITED
    )


def event_gateways_do_not_start(diagram: Diagram) -> Iterator[Problem]:
    """Instantiating and parallel event gateways would run as plain ones."""
    for gateway in diagram.of("eventBasedGateway"):
        if is_true(gateway, "instantiate") or gateway.get("eventGatewayType") == "Parallel":
            yield EVENT_INSTANTIATE.at(diagram, gateway)


RULES: tuple[Check, ...] = (
    choices_have_conditions,
    defaults_leave_their_gateway,
    choices_have_a_default,
    event_gateways_wait_for_events,
    event_gateways_do_not_start,
)
