"""People who complete tasks over HTTP while the service is killed, and write down what was said.

A client whose request was not answered repeats it under the same Idempotency-Key until it is.
"""

import random
from collections import deque
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Lock
from uuid import uuid4

import orjson

from tests.chaos.processes import pause, request

STEPS = 2
"""How many tasks each case has."""


@dataclass
class Ledger:
    """What the service has acknowledged, by task; and what it said that it should not have."""

    acknowledged: dict[str, bytes] = field(default_factory=dict)
    unanswered: int = 0
    wrong: list[str] = field(default_factory=list)
    repeated: int = 0


class Clients:
    """Work through cases, each from its first task to its last."""

    def __init__(self, port, token, cases):
        self.port, self.token = port, token
        self.ledger = Ledger()
        self._queue = deque((case, 0) for case in cases)
        self._open = len(cases)
        self._lock = Lock()

    @property
    def is_done(self):
        return self._open == 0

    def work(self, stop, seed):
        """Take one case after the other until all are done."""
        chance = random.Random(seed)  # noqa: S311 - chance, not secrets
        while not self.is_done and not stop.is_set():
            try:
                case, step = self._queue.popleft()
            except IndexError:
                pause(0.05)
                continue
            self._go_on(case, step, chance)

    def _go_on(self, case, step, chance):
        task = self._task_of(case)
        if task is None or task in self.ledger.acknowledged:
            self._queue.append((case, step))
            pause(0.01)
            return
        self._complete(task, chance)
        if step + 1 < STEPS:
            self._queue.append((case, step + 1))
        else:
            with self._lock:
                self._open -= 1

    def _task_of(self, case):
        status, body = self._answered("GET", f"/process-instances/{case}")
        if status != 200:
            self.ledger.wrong.append(f"GET {case}: {status} {body!r}")
        tasks = orjson.loads(body)["tasks"]
        return tasks[0]["id"] if tasks else None

    def _complete(self, task, chance):
        key = uuid4().hex
        first = self._post(task, key)
        if first[0] != 200:
            self.ledger.wrong.append(f"complete {task}: {first}")
        self.ledger.acknowledged[task] = first[1]
        if chance.random() < 0.2:
            self.ledger.repeated += 1
            if self._post(task, key) != first:
                self.ledger.wrong.append(f"{task}: the same key was answered otherwise")
            if self._post(task, uuid4().hex)[0] != 409:
                self.ledger.wrong.append(f"{task}: another key was not refused")

    def _post(self, task, key):
        body = orjson.dumps({"variables": {}})
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        return self._answered("POST", f"/tasks/{task}/complete", body, headers)

    def _answered(self, method, path, body=None, headers=None):
        """Repeat a request until it is answered by the program, and not by its death."""
        signed = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        while True:
            try:
                answer = request(self.port, method, f"/api/v1{path}", body, signed)
            except (OSError, HTTPException):
                answer = None
            if answer is not None and answer[0] < 500:
                return answer
            self.ledger.unanswered += 1
            pause(0.05)
