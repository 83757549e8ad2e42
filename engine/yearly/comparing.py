"""Two runs with the same chance held against each other: what the change of the diagram does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from engine.foreseeing import Named
from engine.yearly.outcome import DeadlineCount, Outcome, RoleLoad

Each = TypeVar("Each")
_HARDLY: Final = 0.5
"""Hours of waiting, or days late, that nobody would call a difference."""
_LITTLE: Final = 0.01
"""Share of a role's hours that nobody would call a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineChange:
    """A deadline before and after; None where it was not, or is no more."""

    host: Named
    element: Named
    before: DeadlineCount | None
    after: DeadlineCount | None

    @property
    def more_late(self) -> int:
        """How many more are broken; fewer below 0."""
        was = self.before.late + self.before.open if self.before else 0
        return (self.after.late + self.after.open if self.after else 0) - was


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChange:
    """A role's work before and after."""

    role: str
    before: RoleLoad | None
    after: RoleLoad | None

    @property
    def more_used(self) -> float:
        """How much more of its people's hours are worked, as a share."""
        return (self.after.used if self.after else 0) - (self.before.used if self.before else 0)

    @property
    def more_waiting(self) -> float:
        """How many hours longer half of its tasks wait."""
        was = self.before.waited.median if self.before else 0
        return (self.after.waited.median if self.after else 0) - was


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is different after the change; what hardly differs is left out."""

    deadlines: tuple[DeadlineChange, ...]
    roles: tuple[RoleChange, ...]
    more_late: int
    more_days: float


def difference(before: Outcome, after: Outcome) -> Difference:
    """Return how two runs differ: by deadline, by role, in all."""
    deadlines = [
        DeadlineChange(element=each.element, host=each.host, before=was, after=now)
        for was, now in _beside(before.deadlines, after.deadlines, lambda d: d.element.id)
        if (each := now or was) is not None
    ]
    roles = [
        RoleChange(role=load.role, before=had, after=has)
        for had, has in _beside(before.roles, after.roles, lambda r: r.role)
        if (load := has or had) is not None
    ]
    return Difference(
        deadlines=tuple(sorted(filter(_matters, deadlines), key=lambda d: -abs(d.more_late))),
        roles=tuple(filter(_is_felt, roles)),
        more_late=sum(each.more_late for each in deadlines),
        more_days=round(after.lasted.median - before.lasted.median, 2),
    )


def _matters(change: DeadlineChange) -> bool:
    if change.before is None or change.after is None or change.more_late:
        return True
    return abs(change.after.by.median - change.before.by.median) > _HARDLY


def _is_felt(change: RoleChange) -> bool:
    return abs(change.more_used) > _LITTLE or abs(change.more_waiting) > _HARDLY


def _beside(
    before: Iterable[Each], after: Iterable[Each], name: Callable[[Each], str]
) -> list[tuple[Each | None, Each | None]]:
    was, now = {name(each): each for each in before}, {name(each): each for each in after}
    return [(was.get(key), now.get(key)) for key in {**now, **was}]
