"""History as stored: events, ledger entries, running numbers and answers already given."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.rows import AccessRow, EventRow, InstanceRow
from engine.sealing import SealedEvent
from engine.store.tables import (
    access_event,
    case_key,
    counter,
    heartbeat,
    history_event,
    idempotency,
    ledger_entry,
)
from engine.store.transaction import Transaction, columns_for
from engine.store.types import new_id

_EVENT = columns_for(EventRow, history_event.c)
_EVENTS_OF = (
    select(*_EVENT)
    .where(
        history_event.c.office_id == bindparam("office"),
        history_event.c.instance_id == bindparam("instance"),
        history_event.c.seq > bindparam("after"),
    )
    .order_by(history_event.c.seq)
)
_ONE_LOOK = timedelta(minutes=10)
_LATELY = (
    select(access_event.c.id)
    .where(
        access_event.c.office_id == bindparam("office"),
        access_event.c.instance_id == bindparam("instance"),
        access_event.c.user_id == bindparam("user"),
        access_event.c.what == bindparam("what"),
        access_event.c.at > bindparam("since"),
    )
    .limit(1)
)
_NAMES = [column.name for column in _EVENT]
_INSERT = insert(history_event)
_INSERT_ENTRY = insert(ledger_entry)


def append(tx: Transaction, events: list[SealedEvent]) -> None:
    """Append a command's events, and one ledger entry for the chain's new head."""
    if not events:
        return
    tx.run(_INSERT, [{name: getattr(e, name) for name in _NAMES} for e in events])
    last = events[-1]
    tx.run(
        _INSERT_ENTRY,
        {
            "office_id": last.office_id,
            "instance_id": last.instance_id,
            "seq": last.seq,
            "hash": last.hash,
        },
    )


def events_of(
    tx: Transaction, office: str, instance_id: UUID, after: int = 0, limit: int | None = None
) -> list[EventRow]:
    """Return an instance's events in order, from the one behind `after`."""
    statement = _EVENTS_OF if limit is None else _EVENTS_OF.limit(limit)
    rows = tx.all(statement, {"office": office, "instance": instance_id, "after": after})
    return [EventRow(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def next_number(tx: Transaction, office: str, name: str, year: int) -> int:
    """Return the next running number of an office and year, from 1, without gaps."""
    place = (counter.c.office_id == office) & (counter.c.name == name) & (counter.c.year == year)
    taken = tx.one(
        update(counter).where(place).values(value=counter.c.value + 1).returning(counter.c.value)
    )
    if taken is not None:
        return int(taken[0])
    # The first of the year; if two come first at once, the second counts on from the first.
    make = postgresql.insert if tx.is_postgres else sqlite.insert
    first = make(counter).values(office_id=office, name=name, year=year, value=1)
    begun = first.on_conflict_do_update(
        index_elements=[*counter.primary_key], set_={"value": counter.c.value + 1}
    )
    made = tx.one(begun.returning(counter.c.value))
    return 1 if made is None else int(made[0])


def answer_given(tx: Transaction, key: bytes) -> tuple[bytes, int, bytes] | None:
    """Return (request hash, status, body) of a command that was carried out under this key."""
    found = tx.one(select(idempotency).where(idempotency.c.hash == key))
    return None if found is None else (found.request_hash, found.status, found.body)


def beat(tx: Transaction, name: str) -> None:
    """Write that somebody of this name is alive."""
    at = heartbeat.c.at
    if tx.run(update(heartbeat).where(heartbeat.c.name == name).values({at: tx.now})).rowcount == 0:
        tx.run(insert(heartbeat), {"name": name, "at": tx.now})


def note_access(tx: Transaction, user_id: str, instance: InstanceRow, what: str) -> None:
    """Write that somebody read a case's personal data (PDPA; reliability.md, section 6).

    Reading the same again within ten minutes is the same look at it, and not written again.
    """
    place = {"office": instance.office_id, "instance": instance.id}
    if tx.one(_LATELY, {**place, "user": user_id, "what": what, "since": tx.now - _ONE_LOOK}):
        return
    values = {
        "office_id": instance.office_id,
        "id": new_id(),
        "user_id": user_id,
        "instance_id": instance.id,
        "what": what,
        "at": tx.now,
    }
    tx.run(insert(access_event), values)


def accesses_of(tx: Transaction, office: str, instance_id: UUID, limit: int) -> list[AccessRow]:
    """Return who read a case's personal data, the newest first."""
    at = access_event.c
    statement = select(access_event).where(at.office_id == office, at.instance_id == instance_id)
    rows = tx.all(statement.order_by(at.at.desc(), at.id.desc()).limit(limit))
    return [AccessRow(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def key_of(tx: Transaction, office: str, instance_id: UUID) -> bytes | None:
    """Return the key that a case's personal data are sealed with; None once it is destroyed."""
    row = tx.one(select(case_key.c.key).where(_is_key_of(office, instance_id)))
    return None if row is None else bytes(row.key)


def destroy_key(tx: Transaction, office: str, instance_id: UUID) -> None:
    """Destroy a case's key: nobody reads its personal data in the history any more."""
    tx.run(delete(case_key).where(_is_key_of(office, instance_id)))


def _is_key_of(office: str, instance_id: UUID) -> ColumnElement[bool]:
    return (case_key.c.office_id == office) & (case_key.c.instance_id == instance_id)
