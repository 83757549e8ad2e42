"""Carries out service tasks: what is slow first, then the case is locked and goes on."""

from typing import Any

from engine import context
from engine.context import Engine
from engine.errors import PaperRefused
from engine.execution import Execution
from engine.model import SYSTEM, InstanceStatus, JobState
from engine.recording import Told
from engine.rows import InstanceRow, JobRow
from engine.services import AHEAD, HANDLERS, Call
from engine.store import Transaction, cases, claiming


class _Overtaken(Exception):
    """The case became ready only after its work was skipped; the job is tried again."""


def serve(engine: Engine, job: JobRow) -> None:
    """Carry out a service task's topic, and let its instance go on with the result.

    What cannot be done with the data of the case is an incident at the element at once: trying
    again would not help, mending the data and retrying the element does.
    """
    ahead = AHEAD.get(job.name or "")
    try:
        made = ahead(engine, job) if ahead is not None else None
    except PaperRefused as refusal:
        _stop(engine, job, refusal)
        return
    with engine.begin() as tx:
        instance = _ready(tx, job)
        if instance is None:
            return
        if ahead is not None and made is None:
            raise _Overtaken
        _go_on(engine, tx, instance, (job, made))


def _ready(tx: Transaction, job: JobRow) -> InstanceRow | None:
    """Lock the instance; None when the job is not ours to do, or is held until it is resumed."""
    instance = cases.lock(tx, [job.office_id], job.instance_id) if job.instance_id else None
    if claiming.look_again(tx, job) is None:
        return None
    if instance is None or instance.status is not InstanceStatus.ACTIVE:
        claiming.hold(tx, job)
        return None
    return instance


def _go_on(
    engine: Engine, tx: Transaction, instance: InstanceRow, done: tuple[JobRow, Any]
) -> None:
    job, made = done
    call = Call(engine=engine, tx=tx, instance=instance, job=job, ahead=made)
    result = HANDLERS[job.name or ""](call)
    claiming.set_state(tx, job, JobState.DONE)
    told = Told(type=result.event, by=SYSTEM, element_id=job.element_id, data=result.data)
    variables = dict(result.variables)
    context.move(engine, tx, instance, told, lambda e: e.complete_service(job.id, variables))


def _stop(engine: Engine, job: JobRow, refusal: PaperRefused) -> None:
    """Let the element fail: its incident tells why, and retrying it asks for its inputs anew."""
    with engine.begin() as tx:
        instance = _ready(tx, job)
        if instance is None:
            return
        told = Told(
            type="service_failed",
            by=SYSTEM,
            element_id=job.element_id,
            data={"code": refusal.code, "topic": job.name},
        )

        def fail(execution: Execution) -> None:
            execution.fail_service(job.id, refusal)

        context.move(engine, tx, instance, told, fail)
