"""Rules on events: each position has the kinds that run as BPMN says; all others are refused."""

from collections.abc import Iterator

from engine.execution.rules.elements import COMPENSATION, TRANSACTION
from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import (
    EVENTS,
    Check,
    Diagram,
    Scope,
    definition_of,
    event_definitions,
    is_interrupting,
    kind_of,
)
from engine.execution.vocabulary import Element, local_name
from engine.model import Problem

_POSSIBLE = {
    "startEvent": frozenset({"none", "message", "timer"}),
    "intermediateCatchEvent": frozenset({"timer", "message", "signal", "conditional", "link"}),
    "intermediateThrowEvent": frozenset({"none", "message", "signal", "escalation", "link"}),
    "endEvent": frozenset({"none", "message", "signal", "error", "escalation", "terminate"}),
    "boundaryEvent": frozenset(
        {"timer", "message", "signal", "error", "escalation", "conditional"}
    ),
}
"""By position: what runs as BPMN says. Anything else SpiffWorkflow would pass straight through."""

_CATCHES_ERRORS = frozenset({"subProcess", "callActivity"})
_CATCHES_ESCALATIONS = frozenset({"subProcess", "callActivity"})
_HOSTS = {"error": _CATCHES_ERRORS, "escalation": _CATCHES_ESCALATIONS}
_ELSEWHERE = {"compensate": COMPENSATION, "cancel": TRANSACTION}

POSITION = Fault(
    "event-position",
    "เหตุการณ์ชนิด {kind} ใช้ที่ตำแหน่งนี้ ({position}) ไม่ได้",
    "A {kind} event is not supported here ({position}).",
    "ชนิดที่ใช้ได้ที่ตำแหน่งนี้: {possible}",
    "Draw one of these here: {possible}.",
)
START = Fault(
    "start-event",
    "กระบวนงานเริ่มด้วยเหตุการณ์ชนิด {kind} ยังไม่ได้",
    "A process cannot start with a {kind} event yet.",
    "ใช้เหตุการณ์เริ่มต้นธรรมดา เริ่มด้วยข้อความ (message) หรือเริ่มตามวันของปี (timer)",
    "Use a plain, a message or a timer start event.",
)
SUB_PROCESS_START = Fault(
    "sub-process-start-definition",
    "เหตุการณ์เริ่มต้นของกระบวนงานย่อยต้องเป็นแบบธรรมดา แต่เป็น {kind}",
    "Expected a plain start event in a sub-process, but it is a {kind} event.",
    "ใช้เหตุการณ์เริ่มต้นธรรมดา แล้ววางเหตุการณ์รอ {kind} ต่อจากนั้น",
    "Use a plain start event and put a {kind} catch event behind it.",
)
MULTIPLE = Fault(
    "event-multiple",
    "เหตุการณ์เดียวมีนิยาม {count} อย่าง",
    "One event has {count} event definitions.",
    "แยกเป็นเหตุการณ์ละหนึ่งอย่าง ใช้เกตเวย์ตามเหตุการณ์หรือเกตเวย์แบบขนานคั่น",
    "Draw one event each, behind an event-based or a parallel gateway.",
)
REFERENCE = Fault(
    "event-definition-ref",
    "เหตุการณ์อ้างนิยามที่อื่น (eventDefinitionRef) ซึ่งจะถูกข้าม",
    "The event refers to a definition elsewhere (eventDefinitionRef), which would be ignored.",
    "ใส่นิยามเหตุการณ์ไว้ในตัวเหตุการณ์เอง",
    "Put the event definition inside the event.",
)
UNATTACHED = Fault(
    "boundary-unattached",
    "เหตุการณ์ที่ขอบไม่ได้เกาะงานใดในกระบวนงานนี้ ({host})",
    "The boundary event is attached to no activity of its scope ({host}).",
    "ลากไปวางบนขอบของงานหรือกระบวนงานย่อย",
    "Attach it to the edge of a task or sub-process.",
)
HOST = Fault(
    "boundary-host",
    "เหตุการณ์ {kind} ที่ขอบของ {host} จะไม่เกิดขึ้นเลย",
    "A {kind} boundary event on a {host} never happens.",
    "วางที่ขอบของกระบวนงานย่อยหรือการเรียกกระบวนงาน (ข้อผิดพลาดวางที่งานระบบได้ด้วย)",
    "Attach it to a sub-process or call activity.",
)
ERROR_INTERRUPTS = Fault(
    "boundary-error-non-interrupting",
    "เหตุการณ์ข้อผิดพลาดที่ขอบต้องหยุดงานเสมอ",
    "An error boundary event always interrupts.",
    'ลบ cancelActivity="false" ออก หรือใช้เหตุการณ์ escalation แทน',
    'Remove cancelActivity="false", or use an escalation event.',
)
LINK = Fault(
    "link-pair",
    "จุดเชื่อม (link) ชื่อ “{link}” ต้องมีปลายทางเดียวและมีต้นทาง แต่มีต้นทาง {throws} ปลายทาง {catches}",
    "Link “{link}” needs one catch and at least one throw; it has {throws} throw, {catches} catch.",
    "ให้มีเหตุการณ์ link ฝั่งรับชื่อเดียวกันหนึ่งจุดในกระบวนงานเดียวกัน",
    "Draw exactly one catching link event of that name in the same process or sub-process.",
)


def events_are_possible_where_they_stand(diagram: Diagram) -> Iterator[Problem]:
    """An event of the wrong kind would be a none event: it would pass straight through."""
    for scope in diagram.scopes:
        top = scope.element in diagram.executable
        for event in scope.of(*EVENTS):
            kind, position = kind_of(event), local_name(event)
            if _is_possible(kind, position, top=top) or kind == "eventDefinitionRef":
                continue
            possible = ", ".join(sorted(_POSSIBLE[position]))
            fault = _position_fault(kind, position, top=top)
            yield fault.at(diagram, event, kind=kind, position=position, possible=possible)


def _is_possible(kind: str, position: str, *, top: bool) -> bool:
    if position == "startEvent" and not top:
        return kind == "none"
    return kind in _POSSIBLE[position]


def _position_fault(kind: str, position: str, *, top: bool) -> Fault:
    if kind in _ELSEWHERE:
        return _ELSEWHERE[kind]
    if position != "startEvent":
        return POSITION
    return START if top else SUB_PROCESS_START


def events_have_one_definition(diagram: Diagram) -> Iterator[Problem]:
    """Multiple and parallel-multiple events, and references, are not read as BPMN says."""
    for event in diagram.of(*EVENTS):
        found = event_definitions(event)
        if len(found) > 1:
            yield MULTIPLE.at(diagram, event, count=len(found))
        if any(local_name(each) == "eventDefinitionRef" for each in found):
            yield REFERENCE.at(diagram, event)


def boundary_events_are_attached(diagram: Diagram) -> Iterator[Problem]:
    """A boundary event sits on an activity that can make it happen."""
    for scope in diagram.scopes:
        for event in scope.of("boundaryEvent"):
            host = scope.nodes.get(event.get("attachedToRef", ""))
            if host is None or local_name(host).endswith(("Event", "Gateway")):
                yield UNATTACHED.at(diagram, event, host=event.get("attachedToRef", "–"))
            else:
                yield from _host_problems(diagram, event, host)


def _host_problems(diagram: Diagram, event: Element, host: Element) -> Iterator[Problem]:
    kind = kind_of(event)
    if kind in _HOSTS and local_name(host) not in _HOSTS[kind]:
        yield HOST.at(diagram, event, kind=kind, host=local_name(host))
    if kind == "error" and not is_interrupting(event):
        yield ERROR_INTERRUPTS.at(diagram, event)


def links_come_in_pairs(diagram: Diagram) -> Iterator[Problem]:
    """A link throw goes on at the one catch of its name in the same scope."""
    for scope in diagram.scopes:
        throws = _links(scope, "intermediateThrowEvent")
        catches = _links(scope, "intermediateCatchEvent")
        for name, links in {**catches, **throws}.items():
            counts = {"throws": len(throws.get(name, ())), "catches": len(catches.get(name, ()))}
            if not (name and counts["throws"] and counts["catches"] == 1):
                yield LINK.at(diagram, links[0], link=name, **counts)


def _links(scope: Scope, position: str) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for event in scope.of(position):
        definition = definition_of(event)
        if definition is not None and kind_of(event) == "link":
            found.setdefault(definition.get("name", "").strip(), []).append(event)
    return found


_REFERENCES = {"message": "messageRef", "signal": "signalRef"}
_THROWN = {"error": ("errorRef", "errorCode"), "escalation": ("escalationRef", "escalationCode")}

NAME_MISSING = Fault(
    "event-reference",
    "ไม่ได้ระบุ {kind} หรืออ้าง {kind} ที่ไม่มีชื่อหรือรหัสในไฟล์ ({reference})",
    "It names no {kind}, or one that the file does not declare with a name or code ({reference}).",
    "ประกาศ <bpmn:{kind} id=… name=…> ไว้ในไฟล์ แล้วอ้างด้วย {attribute}",
    "Declare <bpmn:{kind} id=… name=…> (errors and escalations: a code); refer by {attribute}.",
)


def events_name_what_they_carry(diagram: Diagram) -> Iterator[Problem]:
    """A message, signal, error or escalation is declared, so that the two ends can meet."""
    for event in diagram.of(*EVENTS):
        kind, definition = kind_of(event), definition_of(event)
        if definition is None or not (kind in _REFERENCES or kind in _THROWN):
            continue
        attribute, told_by = _THROWN.get(kind, (_REFERENCES.get(kind, ""), "name"))
        reference = definition.get(attribute, "")
        declared = diagram.declared(kind).get(reference)
        catches_all = not reference and kind in _THROWN and local_name(event) == "boundaryEvent"
        if not catches_all and (declared is None or not declared.get(told_by)):
            yield NAME_MISSING.at(
                diagram, event, kind=kind, reference=reference or "–", attribute=attribute
            )


RULES: tuple[Check, ...] = (
    events_are_possible_where_they_stand,
    events_have_one_definition,
    boundary_events_are_attached,
    links_come_in_pairs,
    events_name_what_they_carry,
)
