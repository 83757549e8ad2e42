"""Notifier: how people hear of what waits for them. The outbox keeps it for the demo."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """One message to one person or role of an office."""

    key: str
    office_id: str
    to: str
    subject: str
    body: str
    business_key: str


class Notifier(Protocol):
    """Sends a notification at least once; `key` is the same when it is sent again."""

    def send(self, notification: Notification) -> None:
        """Send it, or raise OSError to have it tried again later."""
        ...


class OutboxNotifier:
    """Appends each notification to a file: the demo's mailbox, until an office sets up mail."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def send(self, notification: Notification) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as outbox:
            outbox.write(json.dumps(asdict(notification), ensure_ascii=False) + "\n")


class RecordingNotifier:
    """Remembers what was sent; for tests, where sending may be told to fail."""

    def __init__(self) -> None:
        self.sent: list[Notification] = []
        self.broken = False

    def send(self, notification: Notification) -> None:
        if self.broken:
            message = "the mail server does not answer"
            raise OSError(message)
        self.sent.append(notification)
