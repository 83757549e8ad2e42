"""History: what happened in a case, who read it, and whether all of it is as it was recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from engine import access, exporting, inclusion, keys
from engine.context import Engine
from engine.errors import BodyUnreadable, CursorInvalid, Forbidden
from engine.model import Person
from engine.paging import Page
from engine.rows import AccessRow, EventRow, InstanceRow
from engine.sealing import SealedEvent
from engine.store import Transaction, ledger, offices, people, record
from engine.store.databases import Begin
from engine.telling import open_event
from engine.verifying import Report, verify_chain
from engine.viewing import visible

_MOST_ACCESSES: Final = 1000
_LONGEST_CURSOR: Final = 10
_LONG_EXPORT: Final = 3_600_000  # milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """An event as it may be read. `erased`: the case's personal data were erased, data is None.

    `unreadable`: the stored body was tampered with, data is None; `verify` says more.
    """

    seq: int
    type: str
    element_id: str | None
    actor: str
    on_behalf_of: str | None
    at: datetime
    data: dict[str, Any] | None
    erased: bool = False
    unreadable: bool = False


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
    shown = [_told(row, key) for row in rows[:limit]]
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
    told = [_told(row, key) for row in rows]
    return [each for each in told if each.element_id == element_id or _passed(each, element_id)]


def verify(engine: Engine, person: Person, instance_id: UUID) -> Report:
    """Follow one case's chain, and hold it against the ledger and the signed heads over it.

    Whoever may see a case may ask whether it was tampered with. Events newer than the last head
    are counted as `uncovered`, and are no failure.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
    """
    public_key = keys.ledger_key(engine.settings.data_dir).public
    with engine.reading() as tx:
        instance = visible(tx, person, instance_id)
        events = record.events_of(tx, instance.office_id, instance.id)
        vouched = inclusion.vouch(tx, instance, events, public_key)
        place = (instance.office_id, instance.id)
        found = verify_chain(*place, events, instance.last_seq, instance.last_hash)
        return _report(tx, instance, events, ([*found, *vouched.findings], vouched))


def _report(
    tx: Transaction,
    instance: InstanceRow,
    events: Sequence[EventRow],
    result: tuple[list[Any], inclusion.Vouched],
) -> Report:
    findings, vouched = result
    return Report(
        ok=not findings,
        events=len(events),
        instances=1,
        findings=tuple(dict.fromkeys(findings)),
        covered=vouched.covered,
        uncovered=len(events) - vouched.covered,
        entries=vouched.entries,
        heads=vouched.heads,
        newer_heads=0,
        made_at=tx.now,
        offices=(instance.office_id,),
    )


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


def export(engine: Engine, person: Person, office: str | None = None) -> Iterator[bytes]:
    """Return the lines of an export (`engine.exporting`), read as they are taken.

    Instances and events are those of `office`, or of every office the person may audit; entries
    and heads are of all, because the signed roots are. Bodies stay sealed.

    Raises:
        Forbidden: the person audits no such office.
    """
    with engine.begin() as tx:
        every = [each.id for each in offices.all_offices(tx)]
        audited = [each for each in every if access.may_audit(person, each)]
        chosen = [each for each in audited if office in (None, each)]
        if not chosen and not (office is None and person.national and not every):
            raise Forbidden(office=office)
        for each in chosen:
            people.note(tx, each, person.id, "history_export")
    return _lines(engine, None if chosen == every else tuple(chosen))


def _lines(engine: Engine, chosen: tuple[str, ...] | None) -> Iterator[bytes]:
    """Write the export in one view of the database, whatever is recorded meanwhile."""
    how = Begin(snapshot=True, statement_timeout=0, idle_timeout=_LONG_EXPORT)
    with engine.store.begun(how) as connection:
        tx = Transaction(connection, engine.clock.now())
        header = exporting.Header(made_at=tx.now, offices=chosen)
        yield from exporting.write_export(header, _contents(tx, chosen))


def _contents(tx: Transaction, chosen: tuple[str, ...] | None) -> Iterator[exporting.Content]:
    for row in ledger.instances_of(tx, chosen):
        yield exporting.InstanceLine(
            office_id=row.office_id,
            instance_id=row.id,
            business_key=row.business_key,
            last_seq=row.last_seq,
            last_hash=row.last_hash,
        )
    yield from ledger.events_in(tx, chosen)
    yield from ledger.all_entries(tx)
    yield from ledger.heads_behind(tx, -1)


def _opened(
    tx: Transaction, person: Person, instance_id: UUID
) -> tuple[InstanceRow, bytes | None]:
    """Return a case and its key; whoever opens it is written down."""
    instance = visible(tx, person, instance_id)
    record.note_access(tx, person.id, instance, "history")
    return instance, record.key_of(tx, instance.office_id, instance.id)


def _told(event: EventRow, key: bytes | None) -> ToldEvent:
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


def _passed(event: ToldEvent, element_id: str) -> bool:
    steps = (event.data or {}).get("steps", ())
    return any(step[1] == element_id for step in steps)


def _read_cursor(text: str | None) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) < _LONGEST_CURSOR):
        raise CursorInvalid(cursor=text)
    return int(text)
