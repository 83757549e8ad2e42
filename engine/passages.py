"""What a case has passed through, read from its history: moments, and the state of its diagram."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.errors import BodyUnreadable
from engine.execution import Definition
from engine.execution.elements import Element
from engine.rows import EventRow, JobRow, SubscriptionRow, TaskRow
from engine.telling import open_event
from engine.viewing import Standing

_BOUNDARY = "boundaryEvent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An event of the history, with the element of the diagram it is about.

    `roles`: who such a step is for. `data`: what was recorded; empty once it was erased.
    """

    at: datetime
    type: str
    element: Element | None
    roles: tuple[str, ...]
    actor: str
    on_behalf_of: str | None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Where a case stands on its diagram: ids of elements, of flows in `taken`."""

    here: tuple[str, ...]
    done: tuple[str, ...]
    taken: tuple[str, ...]
    broken: tuple[str, ...]


def moments(definition: Definition, events: Iterable[EventRow], key: bytes | None) -> list[Moment]:
    """Return what happened, in order; what cannot be read any more tells only that it was."""
    found, given = [], {}
    for event in events:
        data = _data(event, key)
        element = definition.elements.get(event.element_id or "")
        if event.type == "task_opened":
            given[data.get("task")] = tuple(data.get("roles") or ())
        roles = given.get(data.get("task")) or (() if element is None else element.roles)
        found.append(
            Moment(
                at=event.at,
                type=event.type,
                element=element,
                roles=roles,
                actor=event.actor,
                on_behalf_of=event.on_behalf_of,
                data=data,
            )
        )
    return found


def drawn(definition: Definition, passed: Iterable[Moment], stands: Standing) -> Drawn:
    """Return the state of the diagram: what is done, by which flows, and where the case waits."""
    done: dict[str, None] = {}
    taken: dict[str, None] = {}
    for moment in passed:
        for kind, element_id, _, *more in moment.data.get("steps", ()):
            if kind == "completed":
                done[element_id] = None
            if kind == "entered" and more and more[0]:
                taken[more[0]] = None
    stuck = tuple(dict.fromkeys(each.element_id for each in stands.incidents))
    here = [each.element_id for each in stands.tasks]
    here += [each.element_id or "" for each in stops(definition, stands)]
    here += [each.element_id for each in stands.subscriptions if _is_stop(definition, each)]
    return Drawn(
        here=tuple(each for each in dict.fromkeys(here) if each not in stuck),
        done=tuple(done),
        taken=tuple(taken),
        broken=stuck,
    )


def stops(definition: Definition, stands: Standing) -> list[JobRow]:
    """Return the timers that the case itself waits for; one on an edge only watches a step."""
    return [each for each in stands.timers if _is_stop(definition, each)]


def ended_at(passed: Iterable[Moment]) -> Element | None:
    """Return the end event that ended the case; None while it goes on, or when it was cancelled."""
    ends = [each.element for each in passed if each.type == "instance_completed"]
    return ends[-1] if ends else None


def began_at(definition: Definition, passed: Iterable[Moment]) -> str | None:
    """Return the start event by which the case began; None once its history was erased."""
    first = next(iter(passed), None)
    began = () if first is None else first.data.get("steps", ())
    for _, element_id, *_more in began:
        element = definition.elements.get(element_id)
        if element is not None and element.kind == "startEvent" and not element.within:
            return element.id
    return None


def explanation(
    definition: Definition, task: TaskRow, timers: Iterable[JobRow]
) -> tuple[str, str] | None:
    """Return why a task is due when it is, in Thai and English: as its deadline explains itself."""
    element = definition.elements.get(task.element_id)
    hosts = (task.element_id, *(element.within if element else ()))
    for timer in timers:
        drawn_at = definition.elements.get(timer.element_id or "")
        told = timer.explanation or {}
        is_its = drawn_at is not None and drawn_at.attached_to in hosts
        if is_its and task.due_date and told.get("due_date") == task.due_date.isoformat():
            return str(told["explanation_th"]), str(told["explanation_en"])
    return None


def _is_stop(definition: Definition, wait: JobRow | SubscriptionRow) -> bool:
    element = definition.elements.get(wait.element_id or "")
    return element is not None and element.kind != _BOUNDARY


def _data(event: EventRow, key: bytes | None) -> Mapping[str, Any]:
    try:
        return open_event(event, key) or {}
    except BodyUnreadable:
        return {}
