"""Watching cases and keeping them in order: one family, a file for each of its matters."""

from web.pages import (
    monitor_bulk,
    monitor_case,
    monitor_cases,
    monitor_commands,
    monitor_heat,
)
from web.pages.monitor_family import pages

MATTERS = (monitor_bulk, monitor_case, monitor_cases, monitor_commands, monitor_heat)
"""What is imported here has given its views to the family."""

__all__ = ["MATTERS", "pages"]
