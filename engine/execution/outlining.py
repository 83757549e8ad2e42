"""What a deployment needs to know of a file, and every rule it must pass."""

from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from engine.execution import elements as reading
from engine.execution.definition import parse, start_events, timer_starts
from engine.execution.rules import Known, check
from engine.execution.rules.makes import thrown
from engine.execution.rules.reading import Diagram
from engine.execution.rules.tables import check_tables
from engine.execution.table import VERSIONS, load_table
from engine.execution.vocabulary import BPMN, BPMNDI, CAMUNDA, KHANTON
from engine.execution.xml import read as read_xml
from engine.model import Problem, Severity

__all__ = ["Known", "Outline", "check_diagram", "check_table", "outline", "outputs_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A diagram from outside."""

    key: str
    name: str
    name_en: str
    business_key_prefix: str | None
    has_diagram: bool
    start_messages: list[str]
    start_timers: list[dict[str, Any]]
    """Start events on days of the year: `element_id`, `on`, `basis` and `rows` of each."""
    calls: list[str]
    role_sets: list[str]
    form_keys: list[str]
    decision_keys: list[str]
    thrown: dict[str, frozenset[str]]
    """The messages and signals that it throws, with the names of what they carry."""


def outline(xml: bytes) -> Outline:
    """Return what a deployment writes about a diagram; empty where it cannot be read."""
    process = _executable(xml)
    if process is None:
        return _NOTHING
    elements = reading.read(process)
    calls = {n.get("calledElement") for n in process.iter(f"{{{BPMN}}}callActivity")}
    tasks = [e for e in elements.values() if e.kind in ("userTask", "manualTask")]
    return Outline(
        key=process.get("id") or "",
        name=process.get("name") or process.get("id") or "",
        name_en=process.get(f"{{{KHANTON}}}nameEn") or process.get("name") or process.get("id"),
        business_key_prefix=process.get(f"{{{KHANTON}}}businessKeyPrefix"),
        has_diagram=next(process.getroottree().iter(f"{{{BPMNDI}}}BPMNShape"), None) is not None,
        start_messages=sorted(name for name in start_events(process) if name),
        start_timers=[_start_timer(event) for event in timer_starts(process)],
        calls=sorted(call for call in calls if call),
        role_sets=sorted({",".join(task.roles) for task in tasks if task.roles}),
        form_keys=_keys(process, "formKey"),
        decision_keys=_keys(process, "decisionRef"),
        thrown=_thrown(process),
    )


_NOTHING = Outline(
    key="",
    name="",
    name_en="",
    business_key_prefix=None,
    has_diagram=False,
    start_messages=[],
    start_timers=[],
    calls=[],
    role_sets=[],
    form_keys=[],
    decision_keys=[],
    thrown={},
)


def _keys(process: Any, attribute: str) -> list[str]:
    """Return what the elements of a process name by a camunda attribute."""
    name = f"{{{CAMUNDA}}}{attribute}"
    return sorted({key for node in process.iter(f"{{{BPMN}}}*") if (key := node.get(name))})


def _thrown(process: Any) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, carried in thrown(Diagram(process.getroottree().getroot(), "", Known())):
        found[name] = found.get(name, frozenset()) | carried
    return found


def _start_timer(event: Any) -> dict[str, Any]:
    asked = next(event.iter(f"{{{KHANTON}}}deadline"), None)
    given = {} if asked is None else dict(asked.attrib)
    return {
        "element_id": event.get("id"),
        "on": given.get("on", "").strip(),
        "basis": given.get("basis", ""),
        "rows": list(reading.split_words(given.get("rows"))),
    }


def _executable(xml: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    found = [p for p in tree.iter(f"{{{BPMN}}}process") if p.get("isExecutable") == "true"]
    return found[0] if found else None


def check_diagram(xml: bytes, file: str, known: Known, limit: int) -> list[Problem]:
    """Return everything that is wrong with a diagram, or worth knowing."""
    tree, problems = read_xml(xml, file, limit)
    if tree is None:
        return problems
    problems = [*problems, *check(tree, file, known)]
    if any(p.severity is Severity.ERROR for p in problems):
        return problems
    return [*problems, *_builds(xml, file)]


def _builds(xml: bytes, file: str) -> list[Problem]:
    """Try to build it, so that what no rule foresaw is told at deployment and not to a family."""
    process = _executable(xml)
    has_outside = any(
        next(process.iter(f"{{{BPMN}}}{tag}"), None) is not None
        for tag in ("callActivity", "businessRuleTask")
    )
    if has_outside:
        return []  # built with what it calls when first used; the rules have checked the names
    try:
        parse(xml, {}, {})
    except Exception as problem:  # noqa: BLE001 - whatever the library's parser says is told as a problem
        return [_unbuildable(file, process.get("id"), str(problem))]
    return []


def _unbuildable(file: str, key: str | None, why: str) -> Problem:
    return Problem(
        file=file,
        element_id=key,
        rule="cannot-be-built",
        severity=Severity.ERROR,
        message_th=f"สร้างกระบวนงานจากแผนผังไม่ได้ (ตัวอ่านผังแจ้งว่า: {why})",
        message_en=f"No process can be built from the diagram: {why}",
        remedy_th="ลบสิ่งที่ตัวอ่านผังแจ้ง หรือวาดส่วนนั้นใหม่ แล้วตรวจอีกครั้ง",
        remedy_en="Remove what is named, or draw that part again, and check once more.",
    )


def outputs_of(xml: bytes) -> frozenset[str]:
    """Return the variables that a decision table sets; none when it cannot be read."""
    try:
        return frozenset(output.text for output in load_table(xml).outputs)
    except (StopIteration, etree.XMLSyntaxError, ValueError):
        return frozenset()


def check_table(xml: bytes, file: str, limit: int) -> list[Problem]:
    """Return everything that is wrong with a decision table, or worth knowing."""
    problems: list[Problem] = []
    for version in VERSIONS:
        tree, problems = read_xml(xml, file, limit, root=f"{{{version}}}definitions")
        if tree is not None:
            return check_tables(tree, file)
    return [_not_dmn(each) if each.rule == "xml-not-bpmn" else each for each in problems]


def _not_dmn(problem: Problem) -> Problem:
    return replace(
        problem,
        rule="xml-not-dmn",
        remedy_th="บันทึกเป็น DMN 1.1, 1.2 หรือ 1.3 XML จากโปรแกรมเขียนตาราง",
        remedy_en="Save it as DMN 1.1, 1.2 or 1.3 XML from the modeller.",
    )
