"""Clients that load the service: processes with one kept connection each, as cheap as can be.

They share the cores with what they measure, so they speak HTTP over a bare socket.
"""

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, and the status it should be answered with."""

    method: str
    path: str
    body: bytes = b""
    expected: int = 200
    headers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a load measured: seconds from first to last, latencies in ms, the clients' CPU."""

    seconds: float
    latencies: list[float]
    cpu: float
    wrong: int

    @property
    def rate(self) -> float:
        """Requests in a second."""
        return len(self.latencies) / self.seconds


class Caller:
    """One kept connection."""

    def __init__(self, port: int, token: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._common = (
            "Host: 127.0.0.1\r\n"
            f"Authorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\n"
        )

    def __call__(self, call: Call) -> tuple[int, bytes]:
        """Make a request; return status and body."""
        opening = f"{call.method} /api/v1{call.path} HTTP/1.1\r\n{self._common}{call.headers}"
        head = f"{opening}Content-Length: {len(call.body)}\r\n\r\n"
        self._socket.sendall(head.encode() + call.body)
        return self._answer()

    def _answer(self) -> tuple[int, bytes]:
        found = b""
        while (end := found.find(b"\r\n\r\n")) < 0:
            found += self._more()
        fields = found[:end].lower()
        at = fields.index(b"content-length:") + 15
        length = int(fields[at:].split(b"\r\n", 1)[0])
        parts = [found[end + 4 :]]
        missing = length - len(parts[0])
        while missing > 0:
            parts.append(self._more())
            missing -= len(parts[-1])
        return int(found[9:12]), b"".join(parts)

    def _more(self) -> bytes:
        part = self._socket.recv(65536)
        if not part:
            raise ConnectionError("the server closed the connection")
        return part

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


@contextmanager
def clients(number: int, port: int, token: str) -> Iterator["Clients"]:
    """Start so many clients, and end them."""
    context = get_context("spawn")
    pipes: list[Connection] = []
    workers = []
    for _ in range(number):
        ours, theirs = context.Pipe()
        worker = context.Process(target=_work, args=(theirs, port, token), daemon=True)
        worker.start()
        pipes.append(ours)
        workers.append(worker)
    for pipe in pipes:
        pipe.recv()
    yield Clients(pipes)
    for pipe, worker in zip(pipes, workers, strict=True):
        pipe.send(None)
        worker.join()


class Clients:
    """Clients that wait for calls to make."""

    def __init__(self, pipes: Sequence[Connection]) -> None:
        self._pipes = pipes

    def run(self, calls: Sequence[Call]) -> Run:
        """Make all the calls, dealt out to the clients, each one after the other."""
        number = len(self._pipes)
        for place, pipe in enumerate(self._pipes):
            pipe.send(calls[place::number])
        for pipe in self._pipes:
            pipe.recv()
        began = time.perf_counter()
        for pipe in self._pipes:
            pipe.send("go")
        told = [pipe.recv() for pipe in self._pipes]
        return Run(
            seconds=time.perf_counter() - began,
            latencies=list(chain.from_iterable(each[0] for each in told)),
            cpu=sum(each[1] for each in told),
            wrong=sum(each[2] for each in told),
        )


def added(runs: Sequence[Run]) -> Run:
    """Return several runs as one."""
    return Run(
        seconds=sum(each.seconds for each in runs),
        latencies=list(chain.from_iterable(each.latencies for each in runs)),
        cpu=sum(each.cpu for each in runs),
        wrong=sum(each.wrong for each in runs),
    )


def _work(pipe: Connection, port: int, token: str) -> None:
    caller = Caller(port, token)
    pipe.send("ready")
    while (calls := pipe.recv()) is not None:
        pipe.send("ready")
        pipe.recv()
        pipe.send(_made(caller, calls))
    caller.close()


def _made(caller: Caller, calls: Sequence[Call]) -> tuple[list[float], float, int]:
    latencies, wrong, used = [], 0, time.process_time()
    for call in calls:
        began = time.perf_counter()
        status, _ = caller(call)
        latencies.append((time.perf_counter() - began) * 1000)
        wrong += status != call.expected
    return latencies, time.process_time() - used, wrong
