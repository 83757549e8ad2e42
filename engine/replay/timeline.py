"""The tokens and the data of a case at any of its moments.

A moment is a pure function of the events before it. Standings are kept every 64 events, so that a
jump costs as little as a step.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from engine.model import InstanceStatus
from engine.replay.events import (
    MIGRATED,
    StepTold,
    ToldEvent,
    changed_by,
    moved_by,
    steps_of,
    version_of,
)

_EVERY: Final = 64
_LEFT: Final = frozenset({"completed", "cancelled"})
_STATUS: Final = {
    "instance_started": InstanceStatus.ACTIVE,
    "instance_suspended": InstanceStatus.SUSPENDED,
    "instance_resumed": InstanceStatus.ACTIVE,
    "instance_completed": InstanceStatus.COMPLETED,
    "instance_cancelled": InstanceStatus.CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A token: which element instance stands where, by which flow and since which event.

    `failed`: it stands there because the element could not be carried out. `part_of`: the token
    of the whole multi-instance or loop, of which this is one round.
    """

    token: str
    element_id: str
    diagram: str | None
    flow: str | None
    since: int
    failed: bool = False
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A case right after an event; `seq` 0 is before the first, when there was nothing.

    `set_by`: the event that last set each of the variables. `version`: the one that the case was
    last moved to; None as long as it runs in the version it began in.
    """

    seq: int
    event: ToldEvent | None
    status: InstanceStatus | None
    tokens: Mapping[str, Standing]
    data: Mapping[str, Any]
    set_by: Mapping[str, ToldEvent]
    version: int | None = None


@dataclass(slots=True)
class _Held:
    status: InstanceStatus | None = None
    tokens: dict[str, Standing] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    set_by: dict[str, ToldEvent] = field(default_factory=dict)
    wholes: set[str] = field(default_factory=set)
    """Tokens that were done in rounds, of all moments up to the last."""
    version: int | None = None

    def copied(self) -> "_Held":
        data, set_by = dict(self.data), dict(self.set_by)
        return _Held(self.status, dict(self.tokens), data, set_by, self.wholes, self.version)

    def take(self, event: ToldEvent) -> None:
        """Let an event have happened."""
        self.status = _STATUS.get(event.type, self.status)
        changed = changed_by(event)
        self.data.update(changed)
        self.set_by.update(dict.fromkeys(changed, event))
        if event.type == MIGRATED:
            self._go_over(event)
        for step in steps_of(event):
            self._step(step, event.seq)

    def _go_over(self, event: ToldEvent) -> None:
        """Let tokens stand at the elements that they stand at in the other version."""
        self.version = version_of(event) or self.version
        for token, element in moved_by(event).items():
            if (stood := self.tokens.get(token)) is not None:
                self.tokens[token] = replace(stood, element_id=element, flow=None)

    def _step(self, step: StepTold, seq: int) -> None:
        if step.kind == "entered":
            self.tokens[step.token] = Standing(
                token=step.token,
                element_id=step.element_id,
                diagram=step.diagram,
                flow=step.flow,
                since=seq,
                part_of=None if step.flow else self._whole(step),
            )
        elif step.kind in _LEFT:
            self.tokens.pop(step.token, None)
        elif step.kind == "failed" and (stood := self.tokens.get(step.token)) is not None:
            self.tokens[step.token] = replace(stood, failed=True)

    def _whole(self, step: StepTold) -> str | None:
        """Return the newest token at the same element: what came there by no flow is its round."""
        here = (step.element_id, step.diagram)
        around = [
            each.token
            for each in self.tokens.values()
            if (each.element_id, each.diagram) == here and each.part_of is None
        ]
        self.wholes.update(around[-1:])
        return around[-1] if around else None


class Timeline:
    """The moments of one case; `events` are all of it, in order."""

    def __init__(self, events: Sequence[ToldEvent]) -> None:
        self.events = tuple(events)
        held = _Held()
        self._kept = [held.copied()]
        for number, event in enumerate(self.events, start=1):
            held.take(event)
            if number % _EVERY == 0:
                self._kept.append(held.copied())

        self.wholes = frozenset(held.wholes)

    def at(self, seq: int) -> Moment:
        """Return the case right after the event of this number; the nearest one there is."""
        wanted = max(0, min(seq, len(self.events)))
        held = self._kept[wanted // _EVERY].copied()
        for event in self.events[wanted // _EVERY * _EVERY : wanted]:
            held.take(event)
        return Moment(
            seq=wanted,
            event=self.events[wanted - 1] if wanted else None,
            status=held.status,
            tokens=held.tokens,
            data=held.data,
            set_by=held.set_by,
            version=held.version,
        )
