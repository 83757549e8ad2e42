"""Decision tables: which rules of a DMN table hold, and what they say, by hit policy.

SpiffWorkflow takes the first match under every policy but COLLECT and says nothing when UNIQUE is
broken (spiffworkflow.md, section 2), so it is not asked: here each policy means what DMN says, and
deployment refuses those that are not run. Where no rule holds every output is its default, else
null, an empty list or, counted, 0: never what an earlier round has left in the variable.
"""

from collections.abc import Callable, Mapping
from typing import Any

from engine.errors import ExpressionFailed, RulesDisagree, RulesOverlap
from engine.execution.cells import as_condition
from engine.execution.environment import Environment, plain
from engine.execution.table import Entry, Table, TableRule
from engine.execution.token import Token
from engine.expressions import BUILTINS, parse
from engine.model import Decided

LISTING = frozenset({"COLLECT", "RULE ORDER"})
"""Policies under which an output is a list: what each rule that holds says, in their order."""
AGGREGATIONS: Mapping[str, Callable[..., Any]] = {
    "SUM": BUILTINS["sum"],
    "MIN": BUILTINS["min"],
    "MAX": BUILTINS["max"],
    "COUNT": len,
}
Outputs = dict[str, Any]
Functions = Mapping[str, Callable[..., Any]]


class Decision:
    """One decision table, ready to be asked."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._conditions = [(rule, _conditions(table, rule)) for rule in table.rules]

    def decide(self, token: Token) -> tuple[Outputs, Decided]:
        """Return the outputs for the variables in the token's scope, and the rules that hold.

        Raises:
            RulesOverlap: two rules hold under hit policy UNIQUE.
            RulesDisagree: two rules hold under hit policy ANY and say different things.
            ExpressionFailed: a cell cannot be worked out, or there is no sum of what is said.
        """
        environment: Environment = token.workflow.script_engine
        return self.ask(token.data.flat(), environment.functions)

    def ask(self, names: Mapping[str, Any], functions: Functions) -> tuple[Outputs, Decided]:
        """Return the outputs for these variables, and the rules that hold.

        Raises:
            RulesOverlap, RulesDisagree, ExpressionFailed: as `decide`.
        """
        asked = _Asked(names, functions)
        found = []
        for rule, conditions in self._conditions:
            if all(asked.value(condition) for condition in conditions):
                found.append(rule)
                if self.table.policy == "FIRST":
                    break
        if self.table.policy == "UNIQUE" and len(found) > 1:
            raise RulesOverlap(table=self.table.key, rows=_numbers(found))
        said = [self._said(asked, rule.outputs) for rule in found]
        return self._outputs(asked, found, said), self._by(found)

    def _by(self, found: list[TableRule]) -> Decided:
        table, rules = self.table, {rule.number: rule.note for rule in found}
        return Decided(table=table.key, digest=table.digest, rules=rules)

    def _said(self, asked: "_Asked", entries: tuple[Entry, ...]) -> Outputs:
        pairs = zip(self.table.outputs, entries, strict=True)
        return {output.text: asked.output(entry.text) for output, entry in pairs}

    def _outputs(self, asked: "_Asked", found: list[TableRule], said: list[Outputs]) -> Outputs:
        table = self.table
        if table.aggregation:
            return self._aggregated(said)
        if table.policy in LISTING:
            return {each.text: [outputs[each.text] for outputs in said] for each in table.outputs}
        if not said:
            return {each.text: asked.output(each.default) for each in table.outputs}
        if any(outputs != said[0] for outputs in said):
            raise RulesDisagree(table=table.key, rows=_numbers(found))
        return said[0]

    def _aggregated(self, said: list[Outputs]) -> Outputs:
        """Return one number: DMN has no sum, least or largest of nothing, but counts it as 0."""
        name, how = self.table.outputs[0].text, self.table.aggregation
        values = [outputs[name] for outputs in said]
        if not values and how != "COUNT":
            return {name: None}
        if how != "COUNT" and any(not _is_number(value) for value in values):
            why = f"{how} goes over numbers, but a rule says something else"
            why_th = f"{how} ใช้กับตัวเลข แต่มีกฎที่ให้ค่าอื่น"
            raise ExpressionFailed(expression=f"{self.table.key}: {name}", why=why, why_th=why_th)
        return {name: AGGREGATIONS[how](values)}


class _Asked:
    """One question: the variables are gathered once for all cells."""

    def __init__(self, names: Mapping[str, Any], functions: Functions) -> None:
        self._names, self._functions = names, functions

    def value(self, text: str) -> Any:
        return parse(text).evaluate(self._names, self._functions)

    def output(self, text: str) -> Any:
        """Return what an output cell says; an empty one says null."""
        return plain(self.value(text), text) if text else None


def _conditions(table: Table, rule: TableRule) -> list[str]:
    pairs = zip(table.inputs, rule.inputs, strict=True)
    written = [as_condition(column.text, entry.text) for column, entry in pairs]
    return [condition for condition in written if condition is not None]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numbers(rules: list[TableRule]) -> str:
    return ", ".join(str(rule.number) for rule in rules)
