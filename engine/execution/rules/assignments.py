"""Rules on people: every user task finds somebody, by roles and forms that exist."""

from collections.abc import Iterator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import Check, Diagram, identity, words
from engine.execution.vocabulary import Element, bpmn, camunda, khanton
from engine.model import Problem, Severity

ROLE_MISSING = Fault(
    "role-missing",
    "งานของผู้ใช้ไม่ได้บอกว่าเป็นของบทบาทใด เจ้าหน้าที่ทุกคนของสำนักงานจึงทำได้",
    "The user task names no role, so everybody who works for the office may do it.",
    "เลือกบทบาทของงานในแผงคุณสมบัติ หรือวางงานในเลนที่มีบทบาท",
    "Choose its role in the properties (camunda:candidateGroups), or put it in a lane with one.",
    Severity.WARNING,
)
ROLE_UNKNOWN = Fault(
    "role-unknown",
    "ไม่รู้จักบทบาท “{role}”",
    "The role “{role}” is unknown.",
    "เลือกบทบาทจากรายการในแผงคุณสมบัติ รหัสที่มี: {possible}",
    "Use one of the roles: {possible}.",
)
FORM_UNKNOWN = Fault(
    "form-unknown",
    "ไม่รู้จักแบบฟอร์ม “{form}”",
    "The form “{form}” is unknown.",
    "เลือกแบบฟอร์มที่มีในแผงคุณสมบัติ หรือสร้างแบบฟอร์มนี้ในร่างเดียวกัน",
    "Choose a form that there is (camunda:formKey), or make this one in the same draft.",
)


def user_tasks_find_somebody(diagram: Diagram) -> Iterator[Problem]:
    """A task without a role would wait in nobody's inbox."""
    for task in diagram.of("userTask"):
        named = task.get(camunda("candidateGroups")) or task.get(camunda("assignee"))
        if not (named or "").strip() and not _lane_role(diagram, task):
            yield ROLE_MISSING.at(diagram, task)


def _lane_role(diagram: Diagram, task: Element) -> str:
    """Return the role of the innermost lane with one; a sub-process's lane counts for its tasks."""
    around: Element | None = task
    while around is not None:
        for lane in diagram.lanes.get(identity(around), []):
            if role := lane.get(khanton("role")):
                return role
        around = around.getparent()
    return ""


def roles_are_known(diagram: Diagram) -> Iterator[Problem]:
    """A role that nobody can hold leaves a task lying."""
    possible = ", ".join(sorted(diagram.known.roles)) or "–"
    for element, role in _roles(diagram):
        if role not in diagram.known.roles:
            yield ROLE_UNKNOWN.at(diagram, element, role=role, possible=possible)


def _roles(diagram: Diagram) -> Iterator[tuple[Element, str]]:
    for node in diagram.nodes:
        groups = words(node.get(camunda("candidateGroups")))
        literal = " ".join(group for group in groups if "${" not in group)
        yield from ((node, role) for role in literal.split())
    for process in diagram.executable:
        for lane in process.iter(bpmn("lane")):
            if role := lane.get(khanton("role")):
                yield lane, role


def forms_are_known(diagram: Diagram) -> Iterator[Problem]:
    """A form key names a form that is deployed or comes along."""
    for node in diagram.nodes:
        form = node.get(camunda("formKey"))
        if form is not None and form not in diagram.known.forms:
            yield FORM_UNKNOWN.at(diagram, node, form=form)


RULES: tuple[Check, ...] = (user_tasks_find_somebody, roles_are_known, forms_are_known)
