"""Rules on start events with a timer: cases begin on days of the year that the office can set."""

from collections.abc import Iterator

from engine.calendar import is_written_window, read_days
from engine.errors import DeadlineInvalid, ExpressionInvalid
from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import (
    Check,
    Diagram,
    children,
    deadlines,
    definition_of,
    is_start,
    kind_of,
)
from engine.execution.vocabulary import Element
from engine.expressions import BUILTINS, parse
from engine.model import Problem

YEARLY = "yearly"
_BEFORE_A_CASE = frozenset(BUILTINS) | {"setting"}
_SHIFTS = frozenset({"n", "from", "before", "after", "window", "kind", "duty"})

PLAIN = Fault(
    "start-timer",
    "เริ่มเรื่องตามเวลาได้ด้วย khanton:deadline เท่านั้น แต่เหตุการณ์นี้ไม่มี",
    "A case begins by itself only on a khanton:deadline, and this timer start event has none.",
    'ใช้ <khanton:deadline rule="yearly" on="06-01" basis="…"/> คู่กับ timeDate ${{deadline}}; '
    'on เป็นวันเดือน หลายวันเว้นวรรค หรือ setting("…")',
    'Use <khanton:deadline rule="yearly" on="06-01" basis="…"/> with the timeDate ${{deadline}}; '
    '`on` is one day, several with blanks between, or setting("…").',
)
RULE = Fault(
    "start-timer-rule",
    "เหตุการณ์เริ่มต้นใช้วิธีนับ “{given}” ไม่ได้",
    "A start event cannot use the rule “{given}”.",
    'ใช้ rule="yearly" กับ on="MM-DD" ที่เหลือวางเป็นเหตุการณ์รอหลังจุดเริ่ม',
    'Use rule="yearly" with on="MM-DD"; put what is counted from the start into a catch event.',
)
DAYS = Fault(
    "start-timer-days",
    "วันเริ่ม on=“{given}” อ่านไม่ได้",
    "Its start days on=“{given}” cannot be read.",
    'เขียนเป็นเดือน-วัน เช่น 06-01 หลายวันเว้นวรรค หรือ setting("…")',
    'Write month-day, such as 06-01, several with blanks between, or setting("…").',
)
TWICE = Fault(
    "start-twice",
    "มีเหตุการณ์เริ่มต้นชนิด {kind} มากกว่าหนึ่ง จึงไม่รู้ว่าจะเริ่มที่ใด",
    "There is another start event of the same kind ({kind}), so nobody could choose this one.",
    "เหลือจุดเริ่มเดียว หรือใช้คนละข้อความ (message)",
    "Keep one of them, or let each begin with a message of its own.",
)
SHIFTED = Fault(
    "start-timer-attributes",
    "เหตุการณ์เริ่มต้นไม่ใช้ {names}",
    "A start event has no use for {names}.",
    "เหลือเฉพาะ rule, on, basis และ rows",
    "Keep rule, on, basis and rows only.",
)


def starts_are_on_days_of_the_year(diagram: Diagram) -> Iterator[Problem]:
    """ISO dates and cycles would start once, or on days that no office can set."""
    for scope in diagram.scopes:
        if scope.element not in diagram.executable:
            continue  # a sub-process begins when a token comes; told by the rules on events
        for event in scope.of("startEvent"):
            definition = definition_of(event)
            if definition is None or kind_of(event) != "timer":
                continue
            found = deadlines(definition)
            yield from _problems(diagram, event, found[0]) if found else [PLAIN.at(diagram, event)]


def _problems(diagram: Diagram, event: Element, deadline: Element) -> Iterator[Problem]:
    rule, on = deadline.get("rule", ""), deadline.get("on", "").strip()
    if rule != YEARLY:
        yield RULE.at(diagram, event, given=rule or "–")
        return
    if not _are_days(on):
        yield DAYS.at(diagram, event, given=on or "–")
    if useless := sorted(_SHIFTS.intersection(map(str, deadline.keys()))):
        yield SHIFTED.at(diagram, event, names=", ".join(useless))


def _are_days(text: str) -> bool:
    """Days, or an expression over settings: before a case begins there are no variables."""
    try:
        if not is_written_window(text):
            asked = parse(text)
            return not asked.names and asked.functions <= _BEFORE_A_CASE
        read_days(text)
    except DeadlineInvalid:
        return False
    except ExpressionInvalid:
        return bool(text)  # told by the rules on expressions
    return True


def starts_can_be_told_apart(diagram: Diagram) -> Iterator[Problem]:
    """A command, a message or a day chooses one start event; a second of its kind never begins."""
    for process in diagram.executable:
        seen: set[str] = set()
        for event in children(process, "startEvent"):
            trigger = _trigger(event)
            if trigger in seen:
                yield TWICE.at(diagram, event, kind=kind_of(event))
            seen.add(trigger)


def _trigger(event: Element) -> str:
    definition, kind = definition_of(event), kind_of(event)
    if definition is None or kind == "message":
        return "none" if definition is None else f"message {definition.get('messageRef')}"
    return f"{kind} {event.get('id')}"


def yearly_is_for_starts(diagram: Diagram) -> Iterator[Problem]:
    """`on` means nothing to a timer inside a case, and would be passed over."""
    for event, definition in diagram.events("timer"):
        for deadline in [] if is_start(event) else deadlines(definition):
            if deadline.get("on") is not None:
                yield ON.at(diagram, event)


ON = Fault(
    "deadline-on",
    "on ใช้ได้เฉพาะเหตุการณ์เริ่มต้น",
    "Only a start event takes `on`.",
    'ใช้ rule="window_opens" กับ window เพื่อรอวันเปิด หรือ rule="date" กับ from',
    'Use rule="window_opens" with a window to wait for its opening, or rule="date" with from.',
)

RULES: tuple[Check, ...] = (
    starts_are_on_days_of_the_year,
    starts_can_be_told_apart,
    yearly_is_for_starts,
)
