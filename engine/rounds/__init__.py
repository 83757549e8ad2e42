"""Rounds that an office holds with its schools: who has done, and reminding those who have not."""

from engine.rounds.reminding import drafts, remind
from engine.rounds.standing import (
    HAS_DONE,
    KINDS,
    MOST,
    TO_REMIND,
    Line,
    Round,
    Stand,
    list_some,
    one,
)

__all__ = [
    "HAS_DONE",
    "KINDS",
    "MOST",
    "TO_REMIND",
    "Line",
    "Round",
    "Stand",
    "drafts",
    "list_some",
    "one",
    "remind",
]
