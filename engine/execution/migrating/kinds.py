"""Whether a token can go on waiting at another element as it waits now."""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.execution.activities import ServiceTask, SubProcess
from engine.execution.events import Named, Waiting
from engine.execution.migrating import words
from engine.execution.migrating.values import Hindrance
from engine.execution.multi import MultiInstance
from engine.execution.timers import Timer
from engine.execution.token import Token

_ROUNDS = ("sequential", "element", "output_collection", "output_element")
"""What the rounds already begun hang on; the collection itself was read when they began."""


def misfit(token: Token, newer: Any) -> Hindrance | None:
    """Say why a token cannot stand at the newer element; None when it can."""
    older = token.task_spec
    if type(older) is not type(newer) or _waits(older) != _waits(newer):
        if hasattr(older, "attached_to"):
            return words.event_gone(older.element)
        return words.other_kind(older.element, newer.element)
    return _of_content(token, newer)


def _of_content(token: Token, newer: Any) -> Hindrance | None:
    older = token.task_spec
    if (was := _asked(older)) != (now := _asked(newer)) and token.state != TaskState.ERROR:
        return words.other_name(older.element, was, now)
    if isinstance(older, MultiInstance) and _rounds(older) != _rounds(newer):
        return words.other_rounds(older.element)
    is_other_call = isinstance(older, SubProcess) and _called(older) != _called(newer)
    return words.other_kind(older.element, newer.element) if is_other_call else None


def _waits(spec: Any) -> tuple[Any, ...]:
    """What an event waits for; of a timer, what for the people it is."""
    if not isinstance(spec, Waiting):
        return ()
    definition = spec.event_definition
    if isinstance(definition, Timer):
        return (Timer, None if definition.asked is None else definition.asked.kind)
    return (type(definition), getattr(definition, "kind", None), getattr(definition, "code", None))


def _asked(spec: Any) -> str:
    """By which name something comes from outside: a message, signal or service."""
    definition = getattr(spec, "event_definition", None)
    if isinstance(definition, Named):
        return str(definition.name)
    return str(spec.element.topic) if isinstance(spec, ServiceTask) else ""


def _rounds(spec: Any) -> list[Any]:
    return [spec.asked[name] for name in _ROUNDS]


def _called(spec: Any) -> str:
    """Which process a call activity calls; blank of an embedded sub-process."""
    return "" if "/" in spec.spec else str(spec.spec)
