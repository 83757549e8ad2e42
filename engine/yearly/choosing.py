"""The decisions of a procedure: which fields decide, and how often each value is chosen."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.foreseeing import Named, name_of
from engine.forms import FormDefinition
from engine.yearly.modelling import Model

FIRST: Final = 80.0
"""Share in percent of a field's first value where nothing is known; the others share the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value of a deciding field, and what it is called."""

    value: str
    name_th: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A field that decides: `path` is `form.field`; `at`: the elements that look at it."""

    path: str
    variable: str
    name_th: str
    name_en: str
    options: tuple[Option, ...]
    at: tuple[Named, ...]


def choices(model: Model) -> list[Choice]:
    """Return the fields of a procedure's forms that decide where its cases go."""
    return [each for form in model.forms.values() for each in _of_form(model, form)]


def _of_form(model: Model, form: FormDefinition) -> Iterator[Choice]:
    into = form.body.get("into")
    for field in form.fields:
        if field["type"] not in ("bool", "enum") or "auto" in field or field.get("must"):
            continue
        variable = f"{into}.{field['key']}" if into else str(field["key"])
        read = re.compile(rf"(?<![\w.]){re.escape(variable)}(?![\w.])")
        at = [k for k, texts in model.conditions.items() if any(map(read.search, texts))]
        if at:
            yield Choice(
                path=f"{form.key}.{field['key']}",
                variable=variable,
                name_th=field["label"]["th"],
                name_en=field["label"]["en"],
                options=tuple(_options(field)),
                at=tuple(name_of(model.definition, key) for key in at),
            )


def _options(field: Mapping[str, Any]) -> Iterator[Option]:
    if field["type"] == "bool":
        yield Option(value="true", name_th="ใช่", name_en="Yes")
        yield Option(value="false", name_th="ไม่ใช่", name_en="No")
    else:
        for each in field["options"]:
            yield Option(value=str(each["value"]), name_th=each["th"], name_en=each["en"])


def usual_shares(choice: Choice) -> dict[str, float]:
    """Return the shares of a decision of which nothing is known: mostly the first value."""
    others = len(choice.options) - 1
    if not others:
        return {choice.options[0].value: 100.0}
    rest = round((100.0 - FIRST) / others, 1)
    return {each.value: rest if n else FIRST for n, each in enumerate(choice.options)}
