"""A page of 50 out of 200,000 open tasks, by role and office, due first, over HTTP."""

import random
from collections.abc import Iterator

import orjson

from engine.store import catalogue
from tests.bench import filling, servers
from tests.bench.clients import Call, Caller, clients
from tests.bench.diagrams import OFFICE
from tests.bench.places import POSTGRESQL, SQLITE, Databases, Place
from tests.bench.report import Figure, percentile

OPEN_TASKS = 200_000
SLOWEST = 20
_PAGES = 150
_OFFICES = (OFFICE, "phayao2")
_ROLES = (
    *("promo_officer", "promo_group", "monitoring_unit", "office", "office_director"),
    *("registrar", "academic_committee", "award_committee", "assessment_team", "pec"),
    *("promo_group,promo_officer", "office_director,promo_officer", "monitoring_unit,promo_group"),
)
"""Combinations of roles; the officer holds 7 of them."""
_QUERIES = {
    "own roles": "/tasks?limit=50",
    "one role": "/tasks?limit=50&role=promo_officer",
    "one process, own roles": "/tasks?limit=50&definition_key=bench_2",
}


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the figures of both databases."""
    for kind, processes in ((SQLITE, 1), (POSTGRESQL, 2)):
        with databases.place(kind) as place:
            fill(place)
            with servers.serving(place, processes) as server:
                yield from _pages(place, server.port)


def fill(place: Place) -> None:
    """Write the open tasks, over two offices and all combinations of roles."""
    chance = random.Random(1)  # noqa: S311  a measure
    cases = [filling.case(place, _OFFICES[n % 2], n) for n in range(OPEN_TASKS)]
    tasks = [filling.open_task(each, chance.choice(_ROLES), chance) for each in cases]
    filling.write(place, cases, tasks)
    with place.engine.begin() as tx:
        catalogue.remember_roles(tx, _ROLES)


def _pages(place: Place, port: int) -> Iterator[Figure]:
    for number in (1, 4):
        with clients(number, port, place.token) as callers:
            for name, path in _QUERIES.items():
                calls = [Call(method="GET", path=each) for each in _walk(place, port, path)]
                callers.run(calls[:20])
                run = callers.run(calls)
                half, slow = percentile(run.latencies, 0.5), percentile(run.latencies, 0.95)
                yield Figure(
                    what=f"{place.kind}, {name}, {number} client{'s' * (number > 1)}",
                    value=f"p50 {half:.1f}, p95 {slow:.1f} ms; {run.rate:.0f} pages/s",
                    budget=f"p95 < {SLOWEST} ms",
                    reached=slow < SLOWEST and not run.wrong,
                )


def _walk(place: Place, port: int, path: str) -> list[str]:
    """Return the addresses of pages, one behind the other, as somebody leafs through them."""
    caller, addresses, address = Caller(port, place.token), [], path
    for _ in range(_PAGES):
        addresses.append(address)
        body = orjson.loads(caller(Call(method="GET", path=address))[1])
        address = path if body["next"] is None else f"{path}&cursor={body['next']}"
    caller.close()
    return addresses
