"""Moves an execution to another version, or says everything that keeps it from moving."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from engine.execution.case import Case
from engine.execution.instance import Execution
from engine.execution.migrating import words
from engine.execution.migrating.carrying import Carrying, look_at_parallel_joins
from engine.execution.migrating.marking import stuck
from engine.execution.migrating.promising import carried_timers
from engine.execution.migrating.reaching import ahead, is_work
from engine.execution.migrating.target import Target
from engine.execution.migrating.values import CarriedTimer, Choices, Hindrance

Finished: TypeAlias = Callable[[], frozenset[str]]
"""Tells the ids of the elements of a case's own diagram that were completed so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """A case as it would be; with hindrances its execution is good for nothing.

    `moved`: older and newer element of each token whose element has another id. `passed_over`: work
    that is new in the newer version and that this case will not come to any more.
    """

    execution: Execution
    hindrances: tuple[Hindrance, ...]
    moved: Mapping[UUID, tuple[str, str]]
    timers: tuple[CarriedTimer, ...]
    passed_over: tuple[str, ...] = ()


def migrate(execution: Execution, target: Target, choices: Choices, finished: Finished) -> Migrated:
    """Carry a restored execution over to a version and run it to rest; nothing is written.

    `finished` is asked only where something could be done again. The execution given is not
    changed, save that both share their variables.
    """
    old = execution.case
    carrying = Carrying(old, target, choices, execution.environment)
    carrying.carry()
    found = list(carrying.hindrances)
    if not found:
        found += stuck(carrying.case, target)
        found += _again(carrying, finished)
    timers = carried_timers(carrying) if not found else ()
    missed = _passed_over(carrying) if not found else ()
    moved = execution.carried_over(target.definition, carrying.case)
    if not found:
        look_at_parallel_joins(carrying.case)
        moved.rest()
    return Migrated(
        execution=moved,
        hindrances=tuple(dict.fromkeys(found)),
        moved=carrying.moved,
        timers=timers,
        passed_over=missed,
    )


def _again(carrying: Carrying, finished: Finished) -> list[Hindrance]:
    """Say what is finished, lies ahead in the newer version and did not in the older."""
    could = {carrying.wanted(spec) for spec in ahead(carrying.old).values()}
    fresh = {
        name: spec
        for name, spec in sorted(ahead(carrying.case).items())
        if is_work(spec) and name not in could
    }
    done = {carrying.choices.mapping.get(name, name) for name in finished()} if fresh else set()
    return [words.done_again(spec.element) for name, spec in fresh.items() if name in done]


def _passed_over(carrying: Carrying) -> tuple[str, ...]:
    older = {carrying.wanted(spec) for spec in _every(carrying.old)}
    coming = ahead(carrying.case)
    standing = {token.task_spec.bpmn_id for token in carrying.case.tokens()}
    fresh = [
        spec.bpmn_id
        for spec in _every(carrying.case)
        if is_work(spec) and spec.bpmn_id not in older
    ]
    return tuple(n for n in dict.fromkeys(fresh) if n not in coming and n not in standing)


def _every(case: Case) -> list[Any]:
    own = case.spec.name
    specs = [case.spec, *case.subprocess_specs.values()]
    every = [spec for each in specs for spec in each.task_specs.values()]
    return [spec for spec in every if spec.bpmn_id and spec.diagram == own]
