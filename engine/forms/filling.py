"""Between a form and the variables of an instance: what prefills it, and what it writes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.forms.accepting import acceptor
from engine.forms.checking import fits
from engine.forms.definition import FormDefinition
from engine.forms.formulas import formula_of
from engine.forms.kinds import Field, parts
from engine.forms.normalising import stored
from engine.kept import whole

VARIABLE = "variable:"
"""What an `auto` begins with that takes what the case has at a path."""


def prefill(definition: FormDefinition, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values the instance already has for this form, where they fit the field.

    A field takes the variable of its own key, or of its `from` path (of several, the first that
    gives something); columns and parts it does not have are left out. `auto` fields are not
    prefilled, for the engine gives them at completion; those that show a variable are. Nor is a
    signature of an earlier form: who signs, signs anew.
    """
    found: dict[str, Any] = {}
    for field in definition.fields:
        if field["type"] == "signature" and "from" not in field:
            continue
        each = (_fitting(field, value_at(variables, path)) for path in _shown_from(field))
        value = next((value for value in each if value is not None), None)
        if value is not None:
            found[field["key"]] = value
    return found


def _fitting(field: Field, value: object) -> object:
    """Return a value as the field shows it; None when it is not of its type."""
    known = _known(field, value)
    if known is None or acceptor(field)(known):
        return known
    known = stored(field, known)
    return known if known is not None and fits(field, known) else None


def _shown_from(field: Field) -> list[str]:
    auto = field.get("auto")
    if auto is None:
        return str(field.get("from", field["key"])).split()
    return [auto.removeprefix(VARIABLE)] if auto.startswith(VARIABLE) else []


def variables_of(definition: FormDefinition, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what completing the task writes: by field key, or all under the form's `into`.

    A field left empty is written as None, so that clearing it clears the variable and conditions
    may always ask for it; an `auto` field that was not given is not written, unless computed.
    """
    written = {
        field["key"]: data.get(field["key"])
        for field in definition.fields
        if field["key"] in data or "auto" not in field or is_computed(field)
    }
    into = definition.body.get("into")
    return written if into is None else {into: written}


def makes(definition: FormDefinition) -> dict[str, frozenset[str] | None]:
    """Return the variables that completing a task with this form writes.

    Of a group its keys; None for a plain value. What is kept or counted by the service is among
    them, though a case may lack it.
    """
    keys = [str(field["key"]) for field in definition.fields]
    into = definition.body.get("into")
    return dict.fromkeys(keys) if into is None else {into: frozenset(keys)}


def read_back(definition: FormDefinition, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return by field what completing a task with this form wrote: what `variables_of` undoes."""
    into = definition.body.get("into")
    written = variables if into is None else variables.get(into)
    given = written if isinstance(written, Mapping) else {}
    keys = [field["key"] for field in definition.fields]
    return {key: whole(given[key]) for key in keys if given.get(key) is not None}


def auto_fields(definition: FormDefinition) -> dict[str, str]:
    """Return field key → what the engine fills it with, overwriting whatever the caller sent.

    `number:<counter>`, `now` (ISO instant), `today` (ISO date in Bangkok), `window` (see
    `window_of`), `applicant` (their name), `increment` (the variable of that key plus one).
    `variable:<path>` (what the case has there). With `from`, only as long as the case has nothing
    there (`kept_of`). Computed fields are not among them: `normalise` works them out.
    """
    return {
        field["key"]: field["auto"]
        for field in definition.fields
        if "auto" in field and not is_computed(field)
    }


def kept_of(definition: FormDefinition, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the `auto` fields that say `from` and that the case has there already.

    They are not filled again: a receipt number is drawn once, however often the form is filled.
    """
    paths = {f["key"]: f["from"] for f in definition.fields if "auto" in f and "from" in f}
    found = {key: _first_at(variables, path) for key, path in paths.items()}
    return {key: value for key, value in found.items() if value is not None}


def _first_at(variables: Mapping[str, Any], paths: str) -> object:
    values = (value_at(variables, path) for path in paths.split())
    return next((value for value in values if value is not None), None)


def is_computed(field: Field) -> bool:
    """Whether the field is worked out from others."""
    return formula_of(field.get("auto", "")) is not None


def window_of(field: Field, day: date) -> str:
    """Return a `window` field's option for that day: the last option means outside them all."""
    today = day.strftime("%m-%d")
    for window in field.get("windows", ()):
        if window["from"] <= today <= window["to"]:
            return str(window["value"])
    return str(field["options"][-1]["value"])


def value_at(variables: Mapping[str, Any], path: str) -> object:
    """Return what the variables have at a path such as `fund.amount`; None for nothing."""
    value: object = variables
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return whole(value)


def _known(field: Field, value: object) -> object:
    """Leave out parts and columns that the field does not have."""
    inner = {part["key"] for part in parts(field)}
    if isinstance(value, list) and inner:
        return [_known(field, row) for row in value]
    if isinstance(value, Mapping) and inner:
        return {key: each for key, each in value.items() if key in inner}
    return value
