"""The processes that `khanton serve` starts, and how they end: never without it, never unseen."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

_PATIENCE = 30.0
_LOOK = 1.0
_PR_SET_PDEATHSIG = 1


class _Starts(Protocol):
    def __call__(self) -> subprocess.Popen[bytes]: ...


def start(words: Sequence[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start `python -P WORDS`: another process of this program, with `environment` as its own.

    It leads a process group, so that what it starts in its turn can be ended with it.
    """
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-P", *words],
        env=environment,
        process_group=0,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - no thread runs yet when a child is started
    )


def watch(server: subprocess.Popen[bytes], worker: _Starts | None) -> int:
    """Stay until the server ends or a signal comes; return the server's exit status.

    A worker that dies is started again within a second, so a broken one never stops the pages;
    when the server itself dies, so do we: whoever started us decides what then.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    working = worker() if worker else None
    try:
        while (status := _ended(server)) is None:
            if worker and working and working.poll() is not None:
                print(f"worker ended with {working.returncode}; starting another", file=sys.stderr)
                working = worker()
    except KeyboardInterrupt:
        return 0
    else:
        return status
    finally:
        _end([each for each in (server, working) if each])


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    try:
        return process.wait(timeout=_LOOK)
    except subprocess.TimeoutExpired:
        return None


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop, wait for the work in hand, and kill what is left of each."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    for each in processes:
        each.terminate()
    for each in processes:
        try:
            each.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            each.kill()
            each.wait()
        with suppress(ProcessLookupError):
            os.killpg(each.pid, signal.SIGKILL)


def _end_with_parent() -> None:
    """Ask Linux to stop this child when its parent is killed, so that no orphan keeps the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
