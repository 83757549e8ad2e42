"""A form definition as JSON Schema 2020-12, the same for Python and for a browser's ajv."""

from typing import Any

from engine.forms.accepting import asked_for, rows_of
from engine.forms.conditions import as_schema
from engine.forms.definition import FormDefinition
from engine.forms.kinds import REPEATED, Field, Schema, leaf, parts

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(definition: FormDefinition) -> dict[str, Any]:
    """Return the exact schema of the form's normalised data.

    Fields the engine fills (`auto`) are read-only and never required of the caller. Besides `date`
    and `date-time` it uses the formats thai-citizen-id, thai-student-id, two-decimals, decimals-0
    (to 6) and degrees; what fields ask of each other (`engine.forms`) is not in it; `pattern`
    is meant as in JavaScript (`$` is the very end). An empty value is an absent one.
    """
    return {"$schema": DIALECT, "title": definition.title["th"], **_object(definition.fields)}


def field_schema(field: Field) -> Schema:
    """Return the schema of one field's value, with its Thai label as title."""
    notes: Schema = {"title": field["label"]["th"]}
    if "auto" in field:
        notes["readOnly"] = True
    return notes | _value(field)


def _value(field: Field) -> Schema:
    inner = parts(field)
    if not inner:
        return leaf(field)
    if field["type"] not in REPEATED:
        return _object(inner)
    low, high = rows_of(field)
    return {"type": "array", "minItems": low, "maxItems": high, "items": _object(inner)}


def _object(fields: tuple[Field, ...]) -> Schema:
    """Build an object's schema; `properties` is last, for what is missing is told first."""
    built: Schema = {"type": "object", "additionalProperties": False}
    built["required"] = [field["key"] for field in fields if _always_required(field)]
    if rules := [rule for field in fields for rule in _rules(field)]:
        built["allOf"] = rules
    built["properties"] = {field["key"]: field_schema(field) for field in fields}
    return built


def _always_required(field: Field) -> bool:
    return asked_for(field) and "visible" not in field


def _rules(field: Field) -> list[Schema]:
    """Hidden means absent; shown and required means present."""
    present: Schema = {"required": [field["key"]]}
    rules: list[Schema] = []
    shown = [as_schema(field["visible"])] if "visible" in field else []
    if shown:
        absent = {"properties": {field["key"]: False}}
        rules.append({"if": shown[0], "then": present if asked_for(field) else {}, "else": absent})
    if "required_if" in field and not asked_for(field):
        needed = [*shown, as_schema(field["required_if"])]
        rules.append({"if": {"allOf": needed}, "then": present})
    return rules
