"""HTTP servers compared on the same work: completing tasks, and the inbox's cheapest request."""

from collections.abc import Iterator
from importlib.util import find_spec

from tests.bench import servers
from tests.bench.clients import Call, clients
from tests.bench.completing import loaded
from tests.bench.places import POSTGRESQL, SQLITE, Databases
from tests.bench.report import Figure, percentile

_DOOR = "command.wsgi:application"
_CASES = (
    (SQLITE, 1, "granian", 2),
    (SQLITE, 1, "granian", 8),
    (SQLITE, 1, "gunicorn", 8),
    (POSTGRESQL, 2, "granian", 2),
    (POSTGRESQL, 2, "granian", 8),
    (POSTGRESQL, 2, "gunicorn", 8),
)


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the figures of each server that is installed."""
    for kind, processes, server, threads in _CASES:
        what = f"{kind}, {server}, {processes} x {threads} threads"
        if find_spec(server) is None:
            yield Figure(what=what, value="not installed")
            continue
        port = servers.free_port()
        words = _words(server, processes, threads, port)
        with (
            databases.place(kind) as place,
            servers.running(place, words, port) as running,
            clients(4, port, place.token) as callers,
        ):
            load = loaded(place, running, callers, 80)
            me = callers.run([Call(method="GET", path="/me")] * 2000)
            slow = percentile(load.run.latencies, 0.95)
            yield Figure(
                what=what,
                value=f"{load.run.rate:.0f} completions/s, p95 {slow:.1f} ms, service "
                f"{load.each(load.service):.2f} ms CPU; GET /me {me.rate:.0f}/s; "
                f"{load.memory:.0f} MB; others {load.others / load.run.seconds:.2f} core",
            )


def _words(server: str, processes: int, threads: int, port: int) -> list[str]:
    if server == "granian":
        options = {
            "--interface": "wsgi",
            "--port": str(port),
            "--workers": str(processes),
            "--blocking-threads": str(threads),
            "--log-level": "error",
        }
    else:
        options = {
            "--worker-class": "gthread",
            "--bind": f"127.0.0.1:{port}",
            "--workers": str(processes),
            "--threads": str(threads),
            "--log-level": "error",
        }
    return ["-m", server, *(word for option in options.items() for word in option), _DOOR]
