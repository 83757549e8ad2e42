"""What has happened since people were last told, read from the ledger in the order it was written.

The ledger has an entry for each history event; one that is younger than a little while may still
be followed by an earlier one of a slower transaction, so reading stops there.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update

from engine.rows import TaskRow
from engine.store.naming import NAMES
from engine.store.tables import (
    attachment,
    history_event,
    ledger_entry,
    news_mark,
    process_definition,
    process_instance,
    task,
    task_is_open,
)
from engine.store.transaction import Transaction
from engine.store.worklist import OF_CASE, TASK, as_task

_NAME: Final = "people"
_OF_TASK = (process_instance.c.office_id == task.c.office_id) & (
    process_instance.c.id == task.c.instance_id
)


def mark(tx: Transaction) -> int | None:
    """Return up to which entry people were told, held until the transaction ends; None: never."""
    statement = select(news_mark.c.entry).where(news_mark.c.name == _NAME)
    row = tx.one(statement.with_for_update() if tx.is_postgres else statement)
    return None if row is None else int(row[0])


def begin_at_the_end(tx: Transaction) -> None:
    """Tell of nothing that is in the ledger already."""
    last = tx.one(select(func.max(ledger_entry.c.id)))
    newest = int(last[0]) if last and last[0] is not None else 0
    tx.run(insert(news_mark), {"name": _NAME, "entry": newest})


def move_mark(tx: Transaction, entry: int) -> None:
    """Note up to which entry people have been told."""
    tx.run(update(news_mark).where(news_mark.c.name == _NAME).values(entry=entry))


def entries(tx: Transaction, behind: int, limit: int) -> Sequence[Row[Any]]:
    """Return (id, office_id, instance_id, type, actor, at) of events behind an entry, in order.

    An entry stands for all events of one command: those of its case since the entry before.
    """
    new = (
        select(ledger_entry)
        .where(ledger_entry.c.id > behind)
        .order_by(ledger_entry.c.id)
        .limit(limit)
        .subquery()
    )
    earlier, event = ledger_entry.alias("earlier"), history_event.c
    before = (
        select(func.coalesce(func.max(earlier.c.seq), 0))
        .where(earlier.c.instance_id == new.c.instance_id, earlier.c.id < new.c.id)
        .scalar_subquery()
    )
    its = (event.office_id == new.c.office_id) & (event.instance_id == new.c.instance_id)
    joined = its & (event.seq <= new.c.seq) & (event.seq > before)
    columns = (new.c.id, event.office_id, event.instance_id, event.type, event.actor, event.at)
    told = select(*columns).select_from(new.join(history_event, joined))
    return tx.all(told.order_by(new.c.id, event.seq))


def opened(
    tx: Transaction, office: str, instances: Collection[UUID], since: datetime | None = None
) -> list[TaskRow]:
    """Return the open tasks of these cases; with a moment, those that have opened since."""
    at = task.c
    columns = (*TASK, *OF_CASE)
    chosen = select(*columns).select_from(task.join(process_instance, _OF_TASK))
    place = (at.office_id == office) & at.instance_id.in_(list(instances))
    if since is not None:
        place &= at.created_at >= since
    rows = tx.all(chosen.where(place, task_is_open).order_by(at.id))
    return [as_task(dict(row._mapping)) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def filed(tx: Transaction, office: str, instances: Collection[UUID], since: datetime) -> set[UUID]:
    """Return which of these cases got a paper beside their forms since a moment."""
    at = attachment.c
    here = (at.office_id == office) & at.instance_id.in_(list(instances))
    rows = tx.all(select(at.instance_id).where(here, at.task_id.is_(None), at.at >= since))
    return {row.instance_id for row in rows}


def due(tx: Transaction, office: str, until: date) -> Sequence[Row[Any]]:
    """Return (roles, assignee, due_date, id) of the office's open tasks due up to a day."""
    at = task.c
    columns = (at.roles, at.assignee, at.due_date, at.id)
    here = (at.office_id == office) & at.due_date.is_not(None) & (at.due_date <= until)
    return tx.all(select(*columns).where(here, task_is_open).order_by(at.due_date))


def cases(tx: Transaction, office: str, instances: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """Return what is told of cases, by id: number, applicant and procedure."""
    at, of = process_instance.c, process_definition.c
    same = (of.key == at.definition_key) & (of.version == at.definition_version)
    columns = (at.id, at.business_key, at.applicant_id, at.definition_key, of.name_th, of.name_en)
    joined = select(*columns, *NAMES).join(process_definition, same)
    rows = tx.all(joined.where(at.office_id == office, at.id.in_(list(instances))))
    return {row.id: row for row in rows}
