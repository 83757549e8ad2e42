"""Static rules a decision table must pass to be deployed: what passes says what DMN says it does.

What would be run wrongly is refused; what is probably not meant (a combination that no rule
covers, a rule that is never reached) is a warning. One file per subject, as for diagrams.
"""

from engine.execution.rules.tables.entries import RULES as ENTRIES
from engine.execution.rules.tables.meeting import RULES as MEETING
from engine.execution.rules.tables.sheet import Sheet
from engine.execution.rules.tables.structure import RULES as STRUCTURE
from engine.execution.rules.tables.values import RULES as VALUES
from engine.execution.vocabulary import Element
from engine.model import Problem, Severity

__all__ = ["check_tables"]

_GROUPS = (STRUCTURE, (*ENTRIES, *VALUES), MEETING)


def check_tables(root: Element, file: str) -> list[Problem]:
    """Return every problem of a DMN file, errors and warnings; none means that it may run.

    Each group of rules looks only at what the groups before it have found in order.
    """
    problems: list[Problem] = []
    sheet = Sheet(root, file)
    for group in _GROUPS:
        problems += [problem for rule in group for problem in rule(sheet)]
        if any(problem.severity is Severity.ERROR for problem in problems):
            break
    return problems
