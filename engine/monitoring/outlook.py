"""When a case is likely to end, judged by how long its like have taken from the same step.

The sample is the newest finished cases of the same procedure in the same office, of the same
version if there are enough. Of those that came to the step where the case now waits, only the ones
that needed longer than it has already waited say anything about it; their remaining times give the
quantiles. Below `FEWEST` of them nothing is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import quantiles
from typing import Final
from uuid import UUID

from engine.model import InstanceStatus
from engine.monitoring.heat import FEWEST, SAMPLE
from engine.rows import InstanceRow
from engine.store import Transaction, heat
from engine.store.heat import Place
from engine.viewing import Standing


class Basis(StrEnum):
    """What an estimate stands on, or why there is none."""

    STEP = "step"
    """Finished cases, from when they came to the same step."""
    WHOLE = "whole"
    """Finished cases, from their beginning: too few came through this step."""
    TOO_FEW = "too_few"
    """Too few cases have finished."""
    FEW_LONGER = "few_longer"
    """Enough have finished, but too few of them took as long as this case already has."""
    LONGER_THAN_EVER = "longer_than_ever"
    """The case has taken longer than almost all that have finished."""
    STUCK = "stuck"
    """It does not go on until somebody mends an incident."""
    SUSPENDED = "suspended"
    """It does not go on until somebody resumes it."""
    ENDED = "ended"
    """It has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """When a case will likely have ended: half of its like by `middle`, a quarter by `early`.

    Three quarters by `late`. All three are None unless `basis` is STEP or WHOLE. `sample`: how
    many finished cases it is from; `finished`: how many there are; `element_id`: the step.
    """

    basis: Basis
    sample: int = 0
    finished: int = 0
    early: datetime | None = None
    middle: datetime | None = None
    late: datetime | None = None
    element_id: str | None = None


def outlook(tx: Transaction, at: Standing) -> Outlook:
    """Estimate when a case ends, or say why that is not known."""
    if (resting := _rests(at)) is not None:
        return Outlook(basis=resting)
    done = _finished(tx, at.instance)
    if len(done) < FEWEST:
        return Outlook(basis=Basis.TOO_FEW, finished=len(done))
    return _from_steps(tx, at, done) or _from_whole(tx, at.instance, done)


def _rests(at: Standing) -> Basis | None:
    """Say why a case does not go on by itself."""
    if at.instance.ended_at is not None:
        return Basis.ENDED
    if at.instance.status is InstanceStatus.SUSPENDED:
        return Basis.SUSPENDED
    return Basis.STUCK if at.incidents else None


_ALMOST_ALL: Final = 10
"""Longer than almost all: at most one in so many took longer."""
_Done = Mapping[UUID, tuple[datetime, datetime]]
"""Finished cases: when they began and when they ended."""


def _finished(tx: Transaction, instance: InstanceRow) -> _Done:
    """Read the newest finished cases of the version, of every version where those are too few."""
    office, key = [instance.office_id], instance.definition_key
    for version in (instance.definition_version, None):
        found = heat.finished(tx, Place(offices=office, key=key, version=version), SAMPLE)
        if len(found) >= FEWEST or version is None:
            return {each.id: (each.began, each.ended) for each in found}
    return {}


def _from_steps(tx: Transaction, at: Standing, done: _Done) -> Outlook | None:
    """Estimate from the open tasks; of several, the one that has the longest way to go."""
    since: dict[str, datetime] = {}
    for task in at.tasks:
        since[task.element_id] = min(since.get(task.element_id, task.created_at), task.created_at)
    found = []
    for element, begun in since.items():
        opened = heat.last_opened(tx, at.instance.office_id, element, list(done))
        left = [done[identity][1] - came for identity, came in opened.items()]
        if made := _estimate(tx.now, begun, left):
            found.append(_told(made, Basis.STEP, len(done), element))
    return max(found, key=lambda each: each.middle or tx.now, default=None)


def _from_whole(tx: Transaction, instance: InstanceRow, done: _Done) -> Outlook:
    lasted = [ended - begun for begun, ended in done.values()]
    if made := _estimate(tx.now, instance.started_at, lasted):
        return _told(made, Basis.WHOLE, len(done), None)
    longer = sum(each > tx.now - instance.started_at for each in lasted)
    is_rare = longer * _ALMOST_ALL <= len(done)
    basis = Basis.LONGER_THAN_EVER if is_rare else Basis.FEW_LONGER
    return Outlook(basis=basis, sample=longer, finished=len(done))


_Made = tuple[int, datetime, datetime, datetime]


def _estimate(now: datetime, since: datetime, lasted: Sequence[timedelta]) -> _Made | None:
    """Return the quartiles of the moments by which those that took longer than this had ended."""
    waited = now - since
    longer = [each.total_seconds() for each in lasted if each > waited]
    if len(longer) < FEWEST:
        return None
    early, middle, late = (since + timedelta(seconds=each) for each in quantiles(longer, n=4))
    return len(longer), early, middle, late


def _told(made: _Made, basis: Basis, finished: int, element: str | None) -> Outlook:
    sample, early, middle, late = made
    return Outlook(
        basis=basis,
        sample=sample,
        finished=finished,
        early=early,
        middle=middle,
        late=late,
        element_id=element,
    )
