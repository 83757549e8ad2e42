"""What is typed into a task's form before it is handed in: kept, and looked through."""

from uuid import UUID

from engine import access, calling, drafting, filling, tasking
from engine.calendar import local_date
from engine.context import Engine
from engine.drafting import Draft
from engine.errors import TaskTaken
from engine.forms import FormDefinition
from engine.model import Person, Variables
from engine.rows import SchoolRow, TaskRow
from engine.store import Transaction, schools

_MOST_SCHOOLS = 12


def form_of(engine: Engine, person: Person, task_id: UUID) -> FormDefinition | None:
    """Return a task's form; None for a task without one.

    Raises:
        TaskNotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        task, _ = tasking.seen_task(tx, person, task_id)
        return filling.form_of(tx, task.form_key)[1] if task.form_key else None


def faults(
    engine: Engine, person: Person, task_id: UUID, given: Variables
) -> dict[str, dict[str, str]]:
    """Say by path what completing the task with these data would refuse; nothing changes.

    Raises:
        TaskNotFound, TaskNotOpen, NotACandidate: as for completing it.
    """
    with engine.begin() as tx:
        task, instance = tasking.workable(tx, person, task_id)
        return filling.faults(engine, tx, person, (instance, task), given)


def keep(
    engine: Engine, person: Person, task_id: UUID, draft: Variables | None, over: str | None
) -> Draft | None:
    """Keep a half-filled form over the draft that the person saw, known by its tag.

    Raises:
        TaskNotFound, TaskNotOpen, NotACandidate: as for completing it.
        TaskTaken: somebody else has the task: the draft is theirs now.
        DraftChanged: the draft was changed elsewhere.
    """
    with engine.begin() as tx:
        task, _ = tasking.workable(tx, person, task_id)
        require_free(tx, person, task)
        return drafting.keep(tx, person, task, draft, over)


def require_free(tx: Transaction, person: Person, task: TaskRow) -> None:
    """Refuse who does not have a task that somebody has.

    Raises:
        TaskTaken: somebody else has it.
    """
    has_it = access.is_assignee(person, task) or task.assignee == person.on_behalf_of
    if task.assignee is not None and not has_it:
        raise TaskTaken(**calling.told(tx, "assignee", task.assignee))


def schools_called(engine: Engine, person: Person, task_id: UUID, q: str) -> list[SchoolRow]:
    """Return some schools of the task's office that are called so, or have that code.

    What a school is called is nobody's secret: whoever sees the task may look one up.

    Raises:
        TaskNotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        task, _ = tasking.seen_task(tx, person, task_id)
        wanted = schools.SchoolFilter(
            office=task.office_id, today=local_date(tx.now), q=q, active=True
        )
        return schools.some(tx, wanted, _MOST_SCHOOLS)[:_MOST_SCHOOLS]
