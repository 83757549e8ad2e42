"""One's own cases: whose turn it is in each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from engine import access
from engine.context import Engine
from engine.execution.elements import Element
from engine.model import InstanceStatus, Person
from engine.paging import Page, page_of, read_cursor
from engine.rows import DefinitionRow, InstanceRow, TaskRow
from engine.store import Transaction, inbox, queries, record
from engine.stories.told import version_of
from engine.stories.turns import Turn, turn
from engine.viewing import owners_in

_MOST: Final = 500
_LOOKED_BACK: Final = 10
"""What follows an end is little: a tracking secret, a remark."""
_GOES_ON: Final = (InstanceStatus.ACTIVE, InstanceStatus.SUSPENDED)
_ENDED: Final = (InstanceStatus.COMPLETED, InstanceStatus.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A case in the list of one's own, with its open steps; `is_mine`: some step is one's turn.

    `end`: the end event it came to; None while it goes on, and when it was ended early.
    """

    instance: InstanceRow
    definition: DefinitionRow
    turns: list[Turn]
    is_mine: bool
    end: Element | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A person's own cases: those that wait for them (due first), for others, and the ended."""

    mine: list[Card]
    waiting: list[Card]
    ended: Page[Card]


def own(engine: Engine, person: Person, cursor: str | None, limit: int) -> Own:
    """List the cases of a person and of their schools; a page of the ended ones, newest first.

    Raises:
        CursorInvalid: it was made up.
    """
    with engine.reading() as tx:
        asked = queries.InstanceFilter(
            offices=access.offices_of(tx, person),
            owners=owners_in(person, access.offices_of(tx, person)),
        )
        going = [row for status in _GOES_ON for row in _of_status(tx, asked, status, None)[:_MOST]]
        open_steps = inbox.TaskFilter(offices=asked.offices, owners=asked.owners)
        tasks = inbox.tasks(tx, open_steps, None, _MOST)
        cards = [_card(tx, person, each, tasks) for each in going]
        ended = _ended(tx, asked, cursor, limit)
        return Own(
            mine=sorted((each for each in cards if each.is_mine), key=_by_due),
            waiting=[each for each in cards if not each.is_mine],
            ended=Page(items=[_past(engine, tx, e) for e in ended.items], next=ended.next),
        )


def _ended(
    tx: Transaction, asked: queries.InstanceFilter, cursor: str | None, limit: int
) -> Page[InstanceRow]:
    found = [row for status in _ENDED for row in _of_status(tx, asked, status, cursor, limit)]
    found.sort(key=lambda row: row.id, reverse=True)
    return page_of(found[: limit + 1], limit, queries.instance_place)


def _of_status(
    tx: Transaction,
    asked: queries.InstanceFilter,
    status: InstanceStatus,
    cursor: str | None,
    limit: int = _MOST,
) -> list[InstanceRow]:
    wanted = replace(asked, status=status.value)
    return queries.instances(tx, wanted, read_cursor(cursor), limit)


def _card(tx: Transaction, person: Person, instance: InstanceRow, tasks: Iterable[TaskRow]) -> Card:
    of = [each for each in tasks if each.instance_id == instance.id]
    turns = [turn(person, each, instance.applicant_id) for each in of]
    turns.sort(key=lambda each: not each.is_mine)
    is_mine = instance.status is InstanceStatus.ACTIVE and any(each.is_mine for each in turns)
    definition = version_of(tx, instance)
    return Card(instance=instance, definition=definition, turns=turns, is_mine=is_mine)


def _past(engine: Engine, tx: Transaction, instance: InstanceRow) -> Card:
    """Return a case that has ended: by which end, its last events say."""
    behind = max(instance.last_seq - _LOOKED_BACK, 0)
    events = record.events_of(tx, instance.office_id, instance.id, behind)
    ends = [each.element_id for each in events if each.type == "instance_completed"]
    definition = engine.definitions.get(tx, instance.definition_key, instance.definition_version)
    end = definition.elements.get(ends[-1] or "") if ends else None
    version = version_of(tx, instance)
    return Card(instance=instance, definition=version, turns=[], is_mine=False, end=end)


def _by_due(card: Card) -> date:
    due = [each.task.due_date for each in card.turns if each.is_mine and each.task.due_date]
    return min(due, default=date.max)
