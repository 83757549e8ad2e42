"""What decides where a diagram's tokens go, and what its messages bring: read from the XML."""

from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from engine.execution.vocabulary import BPMN, NS

_CONDITION: Final = "bpmn:conditionExpression"
_THROWN: Final = (
    ".//bpmn:sendTask[@messageRef] | .//*[self::bpmn:intermediateThrowEvent or self::bpmn:endEvent]"
    "/bpmn:messageEventDefinition[@messageRef]"
)
_OURS: Final = frozenset({"correlation", "applicant", "to_office", "optional"})
"""Inputs of a message that its receiver does not see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """An element whose flows have conditions: its id, and the conditions as they are written."""

    element_id: str
    conditions: tuple[str, ...]


def deciding(xml: bytes) -> list[Deciding]:
    """Return the elements of a sound diagram that choose between flows, in the order drawn."""
    found: dict[str, list[str]] = {}
    flows: Any = _tree(xml).iter(f"{{{BPMN}}}sequenceFlow")
    for flow in flows:
        for condition in flow.findall(_CONDITION, NS):
            found.setdefault(flow.get("sourceRef", ""), []).append(condition.text or "")
    return [Deciding(element_id=key, conditions=tuple(texts)) for key, texts in found.items()]


def thrown(xml: bytes) -> dict[str, tuple[str, ...]]:
    """Return the names of the values that each message of a sound diagram brings its receiver."""
    tree = _tree(xml)
    called = {m.get("id"): m.get("name") for m in tree.iter(f"{{{BPMN}}}message")}
    found: dict[str, tuple[str, ...]] = {}
    for node in tree.xpath(_THROWN, namespaces=NS):
        event = node.getparent() if node.tag.endswith("Definition") else node
        inputs = event.iterfind(".//camunda:inputParameter", NS)
        names = sorted({each.get("name") for each in inputs} - _OURS)
        found.setdefault(called.get(node.get("messageRef"), ""), tuple(names))
    return found


def _tree(xml: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(xml, parser)
