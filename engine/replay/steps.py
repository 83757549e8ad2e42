"""What the history tells of the tokens' steps, and of the decision tables they asked."""

from collections.abc import Iterable, Sequence
from typing import Any

from engine.model import Step


def told_steps(steps: Sequence[Step]) -> dict[str, Any]:
    """Return what an event tells of a command's steps: nothing where no token moved."""
    if not steps:
        return {}
    return {"steps": [_step(step) for step in steps], **_decided(steps)}


def _step(step: Step) -> list[Any]:
    """Write a step: kind, element, element instance, and as much of the rest as says something.

    The rest: the flow by which it came in, the numbers of a decision table's rules that held, the
    key of the called process it was in. `engine.replay.events` reads it back.
    """
    rules = None if step.decided is None else list(step.decided.rules)
    more = [step.flow, rules, step.diagram]
    while more and more[-1] is None:
        more.pop()
    return [step.kind, step.element_id, step.element_instance_id.hex, *more]


def _decided(steps: Iterable[Step]) -> dict[str, Any]:
    """Tell which version of which tables decided, and the notes of the rules that held, once."""
    tables: dict[str, Any] = {}
    for each in [step.decided for step in steps if step.decided is not None]:
        told = tables.setdefault(each.table, {"digest": each.digest, "rules": {}})
        told["rules"].update({str(number): note for number, note in each.rules.items()})
    return {"decided": tables} if tables else {}
