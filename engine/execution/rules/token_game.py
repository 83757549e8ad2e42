"""BPMN's token game of one scope, played in every way it can go, within bounds.

Conditions are not looked at: any way out of an exclusive gateway may be taken. Activities are black
boxes; what interrupts one may come, what does not interrupt it may come once. Ways that nothing
can part (a task after a task) are one *place*, so that few states say all.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final

from engine.execution.rules.asides import ENDS_ALL, asides, other_halves, reached
from engine.execution.rules.marking import (
    Marking,
    Move,
    Place,
    choices,
    marking_of,
    moved,
    subsets,
)
from engine.execution.rules.reading import (
    ACTIVITIES,
    GATEWAYS,
    Scope,
    identity,
    is_interrupting,
    kind_of,
)
from engine.execution.vocabulary import Element, local_name

MOST_STATES: Final = 4_000
"""So many states are looked at; a scope with more is not judged, and that is said."""
__all__ = ["MOST_STATES", "Game", "Marking", "Net", "Place", "marking_of"]

MOST_WORK: Final = 300_000
"""So many moves are tried; what is drawn to take long is not judged either."""
_MOST_MOVES: Final = 30_000
"""So many moves a scope may have."""
_MERGING: Final = frozenset({"exclusiveGateway", "eventBasedGateway"})


@dataclass(slots=True)
class Game:
    """What was seen when a scope was played in every way."""

    complete: bool = True
    seen: set[Marking] = field(default_factory=set)
    stuck: set[Marking] = field(default_factory=set)
    crowded: set[Place] = field(default_factory=set)


class Net:
    """A scope as places and moves."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._aside = set(asides(scope))
        self._live = reached(scope)
        self._of: dict[str, str] = {}
        self.moves: list[Move] = []
        self.too_wide = False
        """Whether it has more moves than are looked at: then nothing is found out."""
        self._draw()
        self._taking: dict[Place, list[Move]] = defaultdict(list)
        for move in self.moves:
            for place in {*move.takes, *move.optional}:
                self._taking[place].append(move)
        self._reach: dict[tuple[Place, str], frozenset[Place]] = {}
        self._work = 0

    def _into(self, node: Element) -> list[Element]:
        """Return the flows into an element by which a token can come: no join awaits another."""
        flows = self.scope.incoming(node)
        return [flow for flow in flows if flow.get("sourceRef") in self._live]

    def _draw(self) -> None:
        for node in self.scope.nodes.values():
            if self._is_plain(node):
                self._join(node)
            elif local_name(node) in _MERGING:
                self._merge(node)
        for node in self.scope.nodes.values():
            self.moves += self._bounded(self._moves_of(node))

    def place(self, name: str) -> Place:
        """Return the place that a flow (or the inside of an element) belongs to."""
        while (above := self._of.get(name, name)) != name:
            name = above
        return name

    def begin(self) -> Iterator[Marking]:
        """Yield how the scope may begin: by any one of its start events."""
        for start in self.scope.of("startEvent"):
            yield marking_of({self.place(_inside(start)): 1})

    def play(self, begun: Iterable[Marking] | None = None) -> Game:
        """Play every way, from the start or as begun; with too many states, give up and say so."""
        game = Game(complete=not self.too_wide)
        self._work = 0
        waiting = deque(self.begin() if begun is None else begun)
        if self.too_wide:
            return game
        while waiting:
            marking = waiting.popleft()
            if marking in game.seen:
                continue
            if len(game.seen) >= MOST_STATES or self._work > MOST_WORK:
                game.complete = False
                return game
            game.seen.add(marking)
            waiting.extend(self._after(marking, game))
        return game

    def standing(self, name: str, flow: str | None, armed: Collection[str]) -> Place:
        """Return the place of a token at an element, having come by a flow.

        `armed`: of its boundary events, those that have not happened yet.
        """
        node = self.scope.nodes[name]
        if self._is_plain(node):
            return self.place(_inside(node))
        if local_name(node) in ACTIVITIES and (guards := self._guards(node)):
            gentle = [identity(each) for each in guards if not is_interrupting(each)]
            return _inside_after(node, [each for each in gentle if each not in armed])
        ways = [identity(each) for each in self.scope.incoming(node)]
        return self.place(flow if flow in ways else ways[0])

    def takers(self, places: Collection[Place]) -> set[str]:
        """Return the elements that take tokens from these places."""
        found = {m.element for m in self.moves if {*m.takes, *m.optional} & set(places)}
        return found & self.scope.nodes.keys()

    def _after(self, marking: Marking, game: Game) -> Iterator[Marking]:
        tokens, goes_on = dict(marking), False
        game.crowded.update(place for place, count in marking if count > 1)
        for move in self._moves_from(tokens):
            self._work += 1 + len(move.optional)
            if self._may(move, tokens):
                goes_on = True
                yield moved(move, tokens)
        if not goes_on and marking and not self._goes_round(tokens):
            game.stuck.add(marking)

    def _goes_round(self, tokens: Mapping[Place, int]) -> bool:
        """Whether a token is in a loop without a way out: it moves, though it gets nowhere."""
        return not all(self._taking.get(place) for place in tokens)

    def _moves_from(self, tokens: Mapping[Place, int]) -> Iterator[Move]:
        """Yield once every move that takes from a place with a token."""
        if len(tokens) == 1:
            yield from self._taking[next(iter(tokens))]
            return
        seen: set[int] = set()
        for place in tokens:
            for move in self._taking[place]:
                if id(move) not in seen:
                    seen.add(id(move))
                    yield move

    def _may(self, move: Move, tokens: Mapping[Place, int]) -> bool:
        if any(tokens.get(place, 0) < move.takes.count(place) for place in move.takes):
            return False
        if not move.optional:
            return True
        there = [place for place in move.optional if tokens.get(place)]
        missing = [place for place in move.optional if not tokens.get(place)]
        return bool(there) and not any(
            self._is_coming(each, there, tokens, move) for each in missing
        )

    def _is_coming(
        self, empty: Place, there: list[Place], tokens: Mapping[Place, int], join: Move
    ) -> bool:
        """Whether a token may still come to an empty way in, and to no way in that has one."""
        for place in tokens:
            reach = self._reached_from(place, join.element)
            if place not in join.optional and empty in reach and not reach & set(there):
                return True
        return False

    def _reached_from(self, place: Place, join: str) -> frozenset[Place]:
        """Return the places a token may get to, itself included, without passing the join."""
        if (place, join) not in self._reach:
            self._reach[place, join] = self._reached_anew(place, join)
        return self._reach[place, join]

    def _reached_anew(self, place: Place, join: str) -> frozenset[Place]:
        found, waiting = set[Place](), [place]
        while waiting:
            here = waiting.pop()
            if here not in found:
                found.add(here)
                self._work += len(self._taking[here])
                for move in self._taking[here]:
                    if move.element != join:
                        waiting += move.puts
        return frozenset(found)

    def _is_plain(self, node: Element) -> bool:
        """Whether a token that comes in goes out again the only way there is."""
        if len(self.scope.outgoing(node)) != 1 or self._guards(node):
            return False
        kind = local_name(node)
        joins = kind in {"parallelGateway", "inclusiveGateway", "complexGateway"}
        return not joins or len(self._into(node)) <= 1

    def _join(self, node: Element) -> None:
        (out,) = self.scope.outgoing(node)
        for name in (_inside(node), *map(identity, self._into(node))):
            above, root = self.place(name), self.place(identity(out))
            self._of[above] = root

    def _merge(self, node: Element) -> None:
        """Whichever way a token comes to a choice, it may go on in the same ways."""
        names = list(map(identity, self._into(node)))
        for name in names[1:]:
            self._of[self.place(name)] = self.place(names[0])

    def _bounded(self, moves: Iterable[Move]) -> list[Move]:
        left = max(_MOST_MOVES - len(self.moves), 0)
        found = list(islice(moves, left + 1))
        self.too_wide = self.too_wide or len(found) > left
        return found[:left]

    def _moves_of(self, node: Element) -> Iterable[Move]:
        if self._is_plain(node):
            return ()
        kind = local_name(node)
        if kind in GATEWAYS:
            return self._of_gateway(node, kind)
        if kind in ACTIVITIES and self._guards(node):
            return chain(self._entering(node), self._of_guarded(node))
        return self._ending(node)

    def _guards(self, node: Element) -> list[Element]:
        """Return the boundary events of an activity that mean something to the rest."""
        return [each for each in self.scope.boundaries(node) if identity(each) not in self._aside]

    def _ways(self, flows: list[Element]) -> tuple[Place, ...]:
        return tuple(self.place(identity(flow)) for flow in flows)

    def _of_gateway(self, node: Element, kind: str) -> Iterator[Move]:
        name = identity(node)
        into, out = self._ways(self._into(node)), self._ways(self.scope.outgoing(node))
        if kind == "parallelGateway":
            yield Move(name, into or (self.place(_inside(node)),), out)
        elif kind == "inclusiveGateway":
            joins = len(into) > 1
            for flows in choices(self.scope.outgoing(node), node.get("default")):
                chosen = self._ways(flows)
                yield Move(name, () if joins else into, chosen, optional=into if joins else ())
        else:
            for place in dict.fromkeys(into):
                for way in out:
                    yield Move(name, (place,), (way,))

    def _entering(self, node: Element) -> Iterator[Move]:
        for place in self._ways(self._into(node)):
            yield Move(identity(node), (place,), (_inside(node),))

    def _of_guarded(self, node: Element) -> Iterator[Move]:
        """What may happen to an activity with boundary events, before and when it ends."""
        name, out = identity(node), self._ways(self.scope.outgoing(node))
        gentle = [b for b in self._guards(node) if not is_interrupting(b)]
        hard = [b for b in self._guards(node) if is_interrupting(b)]
        for fired in subsets([identity(each) for each in gentle]):
            inside = _inside_after(node, fired)
            yield Move(name, (inside,), out)
            for each in hard:
                yield Move(identity(each), (inside,), self._ways(self.scope.outgoing(each)))
            for each in gentle:
                if identity(each) not in fired:
                    after = _inside_after(node, [*fired, identity(each)])
                    puts = (after, *self._ways(self.scope.outgoing(each)))
                    yield Move(identity(each), (inside,), puts)

    def _ending(self, node: Element) -> Iterator[Move]:
        """An end, or an element whose flows all go at once; a link goes on at its other half."""
        ends_all = kind_of(node) in ENDS_ALL and local_name(node) == "endEvent"
        out = self._ways(self.scope.outgoing(node)) + self._linked(node)
        inside = (self.place(_inside(node)),) if local_name(node) == "startEvent" else ()
        for place in (*self._ways(self._into(node)), *inside):
            yield Move(identity(node), (place,), out, ends_all)

    def _linked(self, node: Element) -> tuple[Place, ...]:
        return tuple(self.place(_inside(each)) for each in other_halves(self.scope, node))


def _inside(node: Element) -> str:
    return f"in:{identity(node)}"


def _inside_after(node: Element, fired: list[str]) -> str:
    return "|".join([_inside(node), *sorted(fired)])
