"""Rules on deadlines: counted by a known rule, on a legal basis, and never deciding anything."""

import re
from collections.abc import Iterator

from engine.calendar import is_written_window, read_window
from engine.errors import DeadlineInvalid
from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import (
    Check,
    Diagram,
    Scope,
    children,
    deadlines,
    definition_of,
    identity,
    is_interrupting,
    is_start,
    text_of,
)
from engine.execution.vocabulary import Element, bpmn, khanton, local_name
from engine.model import Duty, Problem, Rule

_BODY = "${deadline}"
_KINDS = frozenset({"reminder", "due", "escalation", "repeat"})
_COUNTED = frozenset({Rule.WORKING_DAYS, Rule.CALENDAR_DAYS, Rule.WEEKS, Rule.EVERY_DAYS})
_WINDOWS = frozenset({Rule.WINDOW, Rule.WINDOW_OPENS})
_NUMBER = re.compile(r"[0-9]{1,4}\Z")
_MONTHS = 12
_MOST_DAYS = 3660

BODY = Fault(
    "deadline-body",
    "มี khanton:deadline แต่เวลาของเหตุการณ์เป็น “{text}” ใน {kind}",
    "It has a khanton:deadline, but its time is “{text}” in {kind}.",
    'เขียนเวลาเป็น ${{deadline}} ใน timeDate (หรือ timeCycle เมื่อ kind="repeat")',
    'Write the time as ${{deadline}} in timeDate (in timeCycle for kind="repeat").',
)
MISSING = Fault(
    "deadline-missing",
    "เวลาเป็น ${{deadline}} แต่ไม่มี khanton:deadline บอกวิธีนับ",
    "Its time is ${{deadline}}, but no khanton:deadline says how to count it.",
    "เลือกวิธีนับ จำนวน และฐานกฎหมายของกำหนดเวลานี้ในแผงคุณสมบัติ (khanton:deadline)",
    "Add a khanton:deadline with rule, n and basis to its extensionElements.",
)
PLACE = Fault(
    "deadline-place",
    "khanton:deadline ต้องอยู่ใน extensionElements ของ timerEventDefinition และมีได้หนึ่งเดียว",
    "Expected one khanton:deadline, in the extensionElements of a timerEventDefinition.",
    "ย้าย khanton:deadline ไปไว้ในนิยามเหตุการณ์เวลา",
    "Move the khanton:deadline into the timer event definition.",
)
RULE = Fault(
    "deadline-rule",
    "ไม่รู้จักวิธีนับ “{given}”",
    "The counting rule “{given}” is unknown.",
    "ใช้อย่างใดอย่างหนึ่ง: {possible}",
    "Use one of: {possible}.",
)
NUMBER = Fault(
    "deadline-n",
    "จำนวน n “{given}” ใช้กับวิธีนับ {counting} ไม่ได้",
    "The number n “{given}” does not fit the rule {counting}.",
    'ใส่จำนวนเต็มตั้งแต่ 1 (เดือนใช้ 1–12) หรือนิพจน์ เช่น setting("plan_review_days")',
    'Give a whole number from 1 (a month 1 to 12), or an expression: setting("plan_review_days").',
)
WINDOW = Fault(
    "deadline-window",
    "ช่วงเวลา “{given}” ไม่ถูกต้องสำหรับวิธีนับ {counting}",
    "The window “{given}” does not fit the rule {counting}.",
    'เขียนเป็นเดือน-วัน/เดือน-วัน เช่น 04-01/05-31 หรือ setting("…") เฉพาะเมื่อ rule="window" '
    'หรือ "window_opens"',
    'Write month-day/month-day, such as 04-01/05-31, or setting("…"), and only with rule="window" '
    'or "window_opens".',
)
KIND = Fault(
    "deadline-kind",
    "ชนิด (kind) “{given}” ใช้ไม่ได้กับวิธีนับ {counting}",
    "The kind “{given}” does not fit the rule {counting}.",
    'ใช้ reminder, due, escalation หรือ repeat; repeat คู่กับ rule="every_days" เท่านั้น',
    'Use reminder, due, escalation or repeat; repeat goes with rule="every_days" and only with it.',
)
DUTY = Fault(
    "deadline-duty",
    "ผู้มีหน้าที่ (duty) “{given}” ใช้ไม่ได้",
    "The duty “{given}” is unknown.",
    "ใช้ official (เจ้าหน้าที่) หรือ citizen (ประชาชน) ตาม พ.ร.บ. วิธีปฏิบัติราชการทางปกครอง มาตรา 64",
    "Use official or citizen (Administrative Procedure Act, section 64).",
)
SHIFT = Fault(
    "deadline-shift",
    'before="{before}" after="{after}" ใช้ไม่ได้กับ kind="{given}"',
    'before="{before}" after="{after}" do not fit kind="{given}".',
    "ใช้จำนวนเต็มไม่ติดลบ; due ไม่มีทั้งสองอย่าง; reminder มี before หรือมีจำนวนวัน n ของตนเองต่างจาก due",
    "Use whole numbers from 0; a due timer has neither; a reminder has before, or an n of its own.",
)
BASIS = Fault(
    "deadline-basis",
    "กำหนดเวลาไม่ได้บอกฐานอำนาจ (basis)",
    "The deadline does not say its legal basis.",
    "ใส่ฐานกฎหมายในแผงคุณสมบัติ: ข้อความจากคู่มือหรือกฎหมายที่กำหนดเวลานี้ (basis)",
    'Add basis="…" with the wording of the manual or law that sets it.',
)
DECIDES = Fault(
    "timer-decides",
    "กำหนดเวลาหยุดงานของคน “{host}” และตัดสินแทน",
    "The deadline interrupts the work of people in “{host}” and so decides in their place.",
    'ให้เตือนหรือแจ้งผู้บังคับบัญชาแทน โดยงานยังเปิดอยู่ (ไม่ยุติงาน: cancelActivity="false")',
    'Set cancelActivity="false": remind or escalate, and leave the task open.',
)
DUE_TWICE = Fault(
    "deadline-due-twice",
    'งาน “{host}” มีกำหนดเสร็จ (kind="due") มากกว่าหนึ่ง',
    'The task “{host}” has more than one timer of kind="due".',
    "เหลือกำหนดเสร็จเดียว ที่เหลือเปลี่ยนเป็นการเตือน (reminder) หรือการแจ้งต่อ (escalation)",
    "Keep one due timer; make the others reminders or escalations.",
)


def deadlines_stand_in_timers(diagram: Diagram) -> Iterator[Problem]:
    """A deadline anywhere else would be ignored."""
    for process in diagram.executable:
        for deadline in process.iter(khanton("deadline")):
            box = deadline.getparent()
            timer = None if box is None else box.getparent()
            misplaced = timer is None or timer.tag != bpmn("timerEventDefinition")
            if timer is None or misplaced or len(deadlines(timer)) > 1:
                yield PLACE.at(diagram, deadline)


def deadlines_and_bodies_agree(diagram: Diagram) -> Iterator[Problem]:
    """The drawn time says `${deadline}` exactly when a deadline says how it is counted."""
    for event, definition in diagram.events("timer"):
        time = next(iter(children(definition, "timeDate", "timeDuration", "timeCycle")), None)
        if time is None:
            continue
        text, kind = text_of(time), local_name(time)
        counted = deadlines(definition)
        if not counted and text == _BODY:
            yield MISSING.at(diagram, event)
        if counted and (text != _BODY or kind != _expected_time(counted[0])):
            yield BODY.at(diagram, event, text=text, kind=kind)


def _expected_time(deadline: Element) -> str:
    return "timeCycle" if deadline.get("rule") == Rule.EVERY_DAYS else "timeDate"


def deadlines_are_counted_by_a_rule(diagram: Diagram) -> Iterator[Problem]:
    """The rule is known, and has the number or window that it needs."""
    for event, deadline in _deadlines(diagram):
        rule, n, window = (deadline.get(name, "") for name in ("rule", "n", "window"))
        if rule not in set(Rule):
            yield RULE.at(diagram, event, given=rule, possible=", ".join(sorted(Rule)))
            continue
        if not _is_number(rule, n):
            yield NUMBER.at(diagram, event, given=n, counting=rule)
        if bool(window) != (rule in _WINDOWS) or not _is_window(window):
            yield WINDOW.at(diagram, event, given=window, counting=rule)


def _is_window(window: str) -> bool:
    """An expression is looked at by the rules on expressions."""
    if not is_written_window(window):
        return True
    try:
        read_window(window)
    except DeadlineInvalid:
        return False
    return True


def _is_number(rule: str, n: str) -> bool:
    if not _NUMBER.match(n):
        return bool(n) or not (rule in _COUNTED or rule == Rule.MONTH_NEXT_YEAR)
    most = _MONTHS if rule == Rule.MONTH_NEXT_YEAR else _MOST_DAYS
    return 0 < int(n) <= most


def deadlines_are_of_a_kind(diagram: Diagram) -> Iterator[Problem]:
    """The kind decides when the timer fires; the duty whether it rolls over a holiday."""
    for event, deadline in _deadlines(diagram):
        kind, rule = deadline.get("kind", ""), deadline.get("rule", "")
        duty = deadline.get("duty", Duty.OFFICIAL)
        if not _is_kind(event, kind) or (kind == "repeat") != (rule == Rule.EVERY_DAYS):
            yield KIND.at(diagram, event, given=kind, counting=rule)
        if duty not in set(Duty):
            yield DUTY.at(diagram, event, given=duty)


def _is_kind(event: Element, kind: str) -> bool:
    return kind in _KINDS or (not kind and local_name(event) != "boundaryEvent")


def deadlines_fire_beside_their_date(diagram: Diagram) -> Iterator[Problem]:
    """A reminder comes before the date, an escalation after it, the due timer at it."""
    due = _due_counts(diagram)
    for event, deadline in _deadlines(diagram):
        before, after = deadline.get("before", "0"), deadline.get("after", "0")
        kind = deadline.get("kind", "")
        on_its_day = kind == "reminder" and before == "0" and not _has_own_day(event, deadline, due)
        if on_its_day or not _is_shift(kind, before, after):
            yield SHIFT.at(diagram, event, before=before, after=after, given=kind)


def _due_counts(diagram: Diagram) -> dict[str, tuple[str, ...]]:
    """Return how each task's due timer is counted, by task."""
    return {
        event.get("attachedToRef", ""): _counting(deadline)
        for event, deadline in _deadlines(diagram)
        if deadline.get("kind") == "due" and event.get("attachedToRef")
    }


def _counting(deadline: Element) -> tuple[str, ...]:
    return tuple(deadline.get(name, "") for name in ("rule", "n", "from", "window"))


def _has_own_day(event: Element, deadline: Element, due: dict[str, tuple[str, ...]]) -> bool:
    """A reminder counted otherwise than what is due fires on a day of its own: 20 of 30 days."""
    counted = _counting(deadline)
    return counted != due.get(event.get("attachedToRef", ""), counted)


def _is_shift(kind: str, before: str, after: str) -> bool:
    if before.startswith("-") or after.startswith("-"):
        return False
    return kind != "due" or (before, after) == ("0", "0")


def deadlines_have_a_basis(diagram: Diagram) -> Iterator[Problem]:
    """Every due date explains itself by the law or the manual's row."""
    for event, definition in diagram.events("timer"):
        for deadline in deadlines(definition):
            if not deadline.get("basis", "").strip():
                yield BASIS.at(diagram, event)


def no_deadline_decides(diagram: Diagram) -> Iterator[Problem]:
    """No timer ever decides for a committee or closes a citizen's case."""
    for scope in diagram.scopes:
        for event, _ in _of_scope(scope):
            host = scope.nodes.get(event.get("attachedToRef", ""))
            if host is not None and is_interrupting(event) and _is_peoples_work(host):
                yield DECIDES.at(diagram, event, host=host.get("name") or identity(host))


def _is_peoples_work(host: Element) -> bool:
    return next(host.iter(bpmn("userTask")), None) is not None


def tasks_are_due_once(diagram: Diagram) -> Iterator[Problem]:
    """The inbox shows one due date: that of the task's due timer."""
    for scope in diagram.scopes:
        seen: set[str] = set()
        for event, deadline in _of_scope(scope):
            host = event.get("attachedToRef", "")
            if not host or deadline.get("kind") != "due":
                continue
            if host in seen:
                yield DUE_TWICE.at(diagram, event, host=host)
            seen.add(host)


def _deadlines(diagram: Diagram) -> Iterator[tuple[Element, Element]]:
    """The deadlines of cases; those of start events are days of the year (`rules.starts`)."""
    for event, definition in diagram.events("timer"):
        for deadline in [] if is_start(event) else deadlines(definition):
            yield event, deadline


def _of_scope(scope: Scope) -> Iterator[tuple[Element, Element]]:
    for event in scope.of("boundaryEvent"):
        definition = definition_of(event)
        for deadline in [] if definition is None else deadlines(definition):
            yield event, deadline


RULES: tuple[Check, ...] = (
    deadlines_stand_in_timers,
    deadlines_and_bodies_agree,
    deadlines_are_counted_by_a_rule,
    deadlines_are_of_a_kind,
    deadlines_fire_beside_their_date,
    deadlines_have_a_basis,
    no_deadline_decides,
    tasks_are_due_once,
)
