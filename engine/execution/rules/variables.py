"""Rules on variables: what an element asks for is set before it, on every way that leads there."""

from collections import deque
from collections.abc import Iterable, Iterator

from engine.execution.rules.asks import Asks
from engine.execution.rules.data_flow import DataFlow
from engine.execution.rules.expressions import words_for
from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import Check, Diagram, identity
from engine.execution.vocabulary import Element, camunda, local_name
from engine.model import Problem, Severity

_MOST = 40
"""Unset variables told of one diagram, each with its way."""
_TOLD = 6
"""Elements of a way, or makers of a variable, that are named in one message."""

NEVER = Fault(
    "variable-never-set",
    "ใช้ค่าของ “{name}” ({place}) แต่ไม่มีแบบฟอร์ม สคริปต์ ตารางตัดสินใจ หรือข้อความใดในแผนผังนี้ให้ค่านี้",
    "It uses “{name}” ({place_en}), but no form, script, decision table or message here sets it.",
    "ตรวจตัวสะกด เพิ่มช่องที่ใช้ชื่อนี้ในแบบฟอร์ม หรือกำหนดค่าด้วยงานสคริปต์ก่อนหน้า "
    'ถ้าอาจไม่มีค่าจริง ๆ ให้เขียนเงื่อนไข defined("{name}")',
    "Check the spelling, add a field of this name to a form, or set it in a script task before. "
    'If it may really be missing, ask defined("{name}") first.',
    Severity.WARNING,
)
LATER = Fault(
    "variable-set-elsewhere",
    "ใช้ค่าของ “{name}” ({place}) แต่ค่านี้มาจาก {makers} ซึ่งไม่ได้อยู่ก่อนหน้า",
    "It uses “{name}” ({place_en}), which comes from {makers}; that does not lie before it.",
    "ย้ายองค์ประกอบที่ให้ค่านี้มาไว้ก่อน หรือใช้ชื่ออื่นที่มีค่าแล้ว",
    "Move what sets it to before this element, or use what is set already.",
    Severity.WARNING,
)
MAYBE = Fault(
    "variable-maybe-unset",
    "ใช้ค่าของ “{name}” ({place}) แต่ทางนี้มาถึงโดยยังไม่มีค่า: {way} (ค่านี้มาจาก {makers})",
    "It uses “{name}” ({place_en}), but it is not set on this way: {way} (it comes from {makers}).",
    'กำหนดค่าบนทางนั้นด้วย (เช่น งานสคริปต์ที่ให้ค่าเริ่มต้น) หรือเขียนเงื่อนไข defined("{name}") ก่อนใช้',
    'Set it on that way too (a script task with a first value), or ask defined("{name}") first.',
    Severity.WARNING,
)
FIELD = Fault(
    "field-unknown",
    "ใช้ “{name}.{key}” ({place}) แต่ไม่มีแบบฟอร์มใดที่ให้ค่า “{name}” มีช่อง “{key}”",
    "It uses “{name}.{key}” ({place_en}), but no form that makes “{name}” has a field “{key}”.",
    "ตรวจตัวสะกด หรือเพิ่มช่องนี้ในแบบฟอร์ม ช่องที่มี: {possible}",
    "Check the spelling, or add the field to the form. It has: {possible}.",
    Severity.WARNING,
)
SETTING = Fault(
    "setting-unknown",
    "ใช้ค่าที่สำนักงานตั้งได้ชื่อ “{name}” ({place}) ซึ่งไม่มี เรื่องจะหยุดที่นี่",
    "It uses the setting “{name}” ({place_en}), which does not exist: a case would stop here.",
    "ตรวจตัวสะกด หรือประกาศค่านี้ในไฟล์ settings.json",
    "Check the spelling, or declare the setting in settings.json.",
)
MORE = Fault(
    "variables-more",
    "ยังมีที่ใช้ค่าก่อนตั้งค่าอีก นอกจาก {told} จุดที่แจ้งไว้",
    "More variables are used before they are set, beside the {told} that are told.",
    "แก้จุดที่แจ้งไว้ก่อน แล้วตรวจอีกครั้ง",
    "Mend those that are told, then check again.",
    Severity.WARNING,
)
NOT_JUDGED = Fault(
    "variables-not-judged",
    "ตรวจไม่จบ: แผนผังใหญ่เกินไป ระบบจึงไม่ได้ตรวจว่าตัวแปรถูกตั้งค่าก่อนใช้หรือไม่",
    "Not found out: it is too large to say whether variables are set before they are used.",
    "แยกส่วนหนึ่งเป็นกระบวนงานที่เรียกใช้ (call activity)",
    "Move a part of it into a process of its own and call it.",
    Severity.WARNING,
)


def variables_are_there(diagram: Diagram) -> Iterator[Problem]:
    """What an expression asks for is set before it, is in its form, or is a known setting."""
    names = [identity(node) for node in diagram.nodes]
    if not diagram.executable or len(set(names)) < len(names):
        return  # elements that cannot be told apart are told by the rules on names
    flow = DataFlow(diagram)
    if not flow.complete:
        yield NOT_JUDGED.at(diagram, diagram.executable[0])
        return
    yield from _unset_ones(diagram, flow)
    for asks in _all(flow):
        yield from _fields_missing(diagram, flow, asks)
        yield from _settings_missing(diagram, asks)


def _all(flow: DataFlow) -> Iterator[Asks]:
    yield from (each for group in flow.asks.values() for each in group)


def _unset_ones(diagram: Diagram, flow: DataFlow) -> Iterator[Problem]:
    """Tell each element's unset variable once, up to as many as anybody reads."""
    told: set[tuple[str, str]] = set()
    found = ((asks, name) for asks in _all(flow) for name in flow.names(_missing(flow, asks)))
    for asks, name in found:
        node, _ = _place_of(asks)
        if (node, name) in told:
            continue
        told.add((node, name))
        if len(told) > _MOST:
            yield MORE.at(diagram, diagram.executable[0], told=_MOST)
            return
        if problem := _unset(diagram, flow, asks, name):
            yield problem


def _place_of(asks: Asks) -> tuple[str, bool]:
    """Return the element where an expression is worked out, and whether that is when it ends."""
    if local_name(asks.element) == "sequenceFlow":
        return asks.element.get("sourceRef", ""), True
    return identity(asks.element), asks.is_after


def _missing(flow: DataFlow, asks: Asks) -> int:
    node, is_after = _place_of(asks)
    if node not in flow.nodes:
        return 0
    known = flow.after(node) if is_after else flow.before.get(node, -1)
    return flow.bits(asks.names) & ~(known | flow.seen_only_within(node))


def _unset(diagram: Diagram, flow: DataFlow, asks: Asks, name: str) -> Problem | None:
    """Return the problem; none where a variable may be missing but need not be there."""
    makers, told = flow.makers(name), {"name": name, **words_for(asks.place)}
    node, _ = _place_of(asks)
    told["makers"] = _named(flow, makers or flow.open, ", ")
    if _before(flow, node).isdisjoint(makers or flow.open):
        return (LATER if makers else NEVER).at(diagram, asks.element, **told)
    along = any(flow.goes_along_with(maker, node) for maker in makers)
    if along or name not in asks.surely:
        return None
    way = _named(flow, _way(flow, node, flow.bits([name])), " → ")
    return MAYBE.at(diagram, asks.element, way=way, **told)


def _before(flow: DataFlow, node: str) -> set[str]:
    """Return everything that can have been passed before an element, itself included in a loop."""
    seen, waiting = set[str](), [way.source for way in flow.into(node)]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += [way.source for way in flow.into(name)]
            inside = flow.nodes[name].iter()
            waiting += [each for child in inside if (each := identity(child)) in flow.nodes]
    return seen


def _way(flow: DataFlow, node: str, bit: int) -> list[str]:
    """Return the shortest way from the start on which a variable is not set."""
    came: dict[str, str] = {node: ""}
    waiting = deque([node])
    first = node
    while waiting:
        first = waiting.popleft()
        ways = [way for way in flow.into(first) if not flow.along(way) & bit]
        if not ways:
            break
        for way in ways:
            if way.source not in came:
                came[way.source] = first
                waiting.append(way.source)
    found = [first]
    while came[found[-1]]:
        found.append(came[found[-1]])
    return found


def _named(flow: DataFlow, names: Iterable[str], between: str) -> str:
    """Name elements for people, those with no name of their own only where there are no others."""
    given = list(names)
    called = [f"“{name}”" for each in given if (name := flow.nodes[each].get("name"))]
    called = called or [f"“{each}”" for each in given]
    if len(called) > _TOLD:
        called = [*called[: _TOLD // 2], "…", *called[-_TOLD // 2 :]]
    return between.join(called)


def _fields_missing(diagram: Diagram, flow: DataFlow, asks: Asks) -> Iterator[Problem]:
    """What is asked of a form's group of values is a field of that form."""
    for name, key in sorted(asks.paths):
        fields = _fields(diagram, flow, name)
        if fields is not None and key not in fields:
            possible = ", ".join(sorted(fields))
            yield FIELD.at(
                diagram,
                asks.element,
                possible=possible,
                name=name,
                key=key,
                **words_for(asks.place),
            )


def _fields(diagram: Diagram, flow: DataFlow, name: str) -> frozenset[str] | None:
    """Return the fields of a variable that forms alone make; None where that is not known."""
    found: frozenset[str] = frozenset()
    makers = flow.makers(name)
    for maker in makers:
        inside = _made_by_form(diagram, flow.nodes[maker], name)
        if inside is None:
            return None
        found |= inside
    return found if makers else None


def _made_by_form(diagram: Diagram, node: Element, name: str) -> frozenset[str] | None:
    form = diagram.known.made.forms.get(node.get(camunda("formKey"), ""), {})
    return form.get(name) if local_name(node) == "userTask" else None


def _settings_missing(diagram: Diagram, asks: Asks) -> Iterator[Problem]:
    """A setting that no procedure declares stops a case."""
    known = diagram.known.settings
    for name in sorted(asks.settings - known) if known is not None else ():
        yield SETTING.at(diagram, asks.element, name=name, **words_for(asks.place))


RULES: tuple[Check, ...] = (variables_are_there,)
