"""The service as it runs in production, its processes killed without warning, by their ids."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event

from engine.settings import to_environment

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 30.0
API = [
    "granian",
    "--interface=wsgi",
    "--host=127.0.0.1",
    "--workers=1",
    "--blocking-threads=4",
    "--log-level=error",
]
WORKER = ["command.main", "work"]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


class Processes:
    """An API and a worker on one database; `kill` is kill -9 of all that one of them started."""

    def __init__(self, settings, log):
        self.settings, self.port = settings, free_port()
        self._log = log.open("ab")
        self._running = {}

    def start(self, name):
        api = [*API, f"--port={self.port}", "command.wsgi:application"]
        self._running[name] = subprocess.Popen(
            [sys.executable, "-m", *(api if name == "api" else WORKER)],
            env=to_environment(self.settings),
            cwd=ROOT,
            stdout=self._log,
            stderr=self._log,
            process_group=0,
        )

    def kill(self, name):
        started = self._running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait(timeout=PATIENCE)

    def restart(self, name):
        self.kill(name)
        self.start(name)

    def wait_until_ready(self):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError, HTTPException):
                if request(self.port, "GET", "/healthz")[0] == 200:
                    return
            pause(0.05)
        raise TimeoutError("the service did not start")

    def end(self):
        for name in list(self._running):
            self.kill(name)
        self._log.close()


def request(port, method, path, body=None, headers=None):
    """Make one request on a connection of its own; return status and body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def pause(seconds):
    Event().wait(seconds)
