"""What past cases tell: how many began, how long tasks took, what was chosen."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import Any, Final

from engine.calendar import BANGKOK
from engine.errors import BodyUnreadable
from engine.forms import value_at
from engine.store import Transaction, heat, record
from engine.store import yearly as rows
from engine.telling import open_event
from engine.yearly.assuming import MONTHS, Lasting, Shape, Unit
from engine.yearly.choosing import Choice

FEWEST: Final = 5
"""Below so many, what happened is an anecdote and is not taken for a rule."""
SAMPLE: Final = 200
OPENED: Final = 40
"""So many of the newest finished cases are opened to see what was chosen."""
_A_YEAR: Final = timedelta(days=365)
_DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known: `months`: cases begun in the last year, by month; the rest by element, path.

    `cases`: how many histories `shares` are from.
    """

    months: tuple[int, ...] = (0,) * MONTHS
    tasks: Mapping[str, Lasting] = field(default_factory=dict)
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    cases: int = 0


def past_of(tx: Transaction, office: str, key: str, chosen: list[Choice]) -> Past:
    """Return what an office's past cases of a procedure tell."""
    place = heat.Place(offices=[office], key=key)
    begun = rows.begun_since(tx, office, key, tx.now - _A_YEAR)
    months = Counter(moment.astimezone(BANGKOK).month for moment in begun)
    done = heat.finished(tx, place, OPENED)
    return Past(
        months=tuple(months[month] for month in range(1, MONTHS + 1)),
        tasks=_tasks(heat.passages(tx, place, SAMPLE)),
        shares=_shares(tx, [(each.office, each.id) for each in done], chosen),
        cases=len(done),
    )


def _tasks(took: Mapping[str, list[timedelta]]) -> dict[str, Lasting]:
    return {
        element: _lasting([each.total_seconds() / _DAY for each in lasted])
        for element, lasted in took.items()
        if len(lasted) >= FEWEST
    }


def _lasting(days: list[float]) -> Lasting:
    ordered = sorted(days)
    middle = median(ordered)
    ninth = ordered[min(len(ordered) - 1, int(len(ordered) * 0.9))]
    return Lasting(
        shape=Shape.PAST, unit=Unit.DAYS, usual=round(middle, 2), most=round(max(ninth, middle), 2)
    )


def _shares(
    tx: Transaction, cases: list[tuple[str, Any]], chosen: list[Choice]
) -> dict[str, dict[str, float]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for office, identity in cases:
        key = record.key_of(tx, office, identity)
        for event in record.events_of(tx, office, identity):
            if event.type == "task_completed":
                _count(_set_by(event, key), chosen, found)
    return {
        path: {value: round(100 * number / total, 1) for value, number in counted.items()}
        for path, counted in found.items()
        if (total := sum(counted.values())) >= FEWEST
    }


def _set_by(event: Any, key: bytes | None) -> Mapping[str, Any]:
    try:
        data = open_event(event, key) or {}
    except BodyUnreadable:
        return {}
    given = data.get("set")
    return given if isinstance(given, Mapping) else {}


def _count(given: Mapping[str, Any], chosen: list[Choice], found: dict[str, Counter[str]]) -> None:
    for choice in chosen:
        value = value_at(given, choice.variable)
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if value is not None and text in {each.value for each in choice.options}:
            found[choice.path][text] += 1
