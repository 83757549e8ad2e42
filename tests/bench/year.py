"""A simulated year of 1,000 cases: how long the studio lets an analyst wait for it.

One thread that only computes: on a quiet machine it takes as long as its CPU time, which is judged.
"""

import time
from collections.abc import Iterator
from dataclasses import replace

from engine import shipped, yearly
from engine.model import Person
from tests.bench.places import SQLITE, Databases
from tests.bench.report import Figure

CASES = 1_000
BUDGET_SECONDS = 30.0
_PROCEDURES = ("home_education_permission", "home_education_year")
_STAFF = 8
_ANALYST = Person(
    id="bench-analyst", name="วัดความเร็ว", offices={"udonthani1": frozenset({"analyst"})}
)


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the time of a year of each procedure, and the CPU that it took of it."""
    with databases.place(SQLITE) as place:
        for key in _PROCEDURES:
            yield _figure(place.engine, key)


def _figure(engine, key: str) -> Figure:
    files = {name: body for name, body in shipped.files().items() if name == f"{key}.bpmn"}
    begun = yearly.begin(engine, _ANALYST, {**_forms(), **files}, (None, None))
    supposed = begun.supposed.assumed
    staff = dict.fromkeys(supposed.staff, _STAFF)
    assumed = replace(supposed, cases=CASES, staff=staff)
    with engine.reading() as tx:
        place = (assumed.office, assumed.year)
        model = yearly.model_of(engine, tx, {**_forms(), **files}, place)
    began, cpu = time.perf_counter(), time.process_time()
    found = yearly.live(model, assumed)
    took, worked = time.perf_counter() - began, time.process_time() - cpu
    return Figure(
        what=f"{key}, {found.begun:,} cases, {found.events:,} events",
        value=f"{took:.1f} s, {worked:.1f} s CPU",
        budget=f"< {BUDGET_SECONDS:.0f} s on a core of its own",
        reached=worked < BUDGET_SECONDS,
    )


def _forms() -> dict[str, bytes]:
    return {name: body for name, body in shipped.files().items() if name.endswith(".json")}
