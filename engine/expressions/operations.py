"""Arithmetic, comparisons, logic and choice."""

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from engine.expressions.compiling import WORDS, Compiled, Compiler, Part, named
from engine.expressions.limits import Run
from engine.expressions.values import INSIDE, LISTS, NUMBERS, Unfit, cost, kind

_ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_DIVIDING = (ast.Div, ast.FloorDiv, ast.Mod)
_COMPARISONS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}
_ORDERING = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_MEMBERSHIP = (ast.In, ast.NotIn)
_IDENTITY = (ast.Is, ast.IsNot)


def _arithmetic(compiler: Compiler, node: ast.BinOp) -> Compiled:
    act = _ARITHMETIC.get(type(node.op))
    if act is None:
        raise compiler.foreign(node, node.op)
    left, right = compiler.node(node.left), compiler.node(node.right)

    def compute(run: Run) -> Any:
        run.spend()
        a, b = left(run), right(run)
        if isinstance(a, NUMBERS) and isinstance(b, NUMBERS):
            if not b and isinstance(node.op, _DIVIDING):
                raise Unfit(f"{named(node.right)} is 0", f"หารด้วยศูนย์: {named(node.right)} เป็น 0")
            return run.bounded(act(a, b))
        if isinstance(node.op, ast.Add):
            return _joined(run, node, a, b)
        raise _unlike(node.left, a, node.right, b)

    return compute


def _joined(run: Run, node: ast.BinOp, a: Any, b: Any) -> Any:
    run.spend(cost(a) + cost(b))
    if isinstance(a, str) and isinstance(b, str):
        return run.bounded(a + b)
    if isinstance(a, LISTS) and isinstance(b, LISTS):
        return run.bounded([*a, *b])
    raise _unlike(node.left, a, node.right, b)


def _unlike(left: ast.AST, a: Any, right: ast.AST, b: Any) -> Unfit:
    (a_th, a_en), (b_th, b_en) = kind(a), kind(b)
    return Unfit(
        f"{named(left)} is {a_en} and {named(right)} is {b_en}: they do not go together",
        f"{named(left)} เป็น{a_th} และ {named(right)} เป็น{b_th} จึงใช้ด้วยกันไม่ได้",
    )


def _unary(compiler: Compiler, node: ast.UnaryOp) -> Compiled:
    operand, op = compiler.node(node.operand), node.op
    if isinstance(op, ast.Invert):
        raise compiler.foreign(node, op)

    def change(run: Run) -> Any:
        run.spend()
        value = operand(run)
        if isinstance(op, ast.Not):
            return not value
        if not isinstance(value, NUMBERS):
            th, en = kind(value)
            name = named(node.operand)
            raise Unfit(f"{name} is {en}, not a number", f"{name} เป็น{th} ไม่ใช่ตัวเลข")
        return -value if isinstance(op, ast.USub) else +value

    return change


def _logic(compiler: Compiler, node: ast.BoolOp) -> Compiled:
    """`and` gives the first value that does not hold, `or` the first that does, as in Python."""
    first, *others = node.values
    parts = [compiler.node(first), *map(compiler.perhaps, others)]
    stops_at = isinstance(node.op, ast.Or)

    def weigh_up(run: Run) -> Any:
        value: Any = None
        for part in parts:
            run.spend()
            value = part(run)
            if bool(value) is stops_at:
                return value
        return value

    return weigh_up


def _choice(compiler: Compiler, node: ast.IfExp) -> Compiled:
    test = compiler.node(node.test)
    then, other = compiler.perhaps(node.body), compiler.perhaps(node.orelse)

    def choose(run: Run) -> Any:
        run.spend()
        return then(run) if test(run) else other(run)

    return choose


def _comparison(compiler: Compiler, node: ast.Compare) -> Compiled:
    nodes = [node.left, *node.comparators]
    for op, pair in zip(node.ops, pairwise(nodes), strict=True):
        if isinstance(op, _IDENTITY) and not any(map(_is_word, pair)):
            raise compiler.refused(
                node, "`is` goes with null, write `==`", "is ใช้กับ null โปรดใช้ =="
            )
    first, *rest = [compiler.node(each) for each in nodes]
    steps = list(zip(node.ops, rest, pairwise(nodes), strict=True))

    def compare(run: Run) -> bool:
        run.spend()
        left = first(run)
        for op, part, pair in steps:
            right = part(run)
            if not _compared(run, op, (left, right), pair):
                return False
            left = right
        return True

    return compare


def _compared(
    run: Run, op: ast.cmpop, values: tuple[Any, Any], nodes: tuple[ast.expr, ast.expr]
) -> bool:
    left, right = values
    if not _goes_together(op, left, right):
        raise _unlike(nodes[0], left, nodes[1], right)
    _pay(run, op, left, right)
    return bool(_COMPARISONS[type(op)](left, right))


def _is_word(node: ast.AST) -> bool:
    """Return whether it is null, true or false, of which there is one each."""
    if isinstance(node, ast.Constant):
        return node.value is None or isinstance(node.value, bool)
    return isinstance(node, ast.Name) and node.id in WORDS


def _goes_together(op: ast.cmpop, left: Any, right: Any) -> bool:
    if isinstance(op, _ORDERING):
        return any(
            isinstance(left, kinds) and isinstance(right, kinds) for kinds in (NUMBERS, str, date)
        )
    if isinstance(op, _MEMBERSHIP):
        if isinstance(right, LISTS):
            return True
        return isinstance(left, str) and isinstance(right, str | Mapping)
    return True


def _pay(run: Run, op: ast.cmpop, left: Any, right: Any) -> None:
    """Take off what the comparison will take: two structures are gone through all the way down."""
    if isinstance(left, INSIDE) and isinstance(right, INSIDE):
        run.weigh(left)
        run.weigh(right)
    elif isinstance(op, _MEMBERSHIP) and not isinstance(right, Mapping):
        run.spend(cost(right) if isinstance(right, str) else len(right) // 8)


PARTS: dict[type[ast.AST], Part] = {
    ast.BinOp: _arithmetic,
    ast.UnaryOp: _unary,
    ast.BoolOp: _logic,
    ast.IfExp: _choice,
    ast.Compare: _comparison,
}
