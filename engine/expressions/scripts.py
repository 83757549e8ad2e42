"""Scripts: lines of `name = expression`, each seeing what the ones before have set."""

import ast
from dataclasses import dataclass
from functools import lru_cache

from engine.errors import ExpressionInvalid
from engine.expressions.compiling import WORDS
from engine.expressions.hints import hint
from engine.expressions.language import DEEPEST, Expression, brackets_deep, parse

RESERVED = frozenset({"deadline", "applicant", "office", "business_key", "started_at"})
MOST_LINES = 100
MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line of a script."""

    name: str
    expression: Expression


@lru_cache(1024)
def parse_script(text: str) -> tuple[Assignment, ...]:
    """Check and compile a script; a value may go on over lines inside brackets.

    Raises:
        ExpressionInvalid: a line is not `name = expression`; says which line, counted from 1.
    """
    if len(text) > MOST_TEXT or brackets_deep(text) > DEEPEST:
        raise _invalid(text, 1, "the script is too long or too deep", "สคริปต์ยาวหรือซ้อนกันเกินไป")
    source = "\n".join(line.strip() for line in text.split("\n"))
    try:
        lines = ast.parse(source + "\n").body
    except SyntaxError as problem:
        number = problem.lineno or 1
        raise _unreadable(text, source, number) from problem
    except (RecursionError, MemoryError, ValueError) as problem:
        raise _invalid(text, 1, "the script cannot be read", "อ่านสคริปต์ไม่ได้") from problem
    if len(lines) > MOST_LINES:
        raise _invalid(text, 1, f"more than {MOST_LINES} lines", f"เกิน {MOST_LINES} บรรทัด")
    return tuple(_assignment(text, source, line) for line in lines)


def _unreadable(text: str, source: str, number: int) -> ExpressionInvalid:
    line = source.split("\n")[number - 1 : number]
    value = "".join(line).partition("=")[2]
    th, en = hint(value) or (
        "อ่านไม่ได้ เขียน ชื่อ = นิพจน์",
        'it cannot be read, write "name = expression"',
    )
    return _invalid(text, number, en, th)


def _assignment(text: str, source: str, line: ast.stmt) -> Assignment:
    if not isinstance(line, ast.Assign) or len(line.targets) != 1:
        raise _invalid(text, line.lineno, 'write "name = expression"', "เขียน ชื่อ = นิพจน์")
    target = line.targets[0]
    if not isinstance(target, ast.Name):
        raise _invalid(text, line.lineno, "only a plain name can be set", "กำหนดค่าได้เฉพาะชื่อตัวแปร")
    name = ast.get_source_segment(source, target) or target.id
    if target.id.startswith("_") or name in RESERVED or name in WORDS:
        raise _invalid(text, line.lineno, f"{name} cannot be set", f"กำหนดค่า {name} ไม่ได้")
    try:
        return Assignment(name, parse(ast.get_source_segment(source, line.value) or ""))
    except ExpressionInvalid as problem:
        why, why_th = problem.particulars["why"], problem.particulars["why_th"]
        raise _invalid(text, line.lineno, why, why_th) from problem


def _invalid(text: str, line: int, why: str, why_th: str) -> ExpressionInvalid:
    told = {"why": f"line {line}: {why}", "why_th": f"บรรทัดที่ {line}: {why_th}"}
    return ExpressionInvalid(expression=text[:200], at=line, **told)
