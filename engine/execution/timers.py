"""Timer events: they work out once when they are due, and fire only when the job executor says so.

SpiffWorkflow's own read the system clock in every look (spiffworkflow.md sections 2, 3.6, 3.7),
share one due date between the timers of a gateway, and lose it when a step is reset.
"""

from datetime import datetime, timedelta
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

from engine.calendar import (
    day_ending_at,
    deadline_from_json,
    deadline_to_json,
    due,
    due_to_json,
    is_set_by_hand,
    occurrence,
    recount,
    set_by_hand,
)
from engine.execution.asked import AskedDeadline
from engine.execution.token import Token
from engine.isotime import after, cycle, moment
from engine.model import Deadline, DueDate, Rule

FIRED = "event_fired"
DUE = "due"


class Timer(TimerEventDefinition):
    """A plain timer (ISO 8601), or a deadline of the office's calendar."""

    def __init__(
        self, name: str, expression: str, kind: str, asked: AskedDeadline | None = None
    ) -> None:
        super().__init__(name, expression)
        self.kind = kind
        self.asked = asked

    def has_fired(self, my_task: Token) -> bool:
        if DUE not in my_task.internal_data:
            self.set_due(my_task)
        return bool(my_task.internal_data.get(FIRED, False))

    def set_due(self, token: Token) -> None:
        """Work out the due date and keep it in the token, with what explains it."""
        if self.asked is not None:
            _set_deadline(token, self.asked.of(token))
            return
        now: datetime = token.workflow.script_engine.now
        text = str(token.workflow.script_engine.value(token, self.expression))
        if self.kind == "date":
            _set(token, moment(text))
        elif self.kind == "duration":
            _set(token, after(text, now))
        else:
            asked = cycle(text, now)
            _set(token, asked.first)
            token.internal_data["cycle"] = [asked.times, asked.every.total_seconds()]

    def put(self, token: Token, at: datetime) -> None:
        """Take a moment that a person chose; the day people see and the explanation follow it."""
        _set(token, at)
        kept = token.internal_data
        if "date" in kept:
            kept["date"] = day_ending_at(at).isoformat()
        if (told := kept.get("explanation")) is not None:
            kept["explanation"] = set_by_hand(told, at)

    def recount(self, token: Token) -> None:
        """Work the deadline out again; a citizen's never comes earlier (design section 5).

        What a person has set stays as it was set.
        """
        if is_set_by_hand(token.internal_data.get("explanation")):
            return
        if (kept := token.internal_data.get("deadline")) is not None:
            old = datetime.fromisoformat(token.internal_data[DUE])
            calendar = token.workflow.script_engine.calendar()
            _explain(token, recount(deadline_from_json(kept), old, calendar))

    def next_due(self, token: Token) -> bool:
        """Move a repeating timer to its next moment after now; say whether there is one.

        After a long standstill the missed moments are one firing (reliability.md, fault 8).
        """
        token.internal_data.pop(FIRED, None)
        if (kept := token.internal_data.get("deadline")) is not None:
            return _next_deadline(token, kept)
        if (kept := token.internal_data.get("cycle")) is None:
            return False
        times, every = kept
        if times == 1:
            return False
        moment_due = datetime.fromisoformat(token.internal_data[DUE])
        step = timedelta(seconds=every)
        missed = max((token.workflow.script_engine.now - moment_due) // step, 0)
        _set(token, moment_due + step * (missed + 1))
        token.internal_data["cycle"] = [times - 1 if times > 0 else times, every]
        return True


def _set(token: Token, at: datetime) -> None:
    token.internal_data[DUE] = at.isoformat()


def _set_deadline(token: Token, deadline: Deadline) -> None:
    token.internal_data["deadline"] = deadline_to_json(deadline)
    _explain(token, due(deadline, token.workflow.script_engine.calendar()))


def _explain(token: Token, found: DueDate) -> None:
    _set(token, found.due_at)
    token.internal_data["date"] = found.due_date.isoformat()
    token.internal_data["explanation"] = due_to_json(found)


def _next_deadline(token: Token, kept: dict[str, Any]) -> bool:
    deadline = deadline_from_json(kept)
    if deadline.rule is not Rule.EVERY_DAYS:
        return False
    environment = token.workflow.script_engine
    again = token.internal_data.get("round", 1) + 1
    while (at := occurrence(deadline, again)) <= environment.now:
        again += 1
    token.internal_data["round"] = again
    token.internal_data["date"] = day_ending_at(at).isoformat()
    _set(token, at)
    return True
