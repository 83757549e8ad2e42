"""What runs: the only package that knows SpiffWorkflow and lxml; it speaks our words."""

from engine.execution.claims import claims
from engine.execution.definition import (
    Definition,
    asked_decisions,
    asked_forms,
    called_processes,
    parse,
)
from engine.execution.differing import differences, table_differences
from engine.execution.environment import Environment
from engine.execution.instance import Execution
from engine.execution.outlining import Known, Outline, check_diagram, check_table, outline
from engine.execution.picturing import picture
from engine.execution.rules import PaperInputs
from engine.execution.timers import MovedTimer

__all__ = [
    "Definition",
    "Environment",
    "Execution",
    "Known",
    "MovedTimer",
    "Outline",
    "PaperInputs",
    "asked_decisions",
    "asked_forms",
    "called_processes",
    "check_diagram",
    "check_table",
    "claims",
    "differences",
    "outline",
    "parse",
    "picture",
    "table_differences",
]
