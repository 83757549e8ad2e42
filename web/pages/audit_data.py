"""The data of a case as the person at hand reads them."""

from typing import Any

from engine.history import CaseFile
from engine.replay.values import Reader
from web.language import language, t
from web.names import name_of


def called(case: CaseFile, name: str) -> str:
    """Return what a variable is called."""
    return _reader(case).called(name)


def lines(case: CaseFile, name: str, value: Any) -> list[tuple[str, str]]:
    """Return a variable as (what it is called, what it says), one line a value."""
    if name == "applicant" and isinstance(value, str):
        value = t(*case.person(value))
    if name == "office" and value == case.office.id:
        value = name_of(case.office)
    return _reader(case).lines(name, value)


def _reader(case: CaseFile) -> Reader:
    return Reader(case.labels, is_thai=language() == "th")
