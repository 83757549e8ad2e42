"""Process instances: started, looked at, suspended, moved, ended."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from engine import access, context
from engine.context import Engine
from engine.errors import InstanceNotActive, VariablesReserved
from engine.execution import Execution
from engine.kept import whole
from engine.lifecycle import INSTANCE, may_follow
from engine.model import InstanceStatus, Person, Variables
from engine.paging import Page, page_of, read_cursor
from engine.recording import Told, tell
from engine.rows import InstanceRow
from engine.starting import RESERVED, Asked, start_within
from engine.store import Transaction, cases, queries, record, waits
from engine.telling import open_event
from engine.viewing import (
    Standing,
    administered,
    locked,
    overseen,
    require_reason,
    standing,
    visible,
)

__all__ = ["Asked", "Filter", "Standing"]


def start(engine: Engine, person: Person, asked: Asked) -> Standing:
    """Start an instance in an office of the person's; an applicant becomes its applicant.

    Raises:
        DefinitionNotFound: no such process, or no such version.
        OfficeRequired: the person acts in several offices and named none.
        BusinessKeyTaken: another case of the office has that key.
        VariablesReserved: a variable that the service sets was given.
    """
    with engine.begin() as tx:
        instance = start_within(engine, tx, person, asked)
        return standing(tx, instance)


def get(engine: Engine, person: Person, instance_id: UUID) -> Standing:
    """Say where an instance stands and why it waits.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        return standing(tx, visible(tx, person, instance_id))


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
        offices, owners = overseen(tx, person)
        asked = queries.InstanceFilter(
            offices=offices,
            owners=owners,
            status=wanted.status,
            definition_key=wanted.definition_key,
            business_key=wanted.business_key,
            q=wanted.q,
        )
        rows = queries.instances(tx, asked, read_cursor(cursor), limit)
        return page_of(rows, limit, queries.instance_place)


def variables(engine: Engine, person: Person, instance_id: UUID) -> Variables:
    """Return an instance's variables as they are now; an ended one's as they were at its end."""
    with engine.begin() as tx:
        instance = visible(tx, person, instance_id)
        record.note_access(tx, person.id, instance, "variables")
        locked = cases.lock(tx, [instance.office_id], instance_id)
        if locked is None or locked.state is None:
            return ended_variables(tx, locked or instance)
        return dict(whole(dict(context.restore(engine, tx, locked).variables)))


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
        if access.may_withdraw(person, seen.office_id, seen.applicant_id):
            require_reason(reason)
            instance = locked(tx, seen)
        else:
            instance = administered(tx, person, instance_id, reason)
        if not may_follow(INSTANCE, instance.status, InstanceStatus.CANCELLED):
            raise InstanceNotActive(status=instance.status.value)
        if instance.status is InstanceStatus.SUSPENDED:
            waits.hold_timers(tx, instance, held=False)  # what it has sent still goes out
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
