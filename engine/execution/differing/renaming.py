"""Finds elements whose id is another one and that are otherwise the same."""

from collections import Counter
from collections.abc import Mapping
from typing import TypeAlias

from engine.execution.differing.reading import Drawn

Diagram: TypeAlias = Mapping[str, Drawn]
Likeness: TypeAlias = tuple[object, ...]
_FLOWS = frozenset({"sequenceFlow", "messageFlow", "association"})


def renamed(before: Diagram, after: Diagram) -> dict[str, str]:
    """Return the new id of each renamed element by its old one.

    Two are one when kind, properties and neighbours are alike and nothing else is like them.
    Elements are matched first, then the flows between them.
    """
    found: dict[str, str] = {}
    for of_flows in (False, True):
        gone = _unmatched(before, set(after), of_flows=of_flows)
        come = _unmatched(after, set(before), of_flows=of_flows)
        if gone and come:
            kept = set(before) & set(after)
            known = {name: name for name in found.values()}
            old = {_like(each, before, kept, found): each.id for each in gone}
            new = {_like(each, after, kept, known): each.id for each in come}
            alike = old.keys() & new.keys()
            twice = _twice(gone, before, kept, found) | _twice(come, after, kept, known)
            found |= {old[each]: new[each] for each in alike - twice}
    return found


def _unmatched(diagram: Diagram, others: set[str], *, of_flows: bool) -> list[Drawn]:
    return [
        each
        for each in diagram.values()
        if each.id not in others and (each.kind in _FLOWS) is of_flows
    ]


def _twice(
    listed: list[Drawn], diagram: Diagram, kept: set[str], found: Mapping[str, str]
) -> set[Likeness]:
    counted = Counter(_like(each, diagram, kept, found) for each in listed)
    return {likeness for likeness, times in counted.items() if times > 1}


def _like(each: Drawn, diagram: Diagram, kept: set[str], found: Mapping[str, str]) -> Likeness:
    """Return what an element must share with another to be the same one.

    A neighbour whose own id is another one counts by its kind and name.
    """

    def known(name: str) -> object:
        if name in found or name in kept or name not in diagram:
            return found.get(name, name)
        return (diagram[name].kind, diagram[name].name)

    ends = tuple((end, known(name)) for end, name in sorted(each.ends.items()) if end != "default")
    if each.kind in _FLOWS:
        return (each.kind, *sorted(each.properties.items()), *ends)
    around = [
        (end, flow.kind, known(other))
        for flow in diagram.values()
        for end, mine, other in _both_ends(flow)
        if mine == each.id and flow.kind in _FLOWS
    ]
    neighbours = tuple(sorted(around, key=repr))
    return (each.kind, *sorted(each.properties.items()), *ends, neighbours)


def _both_ends(flow: Drawn) -> list[tuple[str, str, str]]:
    source, target = flow.ends.get("sourceRef", ""), flow.ends.get("targetRef", "")
    return [("out", source, target), ("in", target, source)]
