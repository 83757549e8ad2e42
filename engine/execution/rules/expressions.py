"""Every expression of a diagram is parsed at deployment, so that none fails to parse in a case."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.calendar import is_written_window
from engine.errors import ExpressionInvalid
from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import (
    Check,
    Diagram,
    children,
    deadlines,
    inputs,
    text_of,
    words,
)
from engine.execution.vocabulary import Element, bpmn, camunda, khanton, local_name
from engine.expressions import parse, parse_script, parts
from engine.model import Problem

_MANY = frozenset({"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"})
_CONDITIONS = ("completionCondition", "loopCondition")
_ATTRIBUTES = ("assignee", "dueDate", "priority")
_TIMES = ("timeDate", "timeDuration", "timeCycle")
_KHANTON = frozenset({"", "khanton"})

INVALID = Fault(
    "expression-invalid",
    "นิพจน์ใน{place} ไม่ถูกต้อง “{text}”: {why_th}",
    "The expression in {place_en} is not valid, “{text}”: {why}",
    "แก้นิพจน์ ใช้ตัวแปร การเปรียบเทียบ and or not และฟังก์ชันที่อนุญาต เช่น ${{score >= 60}}",
    "Mend it: names, comparisons, and, or, not and the permitted functions: ${{score >= 60}}.",
)
MISSING = Fault(
    "expression-missing",
    "{place}ว่างอยู่",
    "Its {place_en} is empty.",
    "เขียนนิพจน์ หรือลบส่วนนี้ออก",
    "Write the expression, or remove the element.",
)
BARE = Fault(
    "expression-form",
    "{place} ต้องเขียนเป็น ${{…}} แต่เขียนว่า “{text}”",
    "Expected ${{…}} in {place_en}, but got “{text}”.",
    "ครอบนิพจน์ด้วย ${{ และ }} เช่น ${{{text}}}",
    "Put the expression between ${{ and }}: ${{{text}}}.",
)
LANGUAGE = Fault(
    "expression-language",
    "{place} เขียนด้วยภาษา {language} ซึ่งไม่รองรับ",
    "Its {place_en} is written in {language}, which is not supported.",
    "ลบ language หรือ scriptFormat ออก แล้วเขียนเป็น ${{…}} หรือสคริปต์ ชื่อ = นิพจน์",
    "Remove the language; write ${{…}}, or script lines `name = expression`.",
)


_WORDS = {
    "conditionExpression": ("เงื่อนไขของเส้นทาง", "condition"),
    "completionCondition": ("เงื่อนไขที่หยุดทำรายการที่เหลือ", "when the rest need not be done"),
    "loopCondition": ("เงื่อนไขการทำซ้ำ", "the loop's condition"),
    "loopCardinality": ("จำนวนครั้ง", "how many times"),
    "condition": ("เงื่อนไขที่รอ", "the awaited condition"),
    "script": ("สคริปต์", "the script"),
    "assignee": ("ผู้ทำงาน", "who does the task"),
    "candidateGroups": ("บทบาทผู้ทำงาน", "the role"),
    "dueDate": ("วันครบกำหนด", "the due date"),
    "priority": ("ความเร่งด่วน", "the priority"),
    "timeDate": ("วันเวลา", "the moment"),
    "timeDuration": ("ระยะเวลา", "the duration"),
    "timeCycle": ("รอบเวลา", "the cycle"),
    "camunda:collection": ("รายการที่ทำทีละรายการ", "the list gone through"),
    "khanton:outputElement": ("ผลของแต่ละรายการ", "what each round gives"),
    "messagePath": ("สิ่งที่ใช้จับคู่ข้อความ", "what a message is matched by"),
    "khanton:deadline n": ("จำนวนวันของกำหนดเวลา", "the deadline's number of days"),
    "khanton:deadline from": ("วันเริ่มนับของกำหนดเวลา", "where the deadline is counted from"),
    "khanton:deadline before": ("จำนวนวันที่เตือนก่อน", "how many days before"),
    "khanton:deadline after": ("จำนวนวันที่ตามหลัง", "how many days after"),
    "khanton:deadline window": ("ช่วงเวลาของกำหนดเวลา", "the deadline's window"),
    "khanton:deadline on": ("วันเริ่มของปี", "the days of the year"),
}
_INPUT = "inputParameter "


def words_for(place: str) -> dict[str, str]:
    """Return what people call the place of an expression: `place` in Thai, `place_en`."""
    if place.startswith(_INPUT):
        name = place.removeprefix(_INPUT)
        return {"place": f"ข้อมูล “{name}” ที่ส่งไป", "place_en": f"input “{name}”"}
    th, en = _WORDS.get(place, (place, place))
    return {"place": th, "place_en": en}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: told at `element`, called `name`."""

    element: Element
    name: str
    text: str


def conditions_can_be_read(diagram: Diagram) -> Iterator[Problem]:
    """Flow, loop and conditional event conditions are `${…}` and parse."""
    for place, expression in _conditions(diagram):
        language = expression.get("language", "")
        if language not in _KHANTON:
            yield LANGUAGE.at(diagram, place.element, language=language, **words_for(place.name))
        elif not place.text:
            yield MISSING.at(diagram, place.element, **words_for(place.name))
        elif not is_wrapped(place.text):
            yield BARE.at(diagram, place.element, text=place.text, **words_for(place.name))
        else:
            yield from _problems(diagram, place)


def _conditions(diagram: Diagram) -> Iterator[tuple[Place, Element]]:
    for owner, condition in (*_of_flows(diagram), *_of_loops(diagram), *_of_events(diagram)):
        yield Place(owner, local_name(condition), text_of(condition)), condition


def _of_flows(diagram: Diagram) -> Iterator[tuple[Element, Element]]:
    for scope in diagram.scopes:
        for flow in scope.flows:
            yield from ((flow, condition) for condition in children(flow, "conditionExpression"))


def _of_loops(diagram: Diagram) -> Iterator[tuple[Element, Element]]:
    for node, loop in _loops(diagram):
        yield from ((node, condition) for condition in children(loop, *_CONDITIONS))


def _of_events(diagram: Diagram) -> Iterator[tuple[Element, Element]]:
    for event, definition in diagram.events("conditional"):
        yield event, next(iter(children(definition, "condition")), definition)


def scripts_can_be_read(diagram: Diagram) -> Iterator[Problem]:
    """A script is lines of `name = expression`, in our own language."""
    for task in diagram.of("scriptTask"):
        script = next(iter(children(task, "script")), None)
        language, text = task.get("scriptFormat", ""), text_of(script)
        if language not in _KHANTON:
            yield LANGUAGE.at(diagram, task, language=language, **words_for("script"))
        elif not text:
            yield MISSING.at(diagram, task, **words_for("script"))
        else:
            written = "" if script is None else str(script.text)
            yield from _script_problems(diagram, Place(task, "script", written))


def _script_problems(diagram: Diagram, place: Place) -> Iterator[Problem]:
    try:
        parse_script(place.text)
    except ExpressionInvalid as refused:
        yield _invalid(diagram, place, refused)


def values_can_be_read(diagram: Diagram) -> Iterator[Problem]:
    """Wherever a text may hold `${…}`, what is between the braces parses."""
    for place in _texts(diagram):
        for part in parts(place.text):
            yield from _problems(diagram, Place(place.element, place.name, part))
    for place in _bare(diagram):
        if place.text:
            yield from _problems(diagram, place)


def _texts(diagram: Diagram) -> Iterator[Place]:
    for node in diagram.nodes:
        yield from _of_task(node)
    for event, definition in diagram.events("timer"):
        for time in children(definition, *_TIMES):
            yield Place(event, local_name(time), text_of(time))


def _of_task(node: Element) -> Iterator[Place]:
    for attribute in _ATTRIBUTES:
        yield Place(node, attribute, node.get(camunda(attribute), ""))
    for group in words(node.get(camunda("candidateGroups"))):
        yield Place(node, "candidateGroups", group)
    for name, parameter in inputs(node).items():
        yield Place(node, f"inputParameter {name}", " ".join(map(str, parameter.itertext())))


def _bare(diagram: Diagram) -> Iterator[Place]:
    """Expressions that need no braces."""
    for event, definition in diagram.events("timer"):
        for deadline in deadlines(definition):
            yield from _of_deadline(event, deadline)
    for node, loop in _loops(diagram):
        yield Place(node, "camunda:collection", loop.get(camunda("collection"), "").strip())
        yield Place(node, "khanton:outputElement", loop.get(khanton("outputElement"), "").strip())
        for cardinality in children(loop, "loopCardinality"):
            yield Place(node, "loopCardinality", text_of(cardinality))
    for path in diagram.root.iter(bpmn("messagePath")):
        yield Place(path, "messagePath", text_of(path))


def _of_deadline(event: Element, deadline: Element) -> Iterator[Place]:
    for name in ("n", "from", "before", "after"):
        yield Place(event, f"khanton:deadline {name}", deadline.get(name, "").strip())
    for name in ("window", "on"):  # written as days, unless it is an expression
        text = deadline.get(name, "").strip()
        yield Place(event, f"khanton:deadline {name}", "" if is_written_window(text) else text)


def _loops(diagram: Diagram) -> Iterator[tuple[Element, Element]]:
    for node in diagram.nodes:
        for loop in children(node, *sorted(_MANY)):
            yield node, loop


def places(diagram: Diagram) -> Iterator[Place]:
    """Return every place of a diagram where an expression stands, scripts included."""
    yield from (place for place, _ in _conditions(diagram))
    yield from _texts(diagram)
    yield from _bare(diagram)
    for task in diagram.of("scriptTask"):
        for script in children(task, "script"):
            yield Place(task, "script", script.text or "")


def is_wrapped(text: str) -> bool:
    """Return whether the whole text is one `${…}`."""
    return parts(text) == [text]


def _problems(diagram: Diagram, place: Place) -> Iterator[Problem]:
    try:
        parse(place.text)
    except ExpressionInvalid as refused:
        yield _invalid(diagram, place, refused)


def _invalid(diagram: Diagram, place: Place, refused: ExpressionInvalid) -> Problem:
    why = refused.particulars.get("why", "–")
    told = {"why": why, "why_th": refused.particulars.get("why_th", why)}
    return INVALID.at(diagram, place.element, text=place.text, **words_for(place.name), **told)


RULES: tuple[Check, ...] = (conditions_can_be_read, scripts_can_be_read, values_can_be_read)
