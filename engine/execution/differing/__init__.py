"""What differs between two diagrams, or two decision tables, in words."""

from engine.execution.differing.diagrams import differences
from engine.execution.differing.tables import table_differences

__all__ = ["differences", "table_differences"]
