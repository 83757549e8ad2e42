"""Everything that ships, deployed at once: diagrams, forms and decision tables, by every rule."""

import time
from collections.abc import Iterator

from engine import deployments, shipped
from tests.bench.places import OPERATOR, POSTGRESQL, SQLITE, Databases
from tests.bench.report import Figure

BUDGET_SECONDS = 3.0


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the time of the first deployment, and of one that finds everything there already."""
    files = shipped.files()
    for kind in (SQLITE, POSTGRESQL):
        with databases.place(kind) as place:
            for what in ("for the first time", "again, nothing changed"):
                began = time.perf_counter()
                deployments.deploy(place.engine, OPERATOR, files)
                took = time.perf_counter() - began
                yield Figure(
                    what=f"{kind}, {len(files)} files {what}",
                    value=f"{took:.2f} s",
                    budget=f"< {BUDGET_SECONDS:.0f} s",
                    reached=took < BUDGET_SECONDS,
                )
