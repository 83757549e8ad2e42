"""Literals, variables, and what lies in lists and dictionaries. No attribute is ever read."""

import ast
from collections.abc import Mapping
from typing import Any

from engine.expressions.compiling import WORDS, Compiled, Compiler, Part, named
from engine.expressions.limits import LARGEST, Run
from engine.expressions.values import LISTS, Unfit, kind, require_plain


def _constant(compiler: Compiler, node: ast.Constant) -> Compiled:
    value = node.value
    if value is not None and not isinstance(value, str | int | float):
        why = "only numbers, texts, true, false and null can be written"
        raise compiler.refused(node, why, "เขียนได้เฉพาะตัวเลข ข้อความ true false และ null")
    if isinstance(value, int | float) and abs(value) > LARGEST:
        raise compiler.refused(node, "the number is too large", "จำนวนมากเกินไป")
    return lambda _run: value


def _name(compiler: Compiler, node: ast.Name) -> Compiled:
    if node.id in WORDS:
        word = WORDS[node.id]
        return lambda _run: word
    name = compiler.spelled(node, node.id)
    if name not in compiler.bound:
        compiler.names.add(name)
        compiler.surely.add(name)

    def look_up(run: Run) -> Any:
        run.spend()
        try:
            value = run.names[name]
        except KeyError:
            raise Unfit(f"variable {name} is not set", f"ยังไม่มีค่าของตัวแปร {name}") from None
        return require_plain(value, name)

    return look_up


def _attribute(compiler: Compiler, node: ast.Attribute) -> Compiled:
    """`a.k` is the value under a key of a dictionary; never an attribute of anything."""
    key, around = compiler.spelled(node, node.attr), compiler.node(node.value)
    if isinstance(node.value, ast.Name):
        name = compiler.spelled(node.value, node.value.id)
        if name in compiler.names - compiler.bound:
            compiler.paths.add((name, key))

    def look(run: Run) -> Any:
        run.spend()
        return _under(node.value, around(run), key)

    return look


def _subscript(compiler: Compiler, node: ast.Subscript) -> Compiled:
    around, place = compiler.node(node.value), compiler.node(node.slice)

    def take(run: Run) -> Any:
        run.spend()
        value, at = around(run), place(run)
        if isinstance(value, (*LISTS, str)):
            return _item(node.value, value, at)
        return _under(node.value, value, at)

    return take


def _under(owner: ast.AST, value: Any, key: Any) -> Any:
    """Return what a dictionary has under a key."""
    if isinstance(value, Mapping) and isinstance(key, str) and key in value:
        return require_plain(value[key], key)
    name, told = named(owner), key[:60] if isinstance(key, str) else kind(key)[1]
    if not isinstance(value, Mapping):
        th, en = kind(value)
        raise Unfit(f"{name} is {en}, so it has no {told}", f"{name} เป็น{th} จึงไม่มีค่า {told}")
    raise Unfit(f"{name} has no {told}", f"{name} ไม่มีค่า {told}")


def _item(owner: ast.AST, value: Any, at: Any) -> Any:
    """Return the item of a list, or the letter of a text, at a place."""
    if not isinstance(at, int):
        raise Unfit("an item is asked for by its number", "ลำดับในรายการต้องเป็นจำนวนเต็ม")
    if not -len(value) <= at < len(value):
        name, count = named(owner), len(value)
        why_th = f"{name} มี {count} รายการ ไม่มีลำดับที่ขอ"
        raise Unfit(f"{name} has {count} items, none at the place asked for", why_th)
    return require_plain(value[at])


def _list(compiler: Compiler, node: ast.List | ast.Tuple) -> Compiled:
    parts = [compiler.node(item) for item in node.elts]

    def make(run: Run) -> list[Any]:
        run.spend(1 + len(parts))
        return [part(run) for part in parts]

    return make


def _dictionary(compiler: Compiler, node: ast.Dict) -> Compiled:
    pairs = []
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            raise compiler.refused(node, "** is not part of the language", "ภาษานิพจน์ไม่มี **")
        pairs.append((compiler.node(key), compiler.node(value)))

    def make(run: Run) -> dict[str, Any]:
        run.spend(1 + len(pairs))
        return {_key(key(run)): value(run) for key, value in pairs}

    return make


def _key(value: Any) -> str:
    if not isinstance(value, str):
        th, en = kind(value)
        raise Unfit(
            f"the key of a dictionary is a text, not {en}", f"ชื่อในกลุ่มข้อมูลต้องเป็นข้อความ ไม่ใช่{th}"
        )
    return value


PARTS: dict[type[ast.AST], Part] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.List: _list,
    ast.Tuple: _list,
    ast.Dict: _dictionary,
}
