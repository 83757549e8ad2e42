"""Conditions between fields (`visible`, `required_if`): as a truth now, and as JSON Schema."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.forms.kinds import Schema


def holds(condition: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """Whether the condition is true of normalised data; a field that is not there is not equal."""
    if "all" in condition:
        return all(holds(part, data) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, data) for part in condition["any"])
    return _TRUTHS[condition["op"]](data.get(condition["field"]), condition.get("value"))


def as_schema(condition: Mapping[str, Any]) -> Schema:
    """Return a schema that accepts exactly the objects for which the condition holds."""
    if "all" in condition:
        return {"allOf": [as_schema(part) for part in condition["all"]]}
    if "any" in condition:
        return {"anyOf": [as_schema(part) for part in condition["any"]]}
    key = condition["field"]
    test = _SCHEMAS[condition["op"]](condition.get("value"))
    found = {"properties": {key: test}, "required": [key]}
    return {"not": found} if condition["op"] == "ne" else found


def leaves(condition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the comparisons a condition is made of."""
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from leaves(part)
    if "field" in condition:
        yield condition


def _same(one: object, other: object) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _more(value: object, than: float) -> bool:
    number = _number(value)
    return number is not None and number > than


def _less(value: object, than: float) -> bool:
    number = _number(value)
    return number is not None and number < than


_TRUTHS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": _same,
    "ne": lambda value, other: not _same(value, other),
    "in": lambda value, others: any(_same(value, other) for other in others),
    "gt": _more,
    "lt": _less,
    "filled": lambda value, _: value is not None,
}
_SCHEMAS: dict[str, Callable[[Any], Schema]] = {
    "eq": lambda value: {"const": value},
    "ne": lambda value: {"const": value},
    "in": lambda values: {"enum": values},
    "gt": lambda value: {"type": "number", "exclusiveMinimum": value},
    "lt": lambda value: {"type": "number", "exclusiveMaximum": value},
    "filled": lambda _: {},
}
OPERATORS = frozenset(_SCHEMAS)
