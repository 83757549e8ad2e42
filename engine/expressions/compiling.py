"""The whitelist: each node the language has, and the closure it becomes. What is not here is refused."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from engine.errors import ExpressionInvalid
from engine.expressions.functions import ALLOWED_FUNCTIONS, BUILTINS
from engine.expressions.limits import MOST_ROUNDS, Run

Compiled = Callable[[Run], Any]
WORDS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}

_ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
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
_NUMBERS = (int, float)
_UNARY: dict[type, Callable[[Any], Any]] = {
    ast.Not: operator.not_,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


class Compiler:
    """Compiles one expression; collects the names and functions it uses."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names: set[str] = set()
        self.functions: set[str] = set()
        self._bound: set[str] = set()

    def node(self, node: ast.AST) -> Compiled:
        """Compile a node, or refuse it."""
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise self._refused(node, f"{type(node).__name__} is not part of the language")
        compiled: Compiled = method(node)
        return compiled

    def _refused(self, node: ast.AST, why: str, why_th: str = "") -> ExpressionInvalid:
        at = getattr(node, "col_offset", None)
        th = why_th or "ใช้สิ่งที่ภาษานี้ไม่มี"
        return ExpressionInvalid(expression=self.text[:200], why=why, why_th=th, at=at)

    def _constant(self, node: ast.Constant) -> Compiled:
        value = node.value
        if value is not None and not isinstance(value, str | int | float | bool):
            raise self._refused(node, "only numbers, texts, true, false and null can be written")
        if isinstance(value, int | float) and abs(value) > 10**18:
            raise self._refused(node, "the number is too large", "จำนวนมากเกินไป")
        return lambda _run: value

    def _name(self, node: ast.Name) -> Compiled:
        name = node.id
        if name in WORDS:
            return lambda _run: WORDS[name]
        if name.startswith("_"):
            raise self._refused(node, "names do not begin with _")
        if name not in self._bound:
            self.names.add(name)

        def look_up(run: Run) -> Any:
            run.spend()
            try:
                return run.names[name]
            except KeyError:
                why = f"variable {name} is not set"
                raise run.failed(why, f"ยังไม่มีค่าของตัวแปร {name}") from None

        return look_up

    def _binop(self, node: ast.BinOp) -> Compiled:
        act = _ARITHMETIC.get(type(node.op))
        if act is None:
            raise self._refused(node, f"the operator {type(node.op).__name__} is not allowed")
        left, right = self.node(node.left), self.node(node.right)
        grows, formats = act is operator.mul, act is operator.mod

        def compute(run: Run) -> Any:
            run.spend()
            a, b = left(run), right(run)
            if (grows or formats) and not (isinstance(a, _NUMBERS) and isinstance(b, _NUMBERS)):
                raise run.failed("only numbers can be multiplied or divided", "คูณหารได้เฉพาะตัวเลข")
            value = act(a, b)
            if isinstance(value, str | list | tuple):
                run.spend(len(value))
            return run.bounded(value)

        return compute

    def _unaryop(self, node: ast.UnaryOp) -> Compiled:
        act, operand = _UNARY.get(type(node.op)), self.node(node.operand)
        if act is None:
            raise self._refused(node, f"the operator {type(node.op).__name__} is not allowed")
        return lambda run: act(operand(run))

    def _boolop(self, node: ast.BoolOp) -> Compiled:
        parts = [self.node(value) for value in node.values]
        if isinstance(node.op, ast.And):

            def both(run: Run) -> Any:
                value: Any = True
                for part in parts:
                    value = part(run)
                    if not value:
                        return value
                return value

            return both

        def either(run: Run) -> Any:
            value: Any = False
            for part in parts:
                value = part(run)
                if value:
                    return value
            return value

        return either

    def _compare(self, node: ast.Compare) -> Compiled:
        first = self.node(node.left)
        rest = [
            (_COMPARISONS[type(op)], self.node(right))
            for op, right in zip(node.ops, node.comparators, strict=True)
        ]

        def compare(run: Run) -> bool:
            run.spend()
            left = first(run)
            for act, part in rest:
                right = part(run)
                if isinstance(right, str | list | tuple | dict):
                    run.spend(len(right) // 8)
                if not act(left, right):
                    return False
                left = right
            return True

        return compare

    def _ifexp(self, node: ast.IfExp) -> Compiled:
        test, then, other = self.node(node.test), self.node(node.body), self.node(node.orelse)
        return lambda run: then(run) if test(run) else other(run)

    def _subscript(self, node: ast.Subscript) -> Compiled:
        if isinstance(node.slice, ast.Slice):
            raise self._refused(node, "slices are not part of the language")
        return self._item(self.node(node.value), self.node(node.slice))

    def _attribute(self, node: ast.Attribute) -> Compiled:
        """`a.k` is the value under a key of a dictionary; never an attribute of anything."""
        if node.attr.startswith("_"):
            raise self._refused(node, "names do not begin with _")
        name, around = node.attr, self.node(node.value)

        def look(run: Run) -> Any:
            run.spend()
            value = around(run)
            if not isinstance(value, Mapping):
                raise run.failed(f"{name} was asked of something that has no parts")
            if name not in value:
                raise run.failed(f"there is no {name}", f"ไม่มีค่า {name}")
            return value[name]

        return look

    @staticmethod
    def _item(around: Compiled, place: Compiled) -> Compiled:
        def take(run: Run) -> Any:
            run.spend()
            value, key = around(run), place(run)
            if not isinstance(value, Mapping | list | tuple | str):
                raise run.failed("only lists, texts and dictionaries have items")
            if isinstance(value, Mapping) and key not in value:
                raise run.failed(f"there is no {key}", f"ไม่มีค่า {key}")
            return value[key]

        return take

    def _list(self, node: ast.List) -> Compiled:
        parts = [self.node(item) for item in node.elts]
        return lambda run: [part(run) for part in parts]

    def _tuple(self, node: ast.Tuple) -> Compiled:
        return self._list(ast.List(node.elts, node.ctx))

    def _dict(self, node: ast.Dict) -> Compiled:
        if any(key is None for key in node.keys):
            raise self._refused(node, "** is not part of the language")
        pairs = [
            (self.node(key), self.node(value))
            for key, value in zip(node.keys, node.values, strict=True)
            if key is not None
        ]
        return lambda run: {key(run): value(run) for key, value in pairs}

    def _call(self, node: ast.Call) -> Compiled:
        if not isinstance(node.func, ast.Name) or node.func.id not in ALLOWED_FUNCTIONS:
            raise self._refused(node, f"only {', '.join(sorted(ALLOWED_FUNCTIONS))} can be called")
        if node.keywords or any(isinstance(each, ast.Starred) for each in node.args):
            raise self._refused(node, "functions take plain arguments only")
        name = node.func.id
        self.functions.add(name)
        if name == "defined":
            return self._defined(node)
        parts = [self.node(each) for each in node.args]

        def call(run: Run) -> Any:
            run.spend()
            act = run.functions.get(name) or BUILTINS.get(name)
            if act is None:
                raise run.failed(f"the function {name} is not at hand here")
            values = [part(run) for part in parts]
            for value in values:
                if isinstance(value, list | tuple | dict | str):
                    run.spend(len(value))
            return run.bounded(act(*values))

        return call

    def _defined(self, node: ast.Call) -> Compiled:
        """`defined("name")`: the variable exists and is not null."""
        arguments = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if len(node.args) != 1 or not arguments or not isinstance(arguments[0], str):
            raise self._refused(node, 'write defined("name")')
        name = arguments[0]
        return lambda run: name in run.names and run.names[name] is not None

    def _listcomp(self, node: ast.ListComp) -> Compiled:
        if len(node.generators) != 1 or not isinstance(node.generators[0].target, ast.Name):
            raise self._refused(node, "one `for` with one name is allowed")
        each = node.generators[0]
        if each.is_async or not isinstance(each.target, ast.Name):
            raise self._refused(node, "one plain `for` is allowed")
        name, source = each.target.id, self.node(each.iter)
        fresh = name not in self._bound
        self._bound.add(name)
        body, tests = self.node(node.elt), [self.node(test) for test in each.ifs]
        if fresh:
            self._bound.discard(name)

        def gather(run: Run) -> list[Any]:
            items = source(run)
            if not isinstance(items, list | tuple) or len(items) > MOST_ROUNDS:
                raise run.failed(f"`for` goes over lists of up to {MOST_ROUNDS} items")
            outer, found = run.names, []
            for item in items:
                run.spend()
                run.names = _Inner(outer, name, item)
                if all(test(run) for test in tests):
                    found.append(body(run))
            run.names = outer
            return found

        return gather

    def _generatorexp(self, node: ast.GeneratorExp) -> Compiled:
        return self._listcomp(ast.ListComp(node.elt, node.generators))


class _Inner(dict[str, Any]):
    """The names inside a `for`: its own, then those around it."""

    def __init__(self, around: Mapping[str, Any], name: str, value: Any) -> None:
        super().__init__({name: value})
        self._around = around

    def __missing__(self, name: str) -> Any:
        return self._around[name]

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or name in self._around

