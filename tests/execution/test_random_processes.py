"""Random processes, random commands: restored as kept, as the blocks and the journal say."""

from hypothesis import example, given
from hypothesis import strategies as st

from engine.execution import state as states
from tests import profiles
from tests.execution.blocks import Many, Scope, Sequence, Task, blocks, diagram
from tests.execution.reference import Names, Play, Timed, flat, label
from tests.execution.running import Running

profiles.load()

MOST_COMMANDS = 30
START = {"x": 0}
command = st.tuples(st.integers(0, 30), st.integers(0, 5))
commands = st.lists(command, min_size=12, max_size=MOST_COMMANDS)


def choices(running: Running) -> list[tuple[str, object]]:
    """Return what can be completed or fired: element and element instance, in order."""
    waiting = [*running.snapshot.tasks, *running.snapshot.timers]
    return sorted((w.element_id, w.element_instance_id) for w in waiting)


def play(running: Running, index: int, x: int) -> None:
    element, identity = choices(running)[index]
    if element.startswith("late_"):
        running.verb(lambda e: e.fire_timer(identity))
    else:
        running.verb(lambda e: e.complete_task(identity, {"x": x}))


def tokens(running: Running) -> dict[object, str]:
    """Return the tokens that the state holds; armed boundary events hold none."""
    case = states.from_bytes(running.snapshot.state, running.definition, None)
    return {
        token.id: token.task_spec.bpmn_id
        for token in case.tokens()
        if not hasattr(token.task_spec, "attached_to")
    }


def seen(running: Running) -> tuple[object, ...]:
    told = sorted((step.kind, step.element_id) for step in running.steps)
    return running.open(), running.timers(), running.variables, running.status, told


@given(blocks(), commands)
def test_an_instance_restored_after_every_step_behaves_as_one_kept(block, drawn):
    kept = Running(diagram(block), START, live=True)
    restored = Running(kept.definition, START)
    for number, x in drawn:
        if not choices(kept):
            break
        assert seen(restored) == seen(kept)
        for running in (kept, restored):
            play(running, number % len(choices(running)), x)
    assert seen(restored) == seen(kept)


IN_A_ROW = Many(Scope("n1", Task("n2")), times=2, is_sequential=True)
TWICE_TWICE = Sequence((Many(Scope("n0", IN_A_ROW), times=2, is_sequential=False), Task("n3")))
"""Two at once of two in a row: the oldest of a name is not the first in the drawing."""


@given(blocks(), commands)
@example(TWICE_TWICE, [(0, 0)] * 8)
def test_open_tasks_and_timers_are_those_that_the_structure_says(block, drawn):
    running = Running(diagram(block), START)
    expected = Play(Scope("process", block), Names(**START), None)
    for number, x in drawn:
        leaves = flat(expected)
        assert [element for element, _ in choices(running)] == [label(leaf) for leaf in leaves]
        assert running.status == ("completed" if expected.done else "active")
        assert running.variables == expected.names.own
        if not leaves:
            break
        index = number % len(leaves)
        play(running, index, x)
        leaf = leaves[index]
        if isinstance(leaf.block, Timed):
            leaf.fire()
        else:
            leaf.names.own["x"] = x
            leaf.done = True
        expected.go_on()


@given(blocks(), commands)
def test_the_journal_draws_the_tokens_that_are_there(block, drawn):
    running = Running(diagram(block), START)
    assert running.drawn == tokens(running)
    for number, x in drawn:
        if not choices(running):
            break
        play(running, number % len(choices(running)), x)
        assert running.drawn == tokens(running)
