"""Correlation: a message goes to the one instance that waits, a signal to all that listen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from engine import access, context, starting
from engine.context import Engine
from engine.errors import Ambiguous, InstanceNotActive, NobodyWaits
from engine.model import InstanceStatus, Person, SubscriptionKind, Variables
from engine.recording import Told
from engine.rows import DefinitionRow, InstanceRow, SubscriptionRow
from engine.store import Transaction, cases, catalogue, queries

Waiting = tuple[SubscriptionRow, str, InstanceStatus]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent; it names its receiver by business key, or by what they agree on."""

    name: str
    variables: Variables
    business_key: str | None = None
    correlation: Mapping[str, Any] | None = None
    office: str | None = None
    applicant: str | None = None
    """Whose a case is that begins with it."""
    origin: tuple[str, UUID] | None = None
    """Office and id of the case that sent it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """Where a message went; `started` when a process began with it."""

    instance_id: UUID
    business_key: str
    started: bool


def deliver(engine: Engine, tx: Transaction, person: Person, message: Message) -> Delivered:
    """Deliver a message as part of another command (a job that an instance left behind).

    A case that is suspended keeps its place: no other case begins with what it waits for.

    Raises:
        NobodyWaits: no case waits that the person may send to, and none begins with it.
        Ambiguous: several wait that fit.
        InstanceNotActive: whoever waits for it is suspended.
    """
    access.require_writer(person)
    offices = [message.office] if message.office else access.offices_of(tx, person)
    waiting = queries.waiting_for(tx, offices, SubscriptionKind.MESSAGE, message.name)
    fitting = [w for w in waiting if _matches(w, message) and _may_send(person, w)]
    found = _active(fitting)
    if len(found) > 1:
        raise Ambiguous(name=message.name, count=len(found))
    if found:
        return _received(engine, tx, person, message, found[0])
    if fitting:
        _, business_key, status = fitting[0]
        raise InstanceNotActive(status=status.value, business_key=business_key)
    return _started(engine, tx, person, message)


def _active(waiting: Iterable[Waiting]) -> list[Waiting]:
    return [each for each in waiting if each[2] is InstanceStatus.ACTIVE]


def _matches(waiting: Waiting, message: Message) -> bool:
    subscription, business_key, _ = waiting
    if message.business_key is not None and business_key != message.business_key:
        return False
    given = message.correlation
    if given is None:
        return True
    return all(_agree(subscription.correlation, name, value) for name, value in given.items())


def _agree(expected: Mapping[str, Any], name: str, value: Any) -> bool:
    """Whether a receiver waits for this value; what is not known agrees with nothing."""
    return value is not None and name in expected and bool(expected[name] == value)


def _may_send(person: Person, waiting: Waiting) -> bool:
    """Whether the person may let a case hear something: whoever works for its office.

    Not whoever brought it: what a case waits to hear are decisions of others, such as a scholarship
    granted. An applicant has the tasks of the case to speak with.
    """
    return access.sees_all_of(person, waiting[0].office_id)


def _received(
    engine: Engine, tx: Transaction, person: Person, message: Message, waiting: Waiting
) -> Delivered:
    subscription, business_key, _ = waiting
    instance = cases.lock(tx, [subscription.office_id], subscription.instance_id)
    if instance is None or instance.status is not InstanceStatus.ACTIVE:
        raise InstanceNotActive(status="gone" if instance is None else instance.status.value)
    if not hear(engine, tx, person, instance, (subscription.id, message.variables)):
        raise NobodyWaits(name=message.name)
    return Delivered(instance_id=instance.id, business_key=business_key, started=False)


def _hear(
    engine: Engine,
    tx: Transaction,
    person: Person,
    instance: InstanceRow,
    heard: tuple[SubscriptionRow, Variables],
) -> None:
    subscription, variables = heard
    told = Told(
        type=f"{subscription.kind.value}_received",
        by=person,
        element_id=subscription.element_id,
        data={"name": subscription.name},
    )
    context.move(engine, tx, instance, told, lambda e: e.receive(subscription.id, variables))


def _started(engine: Engine, tx: Transaction, person: Person, message: Message) -> Delivered:
    starts = [d for d in catalogue.newest_of_all(tx) if message.name in d.start_messages]
    if not starts or message.business_key is not None:
        raise NobodyWaits(name=message.name)
    if len(starts) > 1:
        raise Ambiguous(name=message.name, count=len(starts))
    if not _may_begin(engine, tx, person, message, starts[0]):
        raise NobodyWaits(name=message.name)
    asked = starting.Asked(
        definition_key=starts[0].key,
        variables=message.variables,
        office=message.office,
        message=message.name,
        applicant=message.applicant,
        origin=message.origin,
    )
    made = starting.start_within(engine, tx, person, asked)
    return Delivered(instance_id=made.id, business_key=made.business_key, started=True)


def _may_begin(
    engine: Engine, tx: Transaction, person: Person, message: Message, begun: DefinitionRow
) -> bool:
    """Whether the person may let a process begin with a message.

    What only ever begins with a message is begun by another case, and believes what that one says:
    a round's school, a refusal. Only the office itself may say it in that one's place.
    """
    if access.sees_all_of(person, access.one_office(person, message.office)):
        return True
    return None in engine.definitions.get(tx, begun.key, begun.version).starts


def broadcast(
    engine: Engine, person: Person, name: str, variables: Variables, office: str | None = None
) -> list[UUID]:
    """Send a signal to every instance of the office (or of the person's offices) that listens.

    Each instance hears it in a transaction of its own: one that fails stops no other.
    """
    access.require_writer(person)
    with engine.reading() as tx:
        offices = [office] if office else access.offices_of(tx, person)
        listening = queries.waiting_for(tx, offices, SubscriptionKind.SIGNAL, name)
        chosen = [w[0] for w in _active(listening) if _may_send(person, w)]
    return [s.instance_id for s in chosen if _heard(engine, person, s, variables)]


def _heard(
    engine: Engine, person: Person, subscription: SubscriptionRow, variables: Variables
) -> bool:
    with engine.begin() as tx:
        instance = cases.lock(tx, [subscription.office_id], subscription.instance_id)
        if instance is None or instance.status is not InstanceStatus.ACTIVE:
            return False
        return hear(engine, tx, person, instance, (subscription.id, variables))


def listeners(tx: Transaction, office: str, name: str) -> list[SubscriptionRow]:
    """Return who listens for a signal in the office now."""
    return [w[0] for w in _active(queries.waiting_for(tx, [office], SubscriptionKind.SIGNAL, name))]


def hear(
    engine: Engine,
    tx: Transaction,
    person: Person,
    instance: InstanceRow,
    heard: tuple[UUID, Variables],
) -> bool:
    """Let an instance, locked, hear what it waits for; False when it does not wait any more."""
    identity, variables = heard
    waiting = queries.subscriptions_of(tx, instance.office_id, instance.id)
    found = next((each for each in waiting if each.id == identity), None)
    if found is not None:
        _hear(engine, tx, person, instance, (found, variables))
    return found is not None
