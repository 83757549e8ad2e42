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


def steps(definition: Definition, start: str | None = None) -> list[Step]:
    """Return the user tasks from a start event on (else the plain one), nearest first.

    What only a boundary event leads to (a reminder, a period that is over) is no step of the way.
    """
    ways, begin = _ways(definition), start or definition.starts.get(None)
    reached = _reached(ways, begin)
    joins = _joins(definition, ways, reached)
    ends = [key for key in reached if _is_last(definition.elements[key])]
    found = [definition.elements[key] for key in reached]
    return [
        Step(
            element=each,
            is_always=bool(ends) and ends[-1] not in _reached(ways, begin, joins, each.id),
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


def _joins(definition: Definition, ways: Ways, reached: Sequence[str]) -> Mapping[str, set[str]]:
    """Return from where parallel gateways await tokens: all of them, before one goes on."""
    sources: dict[str, set[str]] = {}
    for source in reached:
        for target in ways.get(source, ()):
            if definition.elements[target].kind == "parallelGateway":
                sources.setdefault(target, set()).add(source)
    return sources


def _reached(
    ways: Ways,
    start: str | None,
    joins: Mapping[str, set[str]] | None = None,
    without: str | None = None,
) -> list[str]:
    """Return the elements that can be come to from the start, nearest first.

    `joins`: elements that are come to only when all these were; `without`: one that never is.
    """
    if start is None or start == without:
        return []
    found = {start: None}
    queue = [start]
    for key in queue:  # grows while it is walked
        for each in ways.get(key, ()):
            awaited = (joins or {}).get(each, set())
            if each not in found and each != without and awaited <= found.keys():
                found[each] = None
                queue.append(each)
    return queue
