"""History: what happened in a case, who read it, and whether all of it is as it was recorded."""

from engine.history.casefile import CaseFile, Diagram, open_case, readers
from engine.history.checking import verify
from engine.history.erasing import erase
from engine.history.evidence import chunks, evidence_pdf, evidence_zip
from engine.history.exports import export
from engine.history.finding import RunVersion, Search, find, run_versions
from engine.history.logs import Log, csv, procedure_xes, xes
from engine.history.many import Many, replay_many
from engine.history.meaning import Meaning, meaning
from engine.history.reading import accesses, list_some, of_element
from engine.history.standing import Ledger, OfficeRecord, ledger_standing
from engine.replay import ToldEvent
from engine.verifying import Report

__all__ = [
    "CaseFile",
    "Diagram",
    "Ledger",
    "Log",
    "Many",
    "Meaning",
    "OfficeRecord",
    "Report",
    "RunVersion",
    "Search",
    "ToldEvent",
    "accesses",
    "chunks",
    "csv",
    "erase",
    "evidence_pdf",
    "evidence_zip",
    "export",
    "find",
    "ledger_standing",
    "list_some",
    "meaning",
    "of_element",
    "open_case",
    "procedure_xes",
    "readers",
    "replay_many",
    "run_versions",
    "verify",
    "xes",
]
