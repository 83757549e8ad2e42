"""What happened in a case, read back from its sealed events; and who read it."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from engine import access
from engine.context import Engine
from engine.errors import BodyUnreadable, CursorInvalid, Forbidden
from engine.model import Person
from engine.paging import Page
from engine.replay import ToldEvent, steps_of
from engine.rows import AccessRow, EventRow, InstanceRow
from engine.store import Transaction, record
from engine.telling import open_event
from engine.viewing import visible

_MOST_ACCESSES: Final = 1000
_LONGEST_CURSOR: Final = 10


def list_some(
    engine: Engine, person: Person, instance_id: UUID, cursor: str | None, limit: int
) -> Page[ToldEvent]:
    """List a case's events in order, from the first; that they were read is written down.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        CursorInvalid: it was made up.
    """
    after = _read_cursor(cursor)
    with engine.begin() as tx:
        instance, key = _opened(tx, person, instance_id)
        rows = record.events_of(tx, instance.office_id, instance.id, after, limit + 1)
    shown = [_heard(tell_event(row, key), person, instance) for row in rows[:limit]]
    return Page(items=shown, next=str(shown[-1].seq) if len(rows) > limit else None)


def of_element(
    engine: Engine, person: Person, instance_id: UUID, element_id: str
) -> list[ToldEvent]:
    """Return the events of one element of the diagram, and those whose steps went through it.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
    """
    with engine.begin() as tx:
        instance, key = _opened(tx, person, instance_id)
        rows = record.events_of(tx, instance.office_id, instance.id)
    told = [_heard(tell_event(row, key), person, instance) for row in rows]
    return [each for each in told if each.element_id == element_id or _passed(each, element_id)]


def _heard(told: ToldEvent, person: Person, instance: InstanceRow) -> ToldEvent:
    """Keep what the office remarks among the office: others learn that, not what, was remarked."""
    if told.type != "comment_added" or told.actor == person.id or told.data is None:
        return told
    if access.sees_all_of(person, instance.office_id):
        return told
    return replace(told, data={key: value for key, value in told.data.items() if key != "text"})


def accesses(engine: Engine, person: Person, instance_id: UUID) -> list[AccessRow]:
    """Return who read a case's personal data, the newest first; at most 1,000.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        Forbidden: the person neither audits nor administers the office.
    """
    with engine.reading() as tx:
        instance = visible(tx, person, instance_id)
        if not access.may_audit(person, instance.office_id):
            raise Forbidden(office=instance.office_id)
        return record.accesses_of(tx, instance.office_id, instance.id, _MOST_ACCESSES)


def tell_event(event: EventRow, key: bytes | None) -> ToldEvent:
    """Open an event with the key of its case, None once that was destroyed."""
    unreadable, data = False, None
    try:
        data = open_event(event, key)
    except BodyUnreadable:
        unreadable = True
    return ToldEvent(
        seq=event.seq,
        type=event.type,
        element_id=event.element_id,
        actor=event.actor,
        on_behalf_of=event.on_behalf_of,
        at=event.at,
        data=data,
        erased=data is None and not unreadable,
        unreadable=unreadable,
    )


def _opened(tx: Transaction, person: Person, instance_id: UUID) -> tuple[InstanceRow, bytes | None]:
    """Return a case and its key; whoever opens it is written down."""
    instance = visible(tx, person, instance_id)
    record.note_access(tx, person.id, instance, "history")
    return instance, record.key_of(tx, instance.office_id, instance.id)


def _passed(event: ToldEvent, element_id: str) -> bool:
    return any(step.element_id == element_id for step in steps_of(event))


def _read_cursor(text: str | None) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) < _LONGEST_CURSOR):
        raise CursorInvalid(cursor=text)
    return int(text)
