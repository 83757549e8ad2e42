"""What a migration is asked for, and what it says of the case and its timers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from engine.differences import Said


class Choice(StrEnum):
    """What an analyst may decide, so that a case can move after all."""

    MAP = "map"
    """Name the element of the newer version at which the token goes on waiting."""
    LET_GO = "let_go"
    """Let an event on the edge of an activity end without having happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an analyst has decided, by ids of the older version.

    `mapping`: the newer id of an element whose id is another one. `let_go`: boundary events that
    end unhappened. `recount`: deadlines whose newer length is counted from the same start day;
    every other one stays due when it was promised.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    let_go: frozenset[str] = frozenset()
    recount: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """Why a case cannot move as asked; `choice`: what would help, if anything does.

    `element_id` is the older version's; empty when it is about the case as a whole.
    """

    code: str
    element_id: str
    why: Said
    choice: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedTimer:
    """What became of a timer: `before` None of one that begins now, `after` None of one let go.

    `offered`: when it would be due, its newer length counted from the same start day; None where
    its length is the same, or nothing is counted. `start`: the day it is counted from.
    """

    id: UUID
    element_before: str
    element: str
    before: datetime | None
    after: datetime | None
    offered: datetime | None = None
    start: date | None = None
    is_recounted: bool = False
