"""A diagram with the way a case has taken, as the evidence's template draws it."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from engine.drawing import Box, Drawing, Line, Point, Shape
from engine.history.casefile import CaseFile, Diagram
from engine.replay import Timeline, ToldEvent, steps_of

LEGEND: Final = "สีน้ำเงิน = ผ่านแล้ว · สีส้ม = อยู่ที่นี่ / blue: passed, orange: here now"
_SIGNS: Final = {
    "exclusive": "×",
    "parallel": "+",
    "inclusive": "○",
    "eventBased": "◇",
    "timer": "◷",
    "message": "✉",
    "signal": "△",
    "error": "↯",
    "escalation": "▲",
    "terminate": "●",
    "conditional": "≡",
    "link": "→",
}


def pictures(case: CaseFile) -> list[dict[str, Any]]:
    """Return the case's diagrams with places, those without left out."""
    timeline = Timeline(case.events)
    last = timeline.at(len(case.events))
    found = []
    for diagram in case.diagrams:
        drawing = diagram.drawing
        if drawing.bounds[2] == 0:
            continue
        here = Counter(
            each.element_id
            for each in last.tokens.values()
            if _is_in(case, diagram, each.diagram, len(case.events))
            and each.element_id in drawing.names
        )
        found.append(_picture(drawing, here, _passed(case, diagram)))
    return found


def _passed(case: CaseFile, diagram: Diagram) -> set[str]:
    """Return the elements and flows of a diagram that a case went through."""
    return set(_touched(case, diagram, case.events)) & diagram.drawing.names.keys()


def _touched(case: CaseFile, diagram: Diagram, events: Iterable[ToldEvent]) -> Iterable[str]:
    places: dict[str, str | None] = {}
    for seq, step in ((event.seq, step) for event in events for step in steps_of(event)):
        if step.kind == "entered":
            places[step.token] = step.diagram
        if _is_in(case, diagram, places.get(step.token, step.diagram), seq):
            yield step.element_id
            yield step.flow or step.element_id


def _is_in(case: CaseFile, diagram: Diagram, told: str | None, seq: int) -> bool:
    """Whether what is told of a diagram may be this one; old histories do not say which.

    A case that was moved to another version left its traces in each of them.
    """
    own = case.diagrams[0].key
    if (told or own) != diagram.key:
        return False
    return diagram.key != own or diagram.version == case.version_at(seq)


def _picture(drawing: Drawing, here: Counter[str], passed: set[str]) -> dict[str, Any]:
    left, top, width, height = drawing.bounds
    return {
        "name": drawing.name,
        "legend": LEGEND,
        "width": width,
        "height": height,
        "shapes": [
            _shape(each, (left, top), (here[each.element_id], each.element_id in passed))
            for each in drawing.shapes
        ],
        "lines": [
            _line(each, (left, top), is_taken=each.element_id in passed) for each in drawing.lines
        ],
    }


def _shape(shape: Shape, origin: Point, state: tuple[int, bool]) -> dict[str, Any]:
    count, has_passed = state
    return {
        "kind": shape.kind,
        "look": _look(shape.kind),
        "name": shape.name,
        "sign": _SIGNS.get(shape.sign, ""),
        "box": _moved(shape.box, origin),
        "label_box": None if shape.label_box is None else _moved(shape.label_box, origin),
        "state": "here" if count else "passed" if has_passed else "",
        "count": count,
        "open": shape.is_expanded,
        "dashed": shape.kind == "boundaryEvent" and not shape.is_interrupting,
    }


def _line(line: Line, origin: Point, *, is_taken: bool) -> dict[str, Any]:
    return {
        "name": line.name,
        "points": [[x - origin[0], y - origin[1]] for x, y in line.points],
        "label_box": None if line.label_box is None else _moved(line.label_box, origin),
        "taken": is_taken,
        "solid": line.kind == "sequenceFlow" and len(line.points) > 1,
    }


def _look(kind: str) -> str:
    if kind in ("participant", "lane"):
        return "lane"
    looks = {"Event": "ring", "Gateway": "diamond", "Task": "task", "task": "task"}
    looks |= {"subProcess": "task", "callActivity": "task"}
    return next((look for ending, look in looks.items() if kind.endswith(ending)), "other")


def _moved(box: Box, origin: Point) -> list[float]:
    return [box[0] - origin[0], box[1] - origin[1], box[2], box[3]]
