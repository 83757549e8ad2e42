"""Trying a draft: in a scratch world on a manual clock, kept as scenarios that are run again.

A scratch world is an engine of its own with the draft's files and the office's real calendar and
settings; nothing of it reaches the office's database, and nothing leaves it.
"""

from engine.store.trying import ScenarioRow
from engine.trying.beginning import Way, ways
from engine.trying.carrying import as_files, scenarios_in, take_in
from engine.trying.coverage import Covered, DiagramCoverage, coverage
from engine.trying.expecting import Expectation, What, from_json, said
from engine.trying.keeping import (
    Trial,
    begin,
    current,
    diagram,
    inside,
    leave,
    play,
    step_to,
    take_up,
)
from engine.trying.looking import CaseSeen, Paper, Seen, look
from engine.trying.moves import Do, Move, Place
from engine.trying.naming import Names, names_of
from engine.trying.offering import offered
from engine.trying.samples import content_for
from engine.trying.scenarios import (
    Failure,
    ScenarioResult,
    change,
    expectations_of,
    get,
    keep,
    list_all,
    moves_of,
    names_for,
    remove,
    run_all,
    run_one,
)
from engine.trying.working import AtDesk, at_desk

__all__ = [
    "AtDesk",
    "CaseSeen",
    "Covered",
    "DiagramCoverage",
    "Do",
    "Expectation",
    "Failure",
    "Move",
    "Names",
    "Paper",
    "Place",
    "ScenarioResult",
    "ScenarioRow",
    "Seen",
    "Trial",
    "Way",
    "What",
    "as_files",
    "at_desk",
    "begin",
    "change",
    "content_for",
    "coverage",
    "current",
    "diagram",
    "expectations_of",
    "from_json",
    "get",
    "inside",
    "keep",
    "leave",
    "list_all",
    "look",
    "moves_of",
    "names_for",
    "names_of",
    "offered",
    "play",
    "remove",
    "run_all",
    "run_one",
    "said",
    "scenarios_in",
    "step_to",
    "take_in",
    "take_up",
    "ways",
]
