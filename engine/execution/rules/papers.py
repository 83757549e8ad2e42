"""Rules on official papers: a `document` task names one and tells it all that it needs."""

from collections.abc import Iterator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import Check, Diagram, inputs, text_of
from engine.execution.vocabulary import Element, camunda
from engine.model import Problem

TOPIC = "document"
_PAPER = "paper"
_OWN = frozenset({_PAPER, "into"})
"""Inputs of the topic itself: which paper, and the variable that receives what came of it."""

UNKNOWN = Fault(
    "paper-unknown",
    "ไม่รู้จักแบบเอกสาร “{paper}”",
    "The paper “{paper}” is unknown.",
    "ใส่ camunda:inputParameter ชื่อ paper เป็นรหัสเอกสารโดยตรง ที่มี: {possible}",
    "Add a camunda:inputParameter paper with the key itself, one of: {possible}.",
)
MISSING = Fault(
    "paper-input-missing",
    "เอกสาร “{paper}” ยังไม่ได้รับข้อมูล {missing}",
    "The paper “{paper}” is not told its {missing}.",
    "เพิ่ม camunda:inputParameter ตามชื่อข้อมูลนั้น",
    "Add a camunda:inputParameter of each of these names.",
)
EXTRA = Fault(
    "paper-input-unknown",
    "เอกสาร “{paper}” ไม่มีช่องสำหรับข้อมูล {extra}",
    "The paper “{paper}” has no place for {extra}.",
    "ลบออก หรือใช้ชื่อใดชื่อหนึ่งใน: {possible}",
    "Remove it, or use one of the names: {possible}.",
)


def papers_are_known(diagram: Diagram) -> Iterator[Problem]:
    """A paper is named by its key, not by an expression: what it needs is checked here."""
    for task, paper, _ in _papers(diagram):
        if paper not in diagram.known.papers:
            possible = ", ".join(sorted(diagram.known.papers)) or "–"
            yield UNKNOWN.at(diagram, task, paper=paper or "–", possible=possible)


def papers_are_told_what_they_need(diagram: Diagram) -> Iterator[Problem]:
    """A paper that lacked something would stop its case; here nothing waits yet."""
    for task, paper, given in _papers(diagram):
        if (known := diagram.known.papers.get(paper)) is None:
            continue
        told = {name for name, text in given.items() if text}
        if missing := sorted(known.required - told):
            yield MISSING.at(diagram, task, paper=paper, missing=", ".join(missing))
        if extra := sorted(given.keys() - known.all - _OWN):
            possible = ", ".join(sorted(known.all))
            yield EXTRA.at(diagram, task, paper=paper, extra=", ".join(extra), possible=possible)


def _papers(diagram: Diagram) -> Iterator[tuple[Element, str, dict[str, str]]]:
    """Return every task that makes a paper, the paper's key, and what it is given by name."""
    for task in diagram.of("serviceTask"):
        if task.get(camunda("topic")) == TOPIC:
            given = {name: text_of(each) for name, each in inputs(task).items()}
            yield task, given.get(_PAPER, ""), given


RULES: tuple[Check, ...] = (papers_are_known, papers_are_told_what_they_need)
