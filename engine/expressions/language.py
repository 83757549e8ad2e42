"""From text to something that can be evaluated: checked node by node, then compiled to closures."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.errors import ExpressionFailed, ExpressionInvalid
from engine.expressions import calling, operations, reaching
from engine.expressions.braces import spans
from engine.expressions.compiling import Compiled, Compiler
from engine.expressions.hints import hint, without_texts
from engine.expressions.limits import Run
from engine.expressions.values import Unfit

MOST_TEXT = 2_000
MOST_NODES = 500
DEEPEST = 50
_PARTS = {**operations.PARTS, **reaching.PARTS, **calling.PARTS}
_FAULTS = (TypeError, ValueError, KeyError, IndexError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression. `names` are its free variables, `functions` what it calls.

    `surely`: the variables without which it fails, others it may do without (`a if b else c`);
    `paths`: a free variable and the key asked of it, of `plan.goals` both; `defined`: variables of
    which it asks whether there are any; `settings`: the office's settings that it names.
    """

    text: str
    names: frozenset[str]
    functions: frozenset[str]
    compiled: Compiled
    surely: frozenset[str] = frozenset()
    paths: frozenset[tuple[str, str]] = frozenset()
    defined: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()

    def evaluate(
        self,
        names: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]] | None = None,
    ) -> Any:
        """Return its value with these variables, which it does not change.

        Raises:
            ExpressionFailed: a variable is missing, a value is of the wrong kind, or too much.
        """
        run = Run(self.text, names, functions or {})
        try:
            return run.settled(self.compiled(run))
        except ExpressionFailed:
            raise
        except Unfit as problem:
            raise run.failed(problem.why, problem.why_th) from None
        except (RecursionError, MemoryError) as problem:
            raise run.failed("it is nested too deep", "ซ้อนกันลึกเกินไป") from problem
        except _FAULTS as problem:
            why_th = "ค่าที่ใช้คำนวณไม่เข้ากัน"
            raise run.failed(f"the values do not fit ({problem})", why_th) from problem


@lru_cache(4096)
def parse(text: str) -> Expression:
    """Check and compile an expression, bare or as `${…}`.

    Raises:
        ExpressionInvalid: it does not parse, or uses what the language does not have; says what.
    """
    body = _unwrapped(text)
    if len(body) > MOST_TEXT:
        raise _invalid(text, f"it is longer than {MOST_TEXT} characters", "ยาวเกินไป")
    source = f"({body}\n)" if "\n" in body else body
    tree = _tree(source, text)
    if sum(1 for _ in ast.walk(tree)) > MOST_NODES or _depth(tree) > DEEPEST:
        raise _invalid(text, "it is too large or nested too deep", "ใหญ่หรือซ้อนกันลึกเกินไป")
    compiler = Compiler(text, source, _PARTS)
    compiled = compiler.node(tree)
    return Expression(
        text=body,
        names=frozenset(compiler.names),
        functions=frozenset(compiler.functions),
        compiled=compiled,
        surely=frozenset(compiler.surely),
        paths=frozenset(compiler.paths),
        defined=frozenset(compiler.defined),
        settings=frozenset(compiler.settings),
    )


def _unwrapped(text: str) -> str:
    body = text.strip()
    if body.endswith("}") and spans(body) == [(0, len(body))]:
        body = body[2:-1].strip()
    return body


def _tree(source: str, text: str) -> ast.expr:
    if not source:
        raise _invalid(text, "it is empty", "ว่างเปล่า")
    if brackets_deep(source) > DEEPEST:
        raise _invalid(text, "it is nested too deep", "ซ้อนกันลึกเกินไป")
    try:
        return ast.parse(source, mode="eval").body
    except SyntaxError as problem:
        th, en = hint(source) or (
            "อ่านไม่ได้ ตรวจวงเล็บและเครื่องหมาย",
            problem.msg or "it cannot be read",
        )
        raise _invalid(text, en, th, problem.offset) from problem
    except (RecursionError, MemoryError) as problem:
        raise _invalid(text, "it is nested too deep", "ซ้อนกันลึกเกินไป") from problem
    except ValueError as problem:
        raise _invalid(text, "it holds a letter that cannot be read", "มีอักขระที่อ่านไม่ได้") from problem


def brackets_deep(text: str) -> int:
    """Return how deep the brackets of a text are nested, before anything reads it."""
    deep = deepest = 0
    for letter in without_texts(text):
        deep += (letter in "([{") - (letter in ")]}")
        deepest = max(deep, deepest)
    return deepest


def _depth(node: ast.AST) -> int:
    deepest, level = 0, [node]
    while level:
        deepest += 1
        level = [child for each in level for child in ast.iter_child_nodes(each)]
    return deepest


def _invalid(text: str, why: str, why_th: str, at: int | None = None) -> ExpressionInvalid:
    return ExpressionInvalid(expression=text[:200], why=why, why_th=why_th, at=at)
