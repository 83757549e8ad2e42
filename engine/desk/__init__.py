"""A task as it lies before somebody: looked at, its form kept and checked, its case's past."""

from engine.desk.keeping import faults, form_of, keep, schools_called
from engine.desk.looking import Desk, look
from engine.desk.past import Passed, Past, past

__all__ = [
    "Desk",
    "Passed",
    "Past",
    "faults",
    "form_of",
    "keep",
    "look",
    "past",
    "schools_called",
]
