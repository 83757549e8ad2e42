"""From a tree to closures: node by node, each on the list or refused."""

import ast
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from engine.errors import ExpressionInvalid
from engine.expressions.limits import Run

Compiled: TypeAlias = Callable[[Run], Any]
"""Works out a value in a run."""

WORDS = {"true": True, "false": False, "null": None, "True": True, "False": False, "None": None}

_FOREIGN = {
    "Lambda": ("functions of your own", "ฟังก์ชันที่เขียนเอง"),
    "JoinedStr": ('f"…" texts', 'ข้อความแบบ f"…"'),
    "Set": ("sets", "เซต"),
    "SetComp": ("sets", "เซต"),
    "DictComp": ("dictionaries made by `for`", "กลุ่มข้อมูลที่สร้างด้วย for"),
    "Starred": ("`*` before a value", "เครื่องหมาย * หน้าค่า"),
    "NamedExpr": ("`:=`", "เครื่องหมาย :="),
    "Yield": ("`yield`", "คำสั่ง yield"),
    "Await": ("`await`", "คำสั่ง await"),
    "Slice": ("slices a[1:2]", "การตัดช่วง a[1:2]"),
    "Pow": ("the power `**`", "การยกกำลัง **"),
}


class Compiler:
    """Compiles one expression; collects what it asks for (see `language.Expression`)."""

    def __init__(self, text: str, source: str, known: Mapping[type[ast.AST], "Part"]) -> None:
        self.text = text
        self.names: set[str] = set()
        self.functions: set[str] = set()
        self.surely: set[str] = set()
        self.bound: set[str] = set()
        self.paths: set[tuple[str, str]] = set()
        self.defined: set[str] = set()
        self.settings: set[str] = set()
        self._source = source
        self._known = known

    def node(self, node: ast.AST) -> Compiled:
        """Compile a node, or refuse it."""
        part = self._known.get(type(node))
        if part is None:
            raise self.foreign(node, node)
        return part(self, node)

    def perhaps(self, node: ast.AST) -> Compiled:
        """Compile a node that is not worked out in every case."""
        before = set(self.surely)
        compiled = self.node(node)
        self.surely = before
        return compiled

    def foreign(self, node: ast.AST, what: ast.AST) -> ExpressionInvalid:
        """Return the refusal of something that the language does not have."""
        name = type(what).__name__
        en, th = _FOREIGN.get(name, (name, f"สิ่งที่เขียน ({name})"))
        return self.refused(node, f"{en}: not part of the language", f"ภาษานิพจน์ไม่มี{th}")

    def refused(self, node: ast.AST, why: str, why_th: str) -> ExpressionInvalid:
        """Return the refusal to raise."""
        at = getattr(node, "col_offset", None)
        return ExpressionInvalid(expression=self.text[:200], why=why, why_th=why_th, at=at)

    def spelled(self, node: ast.AST, name: str) -> str:
        """Return a name as it was written: Python's parser rewrites some Thai letters (NFKC)."""
        if name.startswith("_"):
            raise self.refused(node, "names do not begin with _", "ชื่อขึ้นต้นด้วย _ ไม่ได้")
        if name.isascii():
            return name
        segment = ast.get_source_segment(self._source, node) or name
        return segment.rpartition(".")[2].strip()


Part: TypeAlias = Callable[[Compiler, Any], Compiled]
"""Compiles one kind of node."""


def named(node: ast.AST) -> str:
    """Return a part of an expression as text, to name it in a message."""
    return ast.unparse(node)[:60]
