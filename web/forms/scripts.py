"""What the page's scripts are told of a form: fields with their conditions, formulas and words."""

from typing import Any, Final

from engine.forms import FormDefinition
from engine.forms.accepting import rows_of
from engine.forms.formulas import formula_of
from engine.forms.kinds import Field, decimals, parts
from engine.model import Variables
from web.forms.tables import places_of
from web.language import language

_KEPT: Final = ("key", "type", "visible", "required_if", "auto", "must", "digits", "student")
_NUMBERS: Final = frozenset({"decimal", "money", "percent", "int", "be_year"})


def told(form: FormDefinition, own: Variables) -> dict[str, Any]:
    """Return a form as its scripts need it; `own`: values that the service fills in."""
    return {
        "fields": [_field(each) for each in form.fields],
        "own": {key: value for key, value in own.items() if value is not None},
    }


def _field(field: Field) -> dict[str, Any]:
    formula = formula_of(field.get("auto", ""))
    found: dict[str, Any] = {
        **{name: field[name] for name in _KEPT if name in field},
        "label": field["label"][language()],
        "required": bool(field.get("required") or field.get("min_rows")),
        "options": [[each["value"], each[language()]] for each in field.get("options", ())],
        "decimals": decimals(field) if field["type"] in _NUMBERS else None,
        "formula": formula and [formula.act, formula.places, formula.signs, formula.value],
        **_inside(field),
    }
    return {
        name: value
        for name, value in found.items()
        if value is not None and value is not False and value != []
    }


def _inside(field: Field) -> dict[str, Any]:
    if field["type"] == "table":
        return _table(field)
    return {"parts": [_field(part) for part in parts(field)]}


def _table(table: Field) -> dict[str, Any]:
    low, high = rows_of(table)
    places = [list(place.path) for place in places_of(table)]
    columns = [_field(column) for column in table["columns"]]
    return {"columns": columns, "places": places, "min": low, "max": high}
