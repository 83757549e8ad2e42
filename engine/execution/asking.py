"""Asking a decision table that nobody has deployed: what it needs to know, and what it answers.

The same cells and the same policies decide as in a case; every cell's own answer is told besides.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import EngineError, ExpressionFailed, ExpressionInvalid
from engine.execution.cells import as_condition, is_value, negated, tests
from engine.execution.decisions import Decision
from engine.execution.table import Clause, Table, TableRule, load_table
from engine.expressions import named, parse

_SETTING = re.compile(r"setting\(\s*[\"']([a-z][a-z0-9_]*)[\"']\s*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A variable that a table reads: its path, its column's type and what it is called there.

    `type`: "string", "number", "boolean" or "" where no column is of it alone; `values`: constants
    that its cells compare it with.
    """

    path: str
    type: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """All that a table asks: variables, and settings of the office by name."""

    variables: tuple[Needed, ...]
    settings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a table answers.

    `cells`: for each rule, whether each input cell holds; None for one that cannot be worked out.
    `outputs` is None where the table refuses: `refusal` says why.
    """

    cells: tuple[tuple[bool | None, ...], ...]
    rules: tuple[int, ...]
    outputs: Mapping[str, Any] | None
    refusal: EngineError | None


def table_needs(xml: bytes) -> Needs:
    """Return what a sound table asks for."""
    table = load_table(xml)
    found: dict[str, Needed] = {}
    for clause, cells in _columns(table):
        own = clause.text.strip()
        for path in sorted(named(own)) if own else ():
            is_alone = path == own
            found[path] = Needed(
                path=path,
                type=clause.type if is_alone else "",
                label=clause.element.get("label", "") or path,
                values=_constants(cells) if is_alone else (),
            )
    for text in _texts(table):
        for path in named(text):
            found.setdefault(path, Needed(path=path, type="", label=path, values=()))
    settings = {name for text in _texts(table) for name in _SETTING.findall(text)}
    return Needs(variables=tuple(found.values()), settings=tuple(sorted(settings)))


def try_table(
    xml: bytes, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]
) -> Tried:
    """Ask a sound table; never raises for what the values do to it."""
    table = load_table(xml)
    cells = tuple(_cells(table, rule, (names, functions)) for rule in table.rules)
    holding = tuple(rule.number for rule, held in zip(table.rules, cells, strict=True) if all(held))
    try:
        outputs, decided = Decision(table).ask(names, functions)
    except EngineError as refusal:
        return Tried(cells=cells, rules=holding, outputs=None, refusal=refusal)
    return Tried(cells=cells, rules=tuple(decided.rules), outputs=outputs, refusal=None)


def _cells(
    table: Table,
    rule: TableRule,
    given: tuple[Mapping[str, Any], Mapping[str, Callable[..., Any]]],
) -> tuple[bool | None, ...]:
    found: list[bool | None] = []
    for column, entry in zip(table.inputs, rule.inputs, strict=True):
        condition = as_condition(column.text, entry.text)
        try:
            found.append(condition is None or bool(parse(condition).evaluate(*given)))
        except (ExpressionFailed, ExpressionInvalid):
            found.append(None)
    return tuple(found)


def _columns(table: Table) -> Iterator[tuple[Clause, list[str]]]:
    for at, clause in enumerate(table.inputs):
        yield clause, [clause.listed, *(rule.inputs[at].text for rule in table.rules)]


def _constants(cells: list[str]) -> tuple[str, ...]:
    """Return the texts that stand as values in cells, without their quotes, each once."""
    found: dict[str, None] = {}
    for cell in cells:
        for test in tests(negated(cell) or cell):
            if is_value(test) and test[:1] in "\"'" and len(test) > 1:
                found[test[1:-1]] = None
    return tuple(found)


def _texts(table: Table) -> Iterator[str]:
    """Return every expression of a table: columns, conditions and outputs."""
    for clause in table.inputs:
        yield clause.text
    for rule in table.rules:
        for clause, entry in zip(table.inputs, rule.inputs, strict=True):
            yield as_condition(clause.text, entry.text) or ""
        yield from (entry.text for entry in rule.outputs)
    yield from (clause.default for clause in table.outputs)
