"""Messages and signals: sent by people and other systems; `correlating` finds who waits."""

from uuid import UUID

from engine import correlating
from engine.context import Engine
from engine.correlating import Delivered, Message
from engine.model import Person, Variables

__all__ = ["Delivered", "Message", "broadcast", "send"]


def send(engine: Engine, person: Person, message: Message) -> Delivered:
    """Deliver a message to the one instance that waits for it, or start the process it begins.

    Raises:
        NobodyWaits: no instance waits, and no process starts with it.
        Ambiguous: more than one instance waits.
        InstanceNotActive: the one that waits is suspended.
    """
    with engine.begin() as tx:
        return correlating.deliver(engine, tx, person, message)


def broadcast(
    engine: Engine, person: Person, name: str, variables: Variables, office: str | None = None
) -> list[UUID]:
    """Send a signal to every instance of the person's offices that listens; say which heard it."""
    return correlating.broadcast(engine, person, name, variables, office)
