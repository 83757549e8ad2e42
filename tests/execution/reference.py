"""A second opinion: plays a process by the structure of its blocks, knowing nothing of tokens."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from tests.execution.blocks import (
    Again,
    Block,
    Choice,
    Many,
    Scope,
    Script,
    Sequence,
    Some,
    Task,
    Timed,
    Together,
)

_births = count()


class Names:
    """Variables; an item of a multi-instance has its own until it is done."""

    def __init__(self, around: "Names | None" = None, **values: Any) -> None:
        self.own, self.around = values, around

    def __getitem__(self, name: str) -> Any:
        if name in self.own or self.around is None:
            return self.own[name]
        return self.around[name]


class Play:
    """A block that runs. `parts` run inside it; it is `done` when it has no more to do."""

    def __init__(self, block: Block, names: Names, scope: "Play | None") -> None:
        self.block, self.names = block, names
        self.done = False
        self.born = next(_births)
        self.parts: list[Play] = []
        self.scope = scope or self
        self.began = 0
        self.can_fire = isinstance(block, Timed)
        self.beside: list[Play] = []
        """In a scope: the branches of timers that did not interrupt."""
        self._begin()
        self.go_on()

    def leaves(self) -> Iterator["Play"]:
        """Every open task and armed timer, in the order in which they are drawn."""
        if self.done:
            return
        if isinstance(self.block, Task) or self.can_fire:
            yield self
        for part in [*self.parts, *self.beside]:
            yield from part.leaves()

    def go_on(self) -> None:
        """Let everything inside go as far as it can."""
        if self.done:
            return
        for part in [*self.parts, *self.beside]:
            part.go_on()
        self.beside = [part for part in self.beside if not part.done]
        if isinstance(self.block, Sequence | Again):
            self._next_part()
        elif isinstance(self.block, Many):
            self._next_item()
        elif not isinstance(self.block, Task):
            self.done = all(part.done for part in [*self.parts, *self.beside])

    def fire(self) -> None:
        """Let the boundary timer fire."""
        self.can_fire = False
        branch = Play(Sequence(self.block.branch), self.names, self.scope)
        if self.block.interrupts:
            self.parts = [branch]
        else:
            self.scope.beside.append(branch)

    def _begin(self) -> None:
        block = self.block
        if isinstance(block, Script):
            self.names.own[f"s_{block.name}"] = 1
        elif isinstance(block, Scope | Timed):
            self.scope = self if isinstance(block, Scope) else self.scope
            self._add(block.body)
        elif isinstance(block, Together | Choice | Some):
            for branch in self._taken(block):
                self._add(branch)

    def _taken(self, block: Together | Choice | Some) -> list[Block]:
        if isinstance(block, Together):
            return list(block.branches)
        *others, default = block.branches
        fitting = [branch for number, branch in enumerate(others) if self.names["x"] > number]
        return (fitting[:1] if isinstance(block, Choice) else fitting) or [default]

    def _add(self, block: Block) -> None:
        self.parts.append(Play(block, self.names, self.scope))

    def _next_part(self) -> None:
        while not self.parts or self.parts[0].done:
            if isinstance(self.block, Sequence):
                if self.began == len(self.block.parts):
                    self.done = True
                    return
                following = self.block.parts[self.began]
            else:
                if self.began and self.names["x"] % 3 != 0:
                    self.done = True
                    return
                following = self.block.body
            self.began += 1
            self.parts = []
            self._add(following)

    def _next_item(self) -> None:
        block = self.block
        while True:
            for part in [part for part in self.parts if part.done]:
                self.names.own.update(part.names.own)
                self.parts.remove(part)
            room = block.times if not block.is_sequential else 1
            if self.began == block.times or len(self.parts) >= room:
                break
            self.began += 1
            names = Names(self.names)
            self.parts.append(Play(block.body, names, self.scope))
        self.done = not self.parts


def flat(play: Play) -> list[Play]:
    """Return the leaves by element name, the oldest of a name first."""
    return sorted(play.leaves(), key=lambda leaf: (label(leaf), leaf.born))


def label(play: Play) -> str:
    return play.block.timer if isinstance(play.block, Timed) else play.block.name
