"""Process instances: started, looked at, suspended, moved, ended."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from engine import access, context
from engine.calendar import BANGKOK, describe_windows
from engine.context import Engine
from engine.errors import (
    BusinessKeyTaken,
    DefinitionNotFound,
    InstanceNotActive,
    InstanceNotFound,
    OfficeRequired,
    ReasonRequired,
    VariablesReserved,
)
from engine.execution import Execution
from engine.lifecycle import INSTANCE, may_follow
from engine.model import InstanceStatus, Person, Variables
from engine.office import calendar_of, setting_of
from engine.paging import Page, page_of, read_cursor
from engine.recording import Told, tell
from engine.rows import DefinitionRow, IncidentRow, InstanceRow, JobRow, SubscriptionRow, TaskRow
from engine.sealing import first_link, new_case_key
from engine.store import Transaction, cases, catalogue, new_id, queries, record, waits
from engine.telling import open_event
from engine.thai import buddhist_year

RESERVED = frozenset({"applicant", "office", "business_key", "started_at", "deadline"})
"""Variables that the service sets and nobody else."""
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a caller wants started; `office` may be left out by who has only one."""

    definition_key: str
    variables: Variables
    business_key: str | None = None
    office: str | None = None
    version: int | None = None
    applicant: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An instance, where it stands and why it waits."""

    instance: InstanceRow
    tasks: list[TaskRow]
    timers: list[JobRow]
    subscriptions: list[SubscriptionRow]
    incidents: list[IncidentRow]


def start(engine: Engine, person: Person, asked: Asked) -> Standing:
    """Start an instance in an office of the person's; an applicant becomes its applicant.

    Raises:
        DefinitionNotFound: no such process, or no such version.
        OfficeRequired: the person acts in several offices and named none.
        BusinessKeyTaken: another case of the office has that key.
        VariablesReserved: a variable that the service sets was given.
    """
    with engine.begin() as tx:
        instance = _started(engine, tx, person, asked)
        return standing(tx, instance)


def start_within(engine: Engine, tx: Transaction, person: Person, asked: Asked) -> InstanceRow:
    """Start an instance as part of another command (a message that starts a process)."""
    return _started(engine, tx, person, asked)


def _started(engine: Engine, tx: Transaction, person: Person, asked: Asked) -> InstanceRow:
    access.require_writer(person)
    if taken := sorted(RESERVED & asked.variables.keys()):
        raise VariablesReserved(names=", ".join(taken))
    office = _office(person, asked.office)
    definition = _definition(tx, asked)
    instance = _new(tx, person, asked, definition, office)
    _refuse_taken(tx, instance)
    variables = _first_variables(tx, instance, asked.variables)
    cases.insert_new(tx, instance)
    told = Told(type="instance_started", by=person, data={"version": definition.version})
    return context.start(engine, tx, instance, told, (variables, asked.message))[1]


def _office(person: Person, asked: str | None) -> str:
    if asked is not None:
        access.require_member(person, asked)
        return asked
    if len(person.offices) != 1:
        raise OfficeRequired(offices=", ".join(sorted(person.offices)))
    return next(iter(person.offices))


def _definition(tx: Transaction, asked: Asked) -> DefinitionRow:
    if asked.version is None:
        found = catalogue.newest(tx, asked.definition_key)
    else:
        found = catalogue.version(tx, asked.definition_key, asked.version)
    if found is None:
        raise DefinitionNotFound(key=asked.definition_key)
    return found


def _new(
    tx: Transaction, person: Person, asked: Asked, definition: DefinitionRow, office: str
) -> InstanceRow:
    identity = new_id()
    own = access.is_applicant(person, office)
    return InstanceRow(
        office_id=office,
        id=identity,
        definition_key=definition.key,
        definition_version=definition.version,
        business_key=asked.business_key or _next_key(tx, office, definition),
        status=InstanceStatus.ACTIVE,
        applicant_id=person.id if own else asked.applicant,
        started_by=person.id,
        started_at=tx.now,
        ended_at=None,
        lock_version=1,
        state=None,
        last_seq=0,
        last_hash=first_link(office, identity),
        case_key=new_case_key(),
    )


def _next_key(tx: Transaction, office: str, definition: DefinitionRow) -> str:
    """Return the next tracking number of the office and year, such as HE-2569-000123."""
    prefix = definition.business_key_prefix or definition.key
    year = buddhist_year(tx.now.astimezone(BANGKOK).date())
    return f"{prefix}-{year}-{record.next_number(tx, office, prefix, year):06}"


def _refuse_taken(tx: Transaction, instance: InstanceRow) -> None:
    same = queries.InstanceFilter(offices=[instance.office_id], business_key=instance.business_key)
    if queries.instances(tx, same, None, 1):
        raise BusinessKeyTaken(business_key=instance.business_key)


def _first_variables(tx: Transaction, instance: InstanceRow, given: Variables) -> Variables:
    windows = [
        (opens, closes) for opens, closes in setting_of(tx, instance.office_id, "filing_windows")
    ]
    window = describe_windows(tx.now, windows, calendar_of(tx, instance.office_id))
    return {
        **given,
        "applicant": instance.applicant_id,
        "office": instance.office_id,
        "business_key": instance.business_key,
        "started_at": tx.now.astimezone(BANGKOK).isoformat(timespec="seconds"),
        "filing_window": {
            "is_open": window.is_open,
            "th": window.text_th,
            "en": window.text_en,
        },
    }


def get(engine: Engine, person: Person, instance_id: UUID) -> Standing:
    """Say where an instance stands and why it waits.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        return standing(tx, visible(tx, person, instance_id))


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
    offices, of = [instance.office_id], instance.id
    open_tasks = queries.TaskFilter(offices=offices, instance_id=of)
    waiting = queries.JobFilter(offices=offices, instance_id=of, kind="timer", state="waiting")
    broken = queries.IncidentFilter(offices=offices, instance_id=of)
    return Standing(
        instance=instance,
        tasks=queries.tasks(tx, open_tasks, None, MOST),
        timers=queries.jobs(tx, waiting, None, MOST),
        subscriptions=queries.subscriptions_of(tx, instance.office_id, of),
        incidents=queries.incidents(tx, broken, None, MOST),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which instances a caller wants listed."""

    status: str | None = None
    definition_key: str | None = None
    business_key: str | None = None
    q: str | None = None


def list_some(
    engine: Engine, person: Person, wanted: Filter, cursor: str | None, limit: int
) -> Page[InstanceRow]:
    """List instances the person may see, newest first."""
    with engine.reading() as tx:
        offices, applicant = overseen(tx, person)
        asked = queries.InstanceFilter(
            offices=offices,
            applicant=applicant,
            status=wanted.status,
            definition_key=wanted.definition_key,
            business_key=wanted.business_key,
            q=wanted.q,
        )
        rows = queries.instances(tx, asked, read_cursor(cursor), limit)
        return page_of(rows, limit, queries.instance_place)


def overseen(tx: Transaction, person: Person) -> tuple[list[str], str | None]:
    """Return the offices whose every case a person may see; else theirs, and whose cases."""
    if whole := access.seen_offices(tx, person):
        return whole, None
    return access.offices_of(tx, person), person.on_behalf_of or person.id


def variables(engine: Engine, person: Person, instance_id: UUID) -> Variables:
    """Return an instance's variables as they are now; an ended one's as they were at its end."""
    with engine.begin() as tx:
        instance = visible(tx, person, instance_id)
        record.note_access(tx, person.id, instance, "variables")
        locked = cases.lock(tx, [instance.office_id], instance_id)
        if locked is None or locked.state is None:
            return ended_variables(tx, locked or instance)
        return dict(context.restore(engine, tx, locked).variables)


def ended_variables(tx: Transaction, instance: InstanceRow) -> Variables:
    """Gather the variables of an instance from its history."""
    gathered: Variables = {}
    for event in record.events_of(tx, instance.office_id, instance.id):
        data = open_event(event, instance.case_key)
        gathered |= (data or {}).get("set", {})
    return gathered


def suspend(engine: Engine, person: Person, instance_id: UUID, reason: str) -> InstanceRow:
    """Stop an instance: no task can be done and no timer fires until it is resumed."""
    return _switch(engine, person, instance_id, (InstanceStatus.SUSPENDED, reason))


def resume(engine: Engine, person: Person, instance_id: UUID, reason: str) -> InstanceRow:
    """Let a suspended instance go on; timers that came due meanwhile fire now."""
    return _switch(engine, person, instance_id, (InstanceStatus.ACTIVE, reason))


def _switch(
    engine: Engine, person: Person, instance_id: UUID, to: tuple[InstanceStatus, str]
) -> InstanceRow:
    status, reason = to
    with engine.begin() as tx:
        instance = administered(tx, person, instance_id, reason)
        if not may_follow(INSTANCE, instance.status, status):
            raise InstanceNotActive(status=instance.status.value)
        waits.hold_timers(tx, instance, held=status is InstanceStatus.SUSPENDED)
        changed = replace(instance, status=status)
        verb = "suspended" if status is InstanceStatus.SUSPENDED else "resumed"
        return tell(tx, changed, Told(type=f"instance_{verb}", by=person, data={"reason": reason}))


def cancel(engine: Engine, person: Person, instance_id: UUID, reason: str) -> InstanceRow:
    """End an instance early. Its applicant may withdraw it; else an admin may end it.

    Raises:
        ReasonRequired: no reason was given.
        InstanceNotActive: it has already ended.
    """
    with engine.begin() as tx:
        seen = visible(tx, person, instance_id)
        if seen.applicant_id == person.id:
            _require_reason(reason)
            instance = _locked(tx, seen)
        else:
            instance = administered(tx, person, instance_id, reason)
        if not may_follow(INSTANCE, instance.status, InstanceStatus.CANCELLED):
            raise InstanceNotActive(status=instance.status.value)
        running = replace(instance, status=InstanceStatus.ACTIVE)
        told = Told(type="instance_cancelled", by=person, data={"reason": reason})
        return context.move(engine, tx, running, told, Execution.cancel)[1]


def move(
    engine: Engine, person: Person, instance_id: UUID, token: UUID, to: tuple[str, str]
) -> Standing:
    """Take a token to another element of its scope; `to` is the element and the reason."""
    element_id, reason = to
    return changed(
        engine,
        person,
        instance_id,
        Told(type="token_moved", by=person, element_id=element_id, data={"reason": reason}),
        lambda execution: execution.move(token, element_id),
    )


def set_variables(
    engine: Engine, person: Person, instance_id: UUID, given: tuple[Variables, str]
) -> Standing:
    """Change variables of an instance; `given` is the new values and the reason."""
    values, reason = given
    if taken := sorted(RESERVED & values.keys()):
        raise VariablesReserved(names=", ".join(taken))
    return changed(
        engine,
        person,
        instance_id,
        Told(type="variables_changed", by=person, data={"reason": reason}),
        lambda execution: execution.set_variables(values),
    )


def changed(
    engine: Engine,
    person: Person,
    instance_id: UUID,
    told: Told,
    verb: Callable[[Execution], Any],
) -> Standing:
    """Let an admin do one verb to an instance, with a reason."""
    with engine.begin() as tx:
        instance = administered(tx, person, instance_id, str(told.data.get("reason") or ""))
        moved = context.move(engine, tx, instance, told, verb)[1]
        return standing(tx, moved)


def administered(tx: Transaction, person: Person, instance_id: UUID, reason: str) -> InstanceRow:
    """Return an instance, locked, that the person may administer.

    Raises:
        ReasonRequired: what changes the course of a case says why.
    """
    seen = visible(tx, person, instance_id)
    access.require_admin(person, seen.office_id)
    _require_reason(reason)
    return _locked(tx, seen)


def _locked(tx: Transaction, seen: InstanceRow) -> InstanceRow:
    found = cases.lock(tx, [seen.office_id], seen.id)
    if found is None:
        raise InstanceNotFound(id=seen.id)
    return found


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonRequired
