"""How long and how large an evaluation may become, and what counts as too much."""

from typing import Any

from engine.errors import ExpressionFailed

MOST_STEPS = 200_000
MOST_DIGITS = 10**18
MOST_TEXT = 100_000
MOST_ITEMS = 100_000
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

    def failed(self, why: str, why_th: str = "") -> ExpressionFailed:
        """Return the failure to raise."""
        return ExpressionFailed(expression=self.text, why=why, why_th=why_th or why)

    def bounded(self, value: Any) -> Any:
        """Return the value if it is not too large."""
        kind = type(value)
        if kind is int or kind is float:
            if not -MOST_DIGITS <= value <= MOST_DIGITS:
                raise self.failed("the number is too large", "จำนวนมากเกินไป")
        elif kind is str:
            if len(value) > MOST_TEXT:
                raise self.failed("the text is too long", "ข้อความยาวเกินไป")
        elif kind in (list, tuple, dict) and len(value) > MOST_ITEMS:
            raise self.failed("there are too many items", "รายการมากเกินไป")
        return value
