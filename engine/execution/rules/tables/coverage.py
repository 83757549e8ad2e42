"""Whether rules leave something uncovered: a search over the combinations of values that matter.

A rule is one set of points for each column, as bits. Only combinations that some rule tells apart
are looked at, so that a table of many columns is still searched in little time, and never in much.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Region: TypeAlias = Sequence[int]
"""What a rule holds for: in each column some points, as bits."""
MOST_STEPS = 20_000


class TooMuch(Exception):
    """The search would take too long; nothing is known."""


def uncovered(within: Region, rules: Sequence[Region]) -> list[int] | None:
    """Return a combination of points inside a region that no rule covers; None when all are.

    Raises:
        TooMuch: the table is too large to be sure.
    """
    return _Search(within).uncovered(0, [rule for rule in rules if not is_empty(rule)])


def shared(first: Region, second: Region) -> list[int] | None:
    """Return a combination of points that lies in both regions."""
    both = [one & other for one, other in zip(first, second, strict=True)]
    return None if is_empty(both) else [_lowest(bits) for bits in both]


def is_empty(region: Region) -> bool:
    """Return whether a region holds nothing."""
    return any(not bits for bits in region)


@dataclass(slots=True)
class _Search:
    within: Region
    steps: int = 0
    covered: set[tuple[int, tuple[int, ...]]] = field(default_factory=set)

    def uncovered(self, depth: int, rules: Sequence[Region]) -> list[int] | None:
        """Search from a column on, where these rules still hold."""
        if not rules:
            return [_lowest(bits) for bits in self.within[depth:]]
        key = (depth, tuple(map(id, rules)))
        if key in self.covered or any(self._covers(rule, depth) for rule in rules):
            return None
        for point, holding in self._ways(depth, rules):
            rest = self.uncovered(depth + 1, holding)
            if rest is not None:
                return [point, *rest]
        self.covered.add(key)
        return None

    def _covers(self, rule: Region, depth: int) -> bool:
        """Return whether a rule holds for everything in the columns that remain."""
        remaining = zip(self.within[depth:], rule[depth:], strict=True)
        return all(bits & own == bits for bits, own in remaining)

    def _ways(self, depth: int, rules: Sequence[Region]) -> list[tuple[int, list[Region]]]:
        """Return the points of a column with the rules that hold there, each set of them once."""
        found: dict[tuple[int, ...], tuple[int, list[Region]]] = {}
        for point in _bits(self.within[depth]):
            self.steps += 1 + len(rules) // 10
            if self.steps > MOST_STEPS:
                raise TooMuch
            holding = [rule for rule in rules if rule[depth] >> point & 1]
            found.setdefault(tuple(map(id, holding)), (point, holding))
        return list(found.values())


def _bits(bits: int) -> list[int]:
    return [place for place in range(bits.bit_length()) if bits >> place & 1]


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
