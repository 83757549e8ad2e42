"""Carries a running case over to another version of its process: tokens, timers, all it waits for.

Nothing that is finished is done again, and no due date moves unless somebody chose that. Where that
cannot be kept the case stays where it is, and the reason is said in words.
"""

from engine.execution.migrating.moving import Migrated, migrate
from engine.execution.migrating.target import Target
from engine.execution.migrating.values import CarriedTimer, Choice, Choices, Hindrance

__all__ = [
    "CarriedTimer",
    "Choice",
    "Choices",
    "Hindrance",
    "Migrated",
    "Target",
    "migrate",
]
