"""Draws small diagrams as XML text: `process(nodes, flows)` makes the bytes of a BPMN file.

Attributes are given as keywords; `camunda_formKey="f"` is written `camunda:formKey="f"`, and
`khanton_role` `khanton:role`. No diagram interchange, unless `drawn` names elements with shapes.
"""

from collections.abc import Iterable
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from engine.execution.vocabulary import NS

_PREFIXES = ("camunda", "khanton", "xsi")


def element(tag: str, /, *inside: str, **attributes: str) -> str:
    """Return one element with its prefix written out, such as `camunda:inputOutput`."""
    return f"<{tag}{_written(attributes)}>{''.join(inside)}</{tag}>"


def node(kind: str, name: str, /, *inside: str, **attributes: str) -> str:
    """Return a BPMN element with this id; `inside` are its children, as XML."""
    return element(f"bpmn:{kind}", *inside, id=name, **attributes)


def start(name: str = "start", /, *inside: str, **attributes: str) -> str:
    """Return a start event."""
    return node("startEvent", name, *inside, **attributes)


def end(name: str = "end", /, *inside: str, **attributes: str) -> str:
    """Return an end event."""
    return node("endEvent", name, *inside, **attributes)


def user_task(name: str = "work", /, *inside: str, **attributes: str) -> str:
    """Return a user task of the promotion officers, unless its attributes say otherwise."""
    given = {"camunda_candidateGroups": "promo_officer", **attributes}
    return node("userTask", name, *inside, **given)


def script(name: str, text: str, /, **attributes: str) -> str:
    """Return a script task."""
    return node("scriptTask", name, element("bpmn:script", escape(text)), **attributes)


def event(kind: str, name: str, of: str, /, *inside: str, **attributes: str) -> str:
    """Return an event with one definition: `event("boundaryEvent", "late", "timer", …)`.

    The attributes are the event's, except those that end in `Ref`, which are the definition's.
    """
    refs = {key: value for key, value in attributes.items() if _is_reference(key)}
    own = {key: value for key, value in attributes.items() if key not in refs}
    definition = element(f"bpmn:{of}EventDefinition", *inside, **refs)
    return node(kind, name, definition, **own)


def time(kind: str, text: str, *extensions: str) -> str:
    """Return the inside of a timer definition: `time("timeDuration", "PT1H")`."""
    box = element("bpmn:extensionElements", *extensions) if extensions else ""
    return box + formal(kind, text)


def deadline(text: str = "${deadline}", kind_of_time: str = "timeDate", **attributes: str) -> str:
    """Return the inside of a timer definition that is a deadline of 15 working days."""
    given = {"rule": "working_days", "n": "15", "kind": "due", "basis": "คู่มือ ข้อ 1", **attributes}
    kept = {key.removesuffix("_"): value for key, value in given.items() if value}
    return time(kind_of_time, text, element("khanton:deadline", **kept))


def formal(tag: str, text: str, **attributes: str) -> str:
    """Return a BPMN expression element."""
    return element(f"bpmn:{tag}", escape(text), xsi_type="bpmn:tFormalExpression", **attributes)


def flow(source: str, target: str, condition: str | None = None, name: str = "") -> str:
    """Return a sequence flow, called `source_target` unless named."""
    inside = () if condition is None else (formal("conditionExpression", condition),)
    identity = name or f"{source}_{target}"
    return node("sequenceFlow", identity, *inside, sourceRef=source, targetRef=target)


def way(*names: str) -> list[str]:
    """Return the flows from each element to the next."""
    return [flow(source, target) for source, target in pairwise(names)]


def inputs(**parameters: str) -> str:
    """Return extension elements with camunda input parameters."""
    written = [
        element("camunda:inputParameter", escape(text), name=name)
        for name, text in parameters.items()
    ]
    box = element("camunda:inputOutput", *written)
    return element("bpmn:extensionElements", box)


def lane(name: str, /, *inside: str, **attributes: str) -> str:
    """Return a lane set of one lane around the elements with these ids."""
    references = [element("bpmn:flowNodeRef", each) for each in inside]
    return node("laneSet", f"{name}_set", node("lane", name, *references, **attributes))


def process(
    nodes: Iterable[str],
    flows: Iterable[str] = (),
    *,
    declared: str = "",
    drawn: Iterable[str] = (),
    **attributes: str,
) -> bytes:
    """Return a BPMN file with one executable process.

    `declared` stands beside the process (messages, signals …), `drawn` are the ids with shapes;
    the attributes are the process's: `id="example"` unless given.
    """
    given = {"id": "example", "isExecutable": "true", **attributes}
    body = element("bpmn:process", *nodes, *flows, **given)
    return definitions(declared + body + _diagram(given["id"], drawn))


def straight(*nodes: str, names: Iterable[str], declared: str = "") -> bytes:
    """Return a process that goes from its start through the named nodes to its end."""
    return process([start(), *nodes, end()], way("start", *names, "end"), declared=declared)


def definitions(content: str) -> bytes:
    """Return a BPMN file with this content."""
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
    opening = f'<bpmn:definitions{names} id="file" targetNamespace="https://khanton.example/test">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}{content}</bpmn:definitions>'.encode()


def _diagram(plane: str, drawn: Iterable[str]) -> str:
    bounds = element("dc:Bounds", x="0", y="0", width="100", height="80")
    shapes = [element("bpmndi:BPMNShape", bounds, id=f"{n}_di", bpmnElement=n) for n in drawn]
    if not shapes:
        return ""
    drawing = element("bpmndi:BPMNPlane", *shapes, id="plane", bpmnElement=plane)
    return element("bpmndi:BPMNDiagram", drawing, id="drawing")


def _is_reference(name: str) -> bool:
    return name.endswith("Ref") and name != "attachedToRef"


def _written(attributes: dict[str, str]) -> str:
    return "".join(f" {_name(key)}={quoteattr(value)}" for key, value in attributes.items())


def _name(key: str) -> str:
    prefix, _, rest = key.partition("_")
    return f"{prefix}:{rest}" if prefix in _PREFIXES and rest else key
