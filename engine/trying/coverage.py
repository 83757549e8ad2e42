"""What of a draft's diagrams the scenarios pass, and what none of them ever does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from engine.drawing import Line
from engine.execution import outline, picture
from engine.trying.scenarios import Passed, ScenarioResult

_LEFT_OUT: Final = frozenset(
    {"participant", "lane", "textAnnotation", "group", "dataObjectReference", "dataStoreReference"}
)
"""What is drawn and no token ever passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """An element or a sequence flow, and in how many scenarios and how often it was passed."""

    id: str
    kind: str
    name_th: str
    name_en: str
    times: int
    scenarios: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramCoverage:
    """What the scenarios pass of one diagram of the draft."""

    file: str
    key: str
    name_th: str
    name_en: str
    elements: tuple[Covered, ...]
    flows: tuple[Covered, ...]

    @property
    def passed(self) -> tuple[int, int, int, int]:
        """Return how many elements are passed, of how many; and the same of flows."""
        elements = sum(bool(each.times) for each in self.elements)
        flows = sum(bool(each.times) for each in self.flows)
        return elements, len(self.elements), flows, len(self.flows)


def coverage(
    files: Mapping[str, bytes], results: Iterable[ScenarioResult]
) -> list[DiagramCoverage]:
    """Return what scenarios pass of each diagram of the files, by file name."""
    known = list(results)
    return [
        _of_diagram(name, body, known)
        for name, body in sorted(files.items())
        if name.endswith(".bpmn") and outline(body).has_diagram
    ]


def _of_diagram(file: str, body: bytes, results: list[ScenarioResult]) -> DiagramCoverage:
    drawn = picture(body)
    elements, flows = [each.elements for each in results], [each.flows for each in results]
    return DiagramCoverage(
        file=file,
        key=drawn.key,
        name_th=drawn.name,
        name_en=drawn.name_en,
        elements=tuple(
            _covered(drawn.key, (each.element_id, drawn.names.get(each.element_id)), elements)
            for each in drawn.shapes
            if each.kind not in _LEFT_OUT and not each.kind.startswith("data")
        ),
        flows=tuple(
            _covered(drawn.key, (each.element_id, _flow_name(drawn.names, each)), flows)
            for each in drawn.lines
            if each.kind == "sequenceFlow"
        ),
    )


def _covered(
    diagram: str, called: tuple[str, tuple[str, str, str] | None], passes: list[Passed]
) -> Covered:
    identity, named = called
    kind, name_th, name_en = named or ("", identity, identity)
    counts = [each.get((diagram, identity), 0) for each in passes]
    return Covered(
        id=identity,
        kind=kind,
        name_th=name_th,
        name_en=name_en,
        times=sum(counts),
        scenarios=sum(bool(each) for each in counts),
    )


def _flow_name(names: Mapping[str, tuple[str, str, str]], line: Line) -> tuple[str, str, str]:
    """Return what a flow is called: from where to where, and what is written on it."""
    ends = [names.get(each, ("", each, each)) for each in (line.source, line.target)]
    th, en = (f"{ends[0][at]} → {ends[1][at]}" for at in (1, 2))
    note = f" ({line.name})" if line.name else ""
    return ("sequenceFlow", f"{th}{note}", f"{en}{note}")
