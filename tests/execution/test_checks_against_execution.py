"""The checker's verdict on random processes, sound and with planted faults, is that of execution.

Every process is run in every way it can go: each open task is completed with each choice, from
every state that was ever reached. HYPOTHESIS_PROFILE=ci tries ten times as many.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from engine.calendar import Calendar
from engine.execution import Environment, Execution, Known, check_diagram, parse
from tests.execution import drawing as d
from tests.execution.running import NOON

EXAMPLES = settings().max_examples * 2 // 5
MOST_STATES = 250
SPLITS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
PICKS = {"exclusiveGateway": 2, "parallelGateway": 1, "inclusiveGateway": 3}
CONDITIONS = {
    "exclusiveGateway": ("${pick == 0}", "${pick == 1}"),
    "parallelGateway": (None, None),
    "inclusiveGateway": ("${pick != 1}", "${pick != 0}"),
}
KNOWN = Known(roles=frozenset({"promo_officer"}))


@dataclass
class Drawn:
    """Nodes and flows of a process, and how many choices each task gives."""

    nodes: list[str] = field(default_factory=list)
    flows: list[str] = field(default_factory=list)
    picks: dict[str, int] = field(default_factory=dict)

    def task(self, name, picks=1):
        self.nodes.append(d.user_task(name))
        self.picks[name] = picks
        return name

    def way(self, *names):
        self.flows += d.way(*names)

    def body(self):
        return d.process([d.start(), d.end(), *self.nodes], self.flows)


@st.composite
def processes(draw):
    """A block-structured process; joins may be of the wrong kind, a loop without a way out."""
    made, names = Drawn(), (f"t{number}" for number in count())
    first, last = _block(draw, made, names, draw(st.integers(1, 3)))
    made.way("start", first)
    made.way(last, made.task(next(names)), "end")
    if draw(st.integers(0, 5)) == 0:
        made.way(made.task("nobody_comes"), "end")
    return made


def _block(draw, made, names, depth):
    kind = draw(st.sampled_from(["task", "row", "split", "split", "again"])) if depth else "task"
    if kind == "task":
        name = made.task(next(names))
        return name, name
    if kind == "row":
        (first, middle), (after, last) = (_block(draw, made, names, depth - 1) for _ in range(2))
        made.way(middle, after)
        return first, last
    return (_split if kind == "split" else _again)(draw, made, names, depth)


def _split(draw, made, names, depth):
    kind = draw(st.sampled_from(SPLITS))
    join_kind = draw(st.sampled_from([kind, kind, *SPLITS]))
    name = next(names)
    before, split, join = made.task(name, PICKS[kind]), f"{name}_split", f"{name}_join"
    made.nodes += [d.node(kind, split), d.node(join_kind, join)]
    made.way(before, split)
    for condition in CONDITIONS[kind]:
        first, last = _block(draw, made, names, depth - 1)
        made.flows.append(d.flow(split, first, condition))
        made.way(last, join)
    after = made.task(next(names))
    made.way(join, after)
    return before, after


def _again(draw, made, names, depth):
    first, last = _block(draw, made, names, depth - 1)
    name = next(names)
    join, split, after = f"{name}_join", f"{name}_split", made.task(next(names))
    made.nodes += [d.node("exclusiveGateway", each) for each in (join, split)]
    made.way(join, first)
    if draw(st.integers(0, 3)):
        made.way(last, made.task(name, 2), split)
        made.flows.append(d.flow(split, join, "${pick == 0}"))
        made.flows.append(d.flow(split, after, "${pick == 1}"))
    else:  # nobody ever leaves the loop
        made.way(last, made.task(name), split, join)
    return join, after


@dataclass
class Run:
    """What was seen when a process was run in every way."""

    stuck: bool = False
    crowded: bool = False
    visited: set[str] = field(default_factory=set)
    ends: bool = True
    """Whether it can still end, wherever it has come to."""


def explore(made):
    """Run a process in every way; None when there are too many states."""
    definition = parse(made.body(), {}, {})
    environment = Environment(NOON, lambda: Calendar(office="o", version=1, holidays={}), {}.get)
    run, back, done = Run(), {}, set()
    execution = Execution.start(definition, environment, {"pick": 0})
    waiting, seen = [_rested(execution)], set()
    while waiting:
        key, snapshot, tokens = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        if len(seen) > MOST_STATES:
            return None
        _note(run, snapshot, tokens, done, key)
        for task in {each.element_id: each for each in snapshot.tasks}.values():
            for pick in range(made.picks[task.element_id]):
                execution = Execution.restore(definition, environment, snapshot.state)
                execution.complete_task(task.element_instance_id, {"pick": pick})
                found = _rested(execution)
                back.setdefault(found[0], set()).add(key)
                waiting.append(found)
    run.ends = _leading_to(done, back) == seen
    return run


def _rested(execution):
    execution.rest()
    tokens = [(t.task_spec.name, str(t.came_from)) for t in execution._case.tokens()]  # noqa: SLF001 - where they are
    snapshot = execution.snapshot()
    named = [each for each in tokens if not each[0].endswith("_join")]
    places = [(n, "") for n, _ in named] + [each for each in tokens if each[0].endswith("_join")]
    return (tuple(sorted(places)), snapshot.status.value), snapshot, places


def _note(run, snapshot, places, done, key):
    opened = Counter(task.element_id for task in snapshot.tasks)
    run.visited |= opened.keys()
    run.crowded = run.crowded or max(opened.values(), default=0) > 1
    if not snapshot.tasks:
        run.stuck = run.stuck or bool(places)
        done.add(key)


def _leading_to(done, back):
    reached, waiting = set(), list(done)
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += back.get(key, ())
    return reached


@given(processes())
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_verdict_of_the_checker_is_that_of_running_it_in_every_way(made):
    problems = check_diagram(made.body(), "drawn.bpmn", KNOWN, 1_000_000)
    told = {each.rule for each in problems}
    assume("too-many-ways" not in told)
    run = explore(made)
    assume(run is not None)
    event(f"stuck {run.stuck}, twice {run.crowded}, ends {run.ends}")

    assert ("deadlock" in told) == run.stuck
    assert ("not-synchronised" in told) == run.crowded
    unreached = {each.element_id for each in problems if each.rule == "unreachable"}
    if not run.stuck:
        assert unreached & made.picks.keys() == made.picks.keys() - run.visited
    if not run.stuck and not run.crowded:
        assert ("no-way-to-end" in told) == (not run.ends)


def test_planted_faults_are_told_and_run_as_told():
    for split, join, rule in (
        ("exclusiveGateway", "parallelGateway", "deadlock"),
        ("parallelGateway", "exclusiveGateway", "not-synchronised"),
        ("inclusiveGateway", "parallelGateway", "deadlock"),
        ("inclusiveGateway", "exclusiveGateway", "not-synchronised"),
    ):
        made = Drawn()
        made.way("start", made.task("t0", PICKS[split]), "s")
        made.nodes += [d.node(split, "s"), d.node(join, "j_join")]
        for name, condition in zip(("a", "b"), CONDITIONS[split], strict=True):
            made.flows.append(d.flow("s", made.task(name), condition))
            made.way(name, "j_join")
        made.way("j_join", made.task("after"), "end")
        run = explore(made)
        told = {e.rule for e in check_diagram(made.body(), "x.bpmn", KNOWN, 1_000_000)}

        assert rule in told
        assert (run.stuck, run.crowded) == (rule == "deadlock", rule == "not-synchronised")
