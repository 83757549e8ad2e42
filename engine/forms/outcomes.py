"""The variables that a form makes, by path, with what they are called and what they may hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.forms.differing import type_called
from engine.forms.kinds import Field, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One variable, or a part of one.

    `path` is as expressions write it (`plan.goals`); `field` as the form does (`goals`,
    `students.grade`), whose column or part it may be; `is_row`: it is in each row of a list.
    """

    path: str
    field: str
    type: str
    label: Mapping[str, str]
    type_called: Mapping[str, str]
    options: tuple[str, ...] = ()
    is_row: bool = False
    is_part: bool = False


def outcomes(body: Mapping[str, Any]) -> list[Outcome]:
    """Return what a sound definition writes, in order; fields of another's hand are left out."""
    hand, into = body.get("filled_by"), body.get("into")
    around = "" if into is None else f"{into}."
    asked = (each for each in body["fields"] if hand is None or each.get("by", hand) == hand)
    return [found for field in asked for found in _of(field, around)]


def _of(field: Field, around: str) -> Iterator[Outcome]:
    yield _one(field, around, "")
    is_row = field["type"] == "table"
    for part in parts(field) if field["type"] != "file" else ():
        within = f"{around}{field['key']}."
        yield _one(part, within, f"{field['key']}.", is_row=is_row, is_part=not is_row)


def _one(field: Field, around: str, before: str, **more: bool) -> Outcome:
    th, en = type_called(field["type"])
    return Outcome(
        path=f"{around}{field['key']}",
        field=f"{before}{field['key']}",
        type=field["type"],
        label=field["label"],
        type_called={"th": th, "en": en},
        options=tuple(each["value"] for each in field.get("options", ())),
        **more,
    )
