"""Rules on what may be drawn at all: elements that would be ignored or run wrong are refused."""

from collections.abc import Iterable, Iterator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import ACTIVITIES, NODES, Check, Diagram, identity, is_true
from engine.execution.vocabulary import BPMN, Element, local_name, namespace
from engine.model import Problem

_DRAWN_ONLY = frozenset(
    [
        "documentation",
        "extensionElements",
        "laneSet",
        "childLaneSet",
        "lane",
        "flowNodeRef",
        "incoming",
        "outgoing",
        "dataObject",
        "dataObjectReference",
        "dataState",
        "textAnnotation",
        "text",
        "association",
        "group",
        "auditing",
        "monitoring",
        "source",
        "operationRef",
        "categoryValueRef",
        "target",
    ]
)
_DETAILS = frozenset(
    [
        "sequenceFlow",
        "conditionExpression",
        "script",
        "condition",
        "timeDate",
        "timeDuration",
        "timeCycle",
        "multiInstanceLoopCharacteristics",
        "standardLoopCharacteristics",
        "loopCardinality",
        "completionCondition",
        "loopCondition",
        "rendering",
    ]
)
_DATA = frozenset(
    [
        "dataStore",
        "dataStoreReference",
        "dataInputAssociation",
        "dataOutputAssociation",
        "ioSpecification",
        "property",
        "ioBinding",
    ]
)
_TOLD_ELSEWHERE = frozenset(
    [
        "loopDataInputRef",
        "loopDataOutputRef",
        "inputDataItem",
        "outputDataItem",
        "complexBehaviorDefinition",
        "eventDefinitionRef",
    ]
)
_UNBOUND = frozenset(["dataInput", "dataOutput", "inputSet", "outputSet"])
"""Data of an event that no association binds: drawn only."""

_KNOWN = NODES | _DRAWN_ONLY | _DETAILS | _DATA | _TOLD_ELSEWHERE | _UNBOUND
_CLOSED = _DATA | _UNBOUND | {"extensionElements", "complexBehaviorDefinition", "complexGateway"}
"""Looked at as a whole: what is inside is not told of again."""


UNKNOWN = Fault(
    "element-unknown",
    "องค์ประกอบ {kind} ไม่รองรับ และจะถูกข้ามไป",
    "The element {kind} is not supported and would be ignored.",
    "วาดด้วยงาน เกตเวย์ เหตุการณ์ หรือกระบวนงานย่อยที่ระบบรองรับ ผู้รับผิดชอบให้ระบุด้วยเลนหรือ candidateGroups",
    "Draw it with supported tasks, gateways, events or sub-processes; name people by lane or role.",
)
COMPLEX_GATEWAY = Fault(
    "complex-gateway",
    "เกตเวย์แบบซับซ้อน (complex gateway) ไม่รองรับ",
    "A complex gateway is not supported.",
    "ใช้เกตเวย์แบบรวม (inclusive) หรือแบบขนาน (parallel) ร่วมกับเงื่อนไขบนเส้นทาง",
    "Use an inclusive or parallel gateway with conditions on its flows.",
)
AD_HOC = Fault(
    "ad-hoc",
    "กระบวนงานย่อยแบบเฉพาะกิจ (ad-hoc) ไม่รองรับ",
    "An ad-hoc sub-process is not supported.",
    "วาดเป็นกระบวนงานย่อยธรรมดา แยกงานด้วยเกตเวย์แบบรวมและเงื่อนไข",
    "Draw a plain sub-process and choose its tasks with an inclusive gateway and conditions.",
)
EVENT_SUB_PROCESS = Fault(
    "event-sub-process",
    "กระบวนงานย่อยที่เริ่มด้วยเหตุการณ์ (event sub-process) ไม่รองรับ",
    "An event sub-process is not supported.",
    "ใช้เหตุการณ์ที่ขอบของกระบวนงานย่อยหรือของงานแทน",
    "Use a boundary event on a task, or on a sub-process around the tasks concerned.",
)
TRANSACTION = Fault(
    "transaction",
    "ทรานแซกชัน (transaction) ไม่รองรับ",
    "A transaction is not supported.",
    "ใช้กระบวนงานย่อยธรรมดา จบด้วยเหตุการณ์ข้อผิดพลาด (error end) และจับที่ขอบ",
    "Use a plain sub-process that ends in an error event, caught at its boundary.",
)
COMPENSATION = Fault(
    "compensation",
    "การชดเชย (compensation) ไม่รองรับ",
    "Compensation is not supported.",
    "วาดงานแก้ไขย้อนกลับไว้ในเส้นทางปกติหลังเกตเวย์หรือเหตุการณ์ที่ขอบ",
    "Draw the undoing task in the ordinary flow, behind a gateway or a boundary event.",
)
DATA = Fault(
    "data-element",
    "{kind} ไม่รองรับ: ข้อมูลที่ผูกไว้จะไม่ถูกอ่านหรือเขียน",
    "{kind} is not supported: the data bound by it would be neither read nor written.",
    "ลบเส้นเชื่อมข้อมูลและที่เก็บข้อมูลออก ใช้ตัวแปรของเรื่องและแบบฟอร์มแทน",
    "Remove data stores and data associations; use the case's variables and forms.",
)
QUANTITY = Fault(
    "token-quantity",
    "startQuantity หรือ completionQuantity ที่ไม่ใช่ 1 ไม่รองรับ",
    "A startQuantity or completionQuantity other than 1 is not supported.",
    "ใช้เกตเวย์แบบขนานหรือการทำซ้ำหลายรายการ (multi-instance) แทน",
    "Use parallel gateways or a multi-instance marker.",
)
_REFUSED = {
    "complexGateway": COMPLEX_GATEWAY,
    "adHocSubProcess": AD_HOC,
    "transaction": TRANSACTION,
    **dict.fromkeys(_DATA, DATA),
}


def elements_are_supported(diagram: Diagram) -> Iterator[Problem]:
    """SpiffWorkflow passes over what it does not know; here it is refused."""
    for process in diagram.executable:
        for element in _within(process):
            kind = local_name(element)
            fault = _REFUSED.get(kind) or (None if _is_known(kind) else UNKNOWN)
            if fault is not None:
                yield fault.at(diagram, element, kind=kind)


def _is_known(kind: str) -> bool:
    return kind in _KNOWN or kind.endswith("EventDefinition")


def _within(element: Element) -> Iterable[Element]:
    """Walk the BPMN below an element."""
    for child in element:
        if namespace(child) != BPMN:
            continue
        yield child
        if local_name(child) not in _CLOSED:
            yield from _within(child)


def sub_processes_wait_for_their_turn(diagram: Diagram) -> Iterator[Problem]:
    """Event sub-processes start, but do not interrupt, or are ready from the beginning."""
    for node in diagram.of("subProcess"):
        if is_true(node, "triggeredByEvent"):
            yield EVENT_SUB_PROCESS.at(diagram, node)


def nothing_compensates(diagram: Diagram) -> Iterator[Problem]:
    """Compensation handlers would run as ordinary activities, or never."""
    for node in diagram.of(*ACTIVITIES):
        if is_true(node, "isForCompensation"):
            yield COMPENSATION.at(diagram, node)


def tokens_come_one_by_one(diagram: Diagram) -> Iterator[Problem]:
    """Token quantities are not read by the engine."""
    for node in diagram.of(*ACTIVITIES):
        quantities = {node.get(name, "1") for name in ("startQuantity", "completionQuantity")}
        if quantities != {"1"} and identity(node):
            yield QUANTITY.at(diagram, node)


RULES: tuple[Check, ...] = (
    elements_are_supported,
    sub_processes_wait_for_their_turn,
    nothing_compensates,
    tokens_come_one_by_one,
)
