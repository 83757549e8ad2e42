"""What happened in a trial, offered as what could be expected of it."""

from engine.trying.expecting import Expectation, What, dues, passed
from engine.trying.looking import CaseSeen, Seen
from engine.trying.naming import is_step


def offered(seen: Seen) -> list[Expectation]:
    """Return what happened in a trial as what could be expected of it, in a useful order."""
    return [each for case in seen.cases for each in _of_case(case)]


def _of_case(case: CaseSeen) -> list[Expectation]:
    number, end = case.number, case.end
    ends = [Expectation(what=What.ENDED, subject=end.id, case=number)] if end else []
    days = [
        Expectation(what=What.DUE, subject=element, value=day, nth=nth, case=number)
        for element, listed in dues(case).items()
        for nth, day in enumerate(listed)
    ]
    made = dict.fromkeys(each.key for each in case.papers)
    papers = [Expectation(what=What.PAPER, subject=key, case=number) for key in made]
    told = [element for _, element in passed(case) if _is_told(case, element)]
    elements = [Expectation(what=What.PASSED, subject=each, case=number) for each in told]
    return [*ends, *days, *papers, *elements]


def _is_told(case: CaseSeen, element: str) -> bool:
    drawn = case.definition.elements.get(element)
    is_end = case.end is not None and case.end.id == element
    return drawn is not None and is_step(drawn) and not is_end
