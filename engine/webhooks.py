"""Webhooks: where an office's own systems hear of its cases. Kept by its admins."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias
from uuid import UUID

from engine import access, hooking, webcalls
from engine.context import Engine
from engine.errors import EventUnknown, Forbidden, NotFound, WebhookUnfit
from engine.model import Person
from engine.store import Transaction, admin_events, new_id, outgoing
from engine.store import webhooks as rows
from engine.store.admin_events import Change
from engine.tidings import EVENTS, WebhookRow

Webhook: TypeAlias = WebhookRow

MOST: Final = 10
"""Webhooks of one office."""
_SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A webhook and its secret, which is shown this once."""

    webhook: Webhook
    secret: str


def list_for(engine: Engine, person: Person) -> list[Webhook]:
    """List the webhooks of the offices that the person administers.

    Raises:
        Forbidden: the person administers none.
    """
    with engine.reading() as tx:
        every = access.offices_of(tx, person)
        mine = [office for office in every if access.may_administer(person, office)]
        if not mine:
            raise Forbidden
        return rows.some(tx, mine)


def add(engine: Engine, person: Person, office: str, url: str, events: Iterable[str]) -> Made:
    """Let a webhook hear of events of the office from now on.

    Raises:
        WebhookUnfit: the address may not be called, or the office has `MOST` already.
        EventUnknown: there is no such event, or none was chosen.
        NotFound, Forbidden: the person is no admin there.
    """
    access.require_admin(person, office)
    chosen = _chosen(events)
    _require_callable(engine, url)
    with engine.begin() as tx:
        if len(rows.some(tx, [office])) >= MOST:
            raise WebhookUnfit(why_th=f"มีได้ไม่เกิน {MOST} แห่ง", why=f"there are {MOST} already")
        made = WebhookRow(
            office_id=office,
            id=new_id(),
            url=url,
            events=chosen,
            created_by=person.id,
            created_at=tx.now,
            arrived_at=None,
            failures=0,
            last_error=None,
            disabled_at=None,
        )
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        rows.add(tx, made, secret)
        _note(tx, person, made, "webhook_added")
    return Made(webhook=made, secret=secret)


def choose(
    engine: Engine, person: Person, office: str, webhook_id: UUID, events: Iterable[str]
) -> None:
    """Let a webhook hear of other events; one that was switched off is called again.

    Raises:
        EventUnknown: there is no such event, or none was chosen.
        NotFound, Forbidden: the office has no such webhook, or the person is no admin there.
    """
    access.require_admin(person, office)
    chosen = _chosen(events)
    with engine.begin() as tx:
        hook = _found(tx, office, webhook_id)
        again = {"disabled_at": None, "failures": 0, "last_error": None}
        rows.change(tx, office, webhook_id, events=chosen, **again)
        _note(tx, person, replace(hook, events=chosen), "webhook_changed")


def switch_off(engine: Engine, person: Person, office: str, webhook_id: UUID) -> None:
    """Call a webhook no more until it is switched on again by `choose`.

    Raises:
        NotFound, Forbidden: the office has no such webhook, or the person is no admin there.
    """
    access.require_admin(person, office)
    with engine.begin() as tx:
        hook = _found(tx, office, webhook_id)
        rows.change(tx, office, webhook_id, disabled_at=tx.now)
        outgoing.drop_for(tx, office, webhook_id.hex)
        _note(tx, person, hook, "webhook_switched_off")


def remove(engine: Engine, person: Person, office: str, webhook_id: UUID) -> None:
    """Forget a webhook and what was on its way to it.

    Raises:
        NotFound, Forbidden: the office has no such webhook, or the person is no admin there.
    """
    access.require_admin(person, office)
    with engine.begin() as tx:
        hook = _found(tx, office, webhook_id)
        rows.remove(tx, office, webhook_id)
        outgoing.drop_for(tx, office, webhook_id.hex)
        _note(tx, person, hook, "webhook_removed")


def try_out(engine: Engine, person: Person, office: str, webhook_id: UUID) -> None:
    """Put a call on its way that says it is a trial; whether it arrives, the list shows.

    Raises:
        NotFound, Forbidden: the office has no such webhook, or the person is no admin there.
    """
    access.require_admin(person, office)
    with engine.begin() as tx:
        hook = _found(tx, office, webhook_id)
        text = ("ทดลองส่งจากระบบขั้นตอน", "A trial from Khanton")
        trial = hooking.Happening(event="trial", text_th=text[0], text_en=text[1])
        outgoing.add(tx, [hooking.call(tx, hook, trial)])


def _chosen(events: Iterable[str]) -> list[str]:
    asked = set(events)
    unknown = sorted(asked - set(EVENTS))
    if unknown or not asked:
        raise EventUnknown(event=", ".join(unknown))
    return [each for each in EVENTS if each in asked]


def _require_callable(engine: Engine, url: str) -> None:
    try:
        webcalls.target(url, allow_here=engine.settings.webhooks_here)
    except ValueError as problem:
        raise WebhookUnfit(
            why_th="ต้องเป็นที่อยู่ https:// บนอินเทอร์เน็ตสาธารณะ",
            why="expected an https:// address on the public internet",
        ) from problem


def _found(tx: Transaction, office: str, webhook_id: UUID) -> Webhook:
    found = rows.find(tx, office, webhook_id)
    if found is None:
        raise NotFound(id=webhook_id)
    return found[0]


def _note(tx: Transaction, person: Person, hook: Webhook, what: str) -> None:
    """Leave a trace; of the address only its host, for the rest may be secret."""
    host = hook.url.split("/", 3)[2]
    done = Change(kind=what, subject=str(hook.id), after={"host": host, "events": hook.events})
    admin_events.add(tx, hook.office_id, person.id, done)
