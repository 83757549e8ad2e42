"""Rules on names: the executable process and its key, and the ids of elements."""

import re
from collections import Counter
from collections.abc import Iterator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import NODES, Check, Diagram, identity
from engine.execution.vocabulary import bpmn
from engine.model import Problem, Severity

_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_STYLE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
_LONGEST_KEY = 64
_RESERVED = frozenset({"Start", "End", "Root"})
_RESERVED_END = (".BoundaryEventSplit", ".BoundaryEventJoin", ".EndJoin")
_RESERVED_PART = "[child]"

NOT_EXECUTABLE = Fault(
    "process-not-executable",
    "ไม่มีกระบวนงานใดในไฟล์ที่ตั้งให้ทำงานได้ (isExecutable)",
    "No process of the file is executable.",
    'ตั้ง isExecutable="true" ที่กระบวนงานที่ต้องการให้ระบบทำงาน',
    'Set isExecutable="true" on the process that is to run.',
)
MANY_EXECUTABLE = Fault(
    "process-many-executable",
    "มีกระบวนงานที่ตั้งให้ทำงานได้มากกว่าหนึ่งในไฟล์เดียว",
    "More than one process of the file is executable.",
    "ให้ทำงานได้เพียงกระบวนงานเดียวต่อไฟล์ ส่วนอื่นแยกเป็นไฟล์ของตน",
    "Keep one executable process per file, and give the others files of their own.",
)
KEY = Fault(
    "process-key",
    "รหัสกระบวนงาน “{key}” ใช้เป็นกุญแจไม่ได้",
    "The process id “{key}” cannot be a definition key.",
    "ใช้ตัวพิมพ์เล็ก a–z ตัวเลข และ _ ขึ้นต้นด้วยตัวอักษร ไม่เกิน 64 ตัว เช่น home_education_permission",
    "Use lower-case letters, digits and _, a letter first, at most 64: home_education_permission.",
)
KEY_STYLE = Fault(
    "process-key-style",
    "รหัสกระบวนงาน “{key}” ใช้ได้ แต่ไม่เป็นแบบตัวพิมพ์เล็กคั่นด้วย _",
    "The process id “{key}” works, but is not lower-case words joined by _.",
    "ตั้งชื่อแบบ home_education_permission ให้ตรงกับชื่อไฟล์และที่อยู่เว็บ",
    "Name it like home_education_permission: it is a file name and part of addresses.",
    Severity.WARNING,
)
ID_RESERVED = Fault(
    "id-reserved",
    "รหัส “{id}” เป็นคำที่เครื่องมือใช้ภายใน กระบวนงานจะไม่ทำงาน",
    "The id “{id}” is a name that the engine uses inside; the process would not run.",
    "เปลี่ยนรหัสขององค์ประกอบเป็นชื่ออื่น เช่น start_application",
    "Give the element another id, such as start_application.",
)
ID_DUPLICATE = Fault(
    "id-duplicate",
    "รหัส “{id}” ซ้ำกันในไฟล์",
    "The id “{id}” is used more than once in the file.",
    "ให้แต่ละองค์ประกอบมีรหัสของตนเอง",
    "Give every element an id of its own.",
)
ID_MISSING = Fault(
    "id-missing",
    "องค์ประกอบไม่มีรหัส (id)",
    "The element has no id.",
    "ใส่รหัสให้ทุกองค์ประกอบ ประวัติและงานอ้างถึงด้วยรหัสนี้",
    "Give the element an id: tasks and history refer to it.",
)


def one_process_is_executable(diagram: Diagram) -> Iterator[Problem]:
    """A file runs exactly one process."""
    if not diagram.executable:
        first = diagram.processes[0] if diagram.processes else diagram.root
        yield NOT_EXECUTABLE.at(diagram, first)
    for process in diagram.executable[1:]:
        yield MANY_EXECUTABLE.at(diagram, process)


def process_has_a_key(diagram: Diagram) -> Iterator[Problem]:
    """The id of a process becomes the definition key and the file name."""
    for process in diagram.executable:
        key = identity(process)
        if len(key) > _LONGEST_KEY or not _KEY.match(key):
            yield KEY.at(diagram, process, key=key)
        elif not _STYLE.match(key):
            yield KEY_STYLE.at(diagram, process, key=key)


def ids_are_not_reserved(diagram: Diagram) -> Iterator[Problem]:
    """SpiffWorkflow names tasks of its own: an element with such an id vanishes silently."""
    for process in diagram.executable:
        for element in process.iter(tag=None):
            if _is_reserved(identity(element)):
                yield ID_RESERVED.at(diagram, element, id=identity(element))


def _is_reserved(name: str) -> bool:
    return name in _RESERVED or name.endswith(_RESERVED_END) or _RESERVED_PART in name


def ids_are_unique(diagram: Diagram) -> Iterator[Problem]:
    """An id stands for one element."""
    seen: Counter[str] = Counter()
    for element in diagram.root.iter(bpmn("*")):
        name = identity(element)
        seen[name] += 1
        if name and seen[name] == 2:  # noqa: PLR2004 - told once, at the second one
            yield ID_DUPLICATE.at(diagram, element, id=name)


def nodes_have_ids(diagram: Diagram) -> Iterator[Problem]:
    """The schema lets ids be left out; tasks and history cannot do without them."""
    names = [bpmn(name) for name in sorted(NODES)]
    for process in diagram.executable:
        for element in process.iter(*names):
            if not identity(element):
                yield ID_MISSING.at(diagram, element)


RULES: tuple[Check, ...] = (
    one_process_is_executable,
    process_has_a_key,
    ids_are_not_reserved,
    ids_are_unique,
    nodes_have_ids,
)
