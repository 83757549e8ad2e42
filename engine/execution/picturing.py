"""Reads how a diagram is drawn (BPMN DI), for pictures made here."""

from typing import Any, Final

from lxml import etree

from engine.drawing import Box, Drawing, Line, Shape
from engine.execution.definition import executable
from engine.execution.vocabulary import BPMN, BPMNDI, KHANTON

_DC: Final = "http://www.omg.org/spec/DD/20100524/DC"
_DI: Final = "http://www.omg.org/spec/DD/20100524/DI"
_KINDS: Final = {
    "startEvent": ("จุดเริ่มต้น", "start"),
    "endEvent": ("จุดสิ้นสุด", "end"),
    "exclusiveGateway": ("จุดเลือกเส้นทาง", "decision"),
    "inclusiveGateway": ("จุดเลือกหลายเส้นทาง", "inclusive gateway"),
    "parallelGateway": ("จุดแยกหรือรวมเส้นทาง", "parallel gateway"),
    "eventBasedGateway": ("จุดรอเหตุการณ์", "event gateway"),
    "subProcess": ("กระบวนงานย่อย", "sub-process"),
}
_MULTI: Final = {"true": "in_a_row", "false": "at_once", None: "at_once"}


def picture(xml: bytes) -> Drawing:
    """Return how a deployed diagram is drawn."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    tree = etree.fromstring(xml, parser)
    process = executable(tree)
    nodes: dict[str, Any] = {
        str(node.get("id")): node for node in tree.iter(f"{{{BPMN}}}*") if node.get("id")
    }
    shapes = [_shape(di, nodes) for di in tree.iter(f"{{{BPMNDI}}}BPMNShape")]
    lines = [_line(di, nodes) for di in tree.iter(f"{{{BPMNDI}}}BPMNEdge")]
    return Drawing(
        key=process.get("id"),
        name=process.get("name") or process.get("id"),
        name_en=_english(process),
        shapes=tuple(each for each in shapes if each is not None),
        lines=tuple(each for each in lines if each is not None),
        names={
            node.get("id"): _named(node) for node in process.iter(f"{{{BPMN}}}*") if node.get("id")
        },
    )


def _shape(di: Any, nodes: dict[str, Any]) -> Shape | None:
    node, box = nodes.get(di.get("bpmnElement")), _box(di.find(f"{{{_DC}}}Bounds"))
    if node is None or box is None:
        return None
    kind = node.tag.rpartition("}")[2]
    return Shape(
        element_id=node.get("id"),
        kind=kind,
        name=_name(node, nodes),
        name_en=_english(node),
        box=box,
        sign=_sign(node, kind),
        label_box=_box(di.find(f"{{{BPMNDI}}}BPMNLabel/{{{_DC}}}Bounds")),
        attached_to=node.get("attachedToRef"),
        is_interrupting=node.get("cancelActivity") != "false",
        is_expanded=di.get("isExpanded") == "true",
    )


def _line(di: Any, nodes: dict[str, Any]) -> Line | None:
    node = nodes.get(di.get("bpmnElement"))
    points = tuple(
        (float(each.get("x")), float(each.get("y"))) for each in di.iter(f"{{{_DI}}}waypoint")
    )
    if node is None or not points:
        return None
    return Line(
        element_id=node.get("id"),
        kind=node.tag.rpartition("}")[2],
        name=node.get("name") or "",
        source=node.get("sourceRef") or "",
        target=node.get("targetRef") or "",
        points=points,
        label_box=_box(di.find(f"{{{BPMNDI}}}BPMNLabel/{{{_DC}}}Bounds")),
    )


def _box(bounds: Any) -> Box | None:
    if bounds is None:
        return None
    x, y, width, height = (float(bounds.get(name)) for name in ("x", "y", "width", "height"))
    return (x, y, width, height)


def _name(node: Any, nodes: dict[str, Any]) -> str:
    """Return what is written on an element: a note's text, a group's category, else its name."""
    if (text := node.find(f"{{{BPMN}}}text")) is not None:
        return (text.text or "").strip()
    if (category := nodes.get(node.get("categoryValueRef"))) is not None:
        return category.get("value") or ""
    return node.get("name") or ""


def _named(node: Any) -> tuple[str, str, str]:
    """Return kind, Thai and English name; what has no name is called by its kind, else its id."""
    kind, identity = node.tag.rpartition("}")[2], node.get("id")
    called = _KINDS.get(kind, (identity, identity))
    thai = node.get("name") or called[0]
    return kind, thai, node.get(f"{{{KHANTON}}}nameEn") or node.get("name") or called[1]


def _english(node: Any) -> str:
    return node.get(f"{{{KHANTON}}}nameEn") or node.get("name") or node.get("id") or ""


def _sign(node: Any, kind: str) -> str:
    """Return what stands inside: the event's definition, or how an activity is repeated."""
    for child in node:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if tag.endswith("EventDefinition"):
            return tag.removesuffix("EventDefinition")
        if tag == "standardLoopCharacteristics":
            return "again"
        if tag == "multiInstanceLoopCharacteristics":
            return _MULTI[child.get("isSequential")]
    return kind.removesuffix("Gateway") if kind.endswith("Gateway") else ""
