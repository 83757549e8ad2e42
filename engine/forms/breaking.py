"""What a change of a form breaks of what was filled in or drawn with the form as it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from engine.forms.outcomes import Outcome, outcomes


class Broken(StrEnum):
    """What became of a variable."""

    REMOVED = "removed"
    RENAMED = "renamed"
    RETYPED = "retyped"
    OPTIONS = "options"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A variable that is no longer what it was.

    `before` is as it was; `after` as it is now, None when it is gone; `options`: those no more
    offered.
    """

    how: Broken
    before: Outcome
    after: Outcome | None
    options: tuple[str, ...] = ()


_WIDER: Final = {
    "text": frozenset({"longtext"}),
    "int": frozenset({"decimal"}),
    "money": frozenset({"decimal"}),
    "percent": frozenset({"decimal"}),
    "enum": frozenset({"text", "longtext"}),
    "ref": frozenset({"text", "longtext"}),
}
"""Types that hold whatever another held: changing to them breaks nothing."""


def breaks(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Break]:
    """Return what a new sound definition breaks of an old one, in the order of the old one."""
    was = [each for each in outcomes(old) if not each.is_part]
    now = {each.field: each for each in outcomes(new) if not each.is_part}
    fresh = [each for each in now.values() if each.field not in {one.field for one in was}]
    found = [_of(each, now, fresh) for each in was]
    gone = {each.before.field for each in found if each and each.how is Broken.REMOVED}
    return [each for each in found if each and not _is_in(each.before, gone)]


def _of(was: Outcome, now: Mapping[str, Outcome], fresh: list[Outcome]) -> Break | None:
    same = now.get(was.field)
    if same is None:
        heir = next((each for each in fresh if _is_heir(was, each)), None)
        how = Broken.REMOVED if heir is None else Broken.RENAMED
        return Break(how=how, before=was, after=heir)
    if same.type != was.type and same.type not in _WIDER.get(was.type, ()):
        return Break(how=Broken.RETYPED, before=was, after=same)
    if same.path != was.path:
        return Break(how=Broken.RENAMED, before=was, after=same)
    return _fewer(was, same)


def _fewer(was: Outcome, same: Outcome) -> Break | None:
    gone = tuple(each for each in was.options if each not in same.options)
    if not gone or same.type not in ("enum", "multi"):
        return None
    return Break(how=Broken.OPTIONS, before=was, after=same, options=gone)


def _is_heir(was: Outcome, other: Outcome) -> bool:
    """Whether a new field is the old one under another key: its words say so."""
    return other.type == was.type and other.label["th"] == was.label["th"]


def _is_in(each: Outcome, gone: set[str]) -> bool:
    """Whether it is a column of a table that is gone: the table is told."""
    around, _, column = each.field.partition(".")
    return bool(column) and around in gone
