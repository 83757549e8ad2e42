"""Which variables an expression names, and which of their parts: `plan.goals`, `each["code"]`."""

import ast

from engine.errors import ExpressionInvalid
from engine.expressions.language import parse


def named(text: str) -> frozenset[str]:
    """Return the paths that an expression reads, bare or in `${…}`; none where it does not parse.

    The longest are told: of `plan.goals` not `plan` too. What a loop calls its items is left out.
    """
    try:
        expression = parse(text)
    except ExpressionInvalid:
        return frozenset()
    tree = ast.parse(f"({expression.text}\n)", mode="eval")
    found = _Paths()
    found.visit(tree)
    return frozenset(p for p in found.paths if p.partition(".")[0] in expression.names)


class _Paths(ast.NodeVisitor):
    """Gathers names with the attributes and literal keys behind them."""

    def __init__(self) -> None:
        self.paths: set[str] = set()

    def visit(self, node: ast.AST) -> None:
        """Take a whole path, else look inside."""
        path = _path(node)
        if path is None:
            self.generic_visit(node)
        else:
            self.paths.add(path)


def _path(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        around, key = _path(node.value), node.attr
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        around, key = _path(node.value), str(node.slice.value)
    else:
        return None
    return None if around is None else f"{around}.{key}"
