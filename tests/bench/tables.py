"""A school's table in a form, 2,000 students of 48 columns: filled, opened, imported, passed on."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import openpyxl
from werkzeug.test import Client, TestResponse

from api.app import create_app
from engine import deployments
from tests.bench.places import OPERATOR, POSTGRESQL, SQLITE, Databases, Place
from tests.bench.report import Figure
from tests.engine.long_table import COLUMNS, FORM, students
from tests.execution.drawing import end, process, start, user_task, way

_JSON = "application/json"
_TIMES = 3
_STEPS = 40
_PLAIN = [f"sign_{number}" for number in range(_STEPS)]


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the figures of both databases; the service answers within the measuring process."""
    for kind in (SQLITE, POSTGRESQL):
        with databases.place(kind) as place:
            yield from _of(_Roll(place), kind)


class _Roll:
    """A case whose first two tasks ask for the table, and whose others do not."""

    def __init__(self, place: Place) -> None:
        self.client: Client = create_app(place.engine, place.engine.settings).test_client()
        self.headers = {"Authorization": f"Bearer {place.token}"}
        asking = [user_task(f"fill_{n}", camunda_formKey="students") for n in range(2)]
        nodes = [start(), *asking, *map(user_task, _PLAIN), end()]
        ways = way("start", "fill_0", "fill_1", *_PLAIN, "end")
        drawn = process(nodes, ways, id="bench_roll", name="บัญชีรายชื่อ")
        files = {"bench_roll.bpmn": drawn, "students.json": json.dumps(FORM).encode()}
        deployments.deploy(place.engine, OPERATOR, files)

    def call(self, method: str, path: str, **more: Any) -> TestResponse:
        answer = self.client.open(f"/api/v1{path}", method=method, headers=self.headers, **more)
        if answer.status_code not in (200, 201, 422):
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        return answer

    def begin(self) -> tuple[str, str]:
        """Start a case; return it and its task."""
        asked = {"definition_key": "bench_roll", "variables": {}}
        made = self.call("POST", "/process-instances", json=asked).json
        return made["id"], made["tasks"][0]["id"]

    def task(self, case: str) -> str:
        """Return the open task of a case."""
        return str(self.call("GET", f"/process-instances/{case}").json["tasks"][0]["id"])

    def complete(self, task: str, rows: bytes) -> None:
        """Complete a task with rows."""
        body = b'{"variables": {"students": %s}}' % rows
        self.call("POST", f"/tasks/{task}/complete", data=body, content_type=_JSON)

    def keep(self, task: str, rows: bytes) -> None:
        """Keep rows as a draft."""
        body = b'{"data": {"students": %s}}' % rows
        self.call("PUT", f"/tasks/{task}/draft", data=body, content_type=_JSON)

    def show(self, task: str) -> None:
        """Open the form of a task."""
        self.call("GET", f"/tasks/{task}/form")

    def import_sheet(self, task: str, content: bytes) -> None:
        """Read an .xlsx into the form of a task."""
        file = {"file": (BytesIO(content), "list.xlsx")}
        self.call("POST", f"/tasks/{task}/import?field=students", data=file)


def _of(roll: _Roll, kind: str) -> Iterator[Figure]:
    rows = students()
    body = json.dumps(rows).encode()
    sound, unsound = _workbook(rows), _workbook([{**row, "c1": "เจ็ด", "c3": "-"} for row in rows])
    cases = [roll.begin() for _ in range(_TIMES)]
    tasks = [task for _, task in cases]
    for what, most, act in (
        ("an .xlsx read, all right", 5.0, lambda task: roll.import_sheet(task, sound)),
        ("an .xlsx read, every row wrong", 5.0, lambda task: roll.import_sheet(task, unsound)),
        ("a draft of it kept", 1.0, lambda task: roll.keep(task, body)),
        ("the draft opened", 1.0, roll.show),
        ("checked and stored (task completed)", 1.5, lambda task: roll.complete(task, body)),
    ):
        yield _figure(f"{kind}: {what}", tasks, act, most)
    tasks = [roll.task(case) for case, _ in cases]
    yield _figure(f"{kind}: opened in the next form", tasks, roll.show, 1.0)
    yield _figure(f"{kind}: sent again as it was", tasks, lambda t: roll.complete(t, body), 1.5)
    yield _beside(roll, kind, cases[0][0])


def _figure(what: str, tasks: list[str], act: Callable[[str], None], most: float) -> Figure:
    took = max(_timed(act, task) for task in tasks)
    return Figure(what=what, value=f"{took:.2f} s", budget=f"< {most} s", reached=took < most)


def _timed(act: Callable[[str], None], task: str) -> float:
    began = time.perf_counter()
    act(task)
    return time.perf_counter() - began


def _beside(roll: _Roll, kind: str, case: str) -> Figure:
    """Return what the other steps of a case take, beside those of a case with one row."""
    small, task = roll.begin()
    for _ in range(2):
        roll.complete(task, json.dumps(students(1)).encode())
        task = roll.task(small)
    with_table, without = _steps(roll, case, small)
    return Figure(
        what=f"{kind}: another step of the case; of one with a single student",
        value=f"{with_table * 1000:.1f} ms; {without * 1000:.1f} ms",
        budget="≤ 1.25 times",
        reached=with_table <= 1.25 * without,
    )


def _steps(roll: _Roll, *cases: str) -> list[float]:
    """Return the median step of each case, by turns, so that both see the same machine."""
    took: list[list[float]] = [[] for _ in cases]
    for _ in range(_STEPS - 1):
        for case, times in zip(cases, took, strict=True):
            path = f"/tasks/{roll.task(case)}/complete"
            began = time.perf_counter()
            roll.call("POST", path, json={"variables": {"remark": "ก"}})
            times.append(time.perf_counter() - began)
    return [statistics.median(times) for times in took]


def _workbook(rows: list[dict[str, Any]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([column["label"]["th"] for column in COLUMNS])
    for row in rows:
        sheet.append([row[column["key"]] for column in COLUMNS])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
