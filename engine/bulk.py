"""One command for many cases: looked at first, then done case by case, each answered by itself.

The cases are chosen by a filter once, when the command is looked at; what is done is done to those
and no others. A case that refuses keeps nobody else waiting.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from engine import incidents, instances
from engine.context import Engine
from engine.errors import EngineError, NotFound
from engine.foreseeing import Foreseen
from engine.model import Person
from engine.monitoring import one, preview
from engine.monitoring.preview import Asked, Command

MOST_AT_ONCE: Final = 200
"""So many cases one bulk command takes; the rest by the next."""


class Deed(StrEnum):
    """What may be done to many cases at once."""

    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    RETRY = "retry"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A deed with its reason; of MOVE, from which element to which."""

    deed: Deed
    reason: str = ""
    at: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came, or would come, of one case: `refusal` says why nothing does.

    `foreseen`: of the preview, what would be different, once for each token or incident.
    """

    instance: UUID
    refusal: EngineError | None = None
    foreseen: tuple[Foreseen, ...] = ()


def look(engine: Engine, person: Person, chosen: list[UUID], order: Order) -> list[Answer]:
    """Say of each case what the order would do to it, or why it refuses; nothing is written."""
    return [_looked(engine, person, each, order) for each in chosen[:MOST_AT_ONCE]]


def carry_out(engine: Engine, person: Person, chosen: list[UUID], order: Order) -> list[Answer]:
    """Do the order to each case in a transaction of its own; say what came of each."""
    return [_done(engine, person, each, order) for each in chosen[:MOST_AT_ONCE]]


def _looked(engine: Engine, person: Person, instance: UUID, order: Order) -> Answer:
    try:
        asked = _asked(engine, person, instance, order)
        seen = tuple(preview.preview(engine, person, instance, each) for each in asked)
    except EngineError as refused:
        return Answer(instance=instance, refusal=refused)
    return Answer(instance=instance, foreseen=seen)


def _done(engine: Engine, person: Person, instance: UUID, order: Order) -> Answer:
    try:
        for asked in _asked(engine, person, instance, order):
            _give(engine, person, (instance, asked), order.reason)
    except EngineError as refused:
        return Answer(instance=instance, refusal=refused)
    return Answer(instance=instance)


def _asked(engine: Engine, person: Person, instance: UUID, order: Order) -> list[Asked]:
    """Return the commands that the order is for one case.

    Raises:
        NotFound: no token of the case stands there, or it has no open incident.
    """
    command = Command(order.deed.value)
    if order.deed is Deed.MOVE:
        view = one.view(engine, person, instance)
        tokens = [each.id for each in view.tokens if each.element.id == order.at]
        found = [Asked(command=command, token=each, to=order.to) for each in tokens]
    elif order.deed is Deed.RETRY:
        broken = one.view(engine, person, instance).standing.incidents
        found = [Asked(command=command, incident=each.id) for each in broken]
    else:
        return [Asked(command=command)]
    if not found:
        raise NotFound(id=instance)
    return found


def _give(engine: Engine, person: Person, what: tuple[UUID, Asked], reason: str) -> None:
    instance, asked = what
    if asked.command is Command.SUSPEND:
        instances.suspend(engine, person, instance, reason)
    elif asked.command is Command.RESUME:
        instances.resume(engine, person, instance, reason)
    elif asked.command is Command.CANCEL:
        instances.cancel(engine, person, instance, reason)
    elif asked.command is Command.MOVE and asked.token is not None:
        instances.move(engine, person, instance, asked.token, (asked.to, reason))
    elif asked.command is Command.RETRY and asked.incident is not None:
        incidents.retry(engine, person, asked.incident, reason)
