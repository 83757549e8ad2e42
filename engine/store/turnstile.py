"""A fair lock around SQLite's write transactions, for SQLite's own waiting starves writers.

Threads of one process pass in the order they came. Processes take turns through two byte locks on
a file beside the database: who waits for `_INSIDE` holds `_NEXT`, so that the process which has
just left cannot push in before it. The system gives both back when a process dies.
"""

import fcntl
import os
import threading
from collections import deque
from pathlib import Path
from types import TracebackType

_NEXT = 0
_INSIDE = 1


class Turnstile:
    """Lets one writer through at a time, on the whole machine. Use it as a context manager.

    Raises:
        RuntimeError: the thread is inside already; a transaction inside a transaction would wait
            for itself for ever.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget everybody: in a forked child nobody of the parent is waiting or inside."""
        self._gate = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._inside: int | None = None
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @property
    def waiting(self) -> int:
        """How many threads of this process wait for their turn."""
        return len(self._waiting)

    def __enter__(self) -> None:
        self._take_turn()
        try:
            self._lock_file()
        except BaseException:
            self._leave()
            raise

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        try:
            fcntl.lockf(self._opened(), fcntl.LOCK_UN, 1, _INSIDE)
        finally:
            self._leave()

    def _take_turn(self) -> None:
        me = threading.get_ident()
        with self._gate:
            if self._inside == me:
                raise RuntimeError("Expected no open write transaction, but this thread has one.")
            if self._inside is None:
                self._inside = me
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()
        self._inside = me

    def _leave(self) -> None:
        with self._gate:
            self._inside = _SOMEBODY if self._waiting else None
            if self._waiting:
                self._waiting.popleft().release()

    def _lock_file(self) -> None:
        descriptor = self._opened()
        fcntl.lockf(descriptor, fcntl.LOCK_EX, 1, _NEXT)
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX, 1, _INSIDE)
        finally:
            fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, _NEXT)

    def _opened(self) -> int:
        if self._descriptor is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._descriptor = os.open(self._file, flags, 0o600)
        return self._descriptor


_SOMEBODY = -1
_by_file: dict[Path, Turnstile] = {}


def turnstile_of(database: Path) -> Turnstile:
    """Return the one turnstile of a database file in this process."""
    resolved = database.resolve()
    file = resolved.with_name(resolved.name + ".lock")
    return _by_file.setdefault(file, Turnstile(file))


def _after_fork() -> None:
    for each in _by_file.values():
        each.begin_anew()


os.register_at_fork(after_in_child=_after_fork)
