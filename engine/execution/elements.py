"""What the diagram says about each element beside its place in the flow, read from the XML.

SpiffWorkflow drops most of it: the `camunda:` attributes of a user task and all of our own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.execution.vocabulary import BPMN, CAMUNDA, KHANTON, NS

DEFAULT_PRIORITY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of a diagram, in our words."""

    id: str
    kind: str
    name: str
    name_en: str
    roles: tuple[str, ...]
    assignee: str | None
    form_key: str | None
    due: str | None
    priority: str
    topic: str | None
    basis: str
    rows: tuple[str, ...]
    inputs: Mapping[str, str] = field(default_factory=dict)
    attached_to: str | None = None
    """The activity on whose edge a boundary event sits."""
    within: tuple[str, ...] = ()
    """The sub-processes that it lies in, the innermost first."""
    deadline_kind: str | None = None
    """Of a timer that the office's calendar counts: due, reminder or repeat."""


def read(process: Any) -> dict[str, Element]:
    """Return every element of a process by its id, those of sub-processes included."""
    lanes = _roles_of_lanes(process)
    return {
        node.get("id"): _element(node, lanes)
        for node in process.iter(f"{{{BPMN}}}*")
        if node.get("id") is not None
    }


def flows(process: Any) -> dict[tuple[str, str], str]:
    """Return the id of each sequence flow by its ends."""
    return {
        (flow.get("sourceRef"), flow.get("targetRef")): flow.get("id")
        for flow in process.iter(f"{{{BPMN}}}sequenceFlow")
    }


def split_words(text: str | None) -> tuple[str, ...]:
    """Read a list written with commas or blanks."""
    return tuple((text or "").replace(",", " ").split())


def _roles_of_lanes(process: Any) -> dict[str, str]:
    """The role of the innermost lane for each element; nested lanes come later and win.

    What lies in a sub-process is in the lane of the sub-process: no lane names it again.
    """
    found = {}
    for lane in process.iter(f"{{{BPMN}}}lane"):
        if role := lane.get(f"{{{KHANTON}}}role"):
            for reference in lane.findall(f"{{{BPMN}}}flowNodeRef"):
                found[(reference.text or "").strip()] = role
    return found


def _element(node: Any, lanes: Mapping[str, str]) -> Element:
    identity = node.get("id")
    groups = split_words(node.get(f"{{{CAMUNDA}}}candidateGroups"))
    within = tuple(around.get("id") for around in node.iterancestors(f"{{{BPMN}}}subProcess"))
    lane = tuple(lanes[place] for place in (identity, *within) if place in lanes)[:1]
    deadline = node.find(".//khanton:deadline", NS) if node.tag.endswith("Event") else None
    return Element(
        id=identity,
        kind=node.tag.rpartition("}")[2],
        name=node.get("name") or identity,
        name_en=node.get(f"{{{KHANTON}}}nameEn") or node.get("name") or identity,
        roles=tuple(sorted(groups or lane)),
        assignee=node.get(f"{{{CAMUNDA}}}assignee"),
        form_key=node.get(f"{{{CAMUNDA}}}formKey"),
        due=node.get(f"{{{CAMUNDA}}}dueDate"),
        priority=node.get(f"{{{CAMUNDA}}}priority") or str(DEFAULT_PRIORITY),
        topic=node.get(f"{{{CAMUNDA}}}topic"),
        basis=node.get(f"{{{KHANTON}}}basis") or "",
        rows=split_words(node.get(f"{{{KHANTON}}}rows")),
        inputs=_inputs(node),
        attached_to=node.get("attachedToRef"),
        within=within,
        deadline_kind=None if deadline is None else deadline.get("kind", "due"),
    )


def _inputs(node: Any) -> dict[str, str]:
    path = "bpmn:extensionElements/camunda:inputOutput/camunda:inputParameter"
    places = [path, f"*/{path}"] if node.tag.endswith("Event") else [path]
    found = [parameter for place in places for parameter in node.iterfind(place, NS)]
    return {parameter.get("name"): (parameter.text or "").strip() for parameter in found}
