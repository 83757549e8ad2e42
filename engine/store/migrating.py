"""Cases that move to another version: which there are, and their rows made to say so."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Table, bindparam, func, select, update

from engine.model import InstanceStatus, TaskState, WaitingTask
from engine.rows import InstanceRow
from engine.store.tables import incident, job, message_subscription, process_instance, task
from engine.store.transaction import Transaction, columns_for

GOES_ON: Final = (InstanceStatus.ACTIVE.value, InstanceStatus.SUSPENDED.value)
_ROW = columns_for(InstanceRow, process_instance.c)
Renamed: TypeAlias = Mapping[UUID, tuple[str, str]]
"""Older and newer element by element instance."""


def running(
    tx: Transaction, offices: Sequence[str], key: str, version: int, most: int
) -> list[InstanceRow]:
    """Return the cases of a version that go on in these offices, oldest first; at most `most`."""
    at = process_instance.c
    statement = select(*_ROW).where(
        at.office_id.in_(list(offices)),
        at.definition_key == key,
        at.status.in_(GOES_ON),
        at.definition_version == version,
    )
    rows = tx.all(statement.order_by(at.id).limit(most))
    return [_instance(row) for row in rows]


def counted(tx: Transaction, offices: Sequence[str], key: str) -> dict[int, int]:
    """Return how many cases of each version go on in these offices, newest version first."""
    at = process_instance.c
    statement = (
        select(at.definition_version, func.count().label("cases"))
        .where(at.office_id.in_(list(offices)), at.definition_key == key, at.status.in_(GOES_ON))
        .group_by(at.definition_version)
        .order_by(at.definition_version.desc())
    )
    return {row.definition_version: row.cases for row in tx.all(statement)}


def change_version(tx: Transaction, instance: InstanceRow, version: int, moved: Renamed) -> None:
    """Let a locked case run in another version, its rows naming elements as that one does."""
    at = process_instance.c
    place = (at.office_id == instance.office_id) & (at.id == instance.id)
    tx.run(update(process_instance).where(place).values(definition_version=version))
    rows = [{"of_id": each, "new_element": names[1]} for each, names in moved.items()]
    if rows:
        for each, identity in _NAMING:
            here = (each.c.office_id == instance.office_id) & (identity == bindparam("of_id"))
            tx.run(update(each).where(here).values(element_id=bindparam("new_element")), rows)


_NAMING: Final[tuple[tuple[Table, Any], ...]] = (
    (task, task.c.id),
    (job, job.c.id),
    (message_subscription, message_subscription.c.id),
    (incident, incident.c.element_instance_id),
)


def ask_newly(tx: Transaction, instance: InstanceRow, tasks: Iterable[WaitingTask]) -> None:
    """Let open tasks be called and asked as the version says; drafts and assignees stay."""
    rows = [
        {
            "of_id": each.element_instance_id,
            "new_name": each.name,
            "new_name_en": None if each.name_en == each.name else each.name_en,
            "new_roles": ",".join(each.roles),
            "new_form_key": each.form_key,
            "new_priority": each.priority,
        }
        for each in tasks
    ]
    if rows:
        place = (task.c.office_id == instance.office_id) & (task.c.id == bindparam("of_id"))
        names = ("name", "name_en", "roles", "form_key", "priority")
        changed: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        is_open = task.c.state == TaskState.OPEN.value
        tx.run(update(task).where(place, is_open).values(changed), rows)


def _instance(row: Any) -> InstanceRow:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    return InstanceRow(**{**values, "status": InstanceStatus(values["status"])})


def recorded(
    tx: Transaction, offices: Sequence[str], key: str, behind: UUID | None, most: int
) -> list[InstanceRow]:
    """Return cases of a procedure in these offices, ended or not, newest first."""
    at = process_instance.c
    statement = select(*_ROW).where(at.office_id.in_(list(offices)), at.definition_key == key)
    if behind is not None:
        statement = statement.where(at.id < behind)
    return [_instance(row) for row in tx.all(statement.order_by(at.id.desc()).limit(most))]
