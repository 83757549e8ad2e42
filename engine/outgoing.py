"""What leaves the machine: mails and calls, sent one after the other, away from everything else.

At least once. What does not arrive is tried again for most of a day, later each time; while a
server is away, all that would go to it waits with the first. In the end it is noted and dropped:
the page has told it already, and no case waits for it.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson

from engine import access, announcing, hooking, noticing, webcalls
from engine.addressing import Directory
from engine.context import Engine
from engine.errors import Forbidden
from engine.model import Person
from engine.noticing import MAIL, Telling
from engine.notifier import Mail, Refused
from engine.roles import ADMIN
from engine.store import Transaction, choices, offices, webhooks
from engine.store import outgoing as rows
from engine.tidings import NoticeKind, OutgoingRow, WebhookRow

ATTEMPTS: Final = 12
LONGEST_WAIT: Final = timedelta(hours=4)
_FIRST_WAIT: Final = timedelta(seconds=30)
_LEASE: Final = timedelta(minutes=2)
HOOK_FAILURES: Final = 20
"""So many failures in a row switch a webhook off."""
FAILED_KEPT: Final = timedelta(days=30)
IDLE_SECONDS: Final = 2.0
log = logging.getLogger(__name__)


def run(engine: Engine, stop: threading.Event) -> None:
    """Send what is due until `stop` is set; for a thread of its own."""
    while not stop.is_set():
        try:
            busy = send_one(engine)
        except Exception:
            log.exception("what is to be sent could not be looked up; it is tried again")
            busy = False
        if not busy:
            stop.wait(IDLE_SECONDS)


def send_one(engine: Engine) -> bool:
    """Send the next mail or call that is due; False when there is none."""
    with engine.begin() as tx:
        sent = rows.claim(tx, _LEASE)
    if sent is None:
        return False
    (_mail if sent.kind == MAIL else _call)(engine, sent)
    return True


def _mail(engine: Engine, sent: OutgoingRow) -> None:
    with engine.reading() as tx:
        person = choices.reachable(tx, [sent.receiver]).get(sent.receiver)
        office = {each.id: each for each in offices.all_offices(tx)}.get(sent.office_id)
    if person is None or person.email is None:
        _settle(engine, lambda tx: rows.arrived(tx, sent))
        return
    language = str(sent.payload["language"])
    names = {} if office is None else {"th": office.name_th, "en": office.name_en}
    try:
        engine.notifier.mail(_written(engine, sent, person.email, names.get(language, "")))
    except Refused as refusal:
        _give_up(engine, sent, str(refusal))
    except OSError as problem:
        _later(engine, sent, str(problem) or repr(problem), None)
    else:
        _settle(engine, lambda tx: rows.arrived(tx, sent))


def _give_up(engine: Engine, sent: OutgoingRow, why: str) -> None:
    with engine.begin() as tx:
        rows.give_up(tx, sent, why[:500])


def _written(engine: Engine, sent: OutgoingRow, to: str, office: str) -> Mail:
    said = sent.payload
    return Mail(
        key=str(said["key"]),
        office_id=sent.office_id,
        to=to,
        subject=str(said["subject"]),
        body=_body(engine.settings.public_url, said, office),
        language=str(said["language"]),
        business_key=str(said["business_key"]),
        at=sent.created_at,
    )


def _body(public_url: str, said: Any, office: str) -> str:
    """Write below what is told where it is to be seen, and why it came."""
    is_thai = said["language"] == "th"
    opens, why = (
        ("เปิดดู", "ท่านได้รับอีเมลนี้เพราะมีบัญชีผู้ใช้ของสำนักงาน เปลี่ยนวิธีแจ้งได้ที่หน้าบัญชีของท่าน")
        if is_thai
        else (
            "Open",
            "You have this mail because you have an account; your account page changes it.",
        )
    )
    link = f"{opens}: {public_url.rstrip('/')}{said['path']}\n\n" if public_url else ""
    return f"{said['body']}\n\n{link}-- \n{office}\n{why}\n".lstrip()


def _call(engine: Engine, sent: OutgoingRow) -> None:
    with engine.reading() as tx:
        found = webhooks.find(tx, sent.office_id, UUID(hex=sent.receiver))
    if found is None or found[0].disabled_at is not None:
        _settle(engine, lambda tx: rows.arrived(tx, sent))
        return
    hook, secret = found
    try:
        _post(engine, sent, hook, secret)
    except webcalls.Gone:
        _settle(engine, lambda tx: _switch_off(tx, hook, "HTTP 410"))
    except (OSError, ValueError) as problem:
        _failed(engine, sent, hook, str(problem) or repr(problem))
    else:
        _settle(engine, lambda tx: _arrived(tx, sent, hook))


def _post(engine: Engine, sent: OutgoingRow, hook: WebhookRow, secret: str) -> None:
    to = webcalls.target(hook.url, allow_here=engine.settings.webhooks_here)
    body = orjson.dumps(dict(sent.payload))
    timestamp = str(int(engine.clock.now().timestamp()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Khanton-Webhook/1",
        "Khanton-Event": str(sent.payload["event"]),
        "Khanton-Delivery": str(sent.id),
        "Khanton-Timestamp": timestamp,
        "Khanton-Signature": f"v1={webcalls.signature(secret, timestamp, body)}",
    }
    webcalls.post(to, body, headers)


def _arrived(tx: Transaction, sent: OutgoingRow, hook: WebhookRow) -> None:
    rows.arrived(tx, sent)
    well = {"arrived_at": tx.now, "failures": 0, "last_error": None}
    webhooks.change(tx, hook.office_id, hook.id, **well)


def _failed(engine: Engine, sent: OutgoingRow, hook: WebhookRow, why: str) -> None:
    with engine.begin() as tx:
        failures = webhooks.failed(tx, hook.office_id, hook.id, why[:500])
        if failures >= HOOK_FAILURES:
            _switch_off(tx, hook, why)
            return
    _later(engine, sent, why, sent.receiver)


def _switch_off(tx: Transaction, hook: WebhookRow, why: str) -> None:
    """Call a webhook no more, and tell the office's admins."""
    off = {"disabled_at": tx.now, "last_error": why[:500]}
    webhooks.change(tx, hook.office_id, hook.id, **off)
    rows.drop_for(tx, hook.office_id, hook.id.hex)
    admins = Directory.of(tx, hook.office_id, roles=[ADMIN], codes=[]).holders([ADMIN])
    words = announcing.hook_stopped(hook.url, why[:300])
    told = [Telling(hearer=each, kind=NoticeKind.WEBHOOK, words=words) for each in admins]
    noticing.tell(tx, hook.office_id, told)


def _later(engine: Engine, sent: OutgoingRow, why: str, receiver: str | None) -> None:
    """Try again later, with all else for the same server; in the end give up."""
    with engine.begin() as tx:
        if sent.attempts >= ATTEMPTS:
            rows.give_up(tx, sent, why[:500])
            return
        at = _again(tx.now, sent.attempts)
        rows.try_again(tx, sent, at, why[:500])
        rows.postpone(tx, at, sent.kind, receiver)


def _again(now: datetime, attempts: int) -> datetime:
    wait: timedelta = _FIRST_WAIT * 2 ** (attempts - 1)
    return now + min(wait, LONGEST_WAIT)


def _settle(engine: Engine, do: Callable[[Transaction], None]) -> None:
    with engine.begin() as tx:
        do(tx)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How sending goes: what waits and since when, and what never arrived, in the last month."""

    waiting: int
    failed: int
    oldest: datetime | None


def standing(engine: Engine, person: Person) -> dict[str, Standing]:
    """Say how mails (`mail`) and calls (`webhook`) go, of the offices the person administers.

    Raises:
        Forbidden: the person administers none.
    """
    with engine.reading() as tx:
        mine = [each for each in access.offices_of(tx, person) if access.may_audit(person, each)]
        if not mine:
            raise Forbidden
        found = {kind: rows.standing(tx, mine, kind) for kind in (MAIL, hooking.WEBHOOK)}
    return {
        kind: Standing(waiting=waiting, failed=failed, oldest=oldest)
        for kind, (waiting, failed, oldest) in found.items()
    }


def sweep(engine: Engine) -> int:
    """Forget what failed a month ago; return how much."""
    with engine.begin() as tx:
        return rows.forget(tx, tx.now - FAILED_KEPT)
