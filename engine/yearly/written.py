"""Assumptions and outcomes as JSON, and read back: they are kept beside the draft."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

Kind = TypeVar("Kind")
_PLAIN: Final[Mapping[Any, Callable[[Any], Any]]] = {
    **dict.fromkeys((int, str, bool, float), lambda value: value),
    date: date.fromisoformat,
}


def written(value: object) -> bytes:
    """Return a value made of our dataclasses as JSON."""
    return orjson.dumps(value)


def plain(value: object) -> Any:
    """Return a value made of our dataclasses as JSON values."""
    return orjson.loads(written(value))


def read(kind: type[Kind], value: Any) -> Kind:
    """Return a value of a dataclass from its JSON values.

    Raises:
        KeyError, TypeError, ValueError: it was written by another version, or by nobody of us.
    """
    found: Kind = _read(kind, value)
    return found


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if kind in _PLAIN:
        return _PLAIN[kind](value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return _of_dataclass(kind, value) if is_dataclass(kind) else _of_parts(kind, value)


def _of_dataclass(kind: Any, value: Any) -> Any:
    hints = get_type_hints(kind)
    return kind(**{f.name: _read(hints[f.name], value[f.name]) for f in fields(kind)})


def _of_parts(kind: Any, value: Any) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _read(next(each for each in parts if each is not type(None)), value)
    if origin is tuple and parts[-1] is not Ellipsis:
        return tuple(_read(part, each) for part, each in zip(parts, value, strict=True))
    if origin in (tuple, list):
        return origin(_read(parts[0], each) for each in value)
    if origin in (dict, Mapping):
        return {key: _read(parts[1], each) for key, each in value.items()}
    raise TypeError(kind)
