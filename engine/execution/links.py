"""Link events: the manuals' off-page connectors. A throw and its catch become one sequence flow.

SpiffWorkflow ends the process at a link throw event (spiffworkflow.md, section 2).
"""

from typing import Any

from lxml import etree

from engine.execution.vocabulary import BPMN, NS


def join_links(tree: Any) -> None:
    """Draw the flow that each pair of link events stands for, and make the events plain ones."""
    for scope in tree.iter(f"{{{BPMN}}}process", f"{{{BPMN}}}subProcess"):
        catches = {_link(e): e for e in scope.findall("bpmn:intermediateCatchEvent", NS)}
        for thrown in scope.findall("bpmn:intermediateThrowEvent", NS):
            name = _link(thrown)
            if name is not None and name in catches:
                _join(scope, thrown, catches[name])
        for name, caught in catches.items():
            if name is not None:
                _make_plain(caught)


def _link(event: Any) -> str | None:
    definition = event.find("bpmn:linkEventDefinition", NS)
    return None if definition is None else (definition.get("name") or event.get("name"))


def _join(scope: Any, thrown: Any, caught: Any) -> None:
    flow = etree.SubElement(scope, f"{{{BPMN}}}sequenceFlow")
    flow.set("id", f"link_{thrown.get('id')}")
    flow.set("sourceRef", thrown.get("id"))
    flow.set("targetRef", caught.get("id"))
    _make_plain(thrown)


def _make_plain(event: Any) -> None:
    event.tag = f"{{{BPMN}}}task"
    for definition in event.findall("bpmn:linkEventDefinition", NS):
        event.remove(definition)
