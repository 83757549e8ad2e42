"""Process instances: made, locked, and closed after each command."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, insert, select, update

from engine.errors import VersionConflict
from engine.model import InstanceStatus, Snapshot
from engine.rows import InstanceRow
from engine.sealing import SealedEvent
from engine.store import record
from engine.store.tables import case_key, process_instance
from engine.store.transaction import Transaction, columns_for

HEAD = columns_for(InstanceRow, process_instance.c)
_WITH_KEY = select(*HEAD, case_key.c.key.label("case_key")).select_from(
    process_instance.outerjoin(
        case_key,
        (case_key.c.office_id == process_instance.c.office_id)
        & (case_key.c.instance_id == process_instance.c.id),
    )
)
_IS_IT = process_instance.c.id == bindparam("id")
_BY_ID: dict[tuple[bool, bool], Select[Any]] = {
    (postgres, single): base.where(
        process_instance.c.office_id == bindparam("office")
        if single
        else process_instance.c.office_id.in_(bindparam("offices", expanding=True)),
        _IS_IT,
    )
    for postgres, base in (
        (False, _WITH_KEY),
        (True, _WITH_KEY.with_for_update(of=process_instance)),
    )
    for single in (False, True)
}
"""By whether rows are locked one by one, and whether one office is asked."""
_INSERT = insert(process_instance)
_INSERT_KEY = insert(case_key)
_CLOSE = (
    update(process_instance)
    .where(
        process_instance.c.office_id == bindparam("of_office"),
        process_instance.c.id == bindparam("of_id"),
        process_instance.c.lock_version == bindparam("seen"),
    )
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("status", "ended_at", "lock_version", "state", "last_seq", "last_hash")
        }
    )
)


def lock(tx: Transaction, offices: Sequence[str], instance_id: UUID) -> InstanceRow | None:
    """Read an instance and keep others from moving it until the transaction ends."""
    single = len(offices) == 1
    place = {"office": offices[0]} if single else {"offices": list(offices)}
    row = tx.one(_BY_ID[tx.is_postgres, single], {**place, "id": instance_id})
    return None if row is None else as_instance(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def insert_new(tx: Transaction, instance: InstanceRow) -> None:
    """Write a new instance and the key its personal data are sealed with."""
    values = {c.name: getattr(instance, c.name) for c in HEAD}
    tx.run(_INSERT, values)
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
    return write_head(tx, moved, events)


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
    values = {
        f"new_{name}": getattr(after, name)
        for name in ("status", "ended_at", "lock_version", "state", "last_seq", "last_hash")
    }
    place = {
        "of_office": instance.office_id,
        "of_id": instance.id,
        "seen": instance.lock_version,
    }
    if tx.run(_CLOSE, {**values, **place}).rowcount != 1:
        raise VersionConflict(expected=instance.lock_version, current="?")
    record.append(tx, events)
    return after


def as_instance(values: Mapping[Any, Any]) -> InstanceRow:
    """Make an InstanceRow of columns by name."""
    return InstanceRow(**{**values, "status": InstanceStatus(values["status"])})
