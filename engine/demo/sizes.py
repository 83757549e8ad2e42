"""What depends on other numbers of a form: terms, money for so many students, scores, shares."""

import random
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from engine.demo.words import Scene

Data = dict[str, Any]
_FIRST_TERM: Final = ("07-21", "07-31", "08-14", "09-15", "10-09", "10-30")
_SECOND_TERM: Final = ("11-30", "12-15", "12-25", "+01-31", "+03-31", "+04-30")
_DATES: Final = ("closes_on", "pmt_on", "certify_by", "pay_by", "term_ends_on", "report_by")
_AUTUMN, _SPRING = 10, 3
_EACH: Final = 1000
"""Baht for a student."""


def sized(form_key: str, data: Data, shown: Mapping[str, Any], scene: Scene) -> None:
    """Change those numbers of a form that must agree with others."""
    if form_key in _FORMS:
        _FORMS[form_key](data, shown, scene)
    if form_key.startswith("royal_award_") and form_key.endswith("_evaluation"):
        _scored(data, scene)


def _term(data: Data, _: Mapping[str, Any], scene: Scene) -> None:
    today = scene.today
    is_second = today.month >= _AUTUMN or today.month <= _SPRING
    year = today.year - (today.month <= _SPRING)
    days = _SECOND_TERM if is_second else _FIRST_TERM
    data |= {name: _day(year, text) for name, text in zip(_DATES, days, strict=True)}
    data |= {"term": 1 + is_second, "continues": False, "academic_year": year + 543}


def _day(year: int, text: str) -> str:
    month, day = map(int, text.removeprefix("+").split("-"))
    return date(year + text.startswith("+"), month, day).isoformat()


def _planned(data: Data, shown: Mapping[str, Any], _: Scene) -> None:
    students = max(2, int(shown.get("grantees") or 2))
    for line in data["lines"]:
        line |= {"students": students, "amount": students * _EACH}
    data["received"] = sum(line["amount"] for line in data["lines"])


def _attended(data: Data, _: Mapping[str, Any], scene: Scene) -> None:
    chance = random.Random(scene.number)  # noqa: S311 - days at school, no secrets
    for row in data.get("rows", ()):
        row |= {"opened": 100, "present": chance.choice((98, 96, 93, 90, 85, 81))}


def _allocated(data: Data, shown: Mapping[str, Any], _: Scene) -> None:
    quota, fund = int(shown.get("quota") or 0), float(shown.get("fund_amount") or 0)
    for place, row in enumerate(data.get("rows", ())):
        is_selected = place < quota
        row |= {"selected": is_selected, "reason": "ขาดแคลนที่สุด" if is_selected else "ทุนไม่พอ"}
        row.pop("amount", None)
        if is_selected:
            row["amount"] = fund // quota


def _tie(data: Data, shown: Mapping[str, Any], _: Scene) -> None:
    for place, row in enumerate(data.get("candidates", ())):
        row["chosen"] = place < int(shown.get("wanted") or 1)


def _scored(data: Data, scene: Scene) -> None:
    chance = random.Random(scene.number)  # noqa: S311 - scores of nobody, no secrets
    for rows in data.values():
        if isinstance(rows, list) and rows and isinstance(rows[0], dict) and "weight" in rows[0]:
            for row in rows:
                row["score"] = round(float(row["full"]) * chance.uniform(0.6, 1), 2)


_FORMS: Final[Mapping[str, Callable[[Data, Mapping[str, Any], Scene], None]]] = {
    "cct_term": _term,
    "cct_plan": _planned,
    "cct_attendance": _attended,
    "student_welfare_allocation": _allocated,
    "royal_award_tie": _tie,
}
