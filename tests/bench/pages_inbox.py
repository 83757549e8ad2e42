"""The inbox as a page, with 200,000 open tasks: what the server takes, and what it sends."""

import time
from collections.abc import Callable, Iterator

from engine import demo, people
from tests.bench import inbox
from tests.bench.diagrams import USER
from tests.bench.places import POSTGRESQL, SQLITE, Databases, Place
from tests.bench.report import Figure, percentile
from web.app import create_app
from web.session import cookie_name

BUDGET = 50
"""Milliseconds of the server for a page."""
_TIMES = 30
_PAGES = {
    "all one's work": "/inbox",
    "overdue": "/inbox?tab=late",
    "due soon": "/inbox?tab=soon",
    "taken by oneself": "/inbox?tab=mine",
    "done by oneself": "/inbox?tab=done",
    "the newest first": "/inbox?order=newest",
    "one number": "/inbox?q=HE-2569-000123",
}
"""What is read from indexes, however many tasks there are."""
_LOOKED_THROUGH = {
    "one procedure": "/inbox?procedure=bench_2",
    "a word that all have": "/inbox?q=ตรวจเอกสาร",
    "a word that none has": "/inbox?q=ไม่มีคำนี้",
}
"""What looks through the tasks of the person's roles: told, without a budget."""


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the figures of both databases."""
    for kind in (SQLITE, POSTGRESQL):
        with databases.place(kind) as place:
            inbox.fill(place)
            get = _visitor(place)
            for name, path in _PAGES.items():
                yield _figure(f"{kind}, {name}", get, path, BUDGET)
            for name, path in _LOOKED_THROUGH.items():
                yield _figure(f"{kind}, {name}", get, path, None)
            yield from _sent(kind, get)


def _visitor(place: Place) -> Callable[[str], bytes]:
    """Return how a page is asked for by the officer, without a network."""
    app = create_app(place.engine, place.engine.settings)
    client = app.test_client()
    session = people.open_session(place.engine, USER, demo.PASSWORD, "127.0.0.1")
    with app.test_request_context():
        client.set_cookie(cookie_name(), session.access_token)

    def get(path: str) -> bytes:
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return answer.data

    return get


def _figure(what: str, get: Callable[[str], bytes], path: str, budget: int | None) -> Figure:
    get(path)
    taken = []
    for _ in range(_TIMES if budget else 5):
        began = time.perf_counter()
        get(path)
        taken.append((time.perf_counter() - began) * 1000)
    half, slow = percentile(taken, 0.5), percentile(taken, 0.95)
    return Figure(
        what=what,
        value=f"p50 {half:.1f}, p95 {slow:.1f} ms",
        budget=f"p50 < {budget} ms" if budget else "",
        reached=half < budget if budget else None,
    )


def _sent(kind: str, get: Callable[[str], bytes]) -> Iterator[Figure]:
    size = len(get("/inbox"))
    yield Figure(what=f"{kind}, a page of 50, packed", value=f"{size / 1000:.1f} KB")
