"""A random edit of a random process with a running case: it can be completed, or it stays."""

from collections import Counter

from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests import profiles
from tests.execution.blocks import blocks, diagram
from tests.execution.edits import edited, repeatable
from tests.execution.migrations import moved
from tests.execution.running import Running
from tests.execution.test_random_processes import START, choices, play

profiles.load()

MOST_STEPS = 200
edits = blocks().flatmap(lambda block: st.tuples(st.just(block), edited(block)))
given_commands = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), max_size=8)


def begun(block, commands):
    """Return a case some way into its process, and how often each task was completed."""
    running = Running(diagram(block), START)
    for number, x in commands:
        if len(choices(running)) <= 1:
            break
        play(running, number % len(choices(running)), x)
    return running


def completed(running):
    tasks = {each.element_id for each in running.snapshot.tasks}
    steps = Counter(s.element_id for s in running.steps if s.kind == "completed")
    return steps, tasks


def finish(running):
    """Do every open task, then let what only waits for its time happen; loops end at once."""
    opened = Counter()
    for _ in range(MOST_STEPS):
        if not (tasks := running.snapshot.tasks):
            break
        opened[tasks[0].element_id] += 1
        running.verb(lambda e, t=tasks[0]: e.complete_task(t.element_instance_id, {"x": 1}))
    return opened


@settings(max_examples=40)
@given(edits, given_commands)
def test_a_case_moves_and_can_be_completed_or_says_why_it_cannot(versions, commands):
    old, new = versions
    running = begun(old, commands)
    done = completed(running)[0]
    dues = {t.element_instance_id: t.due_at for t in running.snapshot.timers}
    before, state = running.open(), running.snapshot.state
    open_before = {t.element_instance_id for t in running.snapshot.tasks}

    result = moved(running, diagram(new))

    if result.hindrances:
        event("stays: " + result.hindrances[0].code)
        assert (running.open(), running.snapshot.state) == (before, state)
        assert all(each.why.th and each.why.en for each in result.hindrances)
        return
    event("moves")
    now = {t.element_instance_id: t.due_at for t in running.snapshot.timers}
    assert all(now[each] == dues[each] for each in dues.keys() & now.keys())
    assert dues.keys() <= now.keys()
    assert open_before <= {t.element_instance_id for t in running.snapshot.tasks}
    again = finish(running)
    assert running.status == "completed"
    loops = repeatable(old) | repeatable(new)
    assert [name for name in again if name in done and name not in loops] == []


@settings(max_examples=20)
@given(blocks(), given_commands)
def test_a_case_moves_to_a_version_that_is_the_same_and_nothing_about_it_changes(block, commands):
    running = begun(block, commands)
    before = (running.open(), running.timers(), running.variables, completed(running))

    result = moved(running, diagram(block))

    assert [each.why.en for each in result.hindrances] == []
    assert result.moved == {}
    assert (running.open(), running.timers(), running.variables, completed(running)) == before
