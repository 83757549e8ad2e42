"""Trying a draft: in a scratch world on a manual clock, kept as scenarios that are run again.

A scratch world is an engine of its own with the draft's files and the office's real calendar and
settings; nothing of it reaches the office's database, and nothing leaves it.
"""

from engine.store.trying import ScenarioRow
from engine.trying.carrying import as_files, take_in
from engine.trying.coverage import Covered, DiagramCoverage, coverage
from engine.trying.expecting import Expectation, What
from engine.trying.keeping import Trial, begin, current, inside, leave, play, step_to
from engine.trying.looking import CaseSeen, Seen, look
from engine.trying.moves import Do, Move, Place
from engine.trying.offering import offered
from engine.trying.scenarios import (
    Failure,
    ScenarioResult,
    change,
    expectations_of,
    get,
    keep,
    list_all,
    remove,
    run_all,
    run_one,
)

__all__ = [
    "CaseSeen",
    "Covered",
    "DiagramCoverage",
    "Do",
    "Expectation",
    "Failure",
    "Move",
    "Place",
    "ScenarioResult",
    "ScenarioRow",
    "Seen",
    "Trial",
    "What",
    "as_files",
    "begin",
    "change",
    "coverage",
    "current",
    "expectations_of",
    "get",
    "inside",
    "keep",
    "leave",
    "list_all",
    "look",
    "offered",
    "play",
    "remove",
    "run_all",
    "run_one",
    "step_to",
    "take_in",
]
