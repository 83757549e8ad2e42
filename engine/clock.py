"""The one reader of the system time. Everything else asks a Clock."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from engine.errors import ClockSetBackwards


class Clock(Protocol):
    """Says what time it is; `is_manual` when people decide what it says."""

    is_manual: bool

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    is_manual = False

    def now(self) -> datetime:
        return datetime.now(UTC)


class ManualClock:
    """Stands still until it is set forward; simulation and tests run on it.

    With a `file`, every process of one installation sees the same moment and a restart keeps it.
    """

    is_manual = True

    def __init__(self, start: datetime, file: Path | None = None) -> None:
        self._now = start.astimezone(UTC)
        self._file = file
        self._stamp = 0
        self._lock = threading.Lock()
        if file is not None and not file.exists():
            file.write_text(self._now.isoformat(), encoding="utf-8")

    def now(self) -> datetime:
        if self._file is not None and (stamp := self._file.stat().st_mtime_ns) != self._stamp:
            with self._lock:
                self._now = datetime.fromisoformat(self._file.read_text(encoding="utf-8"))
                self._stamp = stamp
        return self._now

    def set(self, moment: datetime) -> None:
        """Go forward to `moment`.

        Raises:
            ClockSetBackwards: the moment lies before the one shown; history never runs backwards.
        """
        if moment < self.now():
            raise ClockSetBackwards(now=self.now().isoformat(), asked=moment.isoformat())
        self._now = moment.astimezone(UTC)
        if self._file is not None:
            beside = self._file.with_suffix(".new")
            beside.write_text(self._now.isoformat(), encoding="utf-8")
            beside.replace(self._file)
