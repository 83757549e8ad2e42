"""Open steps: whose turn it is, and why by that day."""

from dataclasses import dataclass, field

from engine import access, course, passages
from engine.course import Ahead
from engine.execution import Definition
from engine.model import Person
from engine.rows import TaskRow
from engine.viewing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An open step. `is_mine`: the reader may do it now; `is_applicants`: it is the applicant's.

    `why`: why it is due when it is, in Thai and English; None where nothing was counted.
    `ahead`: what may come after it, as the diagram has it.
    """

    task: TaskRow
    is_mine: bool
    is_applicants: bool
    has_draft: bool
    why: tuple[str, str] | None = None
    ahead: Ahead = field(default_factory=lambda: Ahead(tasks=(), ends=()))


def turn(person: Person, task: TaskRow, applicant: str | None) -> Turn:
    """Say whose turn an open step is; `applicant`: whose the case is."""
    return Turn(
        task=task,
        is_mine=access.may_do_task(person, task, applicant),
        is_applicants=access.is_for_applicant(task, applicant),
        has_draft=task.draft is not None,
    )


def turn_explained(definition: Definition, person: Person, stands: Standing, task: TaskRow) -> Turn:
    """Say whose turn an open step is, why by that day, and what comes after it."""
    applicant = stands.instance.applicant_id
    return Turn(
        task=task,
        is_mine=access.may_do_task(person, task, applicant),
        is_applicants=access.is_for_applicant(task, applicant),
        has_draft=task.draft is not None,
        why=passages.explanation(definition, task, stands.timers),
        ahead=course.ahead(definition, task.element_id),
    )
