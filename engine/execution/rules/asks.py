"""Which variables an element asks for, where it is said, and when it is worked out."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from engine.errors import ExpressionInvalid
from engine.execution.rules.expressions import Place, places
from engine.execution.rules.makes import assignments
from engine.execution.rules.reading import Diagram, identity
from engine.execution.vocabulary import Element
from engine.expressions import Expression, parse, parts

_AFTER = frozenset({"completionCondition", "loopCondition", "khanton:outputElement"})
"""Worked out when a round has ended; all else when the element is reached."""
_BARE = frozenset({"camunda:collection", "khanton:outputElement", "loopCardinality"})
"""Expressions even without braces, as all of a deadline are."""
_UNASKED = frozenset({"deadline"})
"""`${deadline}` stands for the deadline itself (`rules.deadlines`)."""


@dataclass(frozen=True, slots=True)
class Asks:
    """One expression of an element, and the variables that it names.

    `surely`: those it cannot do without; `tested`: of which it asks whether there are any.
    """

    element: Element
    place: str
    names: frozenset[str]
    surely: frozenset[str]
    tested: frozenset[str]
    paths: frozenset[tuple[str, str]]
    settings: frozenset[str]
    is_after: bool = False


def asked(diagram: Diagram) -> dict[str, list[Asks]]:
    """Return what each node and flow asks for, by its id; what cannot be read asks for nothing."""
    found: dict[str, list[Asks]] = defaultdict(list)
    for place in places(diagram):
        for text in _expressions(place):
            try:
                expression = parse(text)
            except ExpressionInvalid:
                continue  # told by the rules on expressions
            found[identity(place.element)].append(_asks(place.element, place.name, expression))
    for task in diagram.of("scriptTask"):
        found[identity(task)] += _of_script(task)
    return dict(found)


def _expressions(place: Place) -> list[str]:
    """Return the expressions of a place; a script's are read line by line."""
    if place.name == "script":
        return []
    is_bare = place.name in _BARE or place.name.startswith("khanton:deadline")
    return parts(place.text) or ([place.text] if is_bare and place.text else [])


def _of_script(task: Element) -> Iterator[Asks]:
    """What a line has set is there for the lines below it."""
    made: set[str] = set()
    for line in assignments(task):
        yield _asks(task, "script", line.expression, frozenset(made))
        made.add(line.name)


def _asks(
    element: Element, place: str, expression: Expression, made: frozenset[str] = frozenset()
) -> Asks:
    without = expression.defined | made | _UNASKED
    return Asks(
        element=element,
        place=place,
        names=expression.names - without,
        surely=expression.surely - without,
        tested=expression.defined,
        paths=frozenset(path for path in expression.paths if path[0] not in without),
        settings=expression.settings,
        is_after=place in _AFTER,
    )
