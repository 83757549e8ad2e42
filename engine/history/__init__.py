"""History: what happened in a case, who read it, and whether all of it is as it was recorded."""

from engine.history.casefile import CaseFile, Diagram, open_case
from engine.history.checking import verify
from engine.history.erasing import erase
from engine.history.evidence import evidence_pdf, evidence_zip
from engine.history.exports import export
from engine.history.finding import RunVersion, Search, audited_offices, find, run_versions
from engine.history.logs import Log, csv, procedure_xes, xes
from engine.history.meaning import Meaning, meaning
from engine.history.reading import accesses, list_some, of_element
from engine.replay import ToldEvent
from engine.verifying import Report

__all__ = [
    "CaseFile",
    "Diagram",
    "Log",
    "Meaning",
    "Report",
    "RunVersion",
    "Search",
    "ToldEvent",
    "accesses",
    "audited_offices",
    "csv",
    "erase",
    "evidence_pdf",
    "evidence_zip",
    "export",
    "find",
    "list_some",
    "meaning",
    "of_element",
    "open_case",
    "procedure_xes",
    "run_versions",
    "verify",
    "xes",
]
