"""One public model under the rules: what is told of it, or that looking at it failed."""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from engine.execution import Known, check_diagram
from engine.model import Problem, Severity
from engine.roles import ROLES
from engine.services import HANDLERS

LIMIT = 10_000_000
KNOWN = Known(roles=frozenset(ROLES), topics=frozenset(HANDLERS))
BPMN = b"http://www.omg.org/spec/BPMN/20100524/MODEL"
_PROCESS = re.compile(rb"<(?:[\w.-]+:)?process\b[^>]*>")
_IS_EXECUTABLE = re.compile(rb"""\sisExecutable\s*=\s*["'](?:true|false|1|0)["']""")
WHOLE_FILE = ("xml-",)
"""Rules about the file as a whole: it has no element to name."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one file. `crash`: the exception that should not have been."""

    path: Path
    marked: bool
    seconds: float
    problems: list[Problem] = field(default_factory=list)
    crash: str = ""

    @property
    def refused_by(self) -> set[str]:
        """The rules that refuse it."""
        return {each.rule for each in self.problems if each.severity is Severity.ERROR}

    @property
    def unnamed(self) -> list[Problem]:
        """The refusals that name no element, though they are about one."""
        return [
            each
            for each in self.problems
            if not each.element_id and not each.rule.startswith(WHOLE_FILE)
        ]


def models(folder: Path) -> list[Path]:
    """Return every BPMN 2.0 file below a folder."""
    found = (each for each in folder.rglob("*") if each.suffix in {".bpmn", ".xml"})
    return sorted(each for each in found if each.is_file() and BPMN in each.read_bytes())


def look(path: Path) -> Looked:
    """Check a model; one of which no process is executable has its first one marked so."""
    body = path.read_bytes()
    marked = b'isExecutable="true"' not in body and b"isExecutable='true'" not in body
    body = _PROCESS.sub(_as_executable, body, count=1) if marked else body
    begun = time.process_time()
    try:
        problems = check_diagram(body, path.name, KNOWN, LIMIT)
    except Exception as crash:  # noqa: BLE001 - to be counted, whatever it is
        return Looked(path, marked, time.process_time() - begun, crash=repr(crash))
    return Looked(path, marked, time.process_time() - begun, problems)


def _as_executable(found: re.Match[bytes]) -> bytes:
    tag = _IS_EXECUTABLE.sub(b"", found.group())
    return re.sub(rb"process\b", b'process isExecutable="true"', tag, count=1)
