"""Fills in forms with values that fit their definitions; what decides something is drawn by lot.

It reads the form's definition and nothing else, so it fills in whatever an analyst has just built.
What a form refuses nevertheless is mended by what the refusal names, a few times.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from engine.calendar import BANGKOK
from engine.forms import FormDefinition, check, prefill, variables_of
from engine.forms.conditions import holds
from engine.yearly.owning import Surroundings, own_values
from engine.yearly.valuing import another, anything

Data = dict[str, Any]
Field = Mapping[str, Any]
_TRIES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What completing a task writes; `faults`: what the form still refuses of it, by path."""

    variables: Data
    faults: tuple[str, ...] = ()


def answer(
    form: FormDefinition,
    known: Mapping[str, Any],
    chance: random.Random,
    shares: Mapping[str, Mapping[str, float]],
    around: Surroundings,
) -> Answer:
    """Fill in a form for a case that knows some variables.

    `shares`: how often each value of a deciding field is chosen, by the field's key.
    """
    today = around.now.astimezone(BANGKOK).date()
    begun = prefill(form, known)
    own = own_values(form, known, around)
    data = _asked(form.fields, {**begun, **own}, (chance, shares), today)
    for number in range(_TRIES):
        normalised, faults = check(form, {**data, **own})
        if not faults:
            return Answer(variables=variables_of(form, normalised))
        _mend(form, data, faults, (today, number))
    normalised, faults = check(form, {**data, **own})
    return Answer(variables=variables_of(form, normalised), faults=tuple(faults))


def _asked(
    fields: Iterable[Field],
    begun: Data,
    lot: tuple[random.Random, Mapping[str, Mapping[str, float]]],
    today: date,
) -> Data:
    """Return data for the fields that are asked for, which depends on those before them."""
    chance, shares = lot
    known, data = dict(begun), Data()
    for field in fields:
        key = field["key"]
        if "auto" in field:
            continue
        is_drawn = key in shares and field["type"] in ("bool", "enum")
        if is_drawn or not _is_visible(field, known):
            known.pop(key, None)
        if is_drawn and _is_visible(field, known):
            data[key] = known[key] = _drawn(chance, shares[key], field)
        elif (value := _given(field, known, today)) is not None:
            data[key] = known[key] = value
    return data


def _given(field: Field, known: Data, today: date) -> Any:
    """Return what a field begins with, else something where it must be filled in, else None."""
    if (begun := known.get(field["key"])) not in (None, "", []):
        return begun
    if _is_visible(field, known) and _is_required(field, known):
        return anything(field, known, today)
    return None


def _drawn(chance: random.Random, shares: Mapping[str, float], field: Field) -> Any:
    """Return a value by lot; one that the form does not have any more is never drawn."""
    is_bool = field["type"] == "bool"
    offered = ["true", "false"] if is_bool else [each["value"] for each in field["options"]]
    weights = [shares.get(value, 0.0) for value in offered]
    if not any(weights):
        weights = [1.0] * len(offered)
    chosen = chance.choices(offered, weights)[0]
    return chosen == "true" if is_bool else chosen


def _is_visible(field: Field, known: Data) -> bool:
    return "visible" not in field or holds(field["visible"], known)


def _is_required(field: Field, known: Data) -> bool:
    if field.get("required") or field.get("min_rows"):
        return True
    return "required_if" in field and holds(field["required_if"], known)


def _mend(form: FormDefinition, data: Data, faults: Iterable[str], now: tuple[date, int]) -> None:
    """Put right what a form refused: filled in where empty, else another value, else left out."""
    today, number = now
    fields = {field["key"]: field for field in form.fields}
    for path in faults:
        key, _, rest = path.partition(".")
        field = fields.get(key)
        if field is None or "auto" in field:
            data.pop(key, None)
        elif key not in data:
            data[key] = anything(field, data, today)
        elif number < _TRIES // 2:
            data[key] = another(field, data, rest, (today, number))
        else:
            data[key] = anything(field, data, today)
            if number == _TRIES - 1 and not field.get("required"):
                data.pop(key)
