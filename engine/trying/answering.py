"""Going on from where a case of a scratch world is stuck: with an answer that somebody pretends."""

from uuid import UUID

from engine import context
from engine.context import Engine
from engine.errors import ElementNotFound, MoveUnfit
from engine.execution import Execution
from engine.model import JobKind, JobState, Person, Variables
from engine.recording import Told, tell
from engine.rows import IncidentRow, InstanceRow
from engine.store import Transaction, claiming, queries


def answer(
    engine: Engine,
    tx: Transaction,
    stuck: tuple[InstanceRow, IncidentRow, Person],
    variables: Variables,
) -> None:
    """Let a stuck element go on with the variables; a service counts as done with them.

    Raises:
        MoveUnfit: it cannot go on with these either.
    """
    instance, incident, person = stuck
    told = Told(
        type="incident_retried",
        by=person,
        element_id=incident.element_id,
        data={"incident": incident.id.hex, "reason": "ทดลอง"},
        retries=incident.element_instance_id,
    )
    claiming.resolve(tx, incident.office_id, incident.id, person.id)
    if incident.job_id is not None and not _is_of_token(tx, incident):
        tell(tx, instance, told)
        return
    token = incident.element_instance_id or incident.job_id
    if token is None:
        raise MoveUnfit(why_th="ไม่มีสิ่งที่จะให้คำตอบ", why_en="there is nothing to answer.")
    failed = incident.job_id is None
    context.move(engine, tx, instance, told, lambda e: _go_on(e, token, variables, failed=failed))


def _is_of_token(tx: Transaction, incident: IncidentRow) -> bool:
    """Whether a failed job is one that a token waits for; what was only sent is left as it is."""
    wanted = queries.JobFilter(offices=[incident.office_id], id=incident.job_id)
    job = queries.jobs(tx, wanted, None, 1)[0]
    if job.kind is not JobKind.SERVICE:
        return False
    claiming.set_state(tx, job, JobState.DONE)
    return True


def _go_on(execution: Execution, token: UUID, variables: Variables, *, failed: bool) -> None:
    if failed:
        execution.set_variables(variables)
        execution.retry(token)
        execution.rest()
    try:
        execution.complete_service(token, variables)
    except ElementNotFound:
        if not failed:
            raise
