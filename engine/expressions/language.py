"""From text to something that can be evaluated: checked node by node, then compiled to closures."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.errors import ExpressionFailed, ExpressionInvalid
from engine.expressions import compiling
from engine.expressions.functions import ALLOWED_FUNCTIONS, BUILTINS
from engine.expressions.hints import hint
from engine.expressions.limits import Run

MOST_TEXT = 2_000
MOST_NODES = 500
DEEPEST = 50

Compiled = Callable[[Run], Any]


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression. `names` are its free variables, `functions` what it calls."""

    text: str
    names: frozenset[str]
    functions: frozenset[str]
    compiled: Compiled

    def evaluate(
        self,
        names: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]] | None = None,
    ) -> Any:
        """Return its value with these variables.

        Raises:
            ExpressionFailed: a variable is missing, a value has the wrong type, or it takes too long.
        """
        run = Run(self.text, names, functions or {})
        try:
            return self.compiled(run)
        except (ExpressionFailed, RecursionError, MemoryError) as problem:
            if isinstance(problem, ExpressionFailed):
                raise
            raise run.failed("it is nested too deep", "ซ้อนกันลึกเกินไป") from problem
        except _FAULTS as problem:
            raise run.failed(str(problem)) from problem


_FAULTS = (TypeError, ValueError, KeyError, IndexError, ArithmeticError)


@lru_cache(4096)
def parse(text: str) -> Expression:
    """Check and compile an expression, bare or as `${…}`.

    Raises:
        ExpressionInvalid: it does not parse, or uses what the language does not have; says what.
    """
    body = _unwrapped(text)
    if len(body) > MOST_TEXT:
        raise _invalid(text, f"it is longer than {MOST_TEXT} characters", "ยาวเกินไป")
    tree = _tree(body, text)
    nodes = list(ast.walk(tree))
    if len(nodes) > MOST_NODES or _depth(tree) > DEEPEST:
        raise _invalid(text, "it is too large or nested too deep", "ใหญ่หรือซ้อนกันลึกเกินไป")
    check = compiling.Compiler(text)
    compiled = check.node(tree)
    return Expression(body, frozenset(check.names), frozenset(check.functions), compiled)


def _unwrapped(text: str) -> str:
    body = text.strip()
    if body.startswith("${") and body.endswith("}"):
        body = body[2:-1].strip()
    return body


def _tree(body: str, text: str) -> ast.expr:
    if not body:
        raise _invalid(text, "it is empty", "ว่างเปล่า")
    try:
        return ast.parse(body, mode="eval").body
    except SyntaxError as problem:
        told = hint(body)
        why = told[1] if told else (problem.msg or "it cannot be read")
        raise _invalid(text, why, told[0] if told else "อ่านไม่ได้", problem.offset) from problem
    except (RecursionError, MemoryError, ValueError) as problem:
        raise _invalid(text, "it is nested too deep", "ซ้อนกันลึกเกินไป") from problem


def _depth(node: ast.AST) -> int:
    deepest, level = 0, [node]
    while level:
        deepest += 1
        level = [child for each in level for child in ast.iter_child_nodes(each)]
    return deepest


def _invalid(text: str, why: str, why_th: str, at: int | None = None) -> ExpressionInvalid:
    return ExpressionInvalid(expression=text[:200], why=why, why_th=why_th, at=at)


__all__ = ["ALLOWED_FUNCTIONS", "BUILTINS", "Expression", "parse"]
