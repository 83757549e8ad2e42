"""Moves a running instance to another diagram, as a command does: from bytes to bytes."""

from engine.execution import Choices, Target, parse
from tests.execution.running import Running


def moved(running, xml, *, called=None, **choices):
    """Migrate; return what came of it. Without hindrances `running` goes on in the new version."""
    target = Target(parse(xml, called or {}, {}), xml, called or {})
    done = {s.element_id for s in running.steps if s.kind == "completed" and s.diagram is None}
    return running.migrate(target, Choices(**choices), frozenset(done))


def why(running, xml, **choices):
    """Return the codes and elements of what hinders."""
    result = moved(running, xml, **choices)
    return [(each.code, each.element_id) for each in result.hindrances]


def running_at(xml, *done, **variables):
    """Return an instance that has these tasks behind it."""
    return Running(xml, variables).complete_all(*done)
