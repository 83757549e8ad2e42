"""Process instances: made, locked, and closed after each command."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Column, FromClause, Row, Select, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.errors import BusinessKeyTaken, VersionConflict
from engine.model import InstanceStatus, Snapshot
from engine.rows import InstanceRow
from engine.sealing import SealedEvent
from engine.store import keptlists, record
from engine.store.tables import case_key, instance_state, process_instance
from engine.store.transaction import Transaction, columns_for

HEAD = columns_for(InstanceRow, process_instance.c)
CASE = (*HEAD, instance_state.c.state, case_key.c.key.label("case_key"))
"""The columns of an instance and of what belongs to it, as `as_instance` takes them."""
Statements: TypeAlias = Mapping[tuple[bool, bool], Select[Any]]
"""By whether rows are locked one by one, and whether one office is asked."""


def reading(columns: Sequence[Any], whole: FromClause, identity: Column[Any]) -> Statements:
    """Return the statements for `read_locked` that find an instance by a column of `whole`."""
    at, before = process_instance.c, process_instance.alias("before_wait")
    key = (case_key.c.office_id == at.office_id) & (case_key.c.instance_id == at.id)
    state = (instance_state.c.office_id == at.office_id) & (instance_state.c.instance_id == at.id)
    joined = whole.outerjoin(case_key, key).outerjoin(instance_state, state)
    same = (before.c.office_id == at.office_id) & (before.c.id == at.id)
    versions = at.lock_version.label("now_version"), before.c.lock_version.label("seen_version")
    plain = select(*columns).select_from(joined)
    locking = select(*columns, *versions).select_from(joined.join(before, same))
    kinds = ((False, plain), (True, locking.with_for_update(of=process_instance)))
    office, is_it = identity.table.c.office_id, identity == bindparam("id")
    places = (
        (False, office.in_(bindparam("offices", expanding=True))),
        (True, office == bindparam("office")),
    )
    return {(k, p): each.where(place, is_it) for k, each in kinds for p, place in places}


def read_locked(
    tx: Transaction, statements: Statements, offices: Sequence[str], identity: UUID
) -> Row[Any] | None:
    """Read one row and lock its instance.

    Who had to wait for the lock gets the instance as it is now, but what is joined to it as it was
    before the wait; its version shows that, and then everything is read again.
    """
    single = len(offices) == 1
    place = {"office": offices[0]} if single else {"offices": list(offices)}
    statement, values = statements[tx.is_postgres, single], {**place, "id": identity}
    row = tx.one(statement, values)
    if row is not None and tx.is_postgres and row.now_version != row.seen_version:
        return tx.one(statement, values)
    return row


_BY_ID = reading(CASE, process_instance, process_instance.c.id)


def lock(tx: Transaction, offices: Sequence[str], instance_id: UUID) -> InstanceRow | None:
    """Read an instance and keep others from moving it until the transaction ends."""
    row = read_locked(tx, _BY_ID, offices, instance_id)
    return None if row is None else as_instance(row)


_PLAIN = reading(CASE, process_instance, process_instance.c.id)[False, True]


def peek(tx: Transaction, office: str, instance_id: UUID) -> InstanceRow | None:
    """Read an instance with its state, not locked: to look ahead, never to write."""
    row = tx.one(_PLAIN, {"office": office, "id": instance_id})
    return None if row is None else as_instance(row)


_NAMES = [column.name for column in CASE]
_MOVING = ("status", "ended_at", "lock_version", "last_seq", "last_hash")
_UNLESS_TAKEN = {
    postgres: make(process_instance)
    .on_conflict_do_nothing(
        index_elements=[process_instance.c.office_id, process_instance.c.business_key]
    )
    .returning(process_instance.c.id)
    for postgres, make in ((False, sqlite.insert), (True, postgresql.insert))
}
"""By whether it is PostgreSQL: a new instance, unless its business key is taken."""
_INSERT_KEY = insert(case_key)
_CLOSE = (
    update(process_instance)
    .where(
        process_instance.c.office_id == bindparam("of_office"),
        process_instance.c.id == bindparam("of_id"),
        process_instance.c.lock_version == bindparam("seen"),
    )
    .values({name: bindparam(f"new_{name}") for name in _MOVING})
)
_ITS_STATE = (instance_state.c.office_id == bindparam("of_office")) & (
    instance_state.c.instance_id == bindparam("of_id")
)
_INSERT_STATE = insert(instance_state)
_CHANGE_STATE = update(instance_state).where(_ITS_STATE).values(state=bindparam("new_state"))
_DROP_STATE = delete(instance_state).where(_ITS_STATE)


def insert_new(tx: Transaction, instance: InstanceRow) -> None:
    """Write a new instance and the key its personal data are sealed with.

    Raises:
        BusinessKeyTaken: another instance of the office has its business key.
    """
    values = {c.name: getattr(instance, c.name) for c in HEAD}
    if tx.one(_UNLESS_TAKEN[tx.is_postgres], values) is None:
        raise BusinessKeyTaken(business_key=instance.business_key)
    key = {"office_id": instance.office_id, "instance_id": instance.id, "key": instance.case_key}
    tx.run(_INSERT_KEY, key)


def close_command(
    tx: Transaction, instance: InstanceRow, snapshot: Snapshot, events: list[SealedEvent]
) -> InstanceRow:
    """Write the state an instance came to rest in, and the events that tell how.

    Raises:
        VersionConflict: somebody moved the instance although it was locked; never expected.
    """
    ended = snapshot.status in (InstanceStatus.COMPLETED, InstanceStatus.CANCELLED)
    suspended = instance.status is InstanceStatus.SUSPENDED and not ended
    moved = replace(
        instance,
        status=InstanceStatus.SUSPENDED if suspended else snapshot.status,
        ended_at=tx.now if ended else None,
        state=None if ended else snapshot.state,
    )
    _write_state(tx, instance, moved.state)
    keptlists.write(tx, instance, snapshot.kept, ended=ended)
    return write_head(tx, moved, events)


def _write_state(tx: Transaction, instance: InstanceRow, state: bytes | None) -> None:
    place = {"of_office": instance.office_id, "of_id": instance.id}
    if state is None:
        tx.run(_DROP_STATE, place)
    elif instance.state is None:
        row = {"office_id": instance.office_id, "instance_id": instance.id, "state": state}
        tx.run(_INSERT_STATE, row)
    else:
        tx.run(_CHANGE_STATE, {**place, "new_state": state})


def write_head(tx: Transaction, instance: InstanceRow, events: list[SealedEvent]) -> InstanceRow:
    """Write an instance's own columns, one version on, and append its events.

    Raises:
        VersionConflict: the instance is not at the version that was read.
    """
    last = events[-1] if events else None
    after = replace(
        instance,
        lock_version=instance.lock_version + 1,
        last_seq=last.seq if last else instance.last_seq,
        last_hash=last.hash if last else instance.last_hash,
    )
    values = {f"new_{name}": getattr(after, name) for name in _MOVING}
    place = {
        "of_office": instance.office_id,
        "of_id": instance.id,
        "seen": instance.lock_version,
    }
    if tx.run(_CLOSE, {**values, **place}).rowcount != 1:
        raise VersionConflict(expected=instance.lock_version, current="?")
    record.append(tx, events)
    return after


def as_instance(row: Sequence[Any]) -> InstanceRow:
    """Make an InstanceRow of a row that begins with the columns of `CASE`."""
    values = dict(zip(_NAMES, row, strict=False))
    return InstanceRow(**{**values, "status": InstanceStatus(values["status"])})
