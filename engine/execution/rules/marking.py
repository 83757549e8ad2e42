"""Tokens in places, and the moves between them: what the token game is played with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeAlias

from engine.execution.rules.reading import identity
from engine.execution.vocabulary import Element

Place: TypeAlias = str
Marking: TypeAlias = tuple[tuple[Place, int], ...]
"""How many tokens lie in which place, sorted; () when the scope has ended."""

_CROWD: Final = 2
"""More tokens in one place than this say nothing new."""
_WIDEST: Final = 6
"""An inclusive gateway with more ways out than this is tried with one, and with all of them."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that may happen: tokens are taken from `takes` and put into `puts`."""

    element: str
    takes: tuple[Place, ...]
    puts: tuple[Place, ...]
    ends_all: bool = False
    optional: tuple[Place, ...] = ()
    """Of an inclusive join: places of which at least one must hold a token; all are emptied."""


def subsets(names: list[str]) -> Iterator[list[str]]:
    """Yield every part of a list, the smallest first."""
    for size in range(len(names) + 1):
        yield from map(list, combinations(names, size))


def choices(out: list[Element], default: str | None) -> Iterator[list[Element]]:
    """Yield which ways out of an inclusive gateway may be taken together; the default alone."""
    others = [flow for flow in out if identity(flow) != default]
    if len(others) < len(out):
        yield [flow for flow in out if flow not in others]
    sizes = range(1, len(others) + 1) if len(others) <= _WIDEST else (1, len(others))
    for size in sizes:
        yield from map(list, combinations(others, size))


def moved(move: Move, tokens: Mapping[Place, int]) -> Marking:
    """Return where the tokens lie after a move."""
    if move.ends_all:
        return ()
    left = dict(tokens)
    for place in (*move.takes, *(each for each in move.optional if left.get(each))):
        left[place] -= 1
    for place in move.puts:
        left[place] = min(left.get(place, 0) + 1, _CROWD)
    return marking_of(left)


def marking_of(tokens: Mapping[Place, int]) -> Marking:
    """Write how many tokens lie where, always in the same order."""
    return tuple(sorted((place, count) for place, count in tokens.items() if count > 0))
