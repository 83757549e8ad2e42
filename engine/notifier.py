"""Notifier: how what is told leaves the machine. The outbox keeps it for the demo.

A `Notification` is a letter as a procedure writes it, to a role, a school or a person. A `Mail` is
to one person, in their language.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one address; `key` is the same when it is sent again."""

    key: str
    office_id: str
    to: str
    subject: str
    body: str
    language: str
    business_key: str
    at: datetime


class Refused(Exception):
    """The mail server will never take this mail: the address is wrong, say."""


class Notifier(Protocol):
    """Sends at least once; `key` is the same when something is sent again."""

    def send(self, notification: Notification) -> None:
        """Send a letter on, or raise OSError to have it tried again later."""
        ...

    def mail(self, mail: Mail) -> None:
        """Send a mail.

        Raises:
            OSError: the server cannot be reached or is busy; to be tried again later.
            Refused: it will never be taken.
        """
        ...


def outbox_file(data_dir: Path) -> Path:
    """Return where the outbox is kept: one JSON object a line."""
    return data_dir / "outbox.jsonl"


class OutboxNotifier:
    """Appends everything to a file: the demo's mailbox, until an office sets up mail."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def send(self, notification: Notification) -> None:
        self._append(asdict(notification))

    def mail(self, mail: Mail) -> None:
        self._append({**asdict(mail), "at": mail.at.isoformat()})

    def _append(self, said: dict[str, str]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as outbox:
            outbox.write(json.dumps(said, ensure_ascii=False) + "\n")


class RecordingNotifier:
    """Remembers what was sent; for tests, where sending may be told to fail."""

    def __init__(self) -> None:
        self.sent: list[Notification] = []
        self.mailed: list[Mail] = []
        self.broken = False

    def send(self, notification: Notification) -> None:
        self._refuse_when_broken()
        self.sent.append(notification)

    def mail(self, mail: Mail) -> None:
        self._refuse_when_broken()
        self.mailed.append(mail)

    def _refuse_when_broken(self) -> None:
        if self.broken:
            message = "the mail server does not answer"
            raise OSError(message)
