"""Which variables are surely set where, on every way that a case can have come.

Sets of names are bits of whole numbers, so that thousands of elements cost little. What cannot be
reached is taken to have every variable; a diagram in a loop settles from above.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, reduce
from typing import Final

from engine.errors import ExpressionInvalid
from engine.execution.rules.asides import other_halves
from engine.execution.rules.asks import Asks, asked
from engine.execution.rules.makes import Makes, collected, made_by, made_within
from engine.execution.rules.reading import (
    ACTIVITIES,
    SPLITTING,
    Diagram,
    Scope,
    children,
    identity,
    is_interrupting,
    kind_of,
    text_of,
)
from engine.execution.vocabulary import Element, local_name
from engine.expressions import parse

MOST_STEPS: Final = 60_000
"""So often elements are looked at; a diagram that needs more is not judged, and that is said."""
_CHOOSING: Final = SPLITTING | {"eventBasedGateway", "complexGateway"}
_NOT: Final = "not "
_INWARD: Final = frozenset({"error", "escalation"})


@dataclass(frozen=True, slots=True)
class Way:
    """From one element to the next; the flow drawn between them, if there is one.

    `early`: it is gone before its source has ended: into a sub-process, or to a boundary event.
    """

    source: str
    target: str
    flow: str = ""
    early: bool = False


@dataclass
class DataFlow:
    """The elements of a diagram, what they make and ask for, and what is surely set where."""

    diagram: Diagram
    complete: bool = True
    """False when there was too much to look at: then nothing is known."""
    before: dict[str, int] = field(default_factory=dict)
    """By element: what is surely set when it is reached."""
    _surely: dict[str, int] = field(default_factory=dict)
    _passed: dict[str, int] = field(default_factory=dict)
    _within: dict[str, int] = field(default_factory=dict)
    _steps: int = 0

    def __post_init__(self) -> None:
        self.asks: dict[str, list[Asks]] = asked(self.diagram)
        self.nodes = {identity(node): node for node in self.diagram.nodes}
        self.makes: dict[str, Makes] = {
            name: made_by(self.diagram, node) for name, node in self.nodes.items()
        }
        self._said = _facts(self.diagram.scopes)
        asked_for = {n for group in self.asks.values() for each in group for n in each.names}
        facts = {fact for said in self._said.values() for fact in said}
        known = [*sorted(asked_for), *sorted(facts)]
        self._bits = {name: 1 << number for number, name in enumerate(known)}
        self._all = (1 << len(known)) - 1
        self._facts = self.bits(facts)
        self._settle()

    def bits(self, names: Iterable[str]) -> int:
        """Return a set of names as bits; names that nobody asks for are left out."""
        return reduce(int.__or__, (self._bits.get(name, 0) for name in names), 0)

    def names(self, bits: int) -> list[str]:
        """Return which names a set of bits stands for."""
        return [name for name, bit in self._bits.items() if bits & bit]

    def makers(self, name: str) -> list[str]:
        """Return the elements that make a variable."""
        return self._makers.get(name, [])

    @cached_property
    def _makers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for node, element in self.nodes.items():
            for name in self.makes[node].names | collected(element):
                found[name].append(node)
        return dict(found)

    @property
    def open(self) -> list[str]:
        """The elements that may bring variables that nobody has told of."""
        return [node for node, makes in self.makes.items() if makes.is_open]

    def into(self, name: str) -> list[Way]:
        """Return the ways into an element."""
        return self._into.get(name, [])

    def after(self, name: str) -> int:
        """Return what is surely set when an element is left."""
        return self.before.get(name, self._all) | self._surely.get(name, 0)

    def along(self, way: Way) -> int:
        """Return what is surely set when a way has been gone."""
        if way.early:
            return self.before.get(way.source, self._all)
        return self.after(way.source) | self._of(way.flow)

    def goes_along_with(self, maker: str, node: str) -> bool:
        """Whether what was decided on the way to a maker was decided, or asked again, here too.

        Then the two may well go together, such as a letter of refusal and an end called refused.
        """
        here = self.before.get(node, 0) & self._facts
        decided = self.before.get(maker, 0) & self._facts
        asked = {about for fact in self.names(here) for about in _about(fact)}
        missing = self.names(decided & ~here)
        return bool(decided) and all(asked & _about(fact) for fact in missing)

    def seen_only_within(self, name: str) -> int:
        """Return what only the rounds of this element, or of one around it, know."""
        if name not in self._within:
            node = self.nodes.get(name)
            around = None if node is None else node.getparent()
            known = 0 if around is None else self.seen_only_within(identity(around))
            self._within[name] = known | (0 if node is None else self.bits(made_within(node)))
        return self._within[name]

    @cached_property
    def _unmade(self) -> int:
        """What is asked for and made by nobody: it can only come from outside."""
        return self._all & ~self.bits(self._makers) & ~self._facts

    def _of(self, name: str) -> int:
        """What a node or flow asks for is there once it has been passed; so is what a flow says."""
        if name not in self._passed:
            group = [each for each in self.asks.get(name, ()) if not each.is_after]
            asked = self.bits(given for each in group for given in each.surely | each.tested)
            known = asked & ~self.seen_only_within(name)
            self._passed[name] = known | self.bits(self._said.get(name, ()))
        return self._passed[name]

    def _own(self, name: str) -> int:
        makes = self.makes[name]
        own = self.bits(makes.names | collected(self.nodes[name])) | self._of(name)
        if makes.is_anything:
            return self._all & ~self._facts
        return own | (self._unmade if makes.is_open else 0)

    @cached_property
    def _into(self) -> dict[str, list[Way]]:
        found: dict[str, list[Way]] = defaultdict(list)
        scopes = {identity(scope.element): scope for scope in self.diagram.scopes}
        for scope in self.diagram.scopes:
            for way in _ways(scope, scopes):
                if way.source in self.nodes and way.target in self.nodes:
                    found[way.target].append(way)
        return found

    @cached_property
    def out_of(self) -> dict[str, list[Way]]:
        """The ways out of each element."""
        found: dict[str, list[Way]] = defaultdict(list)
        for ways in self._into.values():
            for way in ways:
                found[way.source].append(way)
        return found

    def _settle(self) -> None:
        for scope in reversed(self.diagram.scopes):
            self._look_ahead(scope)
        waiting = deque(self.nodes)
        queued = set(waiting)
        while waiting:
            name = waiting.popleft()
            queued.discard(name)
            self._steps += 1
            if self._steps > MOST_STEPS:
                self.complete = False
                return
            known = self._reached_with(name)
            if known != self.before.get(name, self._all) or name not in self.before:
                self.before[name] = known
                fresh = [way.target for way in self.out_of.get(name, ())]
                waiting.extend(each for each in fresh if each not in queued)
                queued.update(fresh)

    def _reached_with(self, name: str) -> int:
        ways = self.into(name)
        known = [self.along(way) for way in ways]
        if not known:
            begins = local_name(self.nodes[name]) == "startEvent"
            return 0 if begins else self._all
        joins = local_name(self.nodes[name]) == "parallelGateway"
        return reduce(int.__or__ if joins else int.__and__, known)

    def _look_ahead(self, scope: Scope) -> None:
        """Work out what each element, and all that follows it in its scope, surely sets."""
        ahead = dict.fromkeys(scope.nodes, self._all)
        for name in scope.nodes:
            self._surely[name] = self._surely.get(name, 0) | self._own(name)
        waiting = deque(reversed(list(scope.nodes)))
        queued = set(waiting)
        while waiting and self._steps <= MOST_STEPS:
            name = waiting.popleft()
            queued.discard(name)
            self._steps += 1
            known = self._ahead_of(scope, name, ahead)
            if known != ahead[name]:
                ahead[name] = known
                back = [way.source for way in self.into(name) if way.source in ahead]
                waiting.extend(each for each in back if each not in queued)
                queued.update(back)
        if self.nodes.get(identity(scope.element)) is not None:
            begins = [ahead[identity(start)] for start in scope.of("startEvent")]
            self._surely[identity(scope.element)] = reduce(int.__and__, begins, self._all)

    def _ahead_of(self, scope: Scope, name: str, ahead: dict[str, int]) -> int:
        node = scope.nodes[name]
        if local_name(node) == "endEvent":
            return self._all if kind_of(node) == "error" else self._surely[name]
        ways = [way for way in self.out_of.get(name, ()) if way.target in ahead]
        onward = [ahead[w.target] | self._of(w.flow) for w in ways if not w.early]
        meet = int.__and__ if local_name(node) in _CHOOSING else int.__or__
        known = self._surely[name] | (reduce(meet, onward) if onward else 0)
        for event in scope.boundaries(node) if local_name(node) in ACTIVITIES else ():
            if is_interrupting(event):
                known &= ahead[identity(event)]
        return known


def _facts(scopes: Iterable[Scope]) -> dict[str, frozenset[str]]:
    """Return what each flow out of a choice says: its condition, or that no other one holds.

    Two choices by the same condition go the same way, unless what it asks for changes in between,
    which is not looked at: it is enough to tell an analyst nothing that is not so.
    """
    found: dict[str, frozenset[str]] = {}
    for scope in scopes:
        for gateway in scope.of(*SPLITTING):
            said = {identity(flow): _condition(flow) for flow in scope.outgoing(gateway)}
            default = frozenset(_NOT + text for text in said.values() if text)
            for name, text in said.items():
                found[name] = frozenset({text}) if text else default
    return found


@lru_cache(1024)
def _about(fact: str) -> frozenset[str]:
    """Return what a condition is about: variables, and what is asked inside them."""
    try:
        expression = parse(fact.removeprefix(_NOT))
    except ExpressionInvalid:
        return frozenset()
    inside = {f"{name}.{key}" for name, key in expression.paths}
    whole = expression.names - {name for name, _ in expression.paths}
    return frozenset(inside | whole | expression.defined)


def _condition(flow: Element) -> str:
    written = next(iter(children(flow, "conditionExpression")), None)
    return " ".join(text_of(written).split())


def _ways(scope: Scope, scopes: Mapping[str, Scope]) -> Iterator[Way]:
    """Yield every way of a scope: flows, links, to boundary events, and into its sub-processes."""
    for flow in scope.flows:
        yield Way(flow.get("sourceRef", ""), flow.get("targetRef", ""), identity(flow))
    for name, node in scope.nodes.items():
        yield from (Way(name, identity(other)) for other in other_halves(scope, node))
        starts = scopes[name].of("startEvent") if name in scopes else []
        yield from (Way(name, identity(start), early=True) for start in starts)
    for event in scope.of("boundaryEvent"):
        yield from _to_boundary(event, scopes.get(event.get("attachedToRef", "")))


def _to_boundary(event: Element, inside: Scope | None) -> Iterator[Way]:
    throwers = [] if inside is None else list(_throwers(event, inside))
    yield from (Way(source, identity(event)) for source in throwers)
    if not throwers:
        yield Way(event.get("attachedToRef", ""), identity(event), early=True)


def _throwers(event: Element, inside: Scope) -> Iterator[str]:
    """Yield from where an error or escalation can come; anything else may come at any time."""
    kind = kind_of(event)
    if kind in _INWARD:
        for node in inside.of("endEvent", "intermediateThrowEvent"):
            if kind_of(node) == kind:
                yield identity(node)
