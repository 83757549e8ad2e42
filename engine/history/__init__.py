"""History: what happened in a case, who read it, and whether all of it is as it was recorded."""

from engine.history.checking import verify
from engine.history.erasing import erase
from engine.history.exports import export
from engine.history.reading import ToldEvent, accesses, list_some, of_element
from engine.verifying import Report

__all__ = [
    "Report",
    "ToldEvent",
    "accesses",
    "erase",
    "export",
    "list_some",
    "of_element",
    "verify",
]
