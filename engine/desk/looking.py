"""One task as it lies before somebody: its form and what is in it, why it is due, what stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from engine import applicants, drafting, filling, tasking, viewing
from engine.context import Engine
from engine.desk.keeping import require_free
from engine.drafting import Draft
from engine.errors import CannotSendBack, EngineError, FormNotFound, TaskNotFound
from engine.forms import FormDefinition
from engine.kept import whole
from engine.model import Person, TaskState, Variables
from engine.rows import InstanceRow, JobRow, TaskRow
from engine.store import Transaction, cases, record
from engine.telling import open_event

Name = tuple[str, str]
"""What something is called in Thai and in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A task with all that its page tells.

    `refusal`: why the person may not do it now; None when they may. `data`: the draft, else what
    the case has for the form; of a completed task, what was handed in. `own`: what the service
    fills in itself. `due`: the timer whose date the task shows, with its explanation. `before`:
    the step it could be sent back to. `names`: accounts that are told of, by user name.
    """

    task: TaskRow
    instance: InstanceRow
    form: FormDefinition | None
    data: Variables
    own: Variables
    draft: Draft | None
    refusal: EngineError | None
    basis: str
    due: JobRow | None
    before: Name | None
    names: Mapping[str, Name] = field(default_factory=dict)


def look(engine: Engine, person: Person, task_id: UUID) -> Desk:
    """Return a task with its form; that it was read is written down.

    Raises:
        TaskNotFound: there is none, or it is not the person's to see.
    """
    with engine.begin() as tx:
        task, instance = _seen(tx, person, task_id)
        record.note_access(tx, person.id, instance, f"form:{task.element_id}")
        definition = engine.definitions.get(
            tx, instance.definition_key, instance.definition_version
        )
        refusal = _refusal(tx, person, task)
        task = task if refusal is None else _without_others_draft(person, task)
        form, data, own = _form(engine, tx, person, (instance, task))
        draft = drafting.draft_of(task)
        told = [task.assignee, task.closed_by, draft.by if draft else None]
        names = applicants.names_of(tx, [(task.office_id, each) for each in told])
        return Desk(
            task=task,
            instance=instance,
            form=form,
            data=data,
            own=own,
            draft=draft,
            refusal=refusal,
            basis=definition.elements[task.element_id].basis,
            due=_due(engine, tx, instance, task),
            before=_before(engine, tx, instance, task),
            names={str(party): name for (_, party), name in names.items()},
        )


def _seen(tx: Transaction, person: Person, task_id: UUID) -> tuple[TaskRow, InstanceRow]:
    task, _ = tasking.seen_task(tx, person, task_id)
    found = cases.lock(tx, [task.office_id], task.instance_id)
    if found is None:
        raise TaskNotFound(id=task_id)
    return task, viewing.with_names(tx, [found])[0]


def _without_others_draft(person: Person, task: TaskRow) -> TaskRow:
    """What somebody is still writing is not for those who only look."""
    draft = drafting.draft_of(task)
    is_own = draft is not None and draft.by in (person.id, person.on_behalf_of)
    return task if is_own else replace(task, draft=None)


def _refusal(tx: Transaction, person: Person, task: TaskRow) -> EngineError | None:
    try:
        tasking.workable(tx, person, task.id)
        require_free(tx, person, task)
    except EngineError as refusal:
        return refusal
    return None


def _form(
    engine: Engine, tx: Transaction, person: Person, of: tuple[InstanceRow, TaskRow]
) -> tuple[FormDefinition | None, Variables, Variables]:
    instance, task = of
    if task.form_key is None:
        return None, {}, {}
    try:
        _, form = filling.form_of(tx, task.form_key, task.form_version)
    except FormNotFound:
        return None, {}, {}
    if task.state is not TaskState.OPEN:
        return form, _handed_in(tx, instance, task, form), {}
    own = filling.own_values(engine, tx, person, of, form)
    return form, filling.beginning(engine, tx, of, form), own


def _handed_in(
    tx: Transaction, instance: InstanceRow, task: TaskRow, form: FormDefinition
) -> Variables:
    """Return what a completed task wrote, as the case knew it then; nothing once it is erased."""
    if task.state is not TaskState.COMPLETED:
        return {}
    key = record.key_of(tx, instance.office_id, instance.id)
    known: Variables = {}
    for event in record.events_of(tx, instance.office_id, instance.id):
        told: dict[str, Any] = open_event(event, key) or {}
        known |= told.get("set", {})
        if event.type == "task_completed" and told.get("task") == task.id.hex:
            break
    values = known.get(form.body["into"], {}) if "into" in form.body else known
    found = {each["key"]: whole(values.get(each["key"])) for each in form.fields}
    return {key: value for key, value in found.items() if value is not None}


def _due(engine: Engine, tx: Transaction, instance: InstanceRow, task: TaskRow) -> JobRow | None:
    """Return the timer that gave the task its due date, if that is how it got one."""
    definition = engine.definitions.get(tx, instance.definition_key, instance.definition_version)
    timers = viewing.standing(tx, instance).timers if task.due_date is not None else []
    for job in timers:
        element = definition.elements.get(job.element_id or "")
        told = (job.explanation or {}).get("due_date")
        is_its_own = element is not None and element.attached_to == task.element_id
        if is_its_own and task.due_date is not None and told == task.due_date.isoformat():
            return job
    return None


def _before(engine: Engine, tx: Transaction, instance: InstanceRow, task: TaskRow) -> Name | None:
    if task.state is not TaskState.OPEN:
        return None
    try:
        target = filling.step_before(engine, tx, instance, task, "-")
    except CannotSendBack:
        return None
    definition = engine.definitions.get(tx, instance.definition_key, instance.definition_version)
    return definition.elements[target].name, definition.elements[target].name_en
