"""What messages carry: which values whoever throws one gives to whoever receives it."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from engine.execution.elements import read as elements_of
from engine.execution.vocabulary import Element, bpmn

_ADDRESS: Final = frozenset({"correlation", "applicant", "to_office", "optional"})
"""Inputs that say whom a message is for; the others are variables of the receiver."""
_THROWERS: Final = ("sendTask", "intermediateThrowEvent", "endEvent")


def messages_sent(xml: bytes) -> dict[str, frozenset[str]]:
    """Return by a message's name what this diagram gives with it; nothing if it cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    names = {each.get("id", ""): each.get("name", "") for each in root.iter(bpmn("message"))}
    found: dict[str, frozenset[str]] = {}
    for reference, given in _thrown(root):
        if name := names.get(reference):
            found[name] = found.get(name, frozenset()) | given
    return found


def _thrown(root: Element) -> Iterator[tuple[str, frozenset[str]]]:
    for process in root.iter(bpmn("process")):
        inputs = {name: frozenset(each.inputs) for name, each in elements_of(process).items()}
        for node in process.iter(
            bpmn("sendTask"), bpmn("intermediateThrowEvent"), bpmn("endEvent")
        ):
            for definition in (node, *node.iterfind(bpmn("messageEventDefinition"))):
                if reference := definition.get("messageRef"):
                    yield reference, inputs.get(node.get("id", ""), frozenset()) - _ADDRESS
