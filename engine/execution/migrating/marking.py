"""Plays the newer version on from where the case stands: whether it can end, and nothing twice."""

from collections.abc import Iterator
from itertools import islice, product
from typing import Any, Final

from SpiffWorkflow.util.task import TaskState

from engine.execution.case import Case
from engine.execution.migrating import words
from engine.execution.migrating.target import Target
from engine.execution.migrating.values import Hindrance
from engine.execution.rules.asides import begun_aside
from engine.execution.rules.reading import Scope, identity
from engine.execution.rules.token_game import Game, Marking, Net, Place, marking_of
from engine.execution.token import RACE, Token

_MOST_RACES: Final = 64
"""So many ways in which the first events may happen are tried."""


def stuck(case: Case, target: Target) -> Iterator[Hindrance]:
    """Yield why the case would not come to its end as it should in the newer version.

    What the newer version can run into from its very start is no hindrance: deployment told it. So
    is a scope that has too many ways to be judged even from its start.
    Conditions are not looked at, so a way that no data of this case take counts too.
    """
    for workflow in case.workflows():
        yield from _stuck_in(workflow, target)


def _stuck_in(workflow: Any, target: Target) -> Iterator[Hindrance]:
    net, usual = target.played(workflow.spec.name)
    elements = {s.bpmn_id: s.element for s in workflow.spec.task_specs.values() if s.bpmn_id}
    aside = begun_aside(net.scope)
    tokens = [t for t in workflow.tasks.values() if _counts(t, aside)]
    if not tokens:
        return
    begun = list(_markings(tokens, net))
    game = net.play(begun)
    if game.complete and () not in game.seen:
        yield words.cannot_end()
    if usual.complete and not game.complete:
        yield words.not_judged()
    for name in _waiting(net, game, usual):
        yield words.waits_for_ever(elements[name])
    for name in _crowded(net, game, usual):
        yield words.done_twice(elements[name])


def _counts(token: Token, aside: frozenset[str]) -> bool:
    """Whether a token has a say in how the scope ends: no armed event, no round, no reminder."""
    is_whole = token.parent_id is None and not hasattr(token.task_spec, "attached_to")
    return is_whole and token.task_spec.bpmn_id not in aside


def _markings(tokens: list[Token], net: Net) -> Iterator[Marking]:
    """Yield how the scope may be seen: of events that exclude each other, any one counts."""
    races: dict[str, list[Place]] = {}
    places: list[Place] = []
    for token in tokens:
        race = token.internal_data.get(RACE)
        into = places if race is None else races.setdefault(race, [])
        into.append(_place(token, net))
    for chosen in islice(product(*races.values()), _MOST_RACES):
        counted: dict[Place, int] = {}
        for place in (*places, *chosen):
            counted[place] = counted.get(place, 0) + 1
        yield marking_of(counted)


def _place(token: Token, net: Net) -> Place:
    spec = token.task_spec
    waits_to_join = token.state == TaskState.WAITING and len(spec.inward()) > 1
    flow = spec.flows_in.get(token.came_from) if token.came_from or waits_to_join else None
    armed = {e.task_spec.bpmn_id for e in token.children if e is not None}
    return net.standing(spec.bpmn_id, flow, armed)


def _waiting(net: Net, game: Game, usual: Game) -> list[str]:
    places = {place for marking in game.stuck - usual.stuck for place, _ in marking}
    return sorted(net.takers(places))


def _crowded(net: Net, game: Game, usual: Game) -> list[str]:
    found = [_first_in(net.scope, net, place) for place in sorted(game.crowded - usual.crowded)]
    return sorted({name for name in found if name})


def _first_in(scope: Scope, net: Net, place: Place) -> str:
    inside = [
        node
        for node in scope.nodes.values()
        if any(net.place(identity(flow)) == place for flow in scope.incoming(node))
    ]
    met = [node for node in inside if len(scope.incoming(node)) > 1]
    return identity((met or inside)[0]) if inside else ""
