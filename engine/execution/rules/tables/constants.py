"""What a condition compares its input with: constants, and expressions of other variables.

Only conditions made of comparisons with `and`, `or` and `not` are understood; a condition that
does more with its input, such as `? % 2 == 1`, is not.
"""

import ast
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from engine.expressions.compiling import WORDS

Constant: TypeAlias = str | int | float | bool | None
ASKED = "khanton_input"
"""Stands for the input in a condition that is examined."""
_ORDERING = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_MEMBERSHIP = (ast.In, ast.NotIn)


@dataclass(slots=True)
class Read:
    """A condition that is understood."""

    constants: set[tuple[str, Constant]] = field(default_factory=set)
    """Each with the name of its type, since 1 equals True."""
    equal: list[Constant] = field(default_factory=list)
    """Those that the input must equal, or not."""
    ordered: bool = False
    symbols: set[str] = field(default_factory=set)


def read_condition(condition: str) -> Read | None:
    """Return what a condition compares its input with; None when it is not understood."""
    try:
        tree = ast.parse(condition, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    read = Read()
    return read if _logic(tree, read) else None


def _logic(node: ast.expr, read: Read) -> bool:
    if isinstance(node, ast.BoolOp):
        return all(_logic(value, read) for value in node.values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return _logic(node.operand, read)
    if isinstance(node, ast.Compare):
        pairs = pairwise([node.left, *node.comparators])
        return all(_comparison(op, *pair, read) for op, pair in zip(node.ops, pairs, strict=True))
    return isinstance(literal(node), Literal)


def _comparison(op: ast.cmpop, left: ast.expr, right: ast.expr, read: Read) -> bool:
    if isinstance(op, _MEMBERSHIP):
        if not isinstance(right, ast.List | ast.Tuple) or not is_asked(left):
            return False
        return all(_operand(each, read, equal=True) for each in right.elts)
    if is_asked(left) == is_asked(right):
        return False
    is_order = isinstance(op, _ORDERING)
    read.ordered = read.ordered or is_order
    return _operand(right if is_asked(left) else left, read, equal=not is_order)


def _operand(node: ast.expr, read: Read, *, equal: bool) -> bool:
    found = literal(node)
    if found is None:
        read.symbols.add(ast.unparse(node))
        return not any(is_asked(each) for each in ast.walk(node))
    read.constants.add((type(found.value).__name__, found.value))
    if equal:
        read.equal.append(found.value)
    return True


def is_asked(node: ast.AST) -> bool:
    """Return whether a node is the input."""
    return isinstance(node, ast.Name) and node.id == ASKED


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is written down."""

    value: Constant


def literal(node: ast.AST) -> Literal | None:
    """Return the number, text, truth value or null that a node writes down; None for all else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        number = node.operand.value if isinstance(node.operand, ast.Constant) else None
        return Literal(-number) if isinstance(number, int | float) else None
    if isinstance(node, ast.Name) and node.id in WORDS:
        return Literal(WORDS[node.id])
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float | None):
        return Literal(node.value)
    return None


@lru_cache(4096)
def literal_of(text: str) -> Literal | None:
    """Return the value that an expression writes down; None for all else."""
    try:
        return literal(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _At0(ast.NodeTransformer):
    """Puts 0 in place of the one expression that a column compares with."""

    def __init__(self, symbol: str) -> None:
        self.symbol = symbol

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.expr) and ast.unparse(node) == self.symbol:
            return ast.Constant(0)
        return self.generic_visit(node)


def at_zero(condition: str, symbol: str) -> str:
    """Return a condition with 0 in place of an expression."""
    return ast.unparse(_At0(symbol).visit(ast.parse(condition, mode="eval")))
