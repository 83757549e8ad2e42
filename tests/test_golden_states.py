"""States that earlier versions of this program (and its libraries) wrote are read for ever."""

import json

import pytest

from engine.execution.state import FORMAT, FORMAT_APART
from tests.golden.reading import FOLDER, finish, golden, outline, taken_up

GOLDEN = golden()


@pytest.mark.parametrize("what", GOLDEN)
def test_a_golden_state_is_taken_up_as_it_was_and_comes_to_its_end(what):
    kept = GOLDEN[what]

    running = taken_up(kept)

    assert json.loads(json.dumps(outline(running.snapshot))) == kept["outline"]
    assert finish(running).status == "completed"


@pytest.mark.parametrize("number", [FORMAT, FORMAT_APART])
def test_the_present_formats_have_golden_states(number):
    assert (FOLDER / f"format_{number}.json").exists()
