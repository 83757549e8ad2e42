"""A deadline as the diagram asks for it: attributes of `khanton:deadline`, some expressions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.calendar import MonthDays, is_written_window, read_window
from engine.errors import DeadlineAskedWrongly
from engine.execution.elements import split_words
from engine.isotime import moment
from engine.model import Deadline, Duty, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDeadline:
    """What the diagram says; `of` makes it a Deadline with the data of one case."""

    rule: Rule
    kind: str
    n: str
    start: str
    duty: Duty
    before: str
    after: str
    window: str
    """`04-01/05-31`, or an expression that gives such a text; empty for none."""
    basis: str
    rows: tuple[str, ...]

    @classmethod
    def written(cls, given: Mapping[str, str]) -> "AskedDeadline":
        """Read the attributes of a `khanton:deadline` that passed the rules of deployment."""
        return cls(
            rule=Rule(given.get("rule", "")),
            kind=given.get("kind", "due"),
            n=given.get("n", ""),
            start=given.get("from", ""),
            duty=Duty(given.get("duty", Duty.OFFICIAL)),
            before=given.get("before", ""),
            after=given.get("after", ""),
            window=given.get("window", ""),
            basis=given.get("basis", ""),
            rows=split_words(given.get("rows")),
        )

    def of(self, token: Any) -> Deadline:
        """Evaluate the expressions where the token stands."""
        environment = token.workflow.script_engine
        start = environment.now
        if self.start:
            start = _moment(environment.evaluate(token, self.start), self.start)
        return self.counted_from(start, lambda text: environment.evaluate(token, text))

    def counted_from(self, start: datetime, evaluate: Callable[[str], Any]) -> Deadline:
        """Return the deadline from a moment on, with what its other expressions give.

        Raises:
            DeadlineAskedWrongly, DeadlineInvalid: a number or window is none.
        """
        return Deadline(
            rule=self.rule,
            start=start,
            n=_days(evaluate, self.n),
            duty=self.duty,
            before=_days(evaluate, self.before),
            after=_days(evaluate, self.after),
            window=_window(evaluate, self.window),
            basis=self.basis,
            rows=self.rows,
        )


def _days(evaluate: Callable[[str], Any], text: str) -> int:
    if not text:
        return 0
    value = int(text) if text.isdigit() else evaluate(text)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise DeadlineAskedWrongly(text=text, value=value)
    return value


def _window(evaluate: Callable[[str], Any], text: str) -> MonthDays | None:
    if not text:
        return None
    return read_window(text if is_written_window(text) else evaluate(text))


def _moment(value: Any, text: str) -> datetime:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise DeadlineAskedWrongly(text=text, value=value)
    return moment(value)
