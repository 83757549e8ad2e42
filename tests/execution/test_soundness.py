"""What the token game finds: deadlocks and ways that meet unawaited, drawn and at random."""

from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import shipped
from engine.execution import xml
from engine.execution.rules.reading import Diagram, Known, Scope, identity
from engine.execution.rules.soundness import tokens_get_through
from engine.execution.rules.token_game import MOST_STATES
from engine.execution.vocabulary import local_name
from tests.execution import blocks
from tests.execution import drawing as d

SPLITS = {"exclusive": "exclusiveGateway", "parallel": "parallelGateway"}


def diagram_of(body):
    root, problems = xml.read(body, "drawn.bpmn", 10_000_000)
    assert problems == []
    return Diagram(root, "drawn.bpmn", Known())


def found(body):
    return {(each.rule, each.element_id) for each in tokens_get_through(diagram_of(body))}


def two_ways(split, join):
    nodes = [d.start(), d.end(), d.user_task("a"), d.user_task("b"), d.user_task("after")]
    nodes += [d.node(split, "split"), d.node(join, "join")]
    ways = [("start", "split", "a", "join", "after", "end"), ("split", "b", "join")]
    return d.process(nodes, [flow for way in ways for flow in d.way(*way)])


def test_ways_joined_as_they_parted_are_sound():
    for kind in (*SPLITS.values(), "inclusiveGateway"):
        assert found(two_ways(kind, kind)) == set()


def test_a_parallel_join_behind_a_choice_waits_for_ever():
    assert found(two_ways("exclusiveGateway", "parallelGateway")) == {("deadlock", "join")}


def test_parallel_ways_that_meet_unawaited_are_told_where_they_meet():
    body = two_ways("parallelGateway", "exclusiveGateway")
    assert found(body) == {("not-synchronised", "join")}


def test_an_inclusive_join_waits_for_what_may_come_and_no_longer():
    assert found(two_ways("exclusiveGateway", "inclusiveGateway")) == set()
    assert found(two_ways("parallelGateway", "inclusiveGateway")) == set()
    assert found(two_ways("inclusiveGateway", "parallelGateway")) == {("deadlock", "join")}


def late(interrupts):
    """A task with a timer whose way meets the task's own."""
    timer = d.event(
        "boundaryEvent",
        "late",
        "timer",
        d.time("timeDuration", "PT1H"),
        attachedToRef="a",
        cancelActivity=str(interrupts).lower(),
    )
    nodes = [d.start(), d.end(), d.user_task("a"), timer, d.node("exclusiveGateway", "meet")]
    nodes.append(d.user_task("after"))
    return nodes, [*d.way("start", "a", "meet", "after", "end"), *d.way("late", "meet")]


def test_a_timer_beside_a_task_does_its_work_twice_and_one_that_interrupts_does_not():
    assert found(d.process(*late(interrupts=True))) == set()
    assert found(d.process(*late(interrupts=False))) == {("not-synchronised", "meet")}


def test_a_reminder_beside_a_task_concerns_nobody():
    nodes, flows = late(interrupts=False)
    flows = [flow for flow in flows if "late_meet" not in flow]
    nodes += [d.end("told"), d.node("sendTask", "tell")]
    assert found(d.process(nodes, [*flows, *d.way("late", "tell", "told")])) == set()


def test_a_terminate_end_ends_the_tokens_that_still_wait():
    nodes = [d.start(), d.node("parallelGateway", "split"), d.user_task("a"), d.user_task("b")]
    nodes += [d.end(), d.node("endEvent", "all", d.element("bpmn:terminateEventDefinition"))]
    flows = [*d.way("start", "split", "a", "end"), *d.way("split", "b", "all")]
    assert found(d.process(nodes, flows)) == set()


def test_too_many_ways_are_said_not_to_be_judged():
    ways = [f"w{number}" for number in range(14)]
    nodes = [
        d.start(),
        d.end(),
        d.node("parallelGateway", "split"),
        d.node("parallelGateway", "join"),
    ]
    flows = [*d.way("start", "split"), *d.way("join", "end")]
    for way in ways:
        nodes += [d.user_task(way), d.user_task(f"{way}_b"), d.node("exclusiveGateway", f"{way}_x")]
        flows += [*d.way("split", way, f"{way}_x", "join"), *d.way(f"{way}_x", f"{way}_b", way)]
    assert 2 ** len(ways) > MOST_STATES
    assert {rule for rule, _ in found(d.process(nodes, flows))} == {"too-many-ways"}


def reminded(count):
    """A task with so many timers beside it, whose ways all join."""
    names = [f"b{number}" for number in range(count)]
    timers = [
        d.event(
            "boundaryEvent",
            name,
            "timer",
            d.time("timeDuration", f"PT{number + 1}H"),
            attachedToRef="a",
            cancelActivity="false",
        )
        for number, name in enumerate(names)
    ]
    nodes = [d.start(), d.end(), d.user_task("a"), d.node("parallelGateway", "join"), *timers]
    flows = [flow for name in names for flow in d.way(name, "join")]
    return d.process(nodes, [*d.way("start", "a", "end"), *d.way("join", "end"), *flows])


def knotted(count):
    """Choices that all lead to each other."""
    names = [f"g{number}" for number in range(count)]
    flows = [d.flow(a, b, "${x}") for a in names for b in names if a != b]
    nodes = [d.start(), d.end(), *(d.node("exclusiveGateway", name) for name in names)]
    return d.process(nodes, [*d.way("start", "g0"), *d.way(names[-1], "end"), *flows])


def scattered(count):
    """An inclusive gateway with so many ways that no two are tried together, and their join."""
    names = [f"w{number}" for number in range(count)]
    nodes = [d.start(), d.end(), *(d.user_task(name) for name in names)]
    nodes += [d.node("inclusiveGateway", each) for each in ("split", "join")]
    flows = [flow for name in names for flow in d.way("split", name, "join")]
    return d.process(nodes, [*d.way("start", "split"), *d.way("join", "end"), *flows])


def test_what_is_drawn_to_take_long_is_given_up_and_that_is_said():
    assert {rule for rule, _ in found(reminded(20))} == {"too-many-ways"}
    assert {rule for rule, _ in found(scattered(1_000))} == {"too-many-ways"}
    assert found(knotted(40)) == set()


@pytest.mark.parametrize("name", sorted(n for n in shipped.files() if n.endswith(".bpmn")))
def test_nothing_that_ships_can_get_stuck(name):
    rules = {rule for rule, _ in found(shipped.files()[name])}
    assert rules <= {"not-synchronised"}


@st.composite
def planted(draw):
    """A random block-structured process in which some joins may have become of another kind."""
    body = blocks.diagram(draw(blocks.blocks()))
    diagram = diagram_of(body)
    joins = [
        node
        for scope in diagram.scopes
        for node in scope.nodes.values()
        if local_name(node).endswith("Gateway") and len(scope.incoming(node)) > 1
    ]
    for node in joins:
        kind = draw(st.sampled_from([None, None, "exclusiveGateway", "parallelGateway"]))
        if kind is not None and not node.get("default"):
            node.tag = node.tag.replace(local_name(node), kind)
    return diagram


@given(planted())
@settings(max_examples=50, deadline=None)
def test_the_verdict_is_that_of_playing_flow_by_flow(diagram):
    """Against a second player that knows no places: it moves one token over one flow at a time."""
    for scope in diagram.scopes:
        alone = replace_scopes(diagram, scope)
        told = {each.rule for each in tokens_get_through(alone)}
        if "too-many-ways" in told:
            continue
        if (played := Plain(scope).play()) is not None:
            assert told == played


def replace_scopes(diagram, scope):
    alone = replace(diagram)
    alone.__dict__["scopes"] = [scope]
    return alone


def without(tokens, taken):
    left = list(tokens)
    for each in taken:
        left.remove(each)
    return left


class Plain:
    """Plays a scope token by token; the kinds that `blocks` draws."""

    MOST = 1_500

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.faults = set()
        self.main = self._main()

    def play(self):
        """Return the rules broken; None when there are too many states."""
        (start,) = self.scope.of("startEvent")
        waiting = [tuple(identity(flow) for flow in self.scope.outgoing(start))]
        seen = set()
        while waiting:
            state = waiting.pop()
            if state in seen:
                continue
            seen.add(state)
            if len(seen) > self.MOST:
                return None
            following = [
                after for after in map(self._bounded, self._after(state)) if after != state
            ]
            if not following and state:
                self.faults.add("deadlock")
            waiting += following
        return self.faults

    def _bounded(self, tokens):
        kept = [token for token in sorted(tokens) if tokens.count(token) < 3]
        over = sorted({token for token in tokens if tokens.count(token) >= 3})
        return tuple(sorted([*kept, *over, *over]))

    def _after(self, state):
        for token in dict.fromkeys(state):
            left = list(state)
            left.remove(token)
            yield from self._moved(token, left, state)

    def _moved(self, token, left, state):
        if token.startswith("in "):
            yield from self._inside(token, left)
            return
        if token in self.main and state.count(token) > 1:
            self.faults.add("not-synchronised")
        node = self._behind(token)
        out = [identity(f) for f in self.scope.outgoing(node)]
        into = [identity(f) for f in self.scope.incoming(node)]
        yield from self._passed(node, (into, out), (left, state))

    def _passed(self, node, flows, tokens):
        (into, out), (left, state) = flows, tokens
        kind = local_name(node)
        if kind == "parallelGateway":
            if all(each in state for each in into):
                yield [*without(state, into), *out]
        elif kind == "exclusiveGateway":
            yield from ([*left, way] for way in out)
        elif kind == "inclusiveGateway":
            yield from self._some(node, into, out, state)
        elif self.scope.boundaries(node):
            yield [*left, f"in {identity(node)}"]
        else:
            yield [*left, *out]

    def _behind(self, token):
        flow = next(f for f in self.scope.flows if identity(f) == token)
        return self.scope.nodes[flow.get("targetRef")]

    def _main(self):
        """Return the flows that are reached without a timer that does not interrupt."""
        (start,) = self.scope.of("startEvent")
        reached, waiting = set(), [start]
        while waiting:
            node = waiting.pop()
            hard = [b for b in self.scope.boundaries(node) if b.get("cancelActivity") == "true"]
            for flow in (f for each in [node, *hard] for f in self.scope.outgoing(each)):
                if identity(flow) not in reached:
                    reached.add(identity(flow))
                    waiting.append(self.scope.nodes[flow.get("targetRef")])
        return reached

    def _inside(self, token, left):
        name, *fired = token.removeprefix("in ").split("|")
        node = self.scope.nodes[name]
        yield [*left, *(identity(f) for f in self.scope.outgoing(node))]
        for event in self.scope.boundaries(node):
            ways = [identity(f) for f in self.scope.outgoing(event)]
            if event.get("cancelActivity") == "true":
                yield [*left, *ways]
            elif identity(event) not in fired:
                yield [*left, *ways, "|".join([token, identity(event)])]

    def _some(self, node, into, out, state):
        there = [each for each in into if each in state]
        empty = [each for each in into if each not in state]
        others = [each for each in state if each not in into]
        if any(self._comes(each, empty, there, node) for each in others):
            return
        rest = without(state, there)
        default = node.get("default")
        plain = [way for way in out if way != default]
        chosen = chain.from_iterable(combinations(plain, n) for n in range(1, len(plain) + 1))
        for ways in [*chosen, *([(default,)] if default else [])]:
            yield [*rest, *ways]

    def _comes(self, token, empty, there, join):
        reach = self._reach(token, join)
        return bool(reach & set(empty)) and not reach & set(there)

    def _reach(self, token, join):
        reached, waiting = set(), [token]
        while waiting:
            here = waiting.pop()
            if here in reached:
                continue
            reached.add(here)
            if here.startswith("in "):
                node = self.scope.nodes[here.removeprefix("in ").split("|")[0]]
            else:
                node = self._behind(here)
            if node is join:
                continue
            after = [node, *self.scope.boundaries(node)]
            waiting += [identity(f) for each in after for f in self.scope.outgoing(each)]
        return reached
