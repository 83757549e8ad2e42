"""What was filled in with a form and goes on: drafts of open tasks, states of running cases."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from engine.model import InstanceStatus
from engine.store.tables import instance_state, process_instance, task, task_is_open
from engine.store.transaction import Transaction


def drafts(tx: Transaction, form_key: str, most: int) -> Sequence[bytes]:
    """Return the drafts of open tasks with this form, of every office; at most `most`."""
    statement = (
        select(task.c.draft)
        .where(task_is_open, task.c.form_key == form_key, task.c.draft.is_not(None))
        .limit(most)
    )
    return [row.draft for row in tx.all(statement)]


def states(tx: Transaction, definition_keys: Iterable[str], most: int) -> Sequence[bytes]:
    """Return the states of running cases of these procedures, newest first; at most `most`."""
    at = process_instance.c
    joined = (instance_state.c.office_id == at.office_id) & (instance_state.c.instance_id == at.id)
    ended = [InstanceStatus.COMPLETED.value, InstanceStatus.CANCELLED.value]
    statement = (
        select(instance_state.c.state)
        .join(process_instance, joined)
        .where(at.definition_key.in_(sorted(definition_keys)), at.status.not_in(ended))
        .order_by(at.id.desc())
        .limit(most)
    )
    return [row.state for row in tx.all(statement)]
