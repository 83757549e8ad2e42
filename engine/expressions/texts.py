"""Texts that may hold expressions: `${…}` stands for a value, the rest for itself."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.errors import ExpressionFailed
from engine.expressions.braces import spans
from engine.expressions.language import parse
from engine.expressions.limits import MOST_TEXT
from engine.expressions.values import written


def is_expression(text: str) -> bool:
    """Say whether a text holds a `${…}`."""
    return bool(spans(text))


def value_of(
    text: str,
    names: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> Any:
    """Return what a text stands for: itself, the value of its one `${…}`, or the text filled in.

    Filled in, null is empty and a list is joined with commas.

    Raises:
        ExpressionInvalid: an expression in it does not parse.
        ExpressionFailed: one cannot be evaluated, or the text becomes too long.
    """
    body = text.strip()
    if spans(body) == [(0, len(body))]:
        return parse(body).evaluate(names, functions)
    told, length, behind = [], 0, 0
    for at, end in spans(text):
        told += [text[behind:at], written(parse(text[at:end]).evaluate(names, functions))]
        length, behind = length + len(told[-1]), end
        if length > MOST_TEXT:
            why = {"why": "the text is too long", "why_th": "ข้อความยาวเกินไป"}
            raise ExpressionFailed(expression=text[:200], **why)
    return "".join([*told, text[behind:]])
