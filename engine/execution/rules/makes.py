"""Which variables an element makes: by a form, a script, a service, a table or a message."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.errors import ExpressionInvalid
from engine.execution.rules.reading import (
    Diagram,
    children,
    definition_of,
    identity,
    inputs,
    kind_of,
    text_of,
)
from engine.execution.vocabulary import Element, camunda, khanton, local_name
from engine.expressions import Assignment, parse_script

GIVEN = frozenset({"applicant", "office", "business_key", "started_at", "filing_window"})
"""What the service sets when a case starts (`engine.starting`)."""
_POSTED = frozenset({"correlation", "applicant", "to_office", "optional"})
"""Names of ours in what a message carries (`engine.posting`): its receiver does not see them."""
_MANY = ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics")
_COUNTS: Final[set[str]] = {
    "loopCounter",
    "nrOfInstances",
    "nrOfCompletedInstances",
    "nrOfActiveInstances",
}
_FROM_OFFICE = "from_office"


@dataclass(frozen=True, slots=True)
class Makes:
    """What an element makes; `is_open`: it may bring variables that nobody has told of.

    `is_anything`: nobody has told what it brings at all, so it may bring what others make too.
    """

    names: frozenset[str] = frozenset()
    is_open: bool = False
    is_anything: bool = False


NOTHING = Makes()
OPEN = Makes(is_open=True)


def made_by(diagram: Diagram, node: Element) -> Makes:
    """Return what an element makes by itself, what lies in a sub-process not included."""
    maker = _MAKERS.get(local_name(node))
    return NOTHING if maker is None else maker(diagram, node)


def made_within(node: Element) -> frozenset[str]:
    """Return the variables that only the rounds of a repeated activity know."""
    loops = children(node, *_MANY)
    if not loops:
        return frozenset()
    own = {"loopCounter", "nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances"}
    return frozenset(
        own | {name for loop in loops if (name := loop.get(camunda("elementVariable")))}
    )


def collected(node: Element) -> frozenset[str]:
    """Return the list in which a repeated activity collects what its rounds give."""
    loops = children(node, *_MANY)
    return frozenset(name for loop in loops if (name := loop.get(khanton("outputCollection"))))


def assignments(task: Element) -> tuple[Assignment, ...]:
    """Return the lines of a script; none when it cannot be read, which another rule tells."""
    script = next(iter(children(task, "script")), None)
    try:
        return parse_script(script.text or "") if script is not None else ()
    except ExpressionInvalid:
        return ()


def payload(node: Element) -> frozenset[str]:
    """Return the names that a throwing element gives its message or signal."""
    return frozenset(inputs(node)) - _POSTED


def _user_task(diagram: Diagram, node: Element) -> Makes:
    made = diagram.known.made.forms.get(node.get(camunda("formKey"), ""))
    return OPEN if made is None else Makes(frozenset(made))


def _script(_: Diagram, node: Element) -> Makes:
    return Makes(frozenset(line.name for line in assignments(node)))


def _service(_: Diagram, node: Element) -> Makes:
    given = {name: text_of(each) for name, each in inputs(node).items()}
    counter = given.get("counter") or "number" if node.get(camunda("topic")) == "number" else ""
    into = given.get("into") or counter
    if "${" in into:
        return OPEN
    return Makes(frozenset({into} if into else ()))


def _table(diagram: Diagram, node: Element) -> Makes:
    made = diagram.known.made.tables.get(node.get(camunda("decisionRef"), ""))
    return OPEN if made is None else Makes(made)


def _message(diagram: Diagram, node: Element) -> Makes:
    kind = "message" if local_name(node) == "receiveTask" else kind_of(node)
    if kind not in {"message", "signal"}:
        return NOTHING
    made = diagram.known.made.messages.get(message_name(diagram, node, kind))
    if made is None:
        return Makes(is_open=True, is_anything=local_name(node) != "startEvent")
    return Makes(made | {_FROM_OFFICE})


def message_name(diagram: Diagram, node: Element, kind: str) -> str:
    """Return the name of the message or signal that an element throws or awaits."""
    definition = definition_of(node)
    source = node if definition is None else definition
    declared = diagram.declared(kind).get(source.get(f"{kind}Ref", ""))
    return "" if declared is None else declared.get("name", "")


def _start(diagram: Diagram, node: Element) -> Makes:
    around = node.getparent()
    if around is None or around not in diagram.executable:
        return NOTHING
    begun = _message(diagram, node)
    is_called = identity(around) in diagram.known.made.called
    return Makes(GIVEN | begun.names, begun.is_open or is_called, is_anything=is_called)


def thrown(diagram: Diagram) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield every message and signal that a diagram throws, with the names it carries."""
    for node in diagram.of("intermediateThrowEvent", "endEvent", "sendTask"):
        kind = "message" if local_name(node) == "sendTask" else kind_of(node)
        if kind in {"message", "signal"} and (name := message_name(diagram, node, kind)):
            yield name, payload(node)


_MAKERS: Mapping[str, Callable[[Diagram, Element], Makes]] = {
    "userTask": _user_task,
    "scriptTask": _script,
    "serviceTask": _service,
    "businessRuleTask": _table,
    "receiveTask": _message,
    "intermediateCatchEvent": _message,
    "boundaryEvent": _message,
    "startEvent": _start,
    "callActivity": lambda _diagram, _node: OPEN,
}
