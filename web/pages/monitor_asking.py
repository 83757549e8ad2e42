"""What a command's form asks, read from what was typed; what cannot be read is told by field."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

import orjson
from werkzeug.datastructures import MultiDict

from engine import instances, promises
from engine.calendar import BANGKOK, end_of_day, local_date
from engine.errors import CitizenPeriodOver
from engine.model import Variables
from engine.monitoring.one import CaseView
from engine.monitoring.preview import RESERVED, Asked, Command
from engine.thai import DateUnreadable, parse_date, to_arabic_digits
from web.language import language, t
from web.session import engine, person

_LONGEST: Final = 20_000
"""A value that is longer as JSON is a long table, mended at its task and not here."""


_FARTHEST: Final = 20
"""Years between now and a due day; no deadline is longer (engine.calendar), so it is a slip."""


class Unreadable(Exception):
    """Something typed cannot be read; `errors`: the sentence by the id of its field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A variable as a form shows it: `kind` is text, number, truth or json."""

    name: str
    kind: str
    value: str
    is_changed: bool = False


def read(view: CaseView, command: Command, form: MultiDict[str, str]) -> Asked:
    """Read what a command needs.

    Raises:
        Unreadable: something is missing, or is not what it should be.
    """
    if command is Command.MOVE:
        return _move(view, form)
    if command is Command.VARIABLES:
        return _variables(view, form)
    return _due(view, form) if command is Command.DUE else Asked(command=command)


def editable(view: CaseView, form: MultiDict[str, str]) -> list[Field]:
    """Return the variables that may be changed, as they are or as they were just typed."""
    fields = []
    for name, value in _now(view).items():
        kind, text = kind_of(value), text_of(value)
        if name in RESERVED or len(text) > _LONGEST:
            continue
        typed = form.get(f"v:{name}", text)
        fields.append(Field(name=name, kind=kind, value=typed, is_changed=typed != text))
    return fields


def kind_of(value: Any) -> str:
    """Return how a value is typed."""
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else "json"


def text_of(value: Any) -> str:
    """Write a value as its field shows it."""
    if isinstance(value, str):
        return value
    return orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str).decode()


def _now(view: CaseView) -> Variables:
    return instances.variables(engine(), person(), view.standing.instance.id)


def _move(view: CaseView, form: MultiDict[str, str]) -> Asked:
    chosen, to = form.get("token", ""), form.get("to", "")
    token = next((each for each in view.tokens if str(each.id) == chosen), None)
    if token is None:
        raise Unreadable({"token": t("กรุณาเลือกขั้นที่จะย้าย", "Choose what is to be moved")})
    if to not in {each.id for each in token.targets}:
        raise Unreadable({"to": t("กรุณาเลือกขั้นปลายทาง", "Choose where to")})
    return Asked(command=Command.MOVE, token=token.id, to=to)


def _variables(view: CaseView, form: MultiDict[str, str]) -> Asked:
    values: Variables = {}
    errors: dict[str, str] = {}
    for name, value in _now(view).items():
        typed = form.get(f"v:{name}")
        if typed is None or _same(typed, text_of(value)):
            continue
        try:
            values[name] = _value(kind_of(value), typed)
        except ValueError:
            errors[f"v:{name}"] = _wrong(kind_of(value), name)
    _new_variable(form, values, errors)
    if not values and not errors:
        errors["new-name"] = t("ยังไม่ได้แก้ข้อมูลใด", "Nothing has been changed yet")
    if errors:
        raise Unreadable(errors)
    return Asked(command=Command.VARIABLES, values=values)


def _new_variable(form: MultiDict[str, str], values: Variables, errors: dict[str, str]) -> None:
    name = form.get("new-name", "").strip()
    if not name:
        return
    if not name.isidentifier():
        errors["new-name"] = t(
            "ชื่อข้อมูลใช้ตัวอักษร ตัวเลข และ _ เท่านั้น", "A name has letters, digits and _ only"
        )
        return
    typed = form.get("new-value", "")
    try:
        values[name] = orjson.loads(typed)
    except orjson.JSONDecodeError:
        values[name] = typed


def _same(typed: str, before: str) -> bool:
    """Browsers send line ends as CR LF; that alone changes nothing."""
    return typed.replace("\r\n", "\n") == before.replace("\r\n", "\n")


def _value(kind: str, typed: str) -> Any:
    if kind == "text":
        return typed.replace("\r\n", "\n")
    plain = to_arabic_digits(typed).strip().replace(",", "") if kind == "number" else typed
    return orjson.loads(plain)


def _wrong(kind: str, name: str) -> str:
    if kind == "number":
        return t(f"{name}: กรุณากรอกเป็นตัวเลข", f"{name}: expected a number")
    return t(f"{name}: อ่านเป็น JSON ไม่ได้", f"{name}: this is not JSON")


def _due(view: CaseView, form: MultiDict[str, str]) -> Asked:
    jobs = {str(each.id): each for each in view.timers}
    if form.get("job", "") not in jobs:
        raise Unreadable({"day": t("ตัวจับเวลานี้ไม่รออยู่แล้ว", "This timer waits no more")})
    timer, now = jobs[form["job"]], engine().clock.now()
    due_at = _when(form, local_date(now))
    try:
        promises.require_time_left(timer, due_at, now)
    except CitizenPeriodOver as refused:
        raise Unreadable({"day": refused.text(language())}) from None
    return Asked(command=Command.DUE, job=timer.id, due_at=due_at)


def _when(form: MultiDict[str, str], today: date) -> datetime:
    """Read a day and maybe a time; without one, the whole day belongs to whoever is bound."""
    try:
        day = parse_date(form.get("day", "").strip())
    except DateUnreadable:
        wrong = t("กรอกวันที่ เช่น 15/05/2569", "Write a day such as 15/05/2026")
        raise Unreadable({"day": wrong}) from None
    if abs(day.year - today.year) > _FARTHEST:
        wrong = t(
            f"ปีห่างจากปีนี้เกิน {_FARTHEST} ปี กรุณาตรวจปี พ.ศ.",
            f"The year is more than {_FARTHEST} years from now; check it",
        )
        raise Unreadable({"day": wrong})
    typed = to_arabic_digits(form.get("time", "")).strip().replace(".", ":")
    if not typed:
        return end_of_day(day)
    try:
        return datetime.combine(day, time.fromisoformat(typed), BANGKOK)
    except ValueError:
        wrong = t("กรอกเวลา เช่น 16:30", "Write a time such as 16:30")
        raise Unreadable({"time": wrong}) from None
