"""What the rules ask of a DMN file: its decisions and its one table. Reads only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from engine.execution.rules.tables.columns import Column, columns
from engine.execution.table import Table, named, read_table
from engine.execution.vocabulary import Element
from engine.model import Problem


@dataclass(frozen=True)
class Sheet:
    """A DMN file under examination."""

    root: Element
    file: str

    @property
    def stem(self) -> str:
        """The name by which a deployment knows the table: the file's, without its ending."""
        return self.file.rpartition("/")[2].removesuffix(".dmn")

    @cached_property
    def decisions(self) -> list[Element]:
        """All decisions of the file: a good file has exactly one."""
        return list(named(self.root, "decision"))

    @cached_property
    def table(self) -> Table:
        """The table; to be asked only of a file whose structure is in order."""
        decision = self.decisions[0]
        return read_table(decision, next(named(decision, "decisionTable")))

    @cached_property
    def columns(self) -> list[Column]:
        """The inputs with the values that matter to them."""
        return columns(self.table)


TableCheck: TypeAlias = Callable[[Sheet], Iterable[Problem]]
"""A rule: looks at a DMN file and says what is wrong with it."""
