"""Two moments of a case, held side by side: data, tokens, and what lies between."""

from dataclasses import dataclass
from typing import Any

from engine.replay.events import ToldEvent
from engine.replay.timeline import Moment, Standing, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A variable that is not the same at both moments; `is_new`: it was not there at the first.

    `by`: the event between the two that set it last, which names who and when.
    """

    name: str
    before: Any
    after: Any
    is_new: bool
    by: ToldEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What became of a case from one moment to a later one.

    `came`, `went`, `stayed`: its tokens; `between`: the events after the first moment, up to and
    with the second.
    """

    before: Moment
    after: Moment
    changes: tuple[Change, ...]
    came: tuple[Standing, ...]
    went: tuple[Standing, ...]
    stayed: tuple[Standing, ...]
    between: tuple[ToldEvent, ...]


def compare(timeline: Timeline, one: int, other: int) -> Comparison:
    """Compare the moments after two events, named in whichever order."""
    before, after = timeline.at(min(one, other)), timeline.at(max(one, other))
    gone, here = before.tokens, after.tokens
    return Comparison(
        before=before,
        after=after,
        changes=_changes(before, after),
        came=tuple(token for key, token in here.items() if key not in gone),
        went=tuple(token for key, token in gone.items() if key not in here),
        stayed=tuple(token for key, token in here.items() if key in gone),
        between=timeline.events[before.seq : after.seq],
    )


def _changes(before: Moment, after: Moment) -> tuple[Change, ...]:
    """Return what differs, in the order of names; a value set to what it was is no difference."""
    return tuple(
        Change(
            name=name,
            before=before.data.get(name),
            after=value,
            is_new=name not in before.data,
            by=after.set_by[name],
        )
        for name, value in sorted(after.data.items())
        if name not in before.data or before.data[name] != value
    )
