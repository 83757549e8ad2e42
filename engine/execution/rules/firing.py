"""Rules on timers that never fire, or at once: another comes first, or there is no wait at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from engine import isotime
from engine.errors import TimeInvalid
from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import (
    CONTAINERS,
    Check,
    Diagram,
    Scope,
    children,
    deadlines,
    definition_of,
    identity,
    is_interrupting,
    is_start,
    kind_of,
    text_of,
)
from engine.execution.vocabulary import Element, local_name
from engine.model import Problem, Severity

_ANY = datetime(2026, 1, 1, tzinfo=UTC)
_WAITING = frozenset(
    {
        "userTask",
        "manualTask",
        "receiveTask",
        "serviceTask",
        "callActivity",
        "intermediateCatchEvent",
        "eventBasedGateway",
    }
)
"""What a token rests at; all other elements are passed at once."""
_HAPPENING = frozenset({"timer", "message", "signal", "conditional"})
_DAYS = frozenset({"working_days", "calendar_days"})

NEVER = Fault(
    "timer-never",
    "ตัวจับเวลานี้จะไม่ทำงานเลย เพราะ “{other}” มาถึงก่อนหรือพร้อมกันและยุติงานไปแล้ว",
    "This timer never fires: “{other}” comes first, or as soon, and ends what it waits beside.",
    "ตั้งเวลาให้มาก่อน “{other}” หรือลบตัวจับเวลานี้ออก",
    "Let it come before “{other}”, or remove it.",
    Severity.WARNING,
)
UNWAITING = Fault(
    "boundary-never",
    "เหตุการณ์ที่ขอบของ “{host}” จะไม่เกิดขึ้นเลย เพราะงานนั้นเสร็จทันทีโดยไม่รอใคร",
    "This boundary event of “{host}” never happens: that is done at once and waits for nobody.",
    "ย้ายไปไว้ที่ขอบของงานของผู้ใช้ งานรอข้อความ หรือกระบวนงานย่อยที่มีงานเช่นนั้น",
    "Attach it to a user task, a receive task, or a sub-process with one in it.",
    Severity.WARNING,
)
AT_ONCE = Fault(
    "timer-at-once",
    "ตัวจับเวลานี้ทำงานทันที เพราะระยะเวลาเป็นศูนย์ ({text})",
    "This timer fires at once: it waits for no time at all ({text}).",
    "ใส่ระยะเวลาที่ต้องการ เช่น PT1H (หนึ่งชั่วโมง) หรือลบตัวจับเวลาออก",
    "Give it the time that is meant, such as PT1H, or remove it.",
    Severity.WARNING,
)
NO_TIMES = Fault(
    "timer-no-times",
    "จำนวนครั้งของตัวจับเวลาเป็นศูนย์ ({text}) จึงไม่มีครั้งใดให้ทำงาน",
    "The timer repeats no times at all ({text}).",
    "ใส่จำนวนครั้งตั้งแต่ 1 เช่น R3/PT1H หรือ R/PT1H เมื่อไม่จำกัด",
    "Let it repeat once or more: R3/PT1H, or R/PT1H without an end.",
)
EARLY = Fault(
    "reminder-at-once",
    "การเตือนนี้ส่งทันทีที่เริ่มงาน เพราะเตือนก่อน {before} วัน แต่กำหนดมีเพียง {n} วัน",
    "This reminder is sent as soon as the task opens: {before} days before, of only {n} days.",
    "ลดจำนวนวันที่เตือนก่อน ให้น้อยกว่าจำนวนวันของกำหนด",
    "Remind fewer days before than the deadline has.",
    Severity.WARNING,
)
AFTER_DUE = Fault(
    "reminder-after-due",
    "การเตือนนี้ (วันที่ {n}) มาหลังวันครบกำหนด “{other}” (วันที่ {due}) แล้ว",
    "This reminder (day {n}) comes after “{other}” is due (day {due}).",
    "ตั้งจำนวนวันของการเตือนให้น้อยกว่ากำหนด หรือใช้ชนิด escalation สำหรับการแจ้งหลังครบกำหนด",
    "Let it come on an earlier day, or make it an escalation if it is to follow the due date.",
    Severity.WARNING,
)


@dataclass(frozen=True, slots=True)
class Span:
    """When a timer fires: so many seconds or days (`amount`), counted in the `same` way."""

    same: tuple[str, ...]
    amount: float


def timers_can_fire(diagram: Diagram) -> Iterator[Problem]:
    """No other event has surely ended what a timer waits beside."""
    for scope in diagram.scopes:
        for rivals in _rivals(scope):
            yield from _overtaken(diagram, rivals)
        for event in scope.of("boundaryEvent", "intermediateCatchEvent"):
            yield from _outlived(diagram, scope, event)


def _rivals(scope: Scope) -> Iterator[list[tuple[Element, bool]]]:
    """Yield timers that wait side by side, and of each whether it ends the others' wait."""
    for node in scope.nodes.values():
        events = [(event, is_interrupting(event)) for event in scope.boundaries(node)]
        if local_name(node) == "eventBasedGateway":
            targets = [scope.nodes.get(flow.get("targetRef", "")) for flow in scope.outgoing(node)]
            events = [(target, True) for target in targets if target is not None]
        if events:
            yield events


def _overtaken(diagram: Diagram, rivals: list[tuple[Element, bool]]) -> Iterator[Problem]:
    for place, (event, _) in enumerate(rivals):
        for other_place, (other, ends) in enumerate(rivals):
            mine, theirs = _span(event), _span(other)
            if not ends or other is event or mine is None or theirs is None:
                continue
            is_first = theirs.amount < mine.amount or other_place < place
            if theirs.same == mine.same and theirs.amount <= mine.amount and is_first:
                yield NEVER.at(diagram, event, other=_name(other))
                break


def _outlived(diagram: Diagram, scope: Scope, event: Element) -> Iterator[Problem]:
    """A timer inside a sub-process begins to wait no earlier than one at the edge of it."""
    mine = _span(event)
    if mine is None:
        return
    for edge in _edges(diagram, scope):
        theirs = _span(edge)
        if theirs is not None and theirs.same == mine.same and theirs.amount <= mine.amount:
            yield NEVER.at(diagram, event, other=_name(edge))
            return


def _edges(diagram: Diagram, scope: Scope) -> Iterator[Element]:
    """Yield the interrupting boundary events of every sub-process around."""
    around = scope.element
    while local_name(around) in CONTAINERS and (outer := around.getparent()) is not None:
        for each in diagram.scopes:
            if each.element is outer:
                yield from filter(is_interrupting, each.boundaries(around))
        around = outer


def _span(event: Element) -> Span | None:
    """Return when a timer fires, where the drawing alone says it."""
    definition = definition_of(event)
    if definition is None or kind_of(event) != "timer":
        return None
    counted = deadlines(definition)
    return _of_deadline(counted[0]) if counted else _of_time(definition)


def _of_deadline(deadline: Element) -> Span | None:
    n, rule = deadline.get("n", ""), deadline.get("rule", "")
    shifted = {deadline.get(name, "0") for name in ("before", "after")} != {"0"}
    if not n.isdecimal() or shifted or rule not in _DAYS:
        return None
    return Span((rule, deadline.get("from", ""), deadline.get("duty", "")), int(n))


def _of_time(definition: Element) -> Span | None:
    times = children(definition, "timeDuration", "timeCycle")
    text = text_of(next(iter(times), None))
    if len(times) != 1 or not text or "${" in text:
        return None
    try:
        is_cycle = local_name(times[0]) == "timeCycle"
        first = isotime.cycle(text, _ANY).first if is_cycle else isotime.after(text, _ANY)
    except TimeInvalid:
        return None  # told by the rules on plain timers
    return Span(("time",), (first - _ANY).total_seconds())


def boundary_events_have_time_to_happen(diagram: Diagram) -> Iterator[Problem]:
    """What is done at once gives no time for a timer, a message or a signal."""
    for scope in diagram.scopes:
        for event in scope.of("boundaryEvent"):
            host = scope.nodes.get(event.get("attachedToRef", ""))
            if host is not None and kind_of(event) in _HAPPENING and not _waits(host):
                yield UNWAITING.at(diagram, event, host=_name(host))


def _waits(host: Element) -> bool:
    if local_name(host) in CONTAINERS:
        return any(local_name(each) in _WAITING for each in host.iter("{*}*"))
    return local_name(host) in _WAITING


def timers_wait_for_some_time(diagram: Diagram) -> Iterator[Problem]:
    """No time at all, or no times at all, is not what anybody means."""
    for event, definition in diagram.events("timer"):
        for time in children(definition, "timeDuration", "timeCycle"):
            yield from _nothing(diagram, event, time)


def _nothing(diagram: Diagram, event: Element, time: Element) -> Iterator[Problem]:
    text = text_of(time)
    try:
        if local_name(time) == "timeCycle":
            if isotime.cycle(text, _ANY).times == 0:
                yield NO_TIMES.at(diagram, event, text=text)
        elif isotime.after(text, _ANY) == _ANY:
            yield AT_ONCE.at(diagram, event, text=text)
    except TimeInvalid:
        return  # an expression, or told by the rules on plain timers


def reminders_come_in_time(diagram: Diagram) -> Iterator[Problem]:
    """A reminder lies between the first day and the due day."""
    for scope in diagram.scopes:
        for node in scope.nodes.values():
            counted = list(_counted(scope.boundaries(node)))
            for event, deadline in counted:
                yield from _too_early(diagram, event, deadline)
                yield from _too_late(diagram, event, deadline, counted)


def _counted(events: Iterable[Element]) -> Iterator[tuple[Element, Element]]:
    for event in events:
        definition = definition_of(event)
        for deadline in [] if definition is None or is_start(event) else deadlines(definition):
            yield event, deadline


def _too_early(diagram: Diagram, event: Element, deadline: Element) -> Iterator[Problem]:
    before, n = deadline.get("before", ""), deadline.get("n", "")
    is_counted = before.isdecimal() and n.isdecimal() and deadline.get("rule") in _DAYS
    if is_counted and not deadline.get("from") and 0 < int(n) <= int(before):
        yield EARLY.at(diagram, event, before=before, n=n)


def _too_late(
    diagram: Diagram, event: Element, deadline: Element, counted: list[tuple[Element, Element]]
) -> Iterator[Problem]:
    mine = _of_deadline(deadline)
    if deadline.get("kind") != "reminder" or mine is None:
        return
    for other, due in counted:
        theirs = _of_deadline(due)
        if due.get("kind") != "due" or theirs is None or theirs.same != mine.same:
            continue
        if mine.amount > theirs.amount:
            told = {"n": int(mine.amount), "due": int(theirs.amount)}
            yield AFTER_DUE.at(diagram, event, other=_name(other), **told)


def _name(element: Element) -> str:
    return element.get("name") or identity(element)


RULES: tuple[Check, ...] = (
    timers_can_fire,
    boundary_events_have_time_to_happen,
    timers_wait_for_some_time,
    reminders_come_in_time,
)
