"""The shape of a form definition, as a schema, and its faults told in two languages."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from engine.forms.conditions import OPERATORS
from engine.forms.finding import Finding
from engine.forms.formulas import COMPUTED, KEY
from engine.forms.kinds import BETWEEN, MAX_ROWS, TYPES

SOURCES = ("seed", "found", "inference", "memory")

_WORDS = {"type": "string", "minLength": 1, "maxLength": 4000}
_BILINGUAL = {
    "type": "object",
    "properties": {"th": _WORDS, "en": _WORDS},
    "required": ["th", "en"],
    "additionalProperties": False,
}
_KEY = {"type": "string", "pattern": f"^{KEY}\\Z"}
_COUNT = {"type": "integer", "minimum": 0, "maximum": MAX_ROWS}
_LIMIT = {"type": "number", "minimum": -(2**53), "maximum": 2**53}
_FLAG = {"type": "boolean"}
_CONDITION = {
    "type": "object",
    "properties": {
        "all": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}},
        "any": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}},
        "field": _KEY,
        "op": {"enum": sorted(OPERATORS)},
        "value": {},
    },
    "oneOf": [{"required": ["all"]}, {"required": ["any"]}, {"required": ["field", "op"]}],
    "additionalProperties": False,
}
_OPTION = {
    "type": "object",
    "properties": {"value": _KEY, "th": _WORDS, "en": _WORDS},
    "required": ["value", "th", "en"],
    "additionalProperties": False,
}
_WINDOW = {
    "type": "object",
    "properties": {
        "value": _KEY,
        "from": {"type": "string", "pattern": r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z"},
        "to": {"type": "string", "pattern": r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z"},
    },
    "required": ["value", "from", "to"],
    "additionalProperties": False,
}
_PATH = f"{KEY}(\\.{KEY})*"
_AUTO = (
    r"^(number:[a-z][a-z0-9_]*|now|today|window|applicant|increment|"
    f"variable:{_PATH}|{COMPUTED})\\Z"
)
_FIELD = {
    "type": "object",
    "properties": {
        "key": _KEY,
        "type": {"enum": sorted(TYPES)},
        "label": _BILINGUAL,
        "hint": _BILINGUAL,
        "note": _BILINGUAL,
        "required": _FLAG,
        "required_if": {"$ref": "#/$defs/condition"},
        "visible": {"$ref": "#/$defs/condition"},
        "by": {"enum": ["office", "family"]},
        "auto": {"type": "string", "pattern": _AUTO},
        "from": {"type": "string", "pattern": f"^{_PATH}( {_PATH})*\\Z"},
        "sensitive": _WORDS,
        "source": {"enum": list(SOURCES)},
        "reference": _WORDS,
        "max_length": {"type": "integer", "minimum": 1, "maximum": 20_000},
        "pattern": {"type": "string", "minLength": 1, "maxLength": 200},
        "pattern_message": _BILINGUAL,
        "digits": _FLAG,
        "min": _LIMIT,
        "max": _LIMIT,
        "decimals": {"type": "integer", "minimum": 0, "maximum": 6},
        "of": _WORDS,
        "unique": _FLAG,
        **dict.fromkeys(BETWEEN, _KEY),
        "within_years": {"type": "integer", "minimum": 1, "maximum": 100},
        "must": _FLAG,
        "options": {"type": "array", "minItems": 1, "maxItems": 500, "items": _OPTION},
        "windows": {"type": "array", "minItems": 1, "maxItems": 12, "items": _WINDOW},
        "student": _FLAG,
        "accept": {"type": "array", "minItems": 1, "items": {"enum": ["pdf", "jpg", "png"]}},
        "max_bytes": {"type": "integer", "minimum": 1, "maximum": 100 * 1024 * 1024},
        "max_files": {"type": "integer", "minimum": 1, "maximum": 50},
        "columns": {
            "type": "array",
            "minItems": 1,
            "maxItems": 60,
            "items": {"$ref": "#/$defs/field"},
        },
        "min_rows": _COUNT,
        "max_rows": {**_COUNT, "minimum": 1},
    },
    "required": ["key", "type", "label"],
    "additionalProperties": False,
}
_SECTION = {
    "type": "object",
    "properties": {"title": _BILINGUAL, "fields": {"type": "array", "items": _KEY}},
    "required": ["title", "fields"],
    "additionalProperties": False,
}
_SHAPE = Draft202012Validator(
    {
        "$defs": {"condition": _CONDITION, "field": _FIELD},
        "type": "object",
        "properties": {
            "key": _KEY,
            "version_note": _WORDS,
            "title": _BILINGUAL,
            "description": _BILINGUAL,
            "rows": {"type": "array", "items": _WORDS},
            "extra": _FLAG,
            "into": _KEY,
            "filled_by": {"enum": ["office", "family"]},
            "sections": {"type": "array", "items": _SECTION},
            "fields": {
                "type": "array",
                "minItems": 1,
                "maxItems": 300,
                "items": {"$ref": "#/$defs/field"},
            },
        },
        "required": ["key", "title", "rows", "fields"],
        "additionalProperties": False,
    }
)
_RULES = {
    "type": "form-type",
    "key": "form-key",
    "label": "form-label",
    "title": "form-label",
    "options": "form-options",
    "visible": "form-condition",
    "required_if": "form-condition",
    "columns": "form-columns",
    "auto": "form-auto",
    **dict.fromkeys(BETWEEN, "form-between"),
}
_TOLD = 50


def shape_problems(body: Mapping[str, Any]) -> list[Finding]:
    """Return what is wrong with the definition's shape: at most 50 findings, with their path."""
    faults = sorted(_SHAPE.iter_errors(body), key=lambda fault: [str(part) for part in fault.path])
    return [_finding(body, fault) for fault in faults[:_TOLD]]


def deeper_than(value: object, limit: int) -> bool:
    """Whether lists and objects are nested in each other more than `limit` deep."""
    level: list[object] = [value]
    for _ in range(limit + 1):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _finding(body: Mapping[str, Any], fault: ValidationError) -> Finding:
    path = [str(part) for part in fault.absolute_path]
    missing = [
        key for key in _RULES if fault.validator == "required" and f"'{key}'" in fault.message
    ]
    words = [*path, *missing]
    rule = next((_RULES[word] for word in reversed(words) if word in _RULES), "form-shape")
    where = ".".join(path) or "{}"
    said = fault.message[:300]
    return Finding(
        rule, _field_key(body, fault), f"ที่ {where}: ไม่ตรงตามรูปแบบ ({said})", f"At {where}: {said}"
    )


def _field_key(body: Mapping[str, Any], fault: ValidationError) -> str | None:
    path = list(fault.absolute_path)
    if path[:1] != ["fields"] or len(path) == 1:
        return None
    field = body["fields"][path[1]]
    key = field.get("key") if isinstance(field, dict) else None
    return key if isinstance(key, str) else None
