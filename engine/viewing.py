"""Cases as a person may see them: which, and why each waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from engine import access, applicants
from engine.errors import InstanceNotFound, ReasonRequired
from engine.model import Person
from engine.rows import IncidentRow, InstanceRow, JobRow, SubscriptionRow, TaskRow
from engine.store import Transaction, cases, inbox, queries

MOST = 200
"""How much of each kind is shown of one case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An instance, where it stands and why it waits."""

    instance: InstanceRow
    tasks: list[TaskRow]
    timers: list[JobRow]
    subscriptions: list[SubscriptionRow]
    incidents: list[IncidentRow]


def visible(tx: Transaction, person: Person, instance_id: UUID) -> InstanceRow:
    """Return an instance the person may see.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
    """
    found = queries.instance(tx, access.offices_of(tx, person), instance_id)
    if found is None or not access.may_see(person, found.office_id, found.applicant_id):
        raise InstanceNotFound(id=instance_id)
    return found


def standing(tx: Transaction, instance: InstanceRow) -> Standing:
    """Read what an instance waits for."""
    if instance.applicant_id is not None and instance.applicant_th is None:
        (instance,) = with_names(tx, [instance])
    offices, of = [instance.office_id], instance.id
    open_tasks = inbox.TaskFilter(offices=offices, instance_id=of)
    waiting = queries.JobFilter(offices=offices, instance_id=of, kind="timer", state="waiting")
    broken = queries.IncidentFilter(offices=offices, instance_id=of)
    return Standing(
        instance=instance,
        tasks=inbox.tasks(tx, open_tasks, None, MOST),
        timers=queries.jobs(tx, waiting, None, MOST),
        subscriptions=queries.subscriptions_of(tx, instance.office_id, of),
        incidents=queries.incidents(tx, broken, None, MOST),
    )


def with_names(tx: Transaction, rows: Sequence[InstanceRow]) -> list[InstanceRow]:
    """Return cases with what their applicants are called."""
    names = applicants.names_of(tx, [(row.office_id, row.applicant_id) for row in rows])
    nobody = (None, None)
    told = [(row, names.get((row.office_id, row.applicant_id), nobody)) for row in rows]
    return [replace(row, applicant_th=th, applicant_en=en) for row, (th, en) in told]


def overseen(tx: Transaction, person: Person) -> tuple[list[str], list[tuple[str, str]] | None]:
    """Return the offices whose every case a person may see; else theirs, and whose cases there."""
    if whole := access.seen_offices(tx, person):
        return whole, None
    offices = access.offices_of(tx, person)
    return offices, owners_in(person, offices)


def owners_in(person: Person, offices: Iterable[str]) -> list[tuple[str, str]]:
    """Return whose cases are the person's own, as (office, applicant)."""
    return [(office, party) for office in offices for party in access.owned(person, office)]


def administered(tx: Transaction, person: Person, instance_id: UUID, reason: str) -> InstanceRow:
    """Return an instance, locked, that the person may administer.

    Raises:
        ReasonRequired: what changes the course of a case says why.
    """
    seen = visible(tx, person, instance_id)
    access.require_admin(person, seen.office_id)
    require_reason(reason)
    return locked(tx, seen)


def locked(tx: Transaction, seen: InstanceRow) -> InstanceRow:
    """Return an instance, locked until the transaction ends.

    Raises:
        InstanceNotFound: it is gone.
    """
    found = cases.lock(tx, [seen.office_id], seen.id)
    if found is None:
        raise InstanceNotFound(id=seen.id)
    return replace(found, applicant_th=seen.applicant_th, applicant_en=seen.applicant_en)


def require_reason(reason: str) -> None:
    """Refuse a command that does not say why.

    Raises:
        ReasonRequired: there is none.
    """
    if not reason.strip():
        raise ReasonRequired
