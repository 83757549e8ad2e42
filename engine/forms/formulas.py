"""What a computed field is computed from: `auto` texts such as `sum:rows.amount`, read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

KEY = "[a-z][a-z0-9_]{0,62}"
_PLACE = rf"{KEY}(?:\.{KEY})?"
_SHAPES = {
    "sum": rf"{_PLACE}(?:[+-]{_PLACE})*",
    "product": rf"{_PLACE}(?:\*{_PLACE})*",
    "ratio": rf"{_PLACE}/{_PLACE}",
    "percent": rf"{_PLACE}/{_PLACE}",
    "average": rf"{KEY}\.{KEY}",
    "count": rf"{_PLACE}(?:={KEY})?",
    "words": KEY,
}
COMPUTED = "|".join(["row", *(f"{name}:{shape}" for name, shape in _SHAPES.items())])
"""The pattern of every computed `auto`."""

Place: TypeAlias = tuple[str, ...]
"""The key of a field, or of a table and a column."""


@dataclass(frozen=True, slots=True)
class Formula:
    """What is done, with which places; `signs` are those of a sum, `value` what is counted."""

    act: str
    places: tuple[Place, ...] = ()
    signs: tuple[int, ...] = ()
    value: str | None = None


@lru_cache(1024)
def formula_of(auto: str) -> Formula | None:
    """Read an `auto`; None when it is not computed from other fields."""
    act, _, body = auto.partition(":")
    if auto == "row":
        return Formula("row")
    if act not in _SHAPES:
        return None
    body, _, value = body.partition("=")
    signed = [*_signed(body)]
    return Formula(act, tuple(p for _, p in signed), tuple(s for s, _ in signed), value or None)


def _signed(body: str) -> Iterator[tuple[int, Place]]:
    for sign, place in re.findall(rf"([+*/-]?)({_PLACE})", body):
        yield (-1 if sign == "-" else 1), tuple(place.split("."))
