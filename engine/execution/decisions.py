"""Decision tables: which rules of a DMN table hold, and what they say, by hit policy.

SpiffWorkflow takes the first match under every policy but COLLECT and says nothing when UNIQUE is
broken (spiffworkflow.md, section 2); here UNIQUE, FIRST and COLLECT mean what DMN says, and
deployment refuses the others.
"""

import ast
import re
from typing import Any

from engine.errors import RulesOverlap
from engine.execution.environment import plain

ANY_CELL = ("", "-")
_COMPARES = re.compile(r"^(==|!=|<=|>=|<|>|in\b|not\s+in\b)")
_BETWEEN = re.compile(r"^([\[\](])\s*(\S.*?)\s*\.\.\s*(\S.*?)\s*([\])\[])$")
_NOT = re.compile(r"^not\s*\((.*)\)$", re.DOTALL)
_PLACE = re.compile(r"\?(?=(?:[^\"]|\"[^\"]*\")*$)")


class Decision:
    """One decision table, ready to be asked."""

    def __init__(self, parser: Any) -> None:
        parser.parse()
        self.table = parser.decision.decisionTables[0]

    def decide(self, token: Any) -> dict[str, Any]:
        """Return the outputs for the variables in the token's scope.

        Raises:
            RulesOverlap: two rules hold under hit policy UNIQUE.
        """
        found = [rule for rule in self.table.rules if self._holds(rule, token)]
        policy = self.table.hit_policy or "UNIQUE"
        if policy == "UNIQUE" and len(found) > 1:
            raise RulesOverlap(
                table=self.table.name, rows=", ".join(str(r.row_number) for r in found)
            )
        outputs = [_outputs(rule, token) for rule in found]
        if policy == "COLLECT":
            names = dict.fromkeys(name for output in outputs for name in output)
            return {name: [output.get(name) for output in outputs] for name in names}
        return outputs[0] if outputs else {}

    def _holds(self, rule: Any, token: Any) -> bool:
        for entry in rule.inputEntries:
            asked = entry.input.expression or entry.input.label
            for cell in entry.lhs:
                if cell is not None and not _matches(asked, cell.strip(), token):
                    return False
        return True


def as_condition(asked: str, cell: str) -> str | None:
    """Write a cell as a condition of our expression language; None when the cell is empty.

    A cell is a value, several with commas between, a comparison, a range such as `[1..5)`, a
    `not(…)` of these, or any condition in which `?` stands for the input.
    """
    if cell in ANY_CELL:
        return None
    if "?" in cell and (whole := _PLACE.sub(f"({asked})", cell)) != cell:
        return whole
    if found := _NOT.match(cell):
        return f"not ({as_condition(asked, found[1].strip())})"
    return _test(asked, cell)


def _test(asked: str, cell: str) -> str:
    if found := _BETWEEN.match(cell):
        left = ">=" if found[1] == "[" else ">"
        right = "<=" if found[4] == "]" else "<"
        return f"({asked}) {left} ({found[2]}) and ({asked}) {right} ({found[3]})"
    if _COMPARES.match(cell):
        return f"({asked}) {cell}"
    return f"({asked}) {'in' if _is_list(cell) else '=='} ({cell})"


def _is_list(cell: str) -> bool:
    try:
        return isinstance(ast.parse(cell, mode="eval").body, ast.Tuple)
    except (SyntaxError, ValueError):
        return False


def _matches(asked: str, cell: str, token: Any) -> bool:
    condition = as_condition(asked, cell)
    return condition is None or bool(token.workflow.script_engine.evaluate(token, condition))


def _outputs(rule: Any, token: Any) -> dict[str, Any]:
    environment = token.workflow.script_engine
    return {
        entry.output.name or entry.output.label: plain(
            environment.evaluate(token, entry.text), entry.text
        )
        for entry in rule.outputEntries
        if entry.text
    }
