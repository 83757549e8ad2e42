"""Incidents: executions that cannot go on by themselves; looked at, and tried again."""

from uuid import UUID

from engine import access, context
from engine.context import Engine
from engine.errors import IncidentNotOpen, InstanceNotFound, NotFound, ReasonRequired
from engine.model import Person
from engine.paging import Page, page_of, read_cursor
from engine.recording import Told, tell
from engine.rows import IncidentRow, InstanceRow
from engine.store import Transaction, cases, claiming, queries


def list_some(
    engine: Engine,
    person: Person,
    wanted: tuple[bool, UUID | None],
    cursor: str | None,
    limit: int,
) -> Page[IncidentRow]:
    """List incidents of the offices the person oversees; `wanted`: open only, of one instance."""
    open_only, instance_id = wanted
    with engine.reading() as tx:
        offices = access.seen_offices(tx, person)
        asked = queries.IncidentFilter(
            offices=offices, open_only=open_only, instance_id=instance_id
        )
        rows = queries.incidents(tx, asked, read_cursor(cursor), limit)
        return page_of(rows, limit, queries.incident_place)


def get(engine: Engine, person: Person, incident_id: UUID) -> IncidentRow:
    """Return an incident.

    Raises:
        NotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        return _visible(tx, person, incident_id)


def retry(engine: Engine, person: Person, incident_id: UUID, reason: str) -> IncidentRow:
    """Try the failed element or job again. If it fails again, that is a new incident.

    Raises:
        IncidentNotOpen: it is already resolved.
        ReasonRequired: no reason was given.
    """
    with engine.begin() as tx:
        seen = _visible(tx, person, incident_id)
        access.require_admin(person, seen.office_id)
        if not reason.strip():
            raise ReasonRequired
        instance = cases.lock(tx, [seen.office_id], seen.instance_id)
        incident = _visible(tx, person, incident_id)
        if instance is None:
            raise InstanceNotFound
        if incident.resolved_at is not None:
            raise IncidentNotOpen(id=incident_id)
        _try_again(engine, tx, person, (instance, incident, reason))
        return _visible(tx, person, incident_id)


def _try_again(
    engine: Engine, tx: Transaction, person: Person, what: tuple[InstanceRow, IncidentRow, str]
) -> None:
    instance, incident, reason = what
    data = {"incident": incident.id.hex, "reason": reason}
    told = Told(
        type="incident_retried",
        by=person,
        element_id=incident.element_id,
        data=data,
        retries=incident.element_instance_id,
    )
    claiming.resolve(tx, incident.office_id, incident.id, person.id)
    if incident.job_id is not None:
        if instance.ended_at is None:  # what it has sent may be sent again when it has ended
            context.require_active(instance)
        claiming.revive(tx, incident.office_id, incident.job_id)
        tell(tx, instance, told)
        return
    failed = incident.element_instance_id
    if failed is None:
        raise IncidentNotOpen(id=incident.id)
    context.move(engine, tx, instance, told, lambda e: e.retry(failed))


def _visible(tx: Transaction, person: Person, incident_id: UUID) -> IncidentRow:
    offices = access.seen_offices(tx, person)
    asked = queries.IncidentFilter(offices=offices, open_only=False, id=incident_id)
    found = queries.incidents(tx, asked, None, 1)
    if not found:
        raise NotFound(id=incident_id)
    return found[0]
