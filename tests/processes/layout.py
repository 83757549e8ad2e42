"""What a designer would find wrong in a diagram's drawing, read from its diagram interchange."""

from itertools import combinations, pairwise
from typing import NamedTuple

from lxml import etree

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_WAY = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
_AROUND = {"participant", "lane", "subProcess", "group"}
_SLACK = 2


class Box(NamedTuple):
    """Where a shape or label lies, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other):
        return (
            self.left + _SLACK < other.right
            and other.left + _SLACK < self.right
            and self.top + _SLACK < other.bottom
            and other.top + _SLACK < self.bottom
        )

    def holds(self, other):
        return (
            self.left <= other.left + _SLACK
            and other.right <= self.right + _SLACK
            and self.top <= other.top + _SLACK
            and other.bottom <= self.bottom + _SLACK
        )

    def is_cut_by(self, start, end):
        """Whether a straight, level or upright piece of a line runs through the box."""
        line = Box(*map(min, start, end), *map(max, start, end))
        inner = Box(self.left + 3, self.top + 3, self.right - 3, self.bottom - 3)
        return (
            line.left < inner.right
            and inner.left < line.right
            and line.top < inner.bottom
            and inner.top < line.bottom
        )


class Drawing:
    """A diagram's shapes, labels and lines."""

    def __init__(self, xml):
        root = etree.fromstring(xml)
        self.element = {e.get("id"): e for e in root.iter(etree.Element) if e.get("id")}
        self.kind = {key: etree.QName(e).localname for key, e in self.element.items()}
        self.shapes, self.labels, self.lines = {}, {}, {}
        for shape in root.iter(f"{_DI}BPMNShape"):
            self.shapes[shape.get("bpmnElement")] = _box(shape.find(f"{_DC}Bounds"))
            self._label(shape)
        for edge in root.iter(f"{_DI}BPMNEdge"):
            points = [(float(p.get("x")), float(p.get("y"))) for p in edge.iter(_WAY)]
            self.lines[edge.get("bpmnElement")] = points
            self._label(edge)

    def _label(self, drawn):
        bounds = drawn.find(f"{_DI}BPMNLabel/{_DC}Bounds")
        if bounds is not None:
            self.labels[drawn.get("bpmnElement")] = _box(bounds)

    def small(self):
        """Return the shapes that hold no others: tasks, events, gateways."""
        return {
            key: box
            for key, box in self.shapes.items()
            if self.kind[key] not in _AROUND and self.kind[key] != "textAnnotation"
        }

    def flows(self):
        kinds = {"sequenceFlow", "messageFlow"}
        return {key: line for key, line in self.lines.items() if self.kind[key] in kinds}

    def ends(self, flow):
        return {self.element[flow].get("sourceRef"), self.element[flow].get("targetRef")}


def _box(bounds):
    x, y, w, h = (float(bounds.get(name)) for name in ("x", "y", "width", "height"))
    return Box(x, y, x + w, y + h)


def problems(xml):
    """Return what is wrong, a sentence each; an empty list when nothing is."""
    drawing = Drawing(xml)
    return [
        *_undrawn(drawing),
        *_outside(drawing),
        *_overlapping(drawing),
        *_cut_shapes(drawing),
        *_covered_labels(drawing),
        *_covered_notes(drawing),
    ]


def _undrawn(drawing):
    drawn = drawing.shapes.keys() | drawing.lines.keys()
    for key, element in drawing.element.items():
        is_node = element.find(f"{_BPMN}incoming") is not None
        is_node = is_node or element.find(f"{_BPMN}outgoing") is not None
        is_line = drawing.kind[key] in {"sequenceFlow", "messageFlow", "association"}
        if (is_node or is_line) and key not in drawn:
            yield f"{key} is not drawn"


def _outside(drawing):
    for key, box in drawing.small().items():
        parent = drawing.element[key].getparent()
        around = drawing.shapes.get(parent.get("id", ""))
        if around is not None and drawing.kind[key] != "boundaryEvent" and not around.holds(box):
            yield f"{key} lies outside {parent.get('id')}"
    for lane in (key for key, kind in drawing.kind.items() if kind == "lane"):
        for ref in drawing.element[lane].iter(f"{_BPMN}flowNodeRef"):
            box, kind = drawing.shapes[ref.text], drawing.kind[ref.text]
            if kind != "subProcess" and not drawing.shapes[lane].holds(box):
                yield f"{ref.text} lies outside its lane {lane}"


def _overlapping(drawing):
    for (one, box), (other, its) in combinations(drawing.small().items(), 2):
        attached = {drawing.element[k].get("attachedToRef") for k in (one, other)}
        if box.overlaps(its) and not attached & {one, other}:
            yield f"{one} and {other} overlap"


def _cut_shapes(drawing):
    for flow, points in drawing.flows().items():
        for key, box in drawing.small().items():
            attached = {drawing.element[end].get("attachedToRef") for end in drawing.ends(flow)}
            if key in drawing.ends(flow) or key in attached:
                continue
            pieces = pairwise(points)
            if any(box.is_cut_by(start, end) for start, end in pieces):
                yield f"{flow} runs through {key}"


def _covered_labels(drawing):
    for key, label in drawing.labels.items():
        for other, box in drawing.small().items():
            if other != key and label.overlaps(box):
                yield f"the label of {key} lies on {other}"
        yield from _crossed(drawing, key, label)
    for (one, box), (other, its) in combinations(drawing.labels.items(), 2):
        if box.overlaps(its):
            yield f"the labels of {one} and {other} overlap"


def _covered_notes(drawing):
    for key, note in drawing.shapes.items():
        if drawing.kind[key] == "textAnnotation":
            for other, box in {**drawing.small(), **drawing.labels}.items():
                if note.overlaps(box):
                    yield f"the note {key} lies on {other}"


def _crossed(drawing, key, label):
    for flow, points in drawing.flows().items():
        if flow != key and any(label.is_cut_by(*piece) for piece in pairwise(points)):
            yield f"the label of {key} is crossed by {flow}"
