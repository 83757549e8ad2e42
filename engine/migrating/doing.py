"""Moves cases to another version, each in a transaction of its own, and tells their histories."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from engine import access, recording
from engine.context import Engine
from engine.errors import EngineError, InstanceNotFound
from engine.errors import MigrationRefused as Refused
from engine.execution import CarriedTimer, Migrated
from engine.migrating.asking import (
    MOST_AT_ONCE,
    Order,
    Versions,
    between,
    require_movable,
    tried,
)
from engine.model import InstanceStatus, Person
from engine.recording import Told
from engine.rows import InstanceRow
from engine.store import Transaction, cases, waits
from engine.store import migrating as rows
from engine.viewing import Standing, require_reason, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one case: `refusal` says why it stayed where it was."""

    instance: UUID
    business_key: str
    refusal: EngineError | None = None


def move(engine: Engine, person: Person, instance_id: UUID, order: Order) -> Standing:
    """Move a case to another version; its open work, its drafts and its due dates stay.

    Raises:
        InstanceNotFound: there is none in the offices where the person may migrate.
        ReasonRequired: no reason was given.
        InstanceNotActive: it has ended.
        SameVersion: it runs in that version already.
        DefinitionNotFound: there is no such version.
        MigrationRefused: something hinders it; nothing has changed.
    """
    with engine.begin() as tx:
        instance = cases.lock(tx, access.migrating_offices(tx, person), instance_id)
        if instance is None:
            raise InstanceNotFound(id=instance_id)
        access.require_writer(person)
        require_reason(order.reason)
        require_movable(instance, order.after)
        of = instance.definition_key, instance.definition_version
        versions = between(engine, tx, *of, order.after)
        return standing(tx, _moved(engine, tx, (person, instance), versions, order))


def move_many(
    engine: Engine, person: Person, chosen: list[tuple[UUID, str]], order: Order
) -> list[Answer]:
    """Move cases one by one, given with their numbers; one that refuses keeps nobody else."""
    return [_answered(engine, person, each, order) for each in chosen[:MOST_AT_ONCE]]


def _answered(engine: Engine, person: Person, chosen: tuple[UUID, str], order: Order) -> Answer:
    identity, number = chosen
    try:
        move(engine, person, identity, order)
    except EngineError as refused:
        return Answer(instance=identity, business_key=number, refusal=refused)
    return Answer(instance=identity, business_key=number)


def _moved(
    engine: Engine,
    tx: Transaction,
    of: tuple[Person, InstanceRow],
    versions: Versions,
    order: Order,
) -> InstanceRow:
    person, instance = of
    _, result = tried(engine, tx, instance, versions, order.choices)
    if result.hindrances:
        raise _refusal(instance, result)
    rows.change_version(tx, instance, order.after, result.moved)
    told = Told(type="instance_migrated", by=person, data=_data(instance, versions, order, result))
    changed = replace(instance, definition_version=order.after)
    snapshot, moved = recording.record(tx, changed, result.execution, told)
    were_open = result.execution.waited.tasks
    rows.ask_newly(
        tx, instance, [each for each in snapshot.tasks if each.element_instance_id in were_open]
    )
    if instance.status is InstanceStatus.SUSPENDED:
        waits.hold_timers(tx, moved, held=True)
    return moved


def _refusal(instance: InstanceRow, result: Migrated) -> Refused:
    return Refused(
        business_key=instance.business_key,
        why="; ".join(each.why.en for each in result.hindrances),
        why_th=" · ".join(each.why.th for each in result.hindrances),
        hindrances=[
            {"code": each.code, "element": each.element_id, "th": each.why.th, "en": each.why.en}
            for each in result.hindrances
        ],
    )


def _data(
    instance: InstanceRow, versions: Versions, order: Order, result: Migrated
) -> dict[str, Any]:
    """Return what the history keeps: from where to where, by which mapping, what timers kept."""
    mapping = versions.wanted(order.choices).mapping
    return {
        "reason": order.reason,
        "from_version": instance.definition_version,
        "to_version": order.after,
        "mapping": dict(mapping),
        "moved": [[each.hex, *names] for each, names in result.moved.items()],
        "timers": [_timer(each) for each in result.timers],
    }


def _timer(timer: CarriedTimer) -> dict[str, Any]:
    told: dict[str, Any] = {
        "timer": timer.id.hex,
        "element": timer.element or timer.element_before,
        "before": None if timer.before is None else timer.before.isoformat(),
        "after": None if timer.after is None else timer.after.isoformat(),
    }
    return {**told, "recounted": True} if timer.is_recounted else told
