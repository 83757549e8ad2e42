"""The HTTP service as it runs in production, on a free port, ended by its process id."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from engine.settings import to_environment
from tests.bench.places import Place
from tests.bench.processes import cpu_of, memory_of

_PATIENCE = 60.0
_ROOT = Path(__file__).parent.parent.parent


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@contextmanager
def serving(place: Place, processes: int) -> Iterator["Server"]:
    """Run `khanton serve` on a place, without a worker."""
    port = free_port()
    words = ["command.main", "serve", "--no-worker", "--no-demo", "--port", str(port)]
    with running(place, ["-m", *words, "--processes", str(processes)], port) as server:
        yield server


@contextmanager
def running(place: Place, words: Sequence[str], port: int) -> Iterator["Server"]:
    """Run `python WORDS` as the service of a place until it answers, and end it."""
    process = started(place, words)
    try:
        _wait(process, port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=_PATIENCE)


def started(place: Place, words: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start `python WORDS` with the settings of a place."""
    return subprocess.Popen(
        [sys.executable, *words],
        env=to_environment(place.engine.settings),
        cwd=_ROOT,
        stdout=subprocess.DEVNULL,
    )


class Server:
    """A running service: its port, and the CPU its processes have used."""

    def __init__(self, port: int, pid: int) -> None:
        self.port = port
        self.pid = pid

    def cpu(self) -> float:
        """Return the CPU seconds that the service's processes have used so far."""
        return cpu_of(self.pid)

    def memory(self) -> float:
        """Return the megabytes that the largest of its processes holds."""
        return memory_of(self.pid)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.05)  # noqa: TID251  nothing tells when a port is open
    raise RuntimeError(f"the server did not start; exit status {process.poll()}")
