"""Incidents: executions that cannot go on by themselves; looked at, and tried again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from engine import access, context
from engine.context import Engine
from engine.errors import EngineError, IncidentNotOpen, InstanceNotFound, NotFound, ReasonRequired
from engine.foreseeing import Named, name_of
from engine.model import Person
from engine.paging import Page, page_of, read_cursor
from engine.recording import Told, tell
from engine.rows import IncidentRow, InstanceRow
from engine.store import Transaction, cases, claiming, queries, troubles
from engine.store.troubles import Kind, Trouble

MOST_AT_ONCE: Final = 200
"""So many incidents alike are tried again by one command; the rest by the next."""
__all__ = ["Kind", "Trouble"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of trying one incident again: `refusal` says why it was not, None that it was.

    `is_mended`: the case goes on. What was tried and failed again is a new incident. `is_queued`: a
    job was put back in the queue; nobody knows yet what comes of it, and it is not mended so far.
    """

    incident: UUID
    instance: UUID
    is_mended: bool
    is_queued: bool = False
    refusal: EngineError | None = None


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


def kinds(engine: Engine, person: Person, office: str | None = None) -> list[Kind]:
    """Count the open incidents that are alike: of one procedure, at one element, of one code."""
    with engine.reading() as tx:
        seen = access.seen_offices(tx, person)
        offices = [each for each in seen if office in (None, each)]
        return troubles.kinds(tx, offices) if offices else []


def troubles_of(
    engine: Engine, person: Person, incident_id: UUID, limit: int = MOST_AT_ONCE
) -> list[Trouble]:
    """Return an incident with its case, and behind it the open ones alike in the same office.

    Raises:
        NotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        first = troubles.of(tx, _visible(tx, person, incident_id))
        return [first, *(each for each in troubles.alike(tx, first, limit) if each != first)]


def some_of(
    engine: Engine, person: Person, wanted: tuple[str | None, str | None], limit: int
) -> list[Trouble]:
    """Return the newest open incidents with their cases; `wanted`: an office, a procedure's key."""
    office, key = wanted
    with engine.reading() as tx:
        seen = access.seen_offices(tx, person)
        offices = [each for each in seen if office in (None, each)]
        return troubles.newest(tx, offices, key, limit) if offices else []


def called(
    engine: Engine, places: Iterable[tuple[str, int, str]]
) -> dict[tuple[str, int, str], Named]:
    """Return what elements are called, each by its procedure's key and version and its own id."""
    with engine.reading() as tx:
        return {
            place: name_of(engine.definitions.get(tx, place[0], place[1]), place[2])
            for place in set(places)
        }


def retry_alike(engine: Engine, person: Person, incident_id: UUID, reason: str) -> list[Answer]:
    """Try an incident and the open ones alike again, each by itself, and say what came of each.

    Raises:
        NotFound: there is no such incident, or it is not the person's to see.
        Forbidden: the person does not administer the office.
        ReasonRequired: no reason was given.
    """
    found = troubles_of(engine, person, incident_id)
    access.require_admin(person, found[0].incident.office_id)
    if not reason.strip():
        raise ReasonRequired
    going = [each.incident for each in found if each.incident.resolved_at is None]
    return [_answered(engine, person, each, reason) for each in going]


def _answered(engine: Engine, person: Person, incident: IncidentRow, reason: str) -> Answer:
    at = (incident.id, incident.instance_id)
    try:
        retry(engine, person, incident.id, reason)
    except EngineError as refused:
        return Answer(incident=at[0], instance=at[1], is_mended=False, refusal=refused)
    if incident.job_id is not None:
        return Answer(incident=at[0], instance=at[1], is_mended=False, is_queued=True)
    with engine.reading() as tx:
        asked = queries.IncidentFilter(
            offices=[incident.office_id], instance_id=incident.instance_id
        )
        still = queries.incidents(tx, asked, None, MOST_AT_ONCE)
    mended = all(each.element_id != incident.element_id for each in still)
    return Answer(incident=at[0], instance=at[1], is_mended=mended)


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
