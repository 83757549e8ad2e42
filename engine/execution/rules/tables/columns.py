"""The inputs of a table as sets: which of the values that matter a cell lets through.

Between two neighbouring constants of a column every value is treated alike, so one value for each
constant and one for each gap stand for all there are. Which of them a cell lets through is asked
of the expression language itself: what the checks say is what will happen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from engine.errors import ExpressionFailed
from engine.execution.cells import as_condition
from engine.execution.rules.tables.constants import (
    ASKED,
    Constant,
    Read,
    at_zero,
    read_condition,
)
from engine.execution.table import Clause, Table
from engine.expressions import parse

_WHOLE = frozenset({"integer", "long"})
_LEAST = "\x01"
_MOST_TRIALS = 100_000
"""Values tried in the cells of one column: about half a second."""
OTHER = "…"
"""Stands for any text that the column does not name."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell lets through, as bits over its column's points; `sure` is False when unknown."""

    bits: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One thing asked, by one input or by several that ask the same.

    `cells`: one for each rule; `symbol`: the expression that all cells compare with, put at 0.
    """

    asked: str
    points: Sequence[Constant]
    cells: Sequence[Cell]
    symbol: str

    @property
    def all(self) -> int:
        """Every point."""
        return (1 << len(self.points)) - 1

    def told(self, point: int) -> str:
        """Return a point as a person would write it."""
        value = self.points[point]
        if self.symbol and isinstance(value, int):
            return f"{'<' if value < 0 else '>' if value else '=='} {self.symbol}"
        if value is None or isinstance(value, bool):
            return {True: "true", False: "false", None: "null"}[value]
        return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    """A text that stands for those behind another one is told as how they begin."""
    if text == OTHER:
        return text
    return f'"{text.removesuffix(_LEAST)}{OTHER}"' if text.endswith(_LEAST) else f'"{text}"'


def columns(table: Table) -> list[Column]:
    """Return the inputs of a table; those that ask the same are one."""
    groups: dict[str, list[int]] = {}
    for place, clause in enumerate(table.inputs):
        groups.setdefault(clause.text, []).append(place)
    return [_column(table, places) for places in groups.values()]


def _column(table: Table, places: list[int]) -> Column:
    clauses = [table.inputs[place] for place in places]
    conditions = [_condition([rule.inputs[place].text for place in places]) for rule in table.rules]
    listed = _condition([clause.listed for clause in clauses])
    read = [found for each in (*conditions, listed) if each and (found := read_condition(each))]
    symbol = _symbol(read)
    points = _points(clauses[0], read, symbol)
    allowed = _cell(points, listed, symbol)
    points = [each for at, each in enumerate(points) if not allowed.sure or allowed.bits >> at & 1]
    is_large = len(points) * len(set(conditions)) > _MOST_TRIALS
    trying = {
        each: _unsure(points) if is_large and each else _cell(points, each, symbol)
        for each in set(conditions)
    }
    cells = [trying[condition] for condition in conditions]
    return Column(clauses[0].text, points, cells, symbol)


def _condition(cells: Sequence[str]) -> str:
    """Return what several cells about the same input ask together; empty for nothing."""
    written = [as_condition(ASKED, cell) for cell in cells]
    return " and ".join(f"({each})" for each in written if each is not None)


def _symbol(read: Sequence[Read]) -> str:
    """Return the one expression of a column that compares with nothing else."""
    symbols = {symbol for each in read for symbol in each.symbols}
    has_constants = any(each.constants for each in read)
    return symbols.pop() if len(symbols) == 1 and not has_constants else ""


def _cell(points: Sequence[Constant], condition: str, symbol: str) -> Cell:
    if not condition:
        return Cell((1 << len(points)) - 1, sure=True)
    read = read_condition(condition)
    if read is None or read.symbols - {symbol}:
        return _unsure(points)
    asked = parse(at_zero(condition, symbol) if symbol else condition)
    try:
        held = [bool(asked.evaluate({ASKED: point})) for point in points]
    except ExpressionFailed:  # such as a text compared with a number
        return _unsure(points)
    return Cell(sum(1 << at for at, holds in enumerate(held) if holds), sure=True)


def _unsure(points: Sequence[Constant]) -> Cell:
    return Cell((1 << len(points)) - 1, sure=False)


def _points(clause: Clause, read: Sequence[Read], symbol: str) -> list[Constant]:
    """Return one value for each constant, and one for each gap between and around them."""
    constants = {constant for each in read for constant in each.constants}
    kinds = {kind for kind, _ in constants}
    found: list[Constant] = []
    if symbol:
        return [*_numbers([0], whole=True)] if any(each.ordered for each in read) else [0, OTHER]
    if "bool" in kinds or clause.type == "boolean":
        found += [True, False]
    numbers = sorted(
        {v for _, v in constants if isinstance(v, int | float) and type(v) is not bool}
    )
    if numbers:
        found += _numbers(numbers, whole=clause.type in _WHOLE)
    texts = sorted(value for _, value in constants if isinstance(value, str))
    if texts:
        found += _texts(texts, ordered=any(each.ordered for each in read))
    if "NoneType" in kinds:
        found.append(None)
    return found or [OTHER]


def _numbers(constants: Sequence[float], *, whole: bool) -> Iterable[float]:
    yield ceil(constants[0]) - 1
    for left, right in pairwise((*constants, floor(constants[-1]) + 2)):
        if not whole or left == int(left):
            yield left
        if floor(left) + 1 < right:
            yield floor(left) + 1
        elif not whole:
            yield (left + right) / 2


def _texts(constants: Sequence[str], *, ordered: bool) -> Iterable[str]:
    """Texts after a constant and before the next begin with it: a letter more is enough."""
    yield from constants
    if not ordered:
        yield OTHER
        return
    yield ""
    yield from (each + _LEAST for each in constants if each + _LEAST not in constants)
