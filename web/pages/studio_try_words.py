"""What a trial shows, put into the words and the rows of its page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from engine import trying
from engine.calendar import local_date
from engine.roles import ROLES
from engine.starting import RESERVED
from engine.trying import CaseSeen, Names, Place, Seen, Trial
from engine.waiting import due_day
from web import dates
from web.language import language, t
from web.names import role_called, roles_called

_LONGEST: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskShown:
    """An open task as the page lists it under its role."""

    place: Place
    name: str
    roles: str
    due: date | None
    left: str
    is_late: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitShown:
    """A timer, a message that is waited for, or what went wrong; `day`: the due date people see."""

    place: Place
    name: str
    day: date | None
    at: datetime | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveShown:
    """A move in the list of them; `place`: how many are done after it.

    `state`: done, now (the last that counts), or ahead (stepped back from).
    """

    place: int
    words: str
    at: datetime
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueShown:
    """A variable, or a part of one; `is_changed` by the last move."""

    label: str
    name: str
    value: str
    is_changed: bool


def pair(found: tuple[str, str]) -> str:
    """Return the one of a Thai and an English text that the person reads."""
    return found[0] if language() == "th" else found[1]


def tasks_of(seen: Seen, case: CaseSeen) -> list[TaskShown]:
    """Return the open tasks of a case, due first."""
    today = local_date(seen.now)
    shown = [
        TaskShown(
            place=each.place,
            name=each.row.name if language() == "th" else each.row.name_en,
            roles=_whose(each.row.roles, each.row.assignee),
            due=each.row.due_date,
            left=dates.left_words(each.row.due_date, today) if each.row.due_date else "",
            is_late=each.row.due_date is not None and each.row.due_date < today,
            why=pair(each.why) if each.why else "",
        )
        for each in case.tasks
    ]
    return sorted(shown, key=lambda each: each.due or date.max)


def _whose(roles: str, assignee: str | None) -> str:
    if roles:
        return roles_called(roles)
    role = (assignee or "").removeprefix("try_")
    return role_called(role) if role in ROLES else t("ผู้ยื่นเรื่อง", "The applicant")


def timers_of(case: CaseSeen) -> list[WaitShown]:
    """Return the timers that wait, the next first."""
    return [
        WaitShown(
            place=each.place,
            name=_named(each.element, each.place.element),
            day=due_day(each.row),
            at=each.row.due_at,
            why=str((each.row.explanation or {}).get(f"explanation_{language()}", "")),
        )
        for each in case.timers
    ]


def ears_of(case: CaseSeen) -> list[WaitShown]:
    """Return the messages and signals that a case waits for."""
    return [_undated(each, each.row.name) for each in case.ears]


def stuck_of(case: CaseSeen) -> list[WaitShown]:
    """Return where a case cannot go on, with why."""
    return [_undated(each, t(each.row.message_th, each.row.message_en)) for each in case.stuck]


def _undated(waiting: Any, why: str) -> WaitShown:
    name = _named(waiting.element, waiting.place.element)
    return WaitShown(place=waiting.place, name=name, day=None, at=None, why=why)


def _named(element: Any, otherwise: str) -> str:
    if element is None:
        return otherwise
    return str(element.name if language() == "th" else element.name_en)


def moves_of(trial: Trial, names: Names) -> list[MoveShown]:
    """Return every move in words, those stepped back from too.

    When one was done is told as the draft is now; of those ahead, as it was when they were done.
    """
    now, lived = trial.row.position, [each.now for each in trial.world.moments]
    return [
        MoveShown(
            place=number,
            words=pair(names.move(move)),
            at=lived[number] if number < len(lived) else at,
            state="ahead" if number > now else "now" if number == now else "done",
        )
        for number, (move, at) in enumerate(trial.moves, 1)
    ]


def values_of(case: CaseSeen, names: Names) -> list[ValueShown]:
    """Return the variables of a case as rows; what the last move changed first."""
    rows = [
        ValueShown(
            label=pair(names.variable(path)),
            name=path,
            value=_value(names, path, value),
            is_changed=path.partition(".")[0] in case.changed,
        )
        for path, value in _parts(case.variables)
        if path.partition(".")[0] not in RESERVED
    ]
    return sorted(rows, key=lambda each: not each.is_changed)


def _value(names: Names, path: str, value: Any) -> str:
    called = names.value(path, value)
    return pair(called) if called else value_words(value)


def _parts(variables: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each variable, a group of data part by part."""
    for name, value in variables.items():
        if isinstance(value, dict) and value and all(isinstance(key, str) for key in value):
            yield from ((f"{name}.{key}", each) for key, each in value.items())
        else:
            yield name, value


def value_words(value: Any) -> str:
    """Write a value as people read it; a long one is cut off."""
    if value is None or isinstance(value, bool):
        return {True: t("ใช่", "yes"), False: t("ไม่ใช่", "no"), None: "–"}[value]
    if isinstance(value, list):
        return _list_words(value)
    if isinstance(value, dict):
        told = [value_words(each) for each in value.values() if isinstance(each, str)]
        return _cut(" ".join(told)) or t("กลุ่มข้อมูล", "a group of data")
    return _day_or_text(str(value))


def _list_words(value: list[Any]) -> str:
    if all(isinstance(each, dict) and "name" in each for each in value) and value:
        return _cut(", ".join(str(each["name"]) for each in value))
    if all(isinstance(each, str | int | float) for each in value):
        return _cut(", ".join(map(str, value))) or "–"
    return t(f"{len(value)} แถว", f"{len(value)} row(s)")


def _day_or_text(text: str) -> str:
    try:
        if len(text) == len("2026-04-01"):
            return dates.day(date.fromisoformat(text))
        return dates.moment(datetime.fromisoformat(text)) if "T" in text else _cut(text)
    except ValueError:
        return _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def letter_to(to: str) -> str:
    """Return who a letter of a trial goes to, in words."""
    role = to.removeprefix("try_")
    return role_called(role) if role in ROLES else to


def papers_of(case: CaseSeen, names: Names) -> list[tuple[trying.Paper, str]]:
    """Return the papers that were made, with what each is called."""
    return [(each, pair(names.paper(each.key))) for each in case.papers]
