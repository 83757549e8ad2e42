"""Rules on what a task does: topics, decisions, called processes, messages, and no foreign code."""

from collections.abc import Iterator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import (
    Check,
    Diagram,
    inputs,
    is_true,
)
from engine.execution.vocabulary import CAMUNDA, Element, camunda, local_name, namespace
from engine.model import Problem, Severity

_NOTIFY = "notify"
_NEEDED = frozenset({"to", "template"})
_CODE_ATTRIBUTES = ("class", "expression", "delegateExpression")
_CODE_ELEMENTS = frozenset({"executionListener", "taskListener", "connector", "script", "field"})
_READ_ATTRIBUTES = frozenset(
    [
        "assignee",
        "candidateGroups",
        "formKey",
        "dueDate",
        "priority",
        "decisionRef",
        "type",
        "topic",
        "collection",
        "elementVariable",
    ]
)
_READ_ELEMENTS = frozenset(["inputOutput", "inputParameter"])
_HARMLESS = frozenset(
    [
        "historyTimeToLive",
        "asyncBefore",
        "asyncAfter",
        "exclusive",
        "versionTag",
        "jobPriority",
        "taskPriority",
        "modelerTemplate",
        "modelerTemplateVersion",
        "isStartableInTasklist",
        "initiator",
        "properties",
        "property",
        "failedJobRetryTimeCycle",
        "diagramRelationId",
        "errorMessage",
    ]
)

TOPIC = Fault(
    "service-topic",
    "งานระบบต้องเป็นชนิด external และมีหัวข้อ (topic) ที่ระบบรู้จัก แต่พบ “{topic}”",
    "Expected an external service task with a topic the engine handles, but got “{topic}”.",
    'ใส่ camunda:type="external" camunda:topic=… หัวข้อที่มี: {possible}',
    'Set camunda:type="external" and camunda:topic to one of: {possible}.',
)
SEND = Fault(
    "send-topic",
    "งานส่งต้องอ้างข้อความ (messageRef) หรือเป็น external หัวข้อ notify แต่พบ “{topic}”",
    "Expected a messageRef, or an external send task of topic notify, but got “{topic}”.",
    'ใส่ camunda:type="external" camunda:topic="notify" พร้อม to และ template หรือ messageRef',
    'Set camunda:type="external", camunda:topic="notify" with to and template, or a messageRef.',
)
SEND_INPUTS = Fault(
    "send-inputs",
    "การแจ้งเตือนไม่ได้บอก {missing}",
    "The notification does not say its {missing}.",
    "เพิ่ม camunda:inputParameter ชื่อ to (บทบาทหรือ ${{applicant}}) และ template (รหัสข้อความ)",
    "Add camunda:inputParameters to (a role or ${{applicant}}) and template (the key of a text).",
)
MESSAGE = Fault(
    "message-unknown",
    "อ้างข้อความ “{message}” ที่ไม่ได้ประกาศหรือไม่มีชื่อ",
    "It refers to message “{message}”, which is not declared or has no name.",
    "ประกาศ <bpmn:message id=… name=…> แล้วอ้างด้วย messageRef",
    "Declare <bpmn:message id=… name=…> and refer to it by messageRef.",
)
INSTANTIATE = Fault(
    "receive-instantiate",
    "งานรับข้อความที่เริ่มกระบวนงานเอง (instantiate) ไม่รองรับ",
    "A receive task that starts the process is not supported.",
    "ใช้เหตุการณ์เริ่มต้นด้วยข้อความแทน",
    "Use a message start event.",
)
DECISION = Fault(
    "decision-unknown",
    "ไม่รู้จักตารางตัดสินใจ “{decision}”",
    "The decision “{decision}” is unknown.",
    "เลือกตารางตัดสินใจที่มี หรือเพิ่มตารางนี้ในร่างเดียวกัน (camunda:decisionRef)",
    "Set camunda:decisionRef to the key of a decision table that is deployed, or deploy it along.",
)
CALL_UNKNOWN = Fault(
    "call-unknown",
    "ไม่รู้จักกระบวนงานที่เรียก “{called}”",
    "The called process “{called}” is unknown.",
    "เลือกกระบวนงานที่มี หรือเพิ่มแผนผังของกระบวนงานนั้นในร่างเดียวกัน (calledElement)",
    "Set calledElement to the key of a process that is deployed, or deploy it along.",
)
CALL_DYNAMIC = Fault(
    "call-dynamic",
    "เลือกกระบวนงานที่เรียกด้วยนิพจน์ “{called}” ไม่ได้",
    "The called process cannot be chosen by an expression, “{called}”.",
    "วาดเกตเวย์แบบเลือกทาง แล้วเรียกกระบวนงานแต่ละตัวโดยตรง",
    "Draw an exclusive gateway with one call activity for each process.",
)
CODE = Fault(
    "code-in-diagram",
    "ผังมีโค้ดโปรแกรม ({code}) ซึ่งระบบไม่เรียกใช้",
    "The diagram carries program code ({code}), which never runs here.",
    "ใช้งานระบบชนิด external พร้อมหัวข้อ หรืองานสคริปต์ ชื่อ = นิพจน์",
    "Use an external service task with a topic, or a script task of `name = expression` lines.",
)
IGNORED = Fault(
    "vocabulary-ignored",
    "มีค่าจากโปรแกรมอื่น (camunda:{what}) ซึ่งระบบนี้ไม่ได้อ่าน จึงไม่มีผล",
    "camunda:{what} is not read here and has no effect.",
    "ลบออก หรือวาดสิ่งที่ต้องการด้วยองค์ประกอบที่รองรับ",
    "Remove it, or draw what is meant with supported elements.",
    Severity.WARNING,
)


def services_have_a_topic(diagram: Diagram) -> Iterator[Problem]:
    """A service task is done by the job of its topic."""
    for task in diagram.of("serviceTask"):
        topic = _topic(task)
        if topic not in diagram.known.topics:
            possible = ", ".join(sorted(diagram.known.topics)) or "–"
            yield TOPIC.at(diagram, task, topic=topic or "–", possible=possible)


def _topic(task: Element) -> str:
    is_external = task.get(camunda("type")) == "external"
    return task.get(camunda("topic"), "") if is_external else ""


def sends_go_somewhere(diagram: Diagram) -> Iterator[Problem]:
    """A send task sends a declared message, or a notification."""
    for task in diagram.of("sendTask"):
        message = task.get("messageRef", "")
        if message and not _is_message(diagram, message):
            yield MESSAGE.at(diagram, task, message=message)
        if not message and _topic(task) != _NOTIFY:
            yield SEND.at(diagram, task, topic=task.get(camunda("topic"), "–"))


def notifications_say_what_and_to_whom(diagram: Diagram) -> Iterator[Problem]:
    """A notification has somebody to go to, and a text."""
    for task in diagram.of("sendTask"):
        missing = sorted(_NEEDED - inputs(task).keys())
        if _topic(task) == _NOTIFY and missing:
            yield SEND_INPUTS.at(diagram, task, missing=", ".join(missing))


def receives_wait_for_a_message(diagram: Diagram) -> Iterator[Problem]:
    """A receive task waits for a declared message, and does not start processes."""
    for task in diagram.of("receiveTask"):
        message = task.get("messageRef", "")
        if not _is_message(diagram, message):
            yield MESSAGE.at(diagram, task, message=message or "–")
        if is_true(task, "instantiate"):
            yield INSTANTIATE.at(diagram, task)


def _is_message(diagram: Diagram, message: str) -> bool:
    declared = diagram.declared("message").get(message)
    return declared is not None and bool(declared.get("name"))


def decisions_are_known(diagram: Diagram) -> Iterator[Problem]:
    """A business rule task evaluates a decision table that is deployed."""
    for task in diagram.of("businessRuleTask"):
        decision = task.get(camunda("decisionRef"), "")
        if decision not in diagram.known.decisions:
            yield DECISION.at(diagram, task, decision=decision or "–")


def calls_are_known(diagram: Diagram) -> Iterator[Problem]:
    """A call activity calls a process by its key."""
    for call in diagram.of("callActivity"):
        called = call.get("calledElement", "")
        if "${" in called:
            yield CALL_DYNAMIC.at(diagram, call, called=called)
        elif called not in diagram.known.processes:
            yield CALL_UNKNOWN.at(diagram, call, called=called or "–")


def no_code_is_carried(diagram: Diagram) -> Iterator[Problem]:
    """Classes, delegates, listeners and scripts of other engines never run on this server."""
    for process in diagram.executable:
        for element in process.iter("*"):
            for code in _code(element):
                yield CODE.at(diagram, element, code=f"camunda:{code}")


def _code(element: Element) -> list[str]:
    found = [name for name in _CODE_ATTRIBUTES if element.get(camunda(name)) is not None]
    is_code = namespace(element) == CAMUNDA and local_name(element) in _CODE_ELEMENTS
    return [*found, local_name(element)] if is_code else found


def nothing_is_ignored_silently(diagram: Diagram) -> Iterator[Problem]:
    """What Camunda would do and this engine does not is at least said."""
    for process in diagram.executable:
        for element in process.iter("*"):
            for what in _unread(element):
                yield IGNORED.at(diagram, element, what=what)


def _unread(element: Element) -> Iterator[str]:
    known = _READ_ATTRIBUTES | _HARMLESS | set(_CODE_ATTRIBUTES)
    prefix = camunda("")
    for attribute in map(str, element.keys()):
        if attribute.startswith(prefix) and attribute.removeprefix(prefix) not in known:
            yield attribute.removeprefix(prefix)
    if namespace(element) == CAMUNDA and _stands_alone(element):
        name = local_name(element)
        if name not in _READ_ELEMENTS | _HARMLESS | _CODE_ELEMENTS:
            yield name


def _stands_alone(element: Element) -> bool:
    """Return whether the parent is read: what stands in something ignored is not told again."""
    parent = element.getparent()
    if parent is None or namespace(parent) != CAMUNDA:
        return True
    return local_name(parent) in _READ_ELEMENTS


RULES: tuple[Check, ...] = (
    services_have_a_topic,
    sends_go_somewhere,
    notifications_say_what_and_to_whom,
    receives_wait_for_a_message,
    decisions_are_known,
    calls_are_known,
    no_code_is_carried,
    nothing_is_ignored_silently,
)
