"""Whatever a process does, its history alone draws the tokens that the engine itself has."""

from hypothesis import given

from engine.replay import Timeline, ToldEvent, told_steps
from tests import profiles
from tests.execution import drawing as d
from tests.execution.blocks import blocks, diagram
from tests.execution.running import NOON, Running
from tests.execution.test_random_processes import START, choices, commands, play, tokens

profiles.load()


def event(running, seq):
    """Return what the history would tell of the command just done."""
    return ToldEvent(
        seq=seq,
        type="task_completed",
        element_id=None,
        actor="officer",
        on_behalf_of=None,
        at=NOON,
        data=told_steps(running.snapshot.steps),
    )


def drawn(moment):
    return {token: standing.element_id for token, standing in moment.tokens.items()}


def real(running):
    return {token.hex: element for token, element in tokens(running).items()}


@given(blocks(), commands)
def test_every_moment_of_a_random_instance_shows_the_tokens_that_the_engine_had(block, given_):
    running = Running(diagram(block), START)
    events, seen = [event(running, 1)], [real(running)]
    for number, x in given_:
        if not choices(running):
            break
        play(running, number % len(choices(running)), x)
        events.append(event(running, len(events) + 1))
        seen.append(real(running))

    timeline = Timeline(events)

    assert [drawn(timeline.at(n)) for n in range(1, len(events) + 1)] == seen
    assert drawn(timeline.at(0)) == {}
    assert [drawn(timeline.at(n)) for n in range(len(events), 0, -1)] == seen[::-1]


def caller():
    called = d.process(
        [d.start("start"), d.user_task("check"), d.end("end")],
        d.way("start", "check", "end"),
        id="inner",
    )
    outer = d.process(
        [d.start("start"), d.node("callActivity", "check", calledElement="inner"), d.end("end")],
        d.way("start", "check", "end"),
    )
    return Running(outer, called={"inner": called})


def test_elements_of_a_called_diagram_are_told_apart_from_the_case_s_own_of_the_same_id():
    running = caller()

    found = Timeline([event(running, 1)]).at(1).tokens.values()

    assert [(each.element_id, each.diagram) for each in found] == [
        ("check", None),
        ("check", "inner"),
    ]
    assert [each.flow for each in found] == ["start_check", "start_check"]


def test_a_history_without_the_diagram_s_name_is_still_drawn():
    running = caller()
    old = [[each.kind, each.element_id, each.element_instance_id.hex] for each in running.steps]
    told = event(running, 1)
    told.data["steps"] = old

    assert drawn(Timeline([told]).at(1)) == real(running)
