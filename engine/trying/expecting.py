"""Expectations of a scenario: what is to have happened, and in words what happened instead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from engine.errors import MoveInvalid
from engine.model import Variables
from engine.thai import english_long, thai_long
from engine.trying.looking import DIAGRAM, CaseSeen, Seen
from engine.trying.naming import Names, Pair

_PASSED: Final = frozenset({"completed", "fired"})
_FLOW: Final = 3
"""Where a step tells by which flow it came."""


class What(StrEnum):
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    DUE = "due"
    PAPER = "paper"
    ENDED = "ended"
    VARIABLE = "variable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """Something that is to have happened in a case of the trial, by its number.

    `subject`: an element's id, a paper's key or a variable's name. `value`: the due date (ISO) of
    the `nth` wait there, or what the variable (`name`, or `name.part`) is.
    """

    what: What
    subject: str
    value: Any = None
    case: int = 0
    nth: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the expectation as it is kept."""
        rest = {"value": self.value} if self.what in (What.DUE, What.VARIABLE) else {}
        turn = {"nth": self.nth} if self.nth else {}
        return {"what": self.what.value, "case": self.case, "subject": self.subject, **turn, **rest}


def from_json(told: Mapping[str, Any]) -> Expectation:
    """Read an expectation that was kept, or that somebody wrote into a file.

    Raises:
        MoveInvalid: it is none.
    """
    try:
        found = Expectation(
            what=What(told["what"]),
            subject=str(told["subject"]),
            value=told.get("value"),
            case=int(told.get("case", 0)),
            nth=int(told.get("nth", 0)),
        )
        if found.what is What.DUE:
            date.fromisoformat(str(found.value))
    except (KeyError, TypeError, ValueError):
        raise MoveInvalid(
            why_th="ไม่รู้จักสิ่งที่คาดหวังนี้", why_en="it is no expectation that we know."
        ) from None
    return found


def checked(expected: Expectation, seen: Seen, names: Names) -> Pair | None:
    """Say what happened instead of what was expected; None where it did happen."""
    if not 0 <= expected.case < len(seen.cases):
        number = expected.case + 1
        return f"ไม่มีเรื่องที่ {number}", f"There is no case {number}."
    case = seen.cases[expected.case]
    return _CHECKS[expected.what](expected, case, names)


def said(expected: Expectation, names: Names) -> Pair:
    """Say what is expected."""
    th, en = _subject(expected, names)
    value = expected.value
    if expected.what is What.DUE:
        turn_th, turn_en = _turn(expected.nth)
        day = date.fromisoformat(str(value))
        return (
            f"“{th}”{turn_th} ครบกำหนดวันที่ {thai_long(day)}",
            f"“{en}”{turn_en} is due on {english_long(day)}",
        )
    value_th, value_en = _shown(value, names, expected.subject)
    forms: Mapping[What, Pair] = {
        What.PASSED: (f"ผ่าน “{th}”", f"“{en}” was passed"),
        What.NOT_PASSED: (f"ไม่ผ่าน “{th}”", f"“{en}” was not passed"),
        What.PAPER: (f"ออกเอกสาร “{th}”", f"the paper “{en}” was made"),
        What.ENDED: (f"เรื่องจบที่ “{th}”", f"the case ended at “{en}”"),
        What.VARIABLE: (f"ข้อมูล “{th}” คือ {value_th}", f"the data “{en}” are {value_en}"),
    }
    return forms[expected.what]


def dues(case: CaseSeen) -> dict[str, list[str]]:
    """Return the due dates (ISO) that each element had, one for each time that it waited.

    A date that was moved while it waited counts as the one it was moved to.
    """
    found: dict[str, dict[str, str]] = {}
    for event, data in case.told:
        for due in data.get("dues", ()):
            if "date" in due:
                found.setdefault(due["element"], {})[due["timer"]] = due["date"]
        if event.type == "task_opened" and "due" in data and event.element_id:
            found.setdefault(event.element_id, {})[data["task"]] = data["due"]
    return {element: list(by_wait.values()) for element, by_wait in found.items()}


def passed(case: CaseSeen) -> dict[tuple[str, str], int]:
    """Return how often each element was passed: by the key of its diagram and its own id.

    An event on an edge is passed when it fires.
    """
    by_token: dict[tuple[tuple[str, str], str], dict[str, int]] = {}
    for step in _steps(case):
        if step[0] in _PASSED:
            counts = by_token.setdefault((_place(case, step, step[1]), step[2]), {})
            counts[step[0]] = counts.get(step[0], 0) + 1
    found: dict[tuple[str, str], int] = {}
    for (place, _), counts in by_token.items():
        found[place] = found.get(place, 0) + max(counts.values())
    return found


def taken(case: CaseSeen) -> dict[tuple[str, str], int]:
    """Return how often each sequence flow was taken: by the key of its diagram and its own id."""
    found: dict[tuple[str, str], int] = {}
    for step in _steps(case):
        if step[0] == "entered" and len(step) > _FLOW and step[_FLOW]:
            place = _place(case, step, step[_FLOW])
            found[place] = found.get(place, 0) + 1
    return found


def _steps(case: CaseSeen) -> Iterator[list[Any]]:
    for _, data in case.told:
        yield from data.get("steps", ())


def _place(case: CaseSeen, step: list[Any], identity: str) -> tuple[str, str]:
    diagram = step[DIAGRAM] if len(step) > DIAGRAM else None
    return diagram or case.instance.definition_key, identity


def _is_passed(expected: Expectation, case: CaseSeen) -> bool:
    return any(element == expected.subject for _, element in passed(case))


def _passed(expected: Expectation, case: CaseSeen, names: Names) -> Pair | None:
    if _is_passed(expected, case):
        return None
    th, en = names.element(expected.subject)
    return f"ไม่ได้ผ่าน “{th}”", f"“{en}” was not passed."


def _not_passed(expected: Expectation, case: CaseSeen, names: Names) -> Pair | None:
    if not _is_passed(expected, case):
        return None
    th, en = names.element(expected.subject)
    return f"ผ่าน “{th}” ทั้งที่คาดว่าจะไม่ผ่าน", f"“{en}” was passed, and should not be."


def _due(expected: Expectation, case: CaseSeen, names: Names) -> Pair | None:
    found = dues(case).get(expected.subject, [])
    th, en = names.element(expected.subject)
    turn_th, turn_en = _turn(expected.nth)
    if expected.nth >= len(found):
        return f"“{th}”{turn_th} ไม่มีวันครบกำหนด", f"“{en}”{turn_en} has no due date."
    if found[expected.nth] == expected.value:
        return None
    got, wanted = (date.fromisoformat(each) for each in (found[expected.nth], expected.value))
    return (
        f"“{th}”{turn_th} ครบกำหนดวันที่ {thai_long(got)} แต่คาดไว้ {thai_long(wanted)}",
        f"“{en}”{turn_en} is due on {english_long(got)}; {english_long(wanted)} was expected.",
    )


def _paper(expected: Expectation, case: CaseSeen, names: Names) -> Pair | None:
    made = [each.key for each in case.papers]
    if expected.subject in made:
        return None
    told = [names.paper(key) for key in dict.fromkeys(made)]
    th, en = ", ".join(each[0] for each in told), ", ".join(each[1] for each in told)
    wanted = names.paper(expected.subject)
    return (
        f"ไม่ได้ออกเอกสาร “{wanted[0]}” (ออกแล้ว: {th or 'ไม่มีเลย'})",
        f"The paper “{wanted[1]}” was not made (made: {en or 'none'}).",
    )


def _ended(expected: Expectation, case: CaseSeen, names: Names) -> Pair | None:
    if case.end is not None and case.end.id == expected.subject:
        return None
    th, en = names.element(expected.subject)
    if case.end is None:
        return f"เรื่องยังไม่จบที่ “{th}”", f"The case has not ended at “{en}”."
    return (
        f"เรื่องจบที่ “{case.end.name}” แต่คาดว่าจะจบที่ “{th}”",
        f"The case ended at “{case.end.name_en}”; “{en}” was expected.",
    )


def _variable(expected: Expectation, case: CaseSeen, names: Names) -> Pair | None:
    th, en = names.variable(expected.subject)
    found = values_at(case.variables, expected.subject)
    if not found:
        return f"ไม่มีข้อมูล “{th}”", f"There are no data “{en}”."
    (got,) = found
    if got == expected.value:
        return None
    (got_th, got_en), (th_, en_) = (
        _shown(each, names, expected.subject) for each in (got, expected.value)
    )
    return (
        f"ข้อมูล “{th}” คือ {got_th} แต่คาดไว้ {th_}",
        f"The data “{en}” are {got_en}; {en_} was expected.",
    )


def values_at(variables: Variables, path: str) -> list[Any]:
    """Return what a variable is, or a part of it such as `plan.result`; nothing where it is not."""
    value: Any = variables
    for name in path.split("."):
        if not isinstance(value, dict) or name not in value:
            return []
        value = value[name]
    return [value]


def _subject(expected: Expectation, names: Names) -> Pair:
    if expected.what is What.PAPER:
        return names.paper(expected.subject)
    if expected.what is What.VARIABLE:
        return names.variable(expected.subject)
    return names.element(expected.subject)


_CHECKS: Final = {
    What.PASSED: _passed,
    What.NOT_PASSED: _not_passed,
    What.DUE: _due,
    What.PAPER: _paper,
    What.ENDED: _ended,
    What.VARIABLE: _variable,
}


def _turn(nth: int) -> Pair:
    return (f" ครั้งที่ {nth + 1}", f" (time {nth + 1})") if nth else ("", "")


def _shown(value: Any, names: Names, name: str) -> Pair:
    words: Mapping[Any, Pair] = {True: ("ใช่", "yes"), False: ("ไม่ใช่", "no"), None: ("–", "–")}
    if value is None or isinstance(value, bool):
        return words[value]
    return names.value(name, value) or (str(value), str(value))
