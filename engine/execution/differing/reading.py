"""A diagram as what can be compared: each element with its properties, its ends and its place.

Every attribute and every text is read, known to us or not: what is not compared could change
without anybody being told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.execution.vocabulary import (
    BPMN,
    XSI,
    Element,
    bpmn,
    bpmndi,
    local_name,
    namespace,
)
from engine.execution.xml import read as read_xml

_OWN: Final = frozenset(
    {
        *("process", "participant", "messageFlow", "lane", "sequenceFlow", "association", "task"),
        *("textAnnotation", "group", "dataObject", "dataObjectReference", "dataStoreReference"),
        *("subProcess", "transaction", "adHocSubProcess", "callActivity"),
    }
)
_ENDS: Final = frozenset(
    {"sourceRef", "targetRef", "attachedToRef", "default", "processRef", "dataObjectRef"}
)
_DERIVED: Final = frozenset({"incoming", "outgoing", "flowNodeRef", "laneSet", "childLaneSet"})
_DEFAULTS: Final = frozenset(
    {
        *(("cancelActivity", "true"), ("isInterrupting", "true"), ("isSequential", "false")),
        *(("triggeredByEvent", "false"), ("isCollection", "false"), ("isForCompensation", "false")),
    }
)
"""What an attribute means that is not written: modellers write it or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """An element: `ends` is what it refers to, `order` its flows as they are tried."""

    id: str
    kind: str
    name: str
    name_en: str
    properties: Mapping[str, str]
    ends: Mapping[str, str]
    order: tuple[str, ...]
    place: tuple[str, ...]


def read(xml: bytes) -> dict[str, Drawn]:
    """Return every element of a diagram by its id.

    Raises:
        ValueError: it cannot be read as BPMN.
    """
    root, problems = read_xml(xml, "", len(xml))
    if root is None:
        raise ValueError(problems[0].message_en)
    named = {node.get("id", ""): _called(node) for node in root.iter(f"{{{BPMN}}}*")}
    lanes = _lanes(root)
    places = _places(root)
    orders = _orders(root)
    return {
        (name := node.get("id", "")): Drawn(
            id=name,
            kind=local_name(node),
            name=node.get("name", ""),
            name_en=_english(node),
            properties=dict(_properties(node, "", named)),
            ends=_ends(node, lanes),
            order=orders.get(name, ()),
            place=places.get(name, ()),
        )
        for node in root.iter(f"{{{BPMN}}}*")
        if _is_own(node)
    }


def _is_own(node: Element) -> bool:
    kind = local_name(node)
    is_kind = kind in _OWN or kind.endswith(("Task", "Gateway", "Event"))
    return namespace(node) == BPMN and is_kind and node.get("id") is not None


def _called(node: Element) -> str:
    """Return what a message, signal, error … is known by outside the file."""
    code = node.get("errorCode") or node.get("escalationCode") or ""
    said = str(node.get("name") or node.get("value") or node.get("id") or "")
    return f"{said} ({code})" if code else said


def _english(node: Element) -> str:
    attributes = {str(key).rpartition("}")[2]: value for key, value in node.attrib.items()}
    return str(attributes.get("nameEn", ""))


def _properties(node: Element, path: str, named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, value in node.attrib.items():
        name = str(key).rpartition("}")[2]
        skipped = name == "id" or str(key).startswith(f"{{{XSI}}}") or (not path and name in _ENDS)
        if not skipped and (name, value) not in _DEFAULTS:
            yield f"{path}@{name}", _referred(name, str(value), named)
    if text := (node.text or "").strip():
        yield path.rstrip("/"), text
    elif path and not len(node) and not set(node.attrib) - {"id"}:
        yield path.rstrip("/"), ""
    yield from _inside(node, path, named)


def _inside(node: Element, path: str, named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    seen: dict[str, int] = {}
    for child in node:
        name = local_name(child)
        if _is_own(child) or (namespace(child) == BPMN and name in _DERIVED):
            continue
        if name == "extensionElements":
            yield from _inside(child, path, named)
            continue
        word = f"{name}[{child.get('name')}]" if child.get("name") else name
        seen[word] = seen.get(word, 0) + 1
        number = f"[{seen[word]}]" if seen[word] > 1 else ""
        yield from _properties(child, f"{path}{word}{number}/", named)


def _referred(name: str, value: str, named: Mapping[str, str]) -> str:
    return named.get(value, value) if name.endswith("Ref") else value


def _ends(node: Element, lanes: Mapping[str, str]) -> dict[str, str]:
    found = {name: node.get(name, "") for name in sorted(_ENDS) if node.get(name)}
    if lane := lanes.get(node.get("id", "")):
        found["lane"] = lane
    around = next((each for each in node.iterancestors() if _is_own(each)), None)
    return found if around is None else {**found, "inside": around.get("id", "")}


def _lanes(root: Element) -> dict[str, str]:
    """Return the innermost lane of each element; nested lanes come later and win."""
    return {
        (reference.text or "").strip(): lane.get("id", "")
        for lane in root.iter(bpmn("lane"))
        for reference in lane.findall(bpmn("flowNodeRef"))
    }


def _orders(root: Element) -> dict[str, tuple[str, ...]]:
    """Return the flows out of each choice: the first whose condition holds is taken."""
    choices = {node.get("id") for node in root.iter(bpmn("exclusiveGateway"))}
    found: dict[str, tuple[str, ...]] = {}
    for flow in root.iter(bpmn("sequenceFlow")):
        if (source := flow.get("sourceRef", "")) in choices:
            found[source] = (*found.get(source, ()), flow.get("id", ""))
    return found


def _places(root: Element) -> dict[str, tuple[str, ...]]:
    """Return where each element is drawn: its bounds, its waypoints, its label's bounds."""
    drawn = [*root.iter(bpmndi("BPMNShape")), *root.iter(bpmndi("BPMNEdge"))]
    return {
        each.get("bpmnElement", ""): tuple(
            f"{name}={_number(str(value))}"
            for part in each.iter()
            for name, value in sorted(part.attrib.items())
            if name in ("x", "y", "width", "height")
        )
        for each in drawn
    }


def _number(value: str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value
