"""Scripts: lines of `name = expression`, each seeing what the ones before have set."""

import ast
import keyword
from dataclasses import dataclass
from functools import lru_cache

from engine.errors import ExpressionInvalid
from engine.expressions.language import MOST_TEXT, Expression, parse

RESERVED = frozenset({"deadline", "applicant", "office", "business_key", "started_at"})
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line of a script."""

    name: str
    expression: Expression


@lru_cache(1024)
def parse_script(text: str) -> tuple[Assignment, ...]:
    """Check and compile a script.

    Raises:
        ExpressionInvalid: a line is not `name = expression`; says which line.
    """
    if len(text) > MOST_TEXT * MOST_LINES:
        raise _invalid(text, "the script is too long", 1)
    try:
        lines = ast.parse(text.strip() + "\n").body
    except (SyntaxError, RecursionError, MemoryError, ValueError) as problem:
        line = getattr(problem, "lineno", None) or 1
        raise _invalid(text, f"line {line} cannot be read", line) from problem
    return tuple(_assignment(text, line) for line in lines)


def _assignment(text: str, line: ast.stmt) -> Assignment:
    if not isinstance(line, ast.Assign) or len(line.targets) != 1:
        raise _invalid(text, f'line {line.lineno}: write "name = expression"', line.lineno)
    target = line.targets[0]
    if not isinstance(target, ast.Name):
        raise _invalid(text, f"line {line.lineno}: only a plain name can be set", line.lineno)
    name = target.id
    if name.startswith("_") or name in RESERVED or keyword.iskeyword(name):
        raise _invalid(text, f"line {line.lineno}: {name} cannot be set", line.lineno)
    source = ast.get_source_segment(text.strip() + "\n", line.value) or ""
    return Assignment(name, parse(f"({source})" if "\n" in source else source))


def _invalid(text: str, why: str, line: int) -> ExpressionInvalid:
    th = f"บรรทัดที่ {line} ไม่ถูกต้อง: เขียน ชื่อ = นิพจน์"
    return ExpressionInvalid(expression=text[:200], why=why, why_th=th, at=line)
