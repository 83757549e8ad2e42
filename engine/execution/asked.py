"""A deadline as the diagram asks for it: attributes of `khanton:deadline`, some expressions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.calendar import MonthDays, is_written_window, read_window
from engine.errors import DeadlineAskedWrongly
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

    def of(self, token: Any) -> Deadline:
        """Evaluate the expressions where the token stands."""
        environment = token.workflow.script_engine
        start = environment.now
        if self.start:
            start = _moment(environment.evaluate(token, self.start), self.start)
        return Deadline(
            rule=self.rule,
            start=start,
            n=_days(environment, token, self.n),
            duty=self.duty,
            before=_days(environment, token, self.before),
            after=_days(environment, token, self.after),
            window=_window(environment, token, self.window),
            basis=self.basis,
            rows=self.rows,
        )


def _days(environment: Any, token: Any, text: str) -> int:
    if not text:
        return 0
    value = int(text) if text.isdigit() else environment.evaluate(token, text)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise DeadlineAskedWrongly(text=text, value=value)
    return value


def _window(environment: Any, token: Any, text: str) -> MonthDays | None:
    if not text:
        return None
    return read_window(text if is_written_window(text) else environment.evaluate(token, text))


def _moment(value: Any, text: str) -> datetime:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise DeadlineAskedWrongly(text=text, value=value)
    return moment(value)
