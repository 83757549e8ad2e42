"""What somebody filled in, as a person reads it: labels and values, in the language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from flask import url_for

from engine.stories import Filed
from web.dates import moment, plain_day
from web.language import language, t

MOST_ROWS: Final = 30
"""So many rows of a table are shown; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as it is read. `files`: (address, name); `columns`, `rows`: of a table."""

    label: str
    text: str = ""
    files: list[tuple[str, str]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list["Shown"]] = field(default_factory=list)
    left_out: int = 0


def shown(filed: Filed) -> list[Shown]:
    """Return the values of a form that was filled in, in the form's order; what is empty is not."""
    fields = [(each, filed.values.get(each["key"])) for each in filed.form.fields]
    return [_shown(each, value) for each, value in fields if value not in (None, "", [], {})]


def words(pair: Mapping[str, str]) -> str:
    """Return a form's text in the language; the Thai one where English lacks."""
    return pair.get(language()) or pair["th"]


def _shown(of: Mapping[str, Any], value: Any) -> Shown:
    label = words(of["label"])
    if of["type"] == "file":
        return Shown(label, files=list(_files(value)))
    if of["type"] == "table":
        shown_rows = value[:MOST_ROWS]
        rows = [
            [_shown(each, row.get(each["key"])) for each in of["columns"]] for row in shown_rows
        ]
        columns = [words(each["label"]) for each in of["columns"]]
        return Shown(label, columns=columns, rows=rows, left_out=len(value) - len(shown_rows))
    return Shown(label, text="" if value is None else _text(of, value))


def _files(value: Any) -> Iterator[tuple[str, str]]:
    for each in value or ():
        yield url_for("papers.one", attachment_id=each["attachment_id"]), each["name"]


def _text(of: Mapping[str, Any], value: Any) -> str:
    if of["type"] == "enum":
        return _option(of, value)
    if of["type"] == "multi":
        return ", ".join(_option(of, each) for each in value)
    return _WRITERS.get(of["type"], str)(value)


def _option(of: Mapping[str, Any], value: Any) -> str:
    return next((words(each) for each in of["options"] if each["value"] == value), str(value))


def _person(value: Mapping[str, Any]) -> str:
    name = " ".join(
        str(value[part]) for part in ("title", "first_name", "last_name") if value.get(part)
    )
    number = value.get("thai_id") or value.get("student_id")
    return name if number is None else t(f"{name} (เลขประจำตัว {number})", f"{name} (ID {number})")


def _address(value: Mapping[str, Any]) -> str:
    named = (("tambon", "ตำบล"), ("amphoe", "อำเภอ"), ("changwat", "จังหวัด"))
    house = [str(value[part]) for part in ("house_no", "moo", "soi", "road") if value.get(part)]
    places = [
        f"{th if language() == 'th' else ''}{value[key]}" for key, th in named if value.get(key)
    ]
    return " ".join([*house, *places, str(value.get("postcode") or "")]).strip()


def _signature(value: Mapping[str, Any]) -> str:
    day = value.get("date")
    signed = plain_day(date.fromisoformat(day)) if day else ""
    return f"{value.get('name', '')} {signed}".strip()


def _geo(value: Mapping[str, Any]) -> str:
    return ", ".join(str(each) for each in value.values())


_WRITERS: Final[Mapping[str, Callable[[Any], str]]] = {
    "bool": lambda value: t("ใช่", "yes") if value else t("ไม่ใช่", "no"),
    "date": lambda value: plain_day(date.fromisoformat(value)),
    "datetime": lambda value: moment(datetime.fromisoformat(value)),
    "money": lambda value: t(f"{float(value):,.2f} บาท", f"{float(value):,.2f} baht"),
    "int": lambda value: f"{value:,}" if isinstance(value, int) else str(value),
    "percent": lambda value: f"{value}%",
    "person": _person,
    "address_th": _address,
    "signature": _signature,
    "geo": _geo,
}
