"""Deadlines and due dates as JSON values, for a job row, the history and the API."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from engine.calendar import explain_en, explain_th
from engine.calendar.counting import check
from engine.calendar.days import day_ending_at
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


def set_by_hand(told: Mapping[str, Any], due_at: datetime) -> dict[str, Any]:
    """Return what `due_to_json` wrote with a moment that a person chose instead, and that said.

    `counted_th`, `counted_en` keep what the calendar had said, however often it is set; the day
    that holds is said first.
    """
    day, (counted_th, counted_en) = day_ending_at(due_at), _counted(told)
    before_th = explain_th.counted_before(counted_th) if counted_th else ""
    before_en = explain_en.counted_before(counted_en) if counted_en else ""
    words_th = f"{explain_th.by_hand(day)} {before_th}".strip()
    words_en = f"{explain_en.by_hand(day)} {before_en}".strip()
    return _replaced(told, due_at, words_th, words_en)


def set_along(
    told: Mapping[str, Any], due_at: datetime, deadline: Deadline, from_day: date
) -> dict[str, Any]:
    """Return what `due_to_json` wrote of a reminder, gone along with a due day set by hand.

    It speaks of the new due day only; as the day itself, it is not counted again.
    """
    day = day_ending_at(due_at)
    words_th = explain_th.along(from_day, deadline, day)
    words_en = explain_en.along(from_day, deadline, day)
    return _replaced(told, due_at, words_th, words_en)


def is_set_by_hand(told: Mapping[str, Any] | None) -> bool:
    """Whether a person chose the moment: then no calendar counts it again."""
    return "counted_th" in (told or {})


def _counted(told: Mapping[str, Any]) -> tuple[str, str]:
    """Return what the calendar had said: in Thai, in English."""
    counted_th = told.get("counted_th", told.get("explanation_th", ""))
    counted_en = told.get("counted_en", told.get("explanation_en", ""))
    return str(counted_th), str(counted_en)


def _replaced(
    told: Mapping[str, Any], due_at: datetime, words_th: str, words_en: str
) -> dict[str, Any]:
    counted_th, counted_en = _counted(told)
    return {
        **told,
        "due_date": day_ending_at(due_at).isoformat(),
        "due_at": due_at.isoformat(),
        "counted_th": counted_th,
        "counted_en": counted_en,
        "explanation_th": words_th,
        "explanation_en": words_en,
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
