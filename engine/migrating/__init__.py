"""Running cases moved to another version of their procedure: planned, chosen for, done, undone.

A plan looks at every case and writes nothing; what is done is done to each case by itself, and what
was planned is judged again then. Undoing is the same the other way round.
"""

from engine.execution import Choice, Choices, Hindrance
from engine.migrating.asking import MOST_AT_ONCE, Order, Versions
from engine.migrating.doing import Answer, move, move_many
from engine.migrating.planning import (
    Plan,
    Planned,
    Recountable,
    Verdict,
    called,
    look,
    options,
    plan,
    preview,
    within,
)

__all__ = [
    "MOST_AT_ONCE",
    "Answer",
    "Choice",
    "Choices",
    "Hindrance",
    "Order",
    "Plan",
    "Planned",
    "Recountable",
    "Verdict",
    "Versions",
    "called",
    "look",
    "move",
    "move_many",
    "options",
    "plan",
    "preview",
    "within",
]
