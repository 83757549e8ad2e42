"""What runs: the only package that knows SpiffWorkflow and lxml; it speaks our words."""

from engine.execution.asked import AskedDeadline
from engine.execution.asking import Needed, Needs, Tried, table_needs, try_table
from engine.execution.claims import claims
from engine.execution.deciding import Deciding, deciding, thrown
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
from engine.execution.mentioning import Asked, Mention, asks, mentions, table_mentions
from engine.execution.migrating import (
    CarriedTimer,
    Choice,
    Choices,
    Hindrance,
    Migrated,
    Target,
    migrate,
)
from engine.execution.outlining import (
    Known,
    Outline,
    check_diagram,
    check_table,
    outline,
    outputs_of,
)
from engine.execution.picturing import picture
from engine.execution.readable import named, read_diagram, read_table
from engine.execution.rules import Made, PaperInputs
from engine.execution.sending import messages_sent
from engine.execution.state import variables_in
from engine.execution.timers import MovedTimer

__all__ = [
    "Asked",
    "AskedDeadline",
    "CarriedTimer",
    "Choice",
    "Choices",
    "Deciding",
    "Definition",
    "Environment",
    "Execution",
    "Hindrance",
    "Known",
    "Made",
    "Mention",
    "Migrated",
    "MovedTimer",
    "Needed",
    "Needs",
    "Outline",
    "PaperInputs",
    "Target",
    "Tried",
    "asked_decisions",
    "asked_forms",
    "asks",
    "called_processes",
    "check_diagram",
    "check_table",
    "claims",
    "deciding",
    "differences",
    "mentions",
    "messages_sent",
    "migrate",
    "named",
    "outline",
    "outputs_of",
    "parse",
    "picture",
    "read_diagram",
    "read_table",
    "table_differences",
    "table_mentions",
    "table_needs",
    "thrown",
    "try_table",
    "variables_in",
]
