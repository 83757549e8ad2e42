"""The checks while drawing: how much of a core a draft's problems take, as the studio asks.

CPU time of this process, so that what else the machine does counts little. Each look is of a draft
with all its forms and tables; the diagram has changed since the look before, or nothing has.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from engine import checking, deployments, drafts, people, shipped
from tests.bench.places import OPERATOR, SQLITE, Databases, Place
from tests.bench.report import Figure

BUDGET = 300
"""ms, of the issue, for about 60 elements."""
KEYS = {"cct_screening": 53, "home_education_year": 127}
"""Diagrams that ship, with their elements."""
ROUNDS = 9


def measure(databases: Databases) -> Iterator[Figure]:
    """Yield the median CPU time of a look after a change, and of one after none."""
    with databases.place(SQLITE) as place:
        deployments.deploy(place.engine, OPERATOR, shipped.files())
        analyst = _analyst(place)
        for key, elements in KEYS.items():
            draft = drafts.create(place.engine, analyst, key, of=key).id
            drawn = drafts.bodies(place.engine, analyst, draft)[f"{key}.bpmn"]

            def look(number: int, draft: Any = draft, drawn: bytes = drawn, key: str = key) -> None:
                body = drawn + b"\n" * number
                checking.check(place.engine, analyst, draft, {f"{key}.bpmn": body})

            yield _figure(f"{elements} elements, the diagram changed", look)
            yield _figure(f"{elements} elements, nothing changed", lambda _, look=look: look(1))


def _analyst(place: Place) -> Any:
    issued = people.open_session(place.engine, "analyst", "khanton-demo", "127.0.0.1")
    return people.who(place.engine, str(issued.access_token))


def _figure(what: str, look: Callable[[int], None]) -> Figure:
    took = []
    for number in range(ROUNDS + 1):
        began = time.process_time()
        look(number)
        took.append((time.process_time() - began) * 1000)
    middle = statistics.median(took[1:])
    return Figure(
        what=what, value=f"{middle:.0f} ms CPU", budget=f"< {BUDGET} ms", reached=middle < BUDGET
    )
