"""Deadlines and due dates as JSON values, for a job row, the history and the API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.calendar.counting import check
from engine.errors import DeadlineInvalid
from engine.model import Deadline, DueDate, Duty, Rule


def deadline_to_json(deadline: Deadline) -> dict[str, Any]:
    """Return the deadline as JSON values; `start` as ISO 8601 with offset."""
    return {
        "rule": deadline.rule.value,
        "start": deadline.start.isoformat(),
        "n": deadline.n,
        "duty": deadline.duty.value,
        "before": deadline.before,
        "after": deadline.after,
        "window": None if deadline.window is None else list(deadline.window),
        "basis": deadline.basis,
        "rows": list(deadline.rows),
    }


def deadline_from_json(data: Mapping[str, Any]) -> Deadline:
    """Read back what `deadline_to_json` wrote; all but `rule` and `start` may be missing.

    Raises:
        DeadlineInvalid: something is missing, of the wrong kind, or cannot be counted.
    """
    try:
        deadline = _read(data)
    except (KeyError, TypeError, ValueError) as wrong:
        raise DeadlineInvalid(why=str(wrong), why_th=f"อ่านไม่ได้ ({wrong})") from None
    check(deadline)
    return deadline


def due_to_json(due: DueDate) -> dict[str, Any]:
    """Return a due date and its explanation as JSON values: ISO dates, `due_at` in UTC."""
    return {
        "due_date": due.due_date.isoformat(),
        "due_at": due.due_at.isoformat(),
        "counted_from": due.counted_from.isoformat(),
        "plan_by": due.plan_by.isoformat(),
        "skipped": [
            {"day": day.day.isoformat(), "why_th": day.why_th, "why_en": day.why_en}
            for day in due.skipped
        ],
        "rolled_from": None if due.rolled_from is None else due.rolled_from.isoformat(),
        "calendar_version": due.calendar_version,
        "explanation_th": due.explanation_th,
        "explanation_en": due.explanation_en,
    }


def _read(data: Mapping[str, Any]) -> Deadline:
    window = data.get("window")
    if window is not None:
        opens, closes = window
        window = (str(opens), str(closes))
    return Deadline(
        rule=Rule(data["rule"]),
        start=datetime.fromisoformat(data["start"]),
        n=data.get("n", 0),
        duty=Duty(data.get("duty", Duty.OFFICIAL)),
        before=data.get("before", 0),
        after=data.get("after", 0),
        window=window,
        basis=str(data.get("basis", "")),
        rows=tuple(str(row) for row in data.get("rows", ())),
    )
