"""Telling an office's own systems: one call on its way for each webhook that chose the event.

What is said holds a case's number, its procedure and its step, and no personal data: it leaves
the service, for a chat group as likely as not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from engine.calendar import BANGKOK
from engine.store import Transaction, new_id, outgoing, webhooks
from engine.tidings import WebhookRow

WEBHOOK: Final = "webhook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that a webhook may be told of; the text is a ready sentence in both languages."""

    event: str
    text_th: str
    text_en: str
    instance_id: UUID | None = None
    data: dict[str, Any] | None = None


def listeners(tx: Transaction, office: str) -> list[WebhookRow]:
    """Return the webhooks of an office that are called."""
    return webhooks.some(tx, [office], active=True)


def send(tx: Transaction, hooks: Sequence[WebhookRow], happenings: Iterable[Happening]) -> int:
    """Put on its way what each webhook wants to hear; return how many calls that is."""
    calls = [
        call(tx, hook, each) for each in happenings for hook in hooks if each.event in hook.events
    ]
    outgoing.add(tx, calls)
    return len(calls)


def call(tx: Transaction, hook: WebhookRow, what: Happening) -> dict[str, Any]:
    """Return one call on its way; its id is the delivery's, the same when it is sent again."""
    identity = new_id()
    said = {
        "delivery": str(identity),
        "event": what.event,
        "at": tx.now.astimezone(BANGKOK).isoformat(timespec="seconds"),
        "office": hook.office_id,
        "text_th": what.text_th,
        "text_en": what.text_en,
        **(what.data or {}),
    }
    return {
        "office_id": hook.office_id,
        "id": identity,
        "kind": WEBHOOK,
        "receiver": hook.id.hex,
        "instance_id": what.instance_id,
        "payload": said,
    }
