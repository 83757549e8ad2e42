"""Rules on the drawing: a process without shapes runs, but nobody can follow a case on it."""

from collections.abc import Iterator

from engine.execution.rules.faults import Fault, label
from engine.execution.rules.reading import Check, Diagram, identity
from engine.execution.vocabulary import bpmndi
from engine.model import Problem, Severity

_NAMED = 10
"""Elements named in one message."""

MISSING = Fault(
    "diagram-missing",
    "ไม่มีข้อมูลภาพ (diagram interchange) กระบวนงานทำงานได้แต่แสดงเป็นผังไม่ได้",
    "It has no diagram interchange: the process runs, but cannot be shown.",
    "เปิดและบันทึกใหม่ด้วยโปรแกรมวาดผัง ให้มี BPMNDiagram",
    "Open it in a modeller, lay it out and save it with its BPMNDiagram.",
    Severity.WARNING,
)
SHAPES = Fault(
    "shape-missing",
    "องค์ประกอบต่อไปนี้ไม่มีรูปในผัง: {elements}",
    "These elements have no shape in the diagram: {elements}",
    "วาดองค์ประกอบเหล่านี้ลงในผังแล้วบันทึกใหม่",
    "Draw them in the modeller and save again.",
    Severity.WARNING,
)


def diagrams_can_be_shown(diagram: Diagram) -> Iterator[Problem]:
    """Tokens are shown on the shapes of their elements."""
    for process in diagram.executable[:1]:
        shapes = {shape.get("bpmnElement", "") for shape in diagram.root.iter(bpmndi("BPMNShape"))}
        bare = [node for node in diagram.nodes if identity(node) not in shapes]
        if bare and len(bare) == len(diagram.nodes):
            yield MISSING.at(diagram, process)
        elif bare:
            names = ", ".join(map(label, bare[:_NAMED])) + (" …" if len(bare) > _NAMED else "")
            yield SHAPES.at(diagram, bare[0], elements=names)


RULES: tuple[Check, ...] = (diagrams_can_be_shown,)
