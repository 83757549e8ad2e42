"""The course of a procedure as its diagram has it: the steps people do, and what may come next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.execution import Definition
from engine.execution.elements import Element

Ways = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A user task on the way. `is_always`: no way to the last end of the diagram goes past it.

    `limits`: the deadlines drawn on it, or on a sub-process that begins with it.
    """

    element: Element
    is_always: bool
    limits: tuple[Element, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What may come next: the user tasks, and the ends of the case; several where it branches."""

    tasks: tuple[Element, ...]
    ends: tuple[Element, ...]


def steps(definition: Definition) -> list[Step]:
    """Return the user tasks from the plain start on, nearest first; exceptions are left out.

    What only a boundary event leads to (a reminder, a period that is over) is no step of the way.
    """
    ways = _ways(definition)
    reached = _reached(ways, definition.starts.get(None))
    ends = [key for key in reached if _is_last(definition.elements[key])]
    found = [definition.elements[key] for key in reached]
    return [
        Step(
            element=each,
            is_always=bool(ends) and ends[-1] not in _reached(ways, reached[0], each.id),
            limits=_limits(definition, each),
        )
        for each in found
        if each.kind == "userTask"
    ]


def ahead(definition: Definition, element_id: str) -> Ahead:
    """Return what a token at the element may come to next, not looking past the next user task."""
    ways = _ways(definition)
    tasks: dict[str, Element] = {}
    ends: dict[str, Element] = {}
    seen, queue = {element_id}, list(ways.get(element_id, ()))
    while queue:
        key = queue.pop(0)
        if key in seen:
            continue
        seen.add(key)
        each = definition.elements[key]
        if each.kind == "userTask":
            tasks[key] = each
            continue
        if _is_last(each):
            ends[key] = each
        queue += ways.get(key, ())
    return Ahead(tasks=tuple(tasks.values()), ends=tuple(ends.values()))


def _is_last(element: Element) -> bool:
    return element.kind == "endEvent" and not element.within


def _limits(definition: Definition, task: Element) -> tuple[Element, ...]:
    """Return the due dates drawn on a task, or on the sub-process it begins."""
    flows = definition.flows
    starts = {key for key, each in definition.elements.items() if each.kind == "startEvent"}
    is_first = any(source in starts for source, target in flows if target == task.id)
    hosts = (task.id, *(task.within if is_first else ()))
    return tuple(
        each
        for each in definition.elements.values()
        if each.attached_to in hosts and each.deadline_kind == "due"
    )


def _ways(definition: Definition) -> Ways:
    """Return where each element leads: into a sub-process by its start, out of it by its ends."""
    flows: dict[str, list[str]] = {}
    for source, target in definition.flows:
        flows.setdefault(source, []).append(target)
    ways = {source: list(targets) for source, targets in flows.items()}
    starts: dict[str, list[str]] = {}
    for each in definition.elements.values():
        if each.within and each.kind == "startEvent":
            starts.setdefault(each.within[0], []).append(each.id)
        elif each.within and each.kind == "endEvent":
            ways[each.id] = flows.get(each.within[0], [])
    return ways | starts


def _reached(ways: Ways, start: str | None, without: str | None = None) -> list[str]:
    """Return the elements that can be come to from the start, nearest first."""
    if start is None or start == without:
        return []
    found = [start]
    for key in found:  # grows while it is walked
        found += [each for each in ways.get(key, ()) if each not in found and each != without]
    return found
