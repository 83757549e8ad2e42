"""How auditors find cases, and which procedures and offices are theirs to look into."""

from dataclasses import dataclass
from datetime import date, timedelta

from engine import access
from engine.calendar import end_of_day
from engine.context import Engine
from engine.errors import Forbidden
from engine.model import Person
from engine.paging import Page, page_of, read_cursor
from engine.roles import NATIONAL
from engine.rows import DefinitionRow, InstanceRow, OfficeRow
from engine.store import Transaction, audited, catalogue, offices
from engine.store.queries import instance_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What an auditor looks for; None asks nothing.

    `q`: part of a case's number or of the applicant's name. `since`, `until`: the days between
    which the case began, both included.
    """

    q: str | None = None
    definition_key: str | None = None
    definition_version: int | None = None
    status: str | None = None
    office: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunVersion:
    """A version of a procedure that has cases: how many, and how many of them go on."""

    definition: DefinitionRow
    cases: int
    going_on: int


def find(
    engine: Engine, person: Person, wanted: Search, cursor: str | None, limit: int
) -> Page[InstanceRow]:
    """List the cases of the offices that a person audits, the newest first.

    Raises:
        Forbidden: the person audits no office, or not the one named.
        CursorInvalid: it was made up.
    """
    with engine.reading() as tx:
        asked = selected(tx, person, wanted)
        rows = audited.find(tx, asked, read_cursor(cursor), limit)
        return page_of(rows, limit, instance_place)


def selected(tx: Transaction, person: Person, wanted: Search) -> audited.Wanted:
    """Return a search over those offices that the person may audit."""
    mine = [each.id for each in audited_within(tx, person) if wanted.office in (None, each.id)]
    if not mine:
        raise Forbidden(office=wanted.office)
    eve = None if wanted.since is None else wanted.since - timedelta(days=1)
    return audited.Wanted(
        offices=mine,
        q=(wanted.q or "").strip() or None,
        definition_key=wanted.definition_key,
        definition_version=wanted.definition_version,
        status=wanted.status,
        since=None if eve is None else end_of_day(eve),
        until=None if wanted.until is None else end_of_day(wanted.until),
    )


def run_versions(engine: Engine, person: Person) -> list[RunVersion]:
    """Return the versions of procedures that have cases in the offices the person audits."""
    with engine.reading() as tx:
        mine = [each.id for each in audited_within(tx, person)]
        found = audited.counts(tx, mine)
        known = [
            (catalogue.version(tx, key, number), cases, on) for key, number, cases, on in found
        ]
    return [
        RunVersion(definition=row, cases=cases, going_on=going_on)
        for row, cases, going_on in known
        if row is not None
    ]


def audited_within(tx: Transaction, person: Person) -> list[OfficeRow]:
    """Return the offices whose cases the person may audit."""
    every = [each for each in offices.all_offices(tx) if each.id != NATIONAL]
    return [each for each in every if access.may_audit(person, each.id)]
