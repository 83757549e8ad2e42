"""What the history tells of a due moment: when, and by which rule of the calendar.

The law and the manual's rows stand in the diagram, whose version the case names; the sentence that
explains the date is made anew from what is told here.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from engine.model import Rule, WaitingTimer
from engine.thai import english_long, thai_short

_OF_RULE: Final = ("rule", "start", "n", "duty", "before", "after", "window")
_OF_DATE: Final = ("counted_from", "rolled_from", "calendar_version")
_RULES: Final[Mapping[str, tuple[str, str]]] = {
    Rule.WORKING_DAYS: ("{n} วันทำการ", "{n} working days"),
    Rule.CALENDAR_DAYS: ("{n} วัน", "{n} days"),
    Rule.WEEKS: ("{n} สัปดาห์", "{n} weeks"),
    Rule.EVERY_DAYS: ("ทุก {n} วัน", "every {n} days"),
    Rule.WINDOW: ("สิ้นสุดช่วงเวลาที่กำหนด", "the end of the window"),
    Rule.WINDOW_OPENS: ("วันเปิดช่วงเวลาที่กำหนด", "the day the window opens"),
    Rule.MONTH_NEXT_YEAR: ("เดือนที่กำหนดของปีถัดไป", "the month set, of the next year"),
    Rule.DATE: ("วันที่ที่กำหนด", "the date set"),
}


def told_dues(timers: Iterable[WaitingTimer]) -> list[dict[str, Any]]:
    """Return what an event tells of timers that began to wait, or wait for another moment now.

    `at` is the moment the timer fires; `date` the day people see; `skipped` the days not counted.
    Of a plain timer (no deadline of the calendar) there is only `at`.
    """
    return [_told(timer) for timer in timers]


def _told(timer: WaitingTimer) -> dict[str, Any]:
    told: dict[str, Any] = {
        "timer": timer.element_instance_id.hex,
        "element": timer.element_id,
        "at": timer.due_at.isoformat(),
    }
    if timer.due_date is not None:
        told["date"] = timer.due_date.isoformat()
    why = timer.explanation or {}
    told |= _some(timer.deadline or {}, _OF_RULE) | _some(why, _OF_DATE)
    if why.get("skipped"):
        told["skipped"] = [each["day"] for each in why["skipped"]]
    return told


def _some(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return those of the values that say something: a zero and a blank are the rule's default."""
    return {name: values[name] for name in names if values.get(name)}


def explain(due: Mapping[str, Any]) -> tuple[str, str]:
    """Say by which rule a due moment was counted (th, en); blank of a plain timer."""
    rule = _RULES.get(str(due.get("rule")))
    if rule is None:
        return ("", "")
    parts = [(rule[0].format(n=due.get("n", 0)), rule[1].format(n=due.get("n", 0)))]
    if due.get("counted_from"):
        since = date.fromisoformat(due["counted_from"])
        parts.append((f"นับจาก {thai_short(since)}", f"counted from {english_long(since)}"))
    if skipped := len(due.get("skipped", ())):
        parts.append((f"ข้ามวันหยุด {skipped} วัน", f"{skipped} days off skipped"))
    if due.get("calendar_version"):
        version = due["calendar_version"]
        parts.append((f"ปฏิทินฉบับที่ {version}", f"calendar version {version}"))
    return " · ".join(th for th, _ in parts), ", ".join(en for _, en in parts)
