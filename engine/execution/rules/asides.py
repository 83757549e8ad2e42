"""What a diagram begins beside its main way: reminders and escalations that concern no others."""

from collections.abc import Iterator
from typing import Final

from engine.execution.rules.reading import Scope, definition_of, identity, is_interrupting, kind_of
from engine.execution.vocabulary import Element, local_name

ENDS_ALL: Final = frozenset({"terminate", "error"})
"""End events of these kinds end everything in their scope."""


def asides(scope: Scope) -> Iterator[str]:
    """Yield the boundary events that only begin something beside: a reminder, an escalation.

    They do not interrupt, and what they begin ends by itself: it joins nothing and ends nothing
    else. A token there has no say in what becomes of the others.
    """
    yield from (identity(event) for event, _ in _begun(scope))


def begun_aside(scope: Scope) -> frozenset[str]:
    """Return every element that only such an event leads to, itself included."""
    return frozenset[str]().union(*(begun for _, begun in _begun(scope)))


def reached(scope: Scope) -> set[str]:
    """Return every element that a token can get to; what is left out runs as if not drawn."""
    return _reached(scope, scope.of("startEvent"), gently=True)


def _begun(scope: Scope) -> Iterator[tuple[Element, set[str]]]:
    main = _reached(scope, scope.of("startEvent"), gently=False)
    for event in scope.of("boundaryEvent"):
        if not is_interrupting(event):
            begun = _reached(scope, [event], gently=True)
            if not begun & main and not any(map(_concerns_others, _nodes(scope, begun))):
                yield event, begun


def _reached(scope: Scope, begin: list[Element], *, gently: bool) -> set[str]:
    """Return what follows; `gently`: through boundary events that do not interrupt, too."""
    reached, waiting = set[str](), list(begin)
    while waiting:
        node = waiting.pop()
        if identity(node) in reached:
            continue
        reached.add(identity(node))
        waiting += _nodes(scope, {flow.get("targetRef", "") for flow in scope.outgoing(node)})
        waiting += [b for b in scope.boundaries(node) if gently or is_interrupting(b)]
        waiting += other_halves(scope, node)
    return reached


def _nodes(scope: Scope, names: set[str]) -> list[Element]:
    return [scope.nodes[name] for name in sorted(names) if name in scope.nodes]


def _concerns_others(node: Element) -> bool:
    kind = local_name(node)
    if kind == "endEvent":
        return kind_of(node) in ENDS_ALL
    return kind in {"parallelGateway", "inclusiveGateway", "complexGateway"}


def other_halves(scope: Scope, node: Element) -> list[Element]:
    """Return where a link goes on."""
    if local_name(node) != "intermediateThrowEvent" or (name := _link(node)) is None:
        return []
    return [each for each in scope.of("intermediateCatchEvent") if _link(each) == name]


def _link(event: Element) -> str | None:
    found = definition_of(event)
    is_link = found is not None and kind_of(event) == "link"
    return found.get("name") if found is not None and is_link else None
