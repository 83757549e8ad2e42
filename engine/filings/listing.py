"""What can be filed, by whom, when and with which papers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from engine import access, applicants, course
from engine.calendar import WindowState, describe_windows
from engine.context import Engine
from engine.course import Step
from engine.errors import DefinitionNotFound
from engine.execution import Definition
from engine.filling import form_of
from engine.model import Person
from engine.office import calendar_of, office_of, setting_of
from engine.parties import school_party
from engine.roles import APPLICANT_ROLES, NATIONAL, SCHOOL_ROLES
from engine.rows import DefinitionRow, OfficeRow
from engine.store import Transaction, catalogue, heat, offices

_SAMPLE: Final = 200
_FEWEST: Final = 5
"""Of fewer nothing is said: it would be a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file that a form asks for; `field` as the form has it, with its label in both languages."""

    field: Mapping[str, Any]
    is_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingStep:
    """A step of the way; `papers`: what the applicant attaches there."""

    step: Step
    is_applicants: bool
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWindow:
    """Whether an office asks for such cases today; outside its windows they are accepted too."""

    office: OfficeRow
    state: WindowState


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """For whom a person may file in an office: themselves, or a school of theirs."""

    office: OfficeRow
    applicant: str
    name_th: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A procedure that people begin. `windows`: none where it has none.

    `roles`: who may begin it. `parties`: for whom this person may, coming from outside; none for a
    stranger. `offices`: where this person works and may begin it, for somebody or for the office
    itself. `is_offices`: nobody from outside begins it.
    """

    definition: DefinitionRow
    roles: tuple[str, ...]
    windows: tuple[OfficeWindow, ...]
    steps: tuple[FilingStep, ...]
    parties: tuple[Party, ...]
    offices: tuple[OfficeRow, ...]
    is_offices: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """How long the newest `sample` finished cases took: half of them no longer than `middle`."""

    sample: int
    middle: timedelta
    late: timedelta


def list_all(engine: Engine, person: Person | None) -> list[Filing]:
    """Return what people may begin: what the person may, then what has windows.

    What only the office begins is told to who works there, and to nobody else.
    """
    with engine.reading() as tx:
        rows = catalogue.newest_of_all(tx)
        found = [each for row in rows if (each := _filing(engine, tx, person, row)) is not None]
        return sorted(found, key=lambda each: (not each.parties, not each.windows))


def get(engine: Engine, person: Person | None, key: str) -> Filing:
    """Return one procedure that people begin.

    Raises:
        DefinitionNotFound: there is none, or only an office begins it where the person has no work.
    """
    with engine.reading() as tx:
        return one(engine, tx, person, key)


def one(engine: Engine, tx: Transaction, person: Person | None, key: str) -> Filing:
    """Return one procedure as part of a command; `get` says what it refuses."""
    row = catalogue.newest(tx, key)
    found = None if row is None else _filing(engine, tx, person, row)
    if found is None:
        raise DefinitionNotFound(key=key)
    return found


def usual(engine: Engine, person: Person | None, key: str) -> Usual | None:
    """Say how long such cases took in the person's offices (a stranger: in all) until their end.

    None where too few have ended to say so.
    """
    with engine.reading() as tx:
        place = heat.Place(offices=_asked_offices(tx, person), key=key, version=None)
        found = heat.finished(tx, place, _SAMPLE) if place.offices else []
    lasted = sorted(each.ended - each.began for each in found)
    if len(lasted) < _FEWEST:
        return None
    late = lasted[len(lasted) * 3 // 4]
    return Usual(sample=len(lasted), middle=lasted[len(lasted) // 2], late=late)


def _filing(
    engine: Engine, tx: Transaction, person: Person | None, row: DefinitionRow
) -> Filing | None:
    """Return a procedure as it is filed; None when a message or a day begins it, or others."""
    definition = engine.definitions.get(tx, row.key, row.version)
    start = definition.elements.get(definition.starts.get(None, ""))
    if start is None:
        return None
    outside = tuple(each for each in start.roles if each in APPLICANT_ROLES)
    staffed = () if person is None else tuple(_staffed(tx, person))
    if not outside and not staffed:
        return None
    return Filing(
        definition=row,
        roles=outside or start.roles,
        windows=tuple(_windows(tx, person, definition)),
        steps=tuple(_step(tx, each) for each in course.steps(definition)),
        parties=() if person is None else tuple(_parties(tx, person, outside)),
        offices=staffed,
        is_offices=not outside,
    )


def _staffed(tx: Transaction, person: Person) -> Iterator[OfficeRow]:
    """Yield the offices in which the person may begin a case for the office or for somebody."""
    for office in sorted(person.offices):
        works = access.is_staff(person, office) or access.may_administer(person, office)
        if office != NATIONAL and works and not access.is_auditor(person):
            yield office_of(tx, office)


def _windows(
    tx: Transaction, person: Person | None, definition: Definition
) -> Iterator[OfficeWindow]:
    """Yield how each office of the person's, or every office, asks for such cases today."""
    if definition.filing_windows is None:
        return
    for office in _asked_offices(tx, person):
        pairs = [
            (opens, closes) for opens, closes in setting_of(tx, office, definition.filing_windows)
        ]
        state = describe_windows(tx.now, pairs, calendar_of(tx, office))
        yield OfficeWindow(office=office_of(tx, office), state=state)


def _asked_offices(tx: Transaction, person: Person | None) -> list[str]:
    """Return the offices a person has to do with; for a stranger, or a national role, all."""
    every = [each.id for each in offices.all_offices(tx) if each.id != NATIONAL]
    mine = [] if person is None else [each for each in person.offices if each in every]
    return sorted(mine or every)


def _step(tx: Transaction, step: Step) -> FilingStep:
    element = step.element
    is_applicants = not APPLICANT_ROLES.isdisjoint(element.roles)
    papers = _papers(tx, element.form_key) if is_applicants and element.form_key else ()
    return FilingStep(step=step, is_applicants=is_applicants, papers=tuple(papers))


def _papers(tx: Transaction, form_key: str) -> Iterator[Paper]:
    for field in form_of(tx, form_key)[1].fields:
        if field["type"] == "file":
            yield Paper(field=field, is_required=bool(field.get("required")))


def _parties(tx: Transaction, person: Person, roles: tuple[str, ...]) -> Iterator[Party]:
    """Yield for whom the person may file: by a school's role for their schools, else themselves."""
    if access.is_auditor(person):
        return
    for office in sorted(person.offices):
        held = access.roles_in(person, office).intersection(roles)
        if not held or not access.is_applicant(person, office):
            continue
        schools = [school_party(code) for code in person.schools.get(office, ())]
        mine = sorted(schools) if held <= SCHOOL_ROLES and schools else [person.id]
        names = applicants.names_of(tx, [(office, party) for party in mine])
        for party in mine:
            th, en = names[office, party]
            yield Party(office=office_of(tx, office), applicant=party, name_th=th, name_en=en)
