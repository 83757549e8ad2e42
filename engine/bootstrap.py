"""The composition root: settings in, engine out. Only here real implementations meet."""

from datetime import datetime

from engine.clock import Clock, ManualClock, SystemClock
from engine.context import Engine
from engine.files import FileStore
from engine.notifier import Notifier, OutboxNotifier, outbox_file
from engine.settings import Settings
from engine.smtp import Server, SmtpNotifier
from engine.store import Store

_PATIENCE = 60.0
"""Seconds to wait at the start for a database that is itself starting or recovering."""


def build(settings: Settings) -> Engine:
    """Make an engine on the settings' database and data directory; bring the schema up to date."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(settings.database)
    store.wait_until_reachable(_PATIENCE)
    store.upgrade()
    return Engine(
        store=store,
        clock=clock_of(settings),
        settings=settings,
        notifier=notifier_of(settings),
        files=FileStore(settings.data_dir / "files", settings.max_file_bytes),
    )


def notifier_of(settings: Settings) -> Notifier:
    """Return how mail leaves: by the mail server of the settings, else into the outbox file.

    Raises:
        ValueError: the settings name no server, or no sender.
    """
    if not settings.smtp_url:
        return OutboxNotifier(outbox_file(settings.data_dir))
    return SmtpNotifier(Server.of(settings.smtp_url), settings.mail_from)


def clock_of(settings: Settings) -> Clock:
    """Return the clock that the settings name: `system`, or `manual:<moment>`.

    Raises:
        ValueError: it is neither.
    """
    kind, _, start = settings.clock.partition(":")
    if kind == "system":
        return SystemClock()
    if kind != "manual":
        message = f"expected a clock system or manual:<moment>, but got {settings.clock}"
        raise ValueError(message)
    moment = datetime.fromisoformat(start)
    if moment.tzinfo is None:
        message = f"expected a moment with its offset, but got {start}"
        raise ValueError(message)
    return ManualClock(moment, settings.data_dir / "clock")
