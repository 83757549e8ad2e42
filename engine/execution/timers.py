"""Timer events: they work out once when they are due, and fire only when the job executor says so.

SpiffWorkflow's own read the system clock in every look (spiffworkflow.md sections 2, 3.6, 3.7),
share one due date between the timers of a gateway, and lose it when a step is reset.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.calendar import (
    count_beside,
    day_ending_at,
    deadline_from_json,
    deadline_to_json,
    due,
    due_to_json,
    is_set_by_hand,
    occurrence,
    recount,
    set_along,
    set_by_hand,
)
from engine.execution.asked import AskedDeadline
from engine.execution.token import Token
from engine.isotime import after, cycle, moment
from engine.model import Deadline, DueDate, Rule

FIRED = "event_fired"
DUE = "due"


_NO_DUE_DAY = (Rule.EVERY_DAYS, Rule.WINDOW_OPENS)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTimer:
    """A timer that a person's change has moved, itself or along with its deadline."""

    id: UUID
    element_id: str
    before: datetime
    after: datetime

    def told(self) -> dict[str, str]:
        """Return it as the history keeps it."""
        return {
            "timer": self.id.hex,
            "element": self.element_id,
            "before": self.before.isoformat(),
            "after": self.after.isoformat(),
        }


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

    def put_along(self, token: Token, from_day: date) -> None:
        """Follow the activity's due day, which a person has set: the same distance from it."""
        kept = token.internal_data
        deadline = deadline_from_json(kept["deadline"])
        at = count_beside(deadline, from_day, token.workflow.script_engine.calendar())
        _set(token, at)
        kept["date"] = day_ending_at(at).isoformat()
        kept["explanation"] = set_along(kept["explanation"], at, deadline, from_day)

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

    def newly(self, token: Token) -> DueDate | None:
        """Return the due date by this element's own length, counted from the day kept in the token.

        None where nothing is counted, where a person has set the moment, or the length is the same.
        A citizen's never comes earlier than was promised.
        """
        kept = token.internal_data.get("deadline")
        if self.asked is None or kept is None:
            return None
        if is_set_by_hand(token.internal_data.get("explanation")):
            return None
        promised = deadline_from_json(kept)
        deadline = replace(self.asked.of(token), start=promised.start)
        if _length_of(deadline) == _length_of(promised) or promised.rule in _NO_DUE_DAY:
            return None
        old = datetime.fromisoformat(token.internal_data[DUE])
        return recount(deadline, old, token.workflow.script_engine.calendar())

    def count_newly(self, token: Token) -> None:
        """Take the due date of `newly`; the start day stays."""
        found, kept = self.newly(token), token.internal_data["deadline"]
        if self.asked is not None and found is not None:
            promised = deadline_from_json(kept)
            deadline = replace(self.asked.of(token), start=promised.start)
            token.internal_data["deadline"] = deadline_to_json(deadline)
            _explain(token, found)

    def begin_on(self, token: Token, start: datetime) -> None:
        """Count from this moment what the diagram lets begin when its activity does."""
        if self.asked is not None and not self.asked.start:
            _set_deadline(token, replace(self.asked.of(token), start=start))

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


def set_by_person(token: Token, at: datetime) -> list[MovedTimer]:
    """Give a timer a moment that a person chose, and its reminders theirs; itself comes first."""
    beside = counted_from(token)
    befores = [_due_of(each) for each in (token, *beside)]
    token.task_spec.event_definition.put(token, at)
    for each in beside:
        each.task_spec.event_definition.put_along(each, day_ending_at(at))
    return [
        MovedTimer(
            id=each.id, element_id=each.task_spec.bpmn_id, before=before, after=_due_of(each)
        )
        for each, before in zip((token, *beside), befores, strict=True)
    ]


def counted_from(token: Token) -> list[Token]:
    """Return the reminders and follow-ups that are counted from this deadline's last day."""
    kept, host = token.internal_data.get("deadline"), token.parent
    if kept is None or host is None:
        return []
    deadline = deadline_from_json(kept)
    if deadline.before or deadline.after or deadline.rule in _NO_DUE_DAY:
        return []
    waiting = [each for each in host.children if each is not None and each is not token]
    return [each for each in waiting if _is_beside(each, deadline)]


def _is_beside(token: Token, deadline: Deadline) -> bool:
    kept = token.internal_data.get("deadline")
    if kept is None or token.state != TaskState.WAITING:
        return False
    other = deadline_from_json(kept)
    return bool(other.before or other.after) and _last_day_of(other) == _last_day_of(deadline)


def _last_day_of(deadline: Deadline) -> tuple[Any, ...]:
    """What a last day is counted by: deadlines with the same have the same one."""
    return deadline.rule, deadline.start, deadline.n, deadline.window, deadline.duty


def _length_of(deadline: Deadline) -> tuple[Any, ...]:
    """What makes a deadline as long as it is, whenever it begins."""
    return (
        *(deadline.rule, deadline.n, deadline.window, deadline.duty),
        *(deadline.before, deadline.after),
    )


def _due_of(token: Token) -> datetime:
    return datetime.fromisoformat(token.internal_data[DUE])


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
