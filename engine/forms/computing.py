"""Works out the fields that are computed from others: totals, counts, amounts in words."""

import math
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeAlias

from engine.baht import baht_words
from engine.forms.formulas import Formula, Place
from engine.forms.kinds import Field, decimals

Data: TypeAlias = Mapping[str, Any]
_LARGEST = 10**15


def computed(field: Field, formula: Formula, known: Data, row: int) -> object:
    """Return what a computed field holds beside the known, normalised values before it.

    `row` is the number of its row, from 1. None when it cannot be computed.
    """
    if formula.act == "row":
        return row
    if formula.act == "words":
        return _words(_number(known.get(formula.places[0][0])))
    try:
        value = _ACTS[formula.act](formula, known)
        return None if value is None else _rounded(value, decimals(field))
    except ArithmeticError:
        return None


def _words(amount: Decimal | None) -> str | None:
    return None if amount is None else baht_words(amount)


def _rounded(value: Decimal, places: int) -> float:
    exact = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole = int(exact)
    return whole if exact == whole else float(exact)


def _sum(formula: Formula, known: Data) -> Decimal:
    signed = zip(formula.signs, formula.places, strict=True)
    return sum((sign * (_at(known, place) or Decimal(0)) for sign, place in signed), Decimal(0))


def _product(formula: Formula, known: Data) -> Decimal | None:
    factors = [_at(known, place) for place in formula.places]
    found = [each for each in factors if each is not None]
    return math.prod(found, start=Decimal(1)) if len(found) == len(factors) else None


def _ratio(formula: Formula, known: Data) -> Decimal | None:
    above, below = (_at(known, place) for place in formula.places)
    return above / below if above is not None and below else None


def _percent(formula: Formula, known: Data) -> Decimal | None:
    ratio = _ratio(formula, known)
    return None if ratio is None else ratio * 100


def _average(formula: Formula, known: Data) -> Decimal | None:
    numbers = list(_numbers(known, formula.places[0]))
    return sum(numbers, Decimal(0)) / len(numbers) if numbers else None


def _count(formula: Formula, known: Data) -> Decimal:
    place = formula.places[0]
    if len(place) == 1:
        rows = known.get(place[0])
        return Decimal(len(rows) if isinstance(rows, list) else 0)
    values = _column(known, place)
    if formula.value is not None:
        return Decimal(sum(value == formula.value for value in values))
    return Decimal(sum(value is not None and value is not False for value in values))


_ACTS: dict[str, Callable[[Formula, Data], Decimal | None]] = {
    "sum": _sum,
    "product": _product,
    "ratio": _ratio,
    "percent": _percent,
    "average": _average,
    "count": _count,
}


def _at(known: Data, place: Place) -> Decimal | None:
    """Return the number at a place, a column's rows added up; None when there is none."""
    if len(place) == 1:
        return _number(known.get(place[0]))
    numbers = list(_numbers(known, place))
    return sum(numbers, Decimal(0)) if numbers else None


def _numbers(known: Data, place: Place) -> Iterator[Decimal]:
    found = (_number(value) for value in _column(known, place))
    return (each for each in found if each is not None)


def _column(known: Data, place: Place) -> Iterator[Any]:
    table, column = place
    rows = known.get(table)
    if isinstance(rows, list):
        yield from (row.get(column) for row in rows if isinstance(row, dict))


def _number(value: object) -> Decimal | None:
    """Return a number of a size that is counted with; what is not sound yet counts as empty."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(str(value)) if -_LARGEST < value < _LARGEST else None
