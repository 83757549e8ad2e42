"""Moves a running instance to another diagram, as a command does: from bytes to bytes."""

from engine.execution import Choices, Execution, Target, migrate, parse
from tests.execution.running import Running


def moved(running, xml, *, called=None, finished=None, **choices):
    """Migrate; return what came of it. Without hindrances `running` goes on in the new version."""
    target = Target(parse(xml, called or {}, {}), xml, called or {})
    execution = Execution.restore(
        running.definition, running._environment(), running.snapshot.state, running.kept.get
    )
    done = {s.element_id for s in running.steps if s.kind == "completed" and s.diagram is None}
    result = migrate(
        execution,
        target,
        Choices(**choices),
        frozenset(done if finished is None else finished),
    )
    if not result.hindrances:
        running.definition = target.definition
        running._take(result.execution, live=False)
    return result


def why(running, xml, **choices):
    """Return the codes and elements of what hinders."""
    result = moved(running, xml, **choices)
    return [(each.code, each.element_id) for each in result.hindrances]


def running_at(xml, *done, **variables):
    """Return an instance that has these tasks behind it."""
    return Running(xml, variables).complete_all(*done)
