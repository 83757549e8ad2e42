"""What a case's history says of every moment, from its events alone: never from the state.

Pure: no store, no clock. `events` reads what an event tells, `timeline` puts it together into the
tokens and data of any moment, `comparing` holds two moments side by side, `dues` is what is told of
timers, `stories` puts events into sentences, `xes` and `listing` write them for other programs.
"""

from engine.replay.comparing import Change, Comparison, compare
from engine.replay.dues import told_dues
from engine.replay.events import (
    MIGRATED,
    StepTold,
    ToldEvent,
    changed_by,
    dues_of,
    moved_by,
    steps_of,
    version_of,
)
from engine.replay.steps import told_steps
from engine.replay.timeline import Moment, Standing, Timeline

__all__ = [
    "MIGRATED",
    "Change",
    "Comparison",
    "Moment",
    "Standing",
    "StepTold",
    "Timeline",
    "ToldEvent",
    "changed_by",
    "compare",
    "dues_of",
    "moved_by",
    "steps_of",
    "told_dues",
    "told_steps",
    "version_of",
]
