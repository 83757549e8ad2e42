"""`khanton serve`: from nothing to a running service with something to try."""

import errno
import socket
import sys
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from contextlib import closing
from functools import partial
from threading import Event

from command import children
from command.arguments import OPERATOR, settings
from command.welcome import welcome
from engine import bootstrap, demo, deployments, shipped
from engine.settings import Settings, to_environment

_THREADS = 8
_TRIES = 50
_PAUSE = 0.2
_MAKING_CASES = (
    "กำลังสร้างเรื่องตัวอย่างแปดเดือน ใช้เวลาราวสิบวินาที …\n"
    "Making the demonstration's cases of eight months, some ten seconds …"
)


def arguments(parser: ArgumentParser) -> None:
    """Take where to listen and what to leave out."""
    parser.add_argument("--host", help="127.0.0.1 unless told")
    parser.add_argument("--port", type=int, help="8080 unless told")
    parser.add_argument("--processes", type=int, metavar="N", help="HTTP processes; 1 unless told")
    parser.add_argument("--no-worker", action="store_true", help="run workers elsewhere")
    parser.add_argument("--no-demo", action="store_true", help="no demonstration office")
    parser.add_argument(
        "--demo-cases",
        action=BooleanOptionalAction,
        help="cases in the demonstration office; with the system clock unless told",
    )


def run(given: Namespace) -> int:
    """Prepare the data, say hello, and serve until told to stop."""
    chosen = settings(given)
    if not _port_is_free(chosen):
        print(
            f"พอร์ต {chosen.port} ถูกใช้อยู่ กรุณาเลือกพอร์ตอื่นด้วย --port\n"
            f"Port {chosen.port} of {chosen.host} is taken; choose another with --port.",
            file=sys.stderr,
        )
        return 1
    accounts = prepare(chosen, with_demo=not given.no_demo, with_cases=_wants_cases(given, chosen))
    print(welcome(chosen, accounts), flush=True)
    environment = to_environment(chosen)
    worker = partial(children.start, ["-m", "command.main", "work"], environment)
    server = children.start(_http(chosen), environment)
    return children.watch(server, None if given.no_worker else worker)


def _wants_cases(given: Namespace, chosen: Settings) -> bool:
    """Whether the demonstration gets cases: not on a clock set by hand, where one begins anew."""
    if given.demo_cases is None:
        return chosen.clock == "system"
    return bool(given.demo_cases)


def prepare(
    chosen: Settings, *, with_demo: bool, with_cases: bool = False
) -> list[tuple[str, str, str]]:
    """Bring tables and shipped procedures up to date; return the demo accounts, when wanted.

    An account is (user, roles in Thai, office). Doing it again changes nothing.
    """
    with closing(bootstrap.build(chosen)) as engine:
        if with_demo and with_cases:
            demo.seed_cases(engine, partial(print, _MAKING_CASES, flush=True))
        deployments.deploy(engine, OPERATOR, shipped.files())
        return list(demo.seed(engine)) if with_demo else []


def _http(chosen: Settings) -> list[str]:
    """Return the words that start the HTTP server: threads that may block, on the WSGI door."""
    options = {
        "--interface": "wsgi",
        "--host": chosen.host,
        "--port": str(chosen.port),
        "--workers": str(chosen.processes),
        "--blocking-threads": str(_THREADS),
        "--workers-kill-timeout": "20",
        "--log-level": "error",
    }
    words = [word for option in options.items() for word in option]
    return ["-m", "granian", *words, "--respawn-failed-workers", "command.wsgi:application"]


def _port_is_free(chosen: Settings) -> bool:
    """Wait a little for a service that is just ending, then say whether we may listen.

    The HTTP server shares its port with others like itself, so it would not notice.
    """
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    for _ in range(_TRIES):
        try:
            socket.create_server((chosen.host, chosen.port), family=family).close()
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise
            Event().wait(_PAUSE)
        else:
            return True
    return False
