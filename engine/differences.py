"""What differs between two versions of something: said of diagrams, forms and tables alike."""

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """What became of an element, a field or a rule."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    """Its id is another one; all else is as it was."""
    MOVED = "moved"
    """It stands elsewhere, on the diagram or among fields or rules; all else is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text in both languages."""

    th: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One property that is another; None: it was not there, or is there no more."""

    property: str
    called: Said
    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What became of one thing.

    `id` is the newer one, of what was removed the older; `kind` is userTask, field, rule …
    """

    how: How
    id: str
    id_before: str
    kind: str
    kind_called: Said
    name: Said
    changes: tuple[Change, ...] = ()
    is_moved: bool = False


def same(text: str) -> Said:
    """Return a text that both languages share."""
    return Said(th=text, en=text)


def shifted(before: list[str], after: list[str]) -> set[str]:
    """Return the fewest of the shared names that must be moved to make one order of the other."""
    place = {name: number for number, name in enumerate(before)}
    shared = [name for name in after if name in place]
    return set(shared) - _staying([place[name] for name in shared], shared)


def _staying(places: list[int], names: list[str]) -> set[str]:
    """Return the names at a longest rising run of places (patience sorting)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, place in enumerate(places):
        pile = bisect_left(ends, place)
        ends[pile : pile + 1] = [place]
        at[pile : pile + 1] = [number]
        before.append(at[pile - 1] if pile else -1)
    found, number = set(), at[-1] if at else -1
    while number >= 0:
        found.add(names[number])
        number = before[number]
    return found
