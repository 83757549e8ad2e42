"""Texts that may hold expressions: `${…}` stands for a value, the rest for itself."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from engine.expressions.language import parse

_PLACE = re.compile(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


def is_expression(text: str) -> bool:
    """Say whether a text holds a `${…}`."""
    return _PLACE.search(text) is not None


def value_of(
    text: str,
    names: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Any:
    """Return what a text stands for: itself, the value of its one `${…}`, or a text with values filled in.

    Raises:
        ExpressionInvalid: an expression in it does not parse.
        ExpressionFailed: one cannot be evaluated.
    """
    body = text.strip()
    if _PLACE.fullmatch(body):
        return parse(body).evaluate(names, functions)
    return _PLACE.sub(lambda place: _written(parse(place[0]).evaluate(names, functions)), text)


def _written(value: Any) -> str:
    return "" if value is None else str(value)
