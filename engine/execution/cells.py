"""The cells of a decision table, read as conditions of our expression language.

A cell is one test or several with commas between, of which one must hold; before it may stand a
`not(…)`. A test is a value, a comparison, a range such as `[1..5)`, or any condition in which `?`
stands for the input. What runs a table and what checks it read cells here, so they cannot differ.
"""

import ast
import re

ANY_CELL = ("", "-")
COMPARES = re.compile(r"(==|!=|<=|>=|<|>|in\b|not\s+in\b)")
BETWEEN = re.compile(r"([\[\](])\s*(\S.*?)\s*\.\.\s*(\S.*?)\s*([\])\[])", re.DOTALL)
_NOT = re.compile(r"not\s*\((.*)\)", re.DOTALL)
_QUOTED_OR_PLACE = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|(\?)", re.DOTALL)
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", re.DOTALL)


def as_condition(asked: str, cell: str) -> str | None:
    """Write a cell as a condition; None when it says nothing of its input.

    `asked` is the expression of the input. The condition need not parse: the cell may be wrong.
    """
    cell = cell.strip()
    if cell in ANY_CELL:
        return None
    several = tests(cell)
    if len(several) == 1 and (inner := negated(cell)) is not None:
        return f"not ({as_condition(asked, inner)})"
    if len(several) > 1 and all(map(is_value, several)):
        return f"({asked}) in ({', '.join(several)})"
    return " or ".join(f"({_condition(asked, each)})" for each in several)


def tests(cell: str) -> list[str]:
    """Return the tests of a cell: what stands between its commas, brackets and texts left whole."""
    bare = _QUOTED.sub(lambda found: '"' + "x" * (len(found[0]) - 2) + '"', cell)
    found, begin, deep = [], 0, 0
    for at, letter in enumerate(bare):
        deep += (letter in "([{") - (letter in ")]}")
        is_range = letter == "," and BETWEEN.fullmatch(bare[begin:at].strip())
        if letter == "," and (deep <= 0 or is_range):
            found.append(cell[begin:at].strip())
            begin, deep = at + 1, 0
    return [*found, cell[begin:].strip()]


def negated(cell: str) -> str | None:
    """Return what stands in a cell's `not(…)`; None when the whole cell is none."""
    found = _NOT.fullmatch(cell.strip())
    if found is None or placed("x", cell) is not None:
        return None
    return found[1].strip()


def placed(asked: str, test: str) -> str | None:
    """Return a test with the input in place of each `?`; None when it has none."""
    whole = _QUOTED_OR_PLACE.sub(lambda found: f"({asked})" if found[1] else found[0], test)
    return None if whole == test else whole


def is_value(test: str) -> bool:
    """Return whether a test is a value that the input must equal."""
    is_range = BETWEEN.fullmatch(test) is not None
    return not (is_range or COMPARES.match(test)) and placed("x", test) is None


def _condition(asked: str, test: str) -> str:
    if (whole := placed(asked, test)) is not None:
        return whole
    if found := BETWEEN.fullmatch(test):
        left = ">=" if found[1] == "[" else ">"
        right = "<=" if found[4] == "]" else "<"
        return f"({asked}) {left} ({found[2]}) and ({asked}) {right} ({found[3]})"
    if COMPARES.match(test):
        return f"({asked}) {test}"
    return f"({asked}) {'in' if _is_list(test) else '=='} ({test})"


def _is_list(test: str) -> bool:
    try:
        return isinstance(ast.parse(test, mode="eval").body, ast.Tuple | ast.List)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
