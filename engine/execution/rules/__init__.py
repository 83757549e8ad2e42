"""Static rules a diagram must pass to be deployed: what passes behaves as BPMN says it does.

An element that would run silently wrong is refused here, with its id, the rule and what to draw
instead. One file per subject; each rule is a function that looks at a `Diagram` and tells problems.
"""

from engine.execution.rules import (
    activities,
    assignments,
    deadlines,
    drawing,
    elements,
    events,
    expressions,
    firing,
    flows,
    gateways,
    identity,
    loops,
    papers,
    pools,
    schema,
    soundness,
    starts,
    timers,
    variables,
)
from engine.execution.rules.reading import Check, Diagram, Known, Made, PaperInputs
from engine.execution.vocabulary import Element
from engine.model import Problem

__all__ = ["RULES", "Known", "Made", "PaperInputs", "check"]

RULES: tuple[Check, ...] = (
    *schema.RULES,
    *identity.RULES,
    *elements.RULES,
    *flows.RULES,
    *pools.RULES,
    *gateways.RULES,
    *soundness.RULES,
    *events.RULES,
    *timers.RULES,
    *deadlines.RULES,
    *firing.RULES,
    *starts.RULES,
    *activities.RULES,
    *papers.RULES,
    *loops.RULES,
    *expressions.RULES,
    *variables.RULES,
    *assignments.RULES,
    *drawing.RULES,
)
"""In the order in which an analyst reads them: the file, the shape of the flow, the details."""


def check(tree: Element, file: str, known: Known) -> list[Problem]:
    """Return every problem of a BPMN file, errors and warnings; none means that it may run.

    `tree` is the root element as `engine.execution.xml.read` gives it; it is not changed. `known`
    says which roles, forms, decisions, processes and topics the diagram may name.
    """
    diagram = Diagram(tree, file, known)
    return [problem for rule in RULES for problem in rule(diagram)]
