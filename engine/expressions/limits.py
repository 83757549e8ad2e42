"""How long and how large an evaluation may become, and what counts as too much."""

from typing import Any

from engine.errors import ExpressionFailed
from engine.expressions.values import INSIDE, require_plain, weigh

MOST_STEPS = 500_000
"""Enough to add up a dozen columns of a school's 2,000 students."""
LARGEST = 10**18
MOST_TEXT = 100_000
MOST_ITEMS = 100_000
MOST_VALUES = 500_000
"""Values in an outcome: 2,000 students of 48 columns are 98,000, their texts as many again."""
MOST_ROUNDS = 10_000


class Run:
    """One evaluation: the names it sees, and how many steps it has left."""

    __slots__ = ("functions", "names", "steps", "text")

    def __init__(self, text: str, names: Any, functions: Any) -> None:
        self.text = text
        self.names = names
        self.functions = functions
        self.steps = MOST_STEPS

    def spend(self, steps: int = 1) -> None:
        """Take steps off what is left."""
        self.steps -= steps
        if self.steps < 0:
            raise self.failed("it takes too long", "ใช้เวลาคำนวณนานเกินไป")

    def weigh(self, value: Any) -> None:
        """Take off as many steps as there are values in a value, all the way down."""
        self.spend(weigh(value, self.steps))

    def failed(self, why: str, why_th: str) -> ExpressionFailed:
        """Return the failure to raise."""
        return ExpressionFailed(expression=self.text[:200], why=why, why_th=why_th)

    def bounded(self, value: Any) -> Any:
        """Return the value if it is not too large."""
        kind = type(value)
        if kind is int or kind is float:
            if not -LARGEST <= value <= LARGEST:
                raise self.failed("the number is too large", "จำนวนมากเกินไป")
        elif kind is str:
            if len(value) > MOST_TEXT:
                raise self.failed("the text is too long", "ข้อความยาวเกินไป")
        elif isinstance(value, INSIDE) and len(value) > MOST_ITEMS:
            raise self.failed("there are too many items", "รายการมากเกินไป")
        return value

    @staticmethod
    def settled(value: Any) -> Any:
        """Return an outcome if it is data and not more than can be kept."""
        if isinstance(value, INSIDE):
            weigh(value, MOST_VALUES)
        return require_plain(value)
