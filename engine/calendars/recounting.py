"""Deadlines that run, counted again by a calendar: what would move, and moving it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from engine import context
from engine.calendar import Calendar, deadline_from_json, is_set_by_hand
from engine.calendar import recount as count_again
from engine.context import Engine
from engine.errors import EngineError
from engine.model import Deadline, DueDate, InstanceStatus, Person, Rule
from engine.office import calendar_of
from engine.recording import Told, record
from engine.rows import InstanceRow
from engine.store import Transaction, cases, deadlines, waits

_GOES_ON = (InstanceStatus.ACTIVE, InstanceStatus.SUSPENDED)


class Part(StrEnum):
    """What of a deadline a timer is for: its last day, a reminder ahead of it, a step after it."""

    DUE = "due"
    REMINDER = "reminder"
    AFTERWARDS = "afterwards"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDeadline:
    """A deadline that is due another day now; `before` and `after` are moments, in UTC."""

    instance: UUID
    business_key: str
    timer: UUID
    element: str
    part: Part
    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAgain:
    """A waiting deadline, counted with another calendar; `row` as `deadlines.running` reads it."""

    row: Any
    deadline: Deadline
    due: DueDate

    @property
    def part(self) -> Part:
        """What of its deadline the timer is for."""
        if self.deadline.before:
            return Part.REMINDER
        return Part.AFTERWARDS if self.deadline.after else Part.DUE

    @property
    def is_moved(self) -> bool:
        """Whether it is due at another moment than it was."""
        moment: datetime = self.row.due_at
        return self.due.due_at != moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """An instance whose deadlines could not be counted again; the same change may be sent again."""

    instance: UUID
    why_th: str
    why_en: str


def moves_of(
    tx: Transaction, calendar: Calendar, instance: UUID | None = None
) -> list[MovedDeadline]:
    """Say which waiting deadlines this calendar moves.

    Notices every few days do not hang on it, and what a person has set stays.
    """
    return [
        MovedDeadline(
            instance=each.row.instance_id,
            business_key=each.row.business_key,
            timer=each.row.id,
            element=each.row.element_id,
            part=each.part,
            before=each.row.due_at,
            after=each.due.due_at,
        )
        for each in counted_again(tx, calendar, instance)
        if each.is_moved
    ]


def counted_again(
    tx: Transaction, calendar: Calendar, instance: UUID | None = None
) -> list[CountedAgain]:
    """Count every waiting deadline with this calendar; what moving and previewing both stand on."""
    rows = deadlines.running(tx, calendar.office, instance)
    read = [
        (row, deadline_from_json(row.deadline))
        for row in rows
        if not is_set_by_hand(row.explanation)
    ]
    return [
        CountedAgain(row=row, deadline=deadline, due=count_again(deadline, row.due_at, calendar))
        for row, deadline in read
        if deadline.rule is not Rule.EVERY_DAYS
    ]


def recount_all(
    engine: Engine, person: Person, office: str, planned: tuple[str, list[MovedDeadline]]
) -> tuple[list[MovedDeadline], list[Stuck]]:
    reason, moves = planned
    done: list[MovedDeadline] = []
    stuck: list[Stuck] = []
    for instance in dict.fromkeys(each.instance for each in moves):
        try:
            done += _recount_one(engine, person, (office, instance), reason)
        except EngineError as refused:
            why = {"why_th": refused.text("th"), "why_en": refused.text("en")}
            stuck.append(Stuck(instance=instance, **why))
    return done, stuck


def _recount_one(
    engine: Engine, person: Person, place: tuple[str, UUID], reason: str
) -> list[MovedDeadline]:
    """Count one instance's deadlines again, as they are once it is locked."""
    office, identity = place
    with engine.begin() as tx:
        instance = cases.lock(tx, [office], identity)
        if instance is None or instance.status not in _GOES_ON:
            return []
        calendar = calendar_of(tx, office)
        moves = moves_of(tx, calendar, identity)
        if moves:
            told = _told(person, calendar.version, reason, moves)
            _move(engine, tx, instance, told, moves)
    return moves


def _move(
    engine: Engine, tx: Transaction, instance: InstanceRow, told: Told, moves: list[MovedDeadline]
) -> None:
    """Move the timers and what shows them; those of a suspended instance stay held."""
    execution = context.restore(engine, tx, instance)
    for each in moves:
        execution.recount(each.timer)
    snapshot, _ = record(tx, instance, execution, told)
    deadlines.move_due(tx, instance, snapshot.tasks)
    if instance.status is InstanceStatus.SUSPENDED:
        waits.hold_timers(tx, instance, held=True)


def _told(person: Person, version: int, reason: str, moves: list[MovedDeadline]) -> Told:
    timers = [
        {
            "timer": each.timer.hex,
            "element": each.element,
            "before": each.before.isoformat(),
            "after": each.after.isoformat(),
        }
        for each in moves
    ]
    data = {"calendar_version": version, "reason": reason, "deadlines": timers}
    return Told(type="deadline_recounted", by=person, data=data)
