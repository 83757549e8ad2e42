"""Calls of the permitted functions, and `for` over a list."""

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from engine.expressions.compiling import Compiled, Compiler, Part, named
from engine.expressions.functions import ALLOWED_FUNCTIONS, ARGUMENTS, BUILTINS
from engine.expressions.limits import MOST_ROUNDS, Run
from engine.expressions.values import LISTS, Unfit, cost, kind, require_plain


def _call(compiler: Compiler, node: ast.Call) -> Compiled:
    name = _called(compiler, node)
    compiler.functions.add(name)
    if name == "defined":
        return _defined(compiler, node)
    parts = [compiler.node(each) for each in node.args]
    if name == "setting" and isinstance(node.args[0], ast.Constant):
        compiler.settings.add(str(node.args[0].value))

    def call(run: Run) -> Any:
        run.spend()
        act = run.functions.get(name) or BUILTINS.get(name)
        if act is None:
            raise Unfit(f"the function {name} is not at hand here", f"ใช้ฟังก์ชัน {name} ที่นี่ไม่ได้")
        values = [part(run) for part in parts]
        run.spend(sum(map(cost, values)))
        try:
            return run.bounded(require_plain(act(*values)))
        except Unfit as problem:
            told = named(node)
            raise Unfit(f"{told}: {problem.why}", f"{told}: {problem.why_th}") from None

    return call


def _called(compiler: Compiler, node: ast.Call) -> str:
    """Return the name of the function, or refuse the call."""
    if not isinstance(node.func, ast.Name) or node.func.id not in ALLOWED_FUNCTIONS:
        possible = ", ".join(sorted(ALLOWED_FUNCTIONS))
        raise compiler.refused(node, f"only {possible} can be called", f"เรียกได้เฉพาะ {possible}")
    if node.keywords or any(isinstance(each, ast.Starred) for each in node.args):
        why_th = "ฟังก์ชันรับเฉพาะค่าเรียงลำดับ"
        raise compiler.refused(node, "functions take plain arguments only", why_th)
    name = node.func.id
    least, most = ARGUMENTS[name]
    if not least <= len(node.args) <= most:
        several = str(least) if least == most else f"{least}-{most}"
        why_th = f"{name} รับ {several} ค่า แต่ได้ {len(node.args)}"
        raise compiler.refused(node, f"{name} takes {several} values, got {len(node.args)}", why_th)
    return name


def _defined(compiler: Compiler, node: ast.Call) -> Compiled:
    """`defined("name")`: the variable exists and is not null."""
    argument = node.args[0]
    if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
        raise compiler.refused(node, 'write defined("name")', 'เขียน defined("ชื่อตัวแปร")')
    name = argument.value
    compiler.defined.add(name)

    def is_defined(run: Run) -> bool:
        run.spend()
        return name in run.names and run.names[name] is not None

    return is_defined


def _for(compiler: Compiler, node: ast.ListComp | ast.GeneratorExp) -> Compiled:
    """`[x for each in list if test]`: one `for`, over a list of bounded length."""
    each, target = node.generators[0], node.generators[0].target
    if len(node.generators) != 1 or not isinstance(target, ast.Name) or each.is_async:
        raise compiler.refused(
            node, "one `for` with one name is allowed", "ใช้ for ได้ชั้นเดียวและชื่อเดียว"
        )
    name, source = compiler.spelled(target, target.id), compiler.node(each.iter)
    around = set(compiler.bound)
    compiler.bound.add(name)
    body, tests = compiler.perhaps(node.elt), [compiler.perhaps(test) for test in each.ifs]
    compiler.bound = around

    def gather(run: Run) -> list[Any]:
        items, outer, found = _items(run, source, each.iter), run.names, []
        for item in items:
            run.spend()
            run.names = _Inner(outer, name, item)
            if all(test(run) for test in tests):
                found.append(body(run))
        run.names = outer
        return found

    return gather


def _items(run: Run, source: Compiled, node: ast.AST) -> Sequence[Any]:
    items = source(run)
    if not isinstance(items, LISTS):
        th, en = kind(items)
        raise Unfit(f"{named(node)} is {en}, not a list", f"{named(node)} เป็น{th} ไม่ใช่รายการ")
    if len(items) > MOST_ROUNDS:
        why_th = f"for ใช้กับรายการไม่เกิน {MOST_ROUNDS} รายการ"
        raise Unfit(f"`for` goes over lists of up to {MOST_ROUNDS} items", why_th)
    return items


class _Inner(dict[str, Any]):
    """The names inside a `for`: its own, then those around it."""

    def __init__(self, around: Mapping[str, Any], name: str, value: Any) -> None:
        super().__init__({name: value})
        self._around = around

    def __missing__(self, name: str) -> Any:
        return self._around[name]

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or name in self._around


PARTS: dict[type[ast.AST], Part] = {
    ast.Call: _call,
    ast.ListComp: _for,
    ast.GeneratorExp: _for,
}
