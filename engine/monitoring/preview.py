"""What an admin's command would do to a case, before it is given; the same refusals as its own."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import Final, TypeAlias
from uuid import UUID

from engine import access, promises
from engine.context import Engine
from engine.errors import (
    ElementNotFound,
    IncidentNotOpen,
    InstanceNotActive,
    JobNotWaiting,
    NotFound,
    VariablesReserved,
)
from engine.execution import Execution, MovedTimer
from engine.foreseeing import Foreseen, foresee, name_of
from engine.lifecycle import INSTANCE, JOB, may_follow
from engine.model import InstanceStatus, JobKind, JobState, Person, Variables
from engine.rows import IncidentRow, InstanceRow, JobRow
from engine.starting import RESERVED
from engine.store import Transaction, cases, queries
from engine.viewing import visible

_Put: TypeAlias = Callable[[Execution], list[MovedTimer]]
__all__ = ["RESERVED", "Asked", "Command", "preview"]


class Command(StrEnum):
    """What an admin may do to a case."""

    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    MOVE = "move"
    VARIABLES = "variables"
    DUE = "due"
    RETRY = "retry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command and what it needs: a token and its target, values, a timer's moment, an incident.

    Of MOVE, `at` may name the element in place of the token, when one token stands there.
    """

    command: Command
    token: UUID | None = None
    at: str | None = None
    to: str = ""
    values: Variables = field(default_factory=dict)
    job: UUID | None = None
    due_at: datetime | None = None
    incident: UUID | None = None


def preview(engine: Engine, person: Person, instance_id: UUID, asked: Asked) -> Foreseen:
    """Say what a command would do to a case as it is now; nothing is written.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        Forbidden: the person does not administer its office.
        EngineError: the command would be refused, for this reason.
    """
    with engine.reading() as tx:
        seen = visible(tx, person, instance_id)
        access.require_admin(person, seen.office_id)
        instance = cases.peek(tx, seen.office_id, instance_id) or seen
        return _PREVIEWS[asked.command](engine, tx, instance, asked)


def _suspend(_: Engine, __: Transaction, instance: InstanceRow, ___: Asked) -> Foreseen:
    return Foreseen(status=_switched(instance, InstanceStatus.SUSPENDED))


def _resume(engine: Engine, tx: Transaction, instance: InstanceRow, _: Asked) -> Foreseen:
    status = _switched(instance, InstanceStatus.ACTIVE)
    place = instance.definition_key, instance.definition_version
    definition = engine.definitions.get(tx, *place)
    late = [job for job in _waiting(tx, instance) if job.due_at <= tx.now and job.element_id]
    return Foreseen(status=status, fires=[name_of(definition, j.element_id or "") for j in late])


def _cancel(engine: Engine, tx: Transaction, instance: InstanceRow, _: Asked) -> Foreseen:
    status = _switched(instance, InstanceStatus.CANCELLED)
    running = replace(instance, status=InstanceStatus.ACTIVE)
    return replace(foresee(engine, tx, running, Execution.cancel), status=status)


def _move(engine: Engine, tx: Transaction, instance: InstanceRow, asked: Asked) -> Foreseen:
    token = asked.token
    if token is None:
        raise NotFound(id=asked.at)
    return foresee(engine, tx, instance, lambda e: e.move(token, asked.to))


def _variables(engine: Engine, tx: Transaction, instance: InstanceRow, asked: Asked) -> Foreseen:
    if taken := sorted(RESERVED & asked.values.keys()):
        raise VariablesReserved(names=", ".join(taken))
    return foresee(engine, tx, instance, lambda e: e.set_variables(dict(asked.values)))


def _due(engine: Engine, tx: Transaction, instance: InstanceRow, asked: Asked) -> Foreseen:
    found = queries.jobs(tx, _of(instance, asked.job), None, 1)
    due_at = asked.due_at
    if not found or due_at is None or found[0].kind is not JobKind.TIMER:
        raise NotFound(id=asked.job)
    if not JOB[found[0].state]:
        raise JobNotWaiting(state=found[0].state.value)
    promises.require_time_left(found[0], due_at, tx.now)
    moved = foresee(engine, tx, instance, lambda e: _put(e, found[0], due_at))
    if all(each.after is None or each.after > tx.now for each in moved.timers):
        return moved
    return _at_once(engine, tx, instance, moved, lambda e: e.set_due(found[0].id, due_at))


def _put(execution: Execution, job: JobRow, due_at: datetime) -> None:
    execution.set_due(job.id, due_at)


def _at_once(
    engine: Engine, tx: Transaction, instance: InstanceRow, moved: Foreseen, put: _Put
) -> Foreseen:
    """Say what follows when a moment is already over: the job executor fires the timer at once."""
    fired: list[str] = []

    def fire(execution: Execution) -> None:
        late = [each for each in put(execution) if each.after <= tx.now]
        for each in sorted(late, key=attrgetter("after")):
            with suppress(ElementNotFound):  # what fired before it has ended its activity
                execution.fire_timer(each.id)
                execution.rest()
                fired.append(each.element_id)

    then = foresee(engine, tx, instance, fire)
    definition = engine.definitions.get(tx, instance.definition_key, instance.definition_version)
    set_anew = {each.element.id for each in moved.timers}
    others = [each for each in then.timers if each.element.id not in set_anew]
    fires = [name_of(definition, each) for each in fired]
    return replace(then, timers=[*moved.timers, *others], fires=fires)


def _retry(engine: Engine, tx: Transaction, instance: InstanceRow, asked: Asked) -> Foreseen:
    incident = _incident(tx, instance, asked.incident)
    failed = incident.element_instance_id
    if incident.job_id is not None or failed is None:
        definition = engine.definitions.get(
            tx, instance.definition_key, instance.definition_version
        )
        again = name_of(definition, incident.element_id)
        return Foreseen(status=instance.status, sends=[(again, "job")])
    return foresee(engine, tx, instance, lambda e: e.retry(failed), retried=failed)


def _incident(tx: Transaction, instance: InstanceRow, wanted: UUID | None) -> IncidentRow:
    asked = queries.IncidentFilter(
        offices=[instance.office_id], instance_id=instance.id, open_only=False, id=wanted
    )
    found = queries.incidents(tx, asked, None, 1)
    if not found:
        raise NotFound(id=wanted)
    if found[0].resolved_at is not None:
        raise IncidentNotOpen(id=wanted)
    return found[0]


def _switched(instance: InstanceRow, to: InstanceStatus) -> InstanceStatus:
    if not may_follow(INSTANCE, instance.status, to):
        raise InstanceNotActive(status=instance.status.value)
    return to


def _of(instance: InstanceRow, job: UUID | None = None) -> queries.JobFilter:
    return queries.JobFilter(offices=[instance.office_id], instance_id=instance.id, id=job)


def _waiting(tx: Transaction, instance: InstanceRow) -> list[JobRow]:
    asked = replace(_of(instance), state=JobState.WAITING.value)
    return queries.jobs(tx, asked, None, 200)


_Preview: TypeAlias = Callable[[Engine, Transaction, InstanceRow, Asked], Foreseen]
_PREVIEWS: Final[Mapping[Command, _Preview]] = MappingProxyType(
    {
        Command.SUSPEND: _suspend,
        Command.RESUME: _resume,
        Command.CANCEL: _cancel,
        Command.MOVE: _move,
        Command.VARIABLES: _variables,
        Command.DUE: _due,
        Command.RETRY: _retry,
    }
)
