"""What people do to a case beside filling in forms: remarks, drafts, suspensions, withdrawals."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from engine import comments, instances, jobs, tasks
from engine.context import Engine
from engine.demo.company import person_of
from engine.demo.stories import Deed
from engine.model import SYSTEM, JobKind, JobState
from engine.rows import TaskRow


def do(engine: Engine, case: UUID, deed: Deed) -> None:
    """Do a deed to a case; it is left out when the case is not where the story expects it."""
    _DEEDS[deed.what](engine, case, deed)


def _task(engine: Engine, case: UUID, deed: Deed) -> TaskRow | None:
    found = instances.get(engine, SYSTEM, case).tasks
    return next((each for each in found if deed.element in ("", each.element_id)), None)


def _comment(engine: Engine, case: UUID, deed: Deed) -> None:
    if task := _task(engine, case, deed):
        comments.add(engine, person_of(deed.by), task.id, deed.text)


def _claim(engine: Engine, case: UUID, deed: Deed) -> None:
    if task := _task(engine, case, deed):
        tasks.claim(engine, person_of(deed.by), task.id)


def _draft(engine: Engine, case: UUID, deed: Deed) -> None:
    """Keep a form half filled in: `text` is a field and what is in it, with "=" between."""
    key, _, value = deed.text.partition("=")
    if task := _task(engine, case, deed):
        tasks.keep_draft(engine, person_of(deed.by), task.id, {key: value})


def _send_back(engine: Engine, case: UUID, deed: Deed) -> None:
    if task := _task(engine, case, deed):
        tasks.send_back(engine, person_of(deed.by), task.id, deed.text)


def _suspend(engine: Engine, case: UUID, deed: Deed) -> None:
    instances.suspend(engine, person_of(deed.by), case, deed.text)


def _withdraw(engine: Engine, case: UUID, deed: Deed) -> None:
    instances.cancel(engine, person_of(deed.by), case, deed.text)


def _postpone(engine: Engine, case: UUID, deed: Deed) -> None:
    """Move the next due date of the case a week on."""
    wanted = jobs.Filter(kind=JobKind.TIMER.value, state=JobState.WAITING.value, instance_id=case)
    waiting = jobs.list_some(engine, SYSTEM, wanted, None, 50).items
    due = next((each for each in waiting if each.element_id == deed.element), None)
    if due is not None:
        later = due.due_at + timedelta(days=7)
        jobs.set_due(engine, person_of(deed.by), due.id, later, deed.text)


_DEEDS: Final[Mapping[str, Callable[[Engine, UUID, Deed], None]]] = {
    "comment": _comment,
    "claim": _claim,
    "draft": _draft,
    "send_back": _send_back,
    "suspend": _suspend,
    "withdraw": _withdraw,
    "postpone": _postpone,
}
