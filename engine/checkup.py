"""The service's health for whoever looks after it: each part green, amber or red, with figures.

What to do about each is the pages' to say; here is what was found. The service is one for all
offices, so counts are of all of them; single notifications only of the admin's own offices.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from engine import access
from engine.context import Engine
from engine.errors import Forbidden
from engine.heads import heads_file
from engine.model import JobState, Person
from engine.roles import ADMIN
from engine.store import Transaction, heartbeats, ledger, measures, migrations, outgoing

_ALIVE: Final = timedelta(seconds=90)
"""A worker tells that it is alive every ten seconds or so, a batch of long jobs allowed for."""
_PROMPT: Final = timedelta(minutes=2)
_LATE: Final = timedelta(minutes=15)
_SEALED_WITHIN: Final = timedelta(minutes=15)
_NOT_SEALED: Final = timedelta(hours=2)
_BACKED_UP_WITHIN: Final = timedelta(hours=36)
_LITTLE_ROOM: Final = 2 * 1024**3
_NO_ROOM: Final = 300 * 1024**2
_MOST_SHOWN: Final = 20


class Light(StrEnum):
    """Green: as it should be. Amber: to be looked at soon. Red: something does not work."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Part(StrEnum):
    """What is looked at."""

    WORKER = "worker"
    NOTIFICATIONS = "notifications"
    MAIL = "mail"
    STORAGE = "storage"
    SEALING = "sealing"
    BACKUPS = "backups"
    CLOCK = "clock"
    SCHEMA = "schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found of a part; `facts` are figures by name, `finding` says which case it is."""

    part: Part
    light: Light
    finding: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A notification that did not go out; `is_given_up`: it is not tried again by itself."""

    id: UUID
    instance: UUID | None
    business_key: str | None
    to: str
    is_given_up: bool
    attempts: int
    due_at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """The parts, and the newest notifications that did not go out."""

    checks: tuple[Check, ...]
    undelivered: tuple[Undelivered, ...]

    @property
    def worst(self) -> Light:
        """The worst light of all parts."""
        found = {each.light for each in self.checks}
        return next((each for each in (Light.RED, Light.AMBER) if each in found), Light.GREEN)


def examine(engine: Engine, person: Person) -> Checkup:
    """Look at every part of the service.

    Raises:
        Forbidden: the person is an admin nowhere.
    """
    if ADMIN not in access.roles_of(person):
        raise Forbidden
    schema = _schema(engine)
    with engine.reading() as tx:
        offices = [o for o in access.offices_of(tx, person) if access.has_role(person, o, ADMIN)]
        checks = (
            _worker(tx),
            _notifications(tx, offices),
            _mail(engine, tx, offices),
            _storage(engine, tx),
            _sealing(engine, tx),
            _backups(engine, tx),
            _clock(engine, tx),
            schema,
        )
        rows = measures.notifications_in_trouble(tx, offices, _MOST_SHOWN)
        return Checkup(checks=checks, undelivered=tuple(_undelivered(row) for row in rows))


def _worker(tx: Transaction) -> Check:
    beat, (many, oldest) = heartbeats.last(tx, "worker"), measures.backlog(tx)
    late = timedelta(0) if oldest is None else tx.now - oldest
    facts = {"beat": beat, "due": many, "oldest": oldest, "next": measures.next_run(tx)}
    silent = beat is None or tx.now - beat > _ALIVE
    if silent or late > _LATE:
        return Check(
            part=Part.WORKER, light=Light.RED, finding="silent" if silent else "late", facts=facts
        )
    light, finding = (Light.AMBER, "busy") if late > _PROMPT else (Light.GREEN, "works")
    return Check(part=Part.WORKER, light=light, finding=finding, facts=facts)


def _notifications(tx: Transaction, offices: list[str]) -> Check:
    failed, again = measures.troubled_notifications(tx, offices)
    facts = {"failed": failed, "again": again}
    if failed:
        return Check(part=Part.NOTIFICATIONS, light=Light.RED, finding="failed", facts=facts)
    light, finding = (Light.AMBER, "again") if again else (Light.GREEN, "delivered")
    return Check(part=Part.NOTIFICATIONS, light=light, finding=finding, facts=facts)


def _mail(engine: Engine, tx: Transaction, offices: list[str]) -> Check:
    """Mails to people and calls of webhooks; nothing waits for them, so they are never red."""
    mails, calls = (outgoing.standing(tx, offices, kind) for kind in ("mail", "webhook"))
    waiting, failed = mails[0] + calls[0], mails[1] + calls[1]
    oldest = min((each for each in (mails[2], calls[2]) if each is not None), default=None)
    facts = {"waiting": waiting, "failed": failed, "oldest": oldest}
    is_late = oldest is not None and tx.now - oldest > _LATE
    if is_late or failed:
        finding = "late" if is_late else "lost"
        return Check(part=Part.MAIL, light=Light.AMBER, finding=finding, facts=facts)
    finding = "sent" if engine.settings.smtp_url else "outbox"
    return Check(part=Part.MAIL, light=Light.GREEN, finding=finding, facts=facts)


def _storage(engine: Engine, tx: Transaction) -> Check:
    many, size = measures.attachment_bytes(tx)
    room = shutil.disk_usage(_existing(engine.settings.data_dir))
    facts = {
        "database": measures.database_bytes(tx),
        "attachments": many,
        "attached": size,
        "free": room.free,
        "disk": room.total,
    }
    if room.free < _NO_ROOM:
        return Check(part=Part.STORAGE, light=Light.RED, finding="full", facts=facts)
    light, finding = (Light.AMBER, "filling") if room.free < _LITTLE_ROOM else (Light.GREEN, "room")
    return Check(part=Part.STORAGE, light=light, finding=finding, facts=facts)


def _existing(directory: Path) -> Path:
    return directory if directory.exists() else directory.parent


def _sealing(engine: Engine, tx: Transaction) -> Check:
    newest, (waiting, oldest) = ledger.newest_head(tx), measures.unsealed(tx)
    file = heads_file(engine.settings.data_dir)
    facts = {
        "head_at": None if newest is None else newest[0].at,
        "size": 0 if newest is None else newest[0].size,
        "waiting": waiting,
        "oldest": oldest,
        "is_outside": file.exists(),
        "housekeeping": heartbeats.last(tx, "housekeeping"),
    }
    open_for = timedelta(0) if oldest is None else tx.now - oldest
    if open_for > _NOT_SEALED:
        return Check(part=Part.SEALING, light=Light.RED, finding="stopped", facts=facts)
    if newest is not None and not file.exists():
        return Check(part=Part.SEALING, light=Light.RED, finding="inside_only", facts=facts)
    late = open_for > _SEALED_WITHIN
    return Check(
        part=Part.SEALING,
        light=Light.AMBER if late else Light.GREEN,
        finding="late" if late else "sealed",
        facts=facts,
    )


def _backups(engine: Engine, tx: Transaction) -> Check:
    keep, found = engine.settings.backups, _backup_files(engine.settings.data_dir / "backups")
    newest = max(found, key=lambda each: each[0], default=None)
    facts = {
        "keep": keep,
        "kept": len(found),
        "newest": None if newest is None else newest[0],
        "bytes": 0 if newest is None else newest[1],
    }
    if keep <= 0:
        return Check(part=Part.BACKUPS, light=Light.AMBER, finding="none", facts=facts)
    if newest is None or _age(engine, tx, newest[0]) > _BACKED_UP_WITHIN:
        return Check(part=Part.BACKUPS, light=Light.RED, finding="old", facts=facts)
    return Check(part=Part.BACKUPS, light=Light.GREEN, finding="kept", facts=facts)


def _backup_files(directory: Path) -> list[tuple[datetime, int]]:
    """Return when each nightly backup was written and its bytes, by the machine's clock."""
    listed = list(directory.glob("khanton-*.zip")) if directory.exists() else []
    stats = [each.stat() for each in listed]
    return [(datetime.fromtimestamp(each.st_mtime, UTC), each.st_size) for each in stats]


def _age(engine: Engine, tx: Transaction, written: datetime) -> timedelta:
    """Files carry the machine's time, which says nothing beside a manual clock."""
    return timedelta(0) if engine.clock.is_manual else tx.now - written


def _clock(engine: Engine, tx: Transaction) -> Check:
    manual = engine.clock.is_manual
    return Check(
        part=Part.CLOCK,
        light=Light.AMBER if manual else Light.GREEN,
        finding="manual" if manual else "system",
        facts={"now": tx.now},
    )


def _schema(engine: Engine) -> Check:
    here, newest = engine.store.current_revision(), migrations.head()
    same = here == newest
    return Check(
        part=Part.SCHEMA,
        light=Light.GREEN if same else Light.RED,
        finding="newest" if same else "other",
        facts={"here": here, "newest": newest, "database": engine.store.dialect},
    )


def _undelivered(row: Any) -> Undelivered:
    payload: Mapping[str, Any] = row.payload or {}
    return Undelivered(
        id=row.id,
        instance=row.instance_id,
        business_key=row.business_key,
        to=str(payload.get("to", "")),
        is_given_up=row.state == JobState.FAILED.value,
        attempts=row.attempts,
        due_at=row.due_at,
        why=row.last_error,
    )
