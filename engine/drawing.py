"""What a diagram looks like: the places of its shapes and lines. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Box: TypeAlias = tuple[float, float, float, float]
"""x, y, width, height, in the diagram's own units."""
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An element with a place. `kind` is its BPMN tag; `sign` what it shows inside.

    `label_box`: where its name stands when that is beside it. `attached_to`, `is_interrupting`: of
    a boundary event.
    """

    element_id: str
    kind: str
    name: str
    name_en: str
    box: Box
    sign: str = ""
    label_box: Box | None = None
    attached_to: str | None = None
    is_interrupting: bool = True
    is_expanded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A flow between two elements."""

    element_id: str
    kind: str
    name: str
    source: str
    target: str
    points: tuple[Point, ...]
    label_box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A process as it is drawn; `shapes` in the order in which they lie over one another."""

    key: str
    name: str
    name_en: str
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    names: Mapping[str, tuple[str, str, str]]
    """Kind, Thai and English name of every element, drawn or not."""

    @property
    def bounds(self) -> Box:
        """The smallest box around everything; (0, 0, 0, 0) of a diagram without places."""
        boxes = [shape.box for shape in self.shapes]
        boxes += [shape.label_box for shape in self.shapes if shape.label_box]
        boxes += [line.label_box for line in self.lines if line.label_box]
        boxes += [(x, y, 0, 0) for line in self.lines for x, y in line.points]
        if not boxes:
            return (0, 0, 0, 0)
        left, top = min(x for x, *_ in boxes), min(y for _, y, *_ in boxes)
        right = max(x + width for x, _, width, _ in boxes)
        bottom = max(y + height for _, y, _, height in boxes)
        return (left, top, right - left, bottom - top)
