"""Starting an instance: its office, its number, its first variables. Used by whoever starts one."""

from dataclasses import dataclass

from engine import access, context
from engine.calendar import BANGKOK, describe_windows
from engine.context import Engine
from engine.errors import (
    DefinitionNotFound,
    OfficeRequired,
    VariablesReserved,
)
from engine.model import InstanceStatus, Person, Variables
from engine.office import calendar_of, setting_of
from engine.recording import Told
from engine.rows import DefinitionRow, InstanceRow
from engine.sealing import first_link, new_case_key
from engine.store import Transaction, cases, catalogue, new_id, queries, record
from engine.thai import buddhist_year

RESERVED = frozenset(
    {"applicant", "office", "business_key", "started_at", "filing_window", "deadline"}
)
"""Variables that the service sets and nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a caller wants started; `office` may be left out by who has only one."""

    definition_key: str
    variables: Variables
    business_key: str | None = None
    office: str | None = None
    version: int | None = None
    applicant: str | None = None
    message: str | None = None


def start_within(engine: Engine, tx: Transaction, person: Person, asked: Asked) -> InstanceRow:
    """Start an instance as part of a command.

    Raises:
        DefinitionNotFound: no such process, or no such version.
        OfficeRequired: the person acts in several offices and named none.
        BusinessKeyTaken: another case of the office has that key.
        VariablesReserved: a variable that the service sets was given.
    """
    access.require_writer(person)
    if taken := sorted(RESERVED & asked.variables.keys()):
        raise VariablesReserved(names=", ".join(taken))
    office = _office(person, asked.office)
    definition = _definition(tx, asked)
    instance = _new(tx, person, asked, definition, office)
    variables = _first_variables(tx, instance, asked.variables)
    cases.insert_new(tx, instance)
    told = Told(type="instance_started", by=person, data={"version": definition.version})
    return context.start(engine, tx, instance, told, (variables, asked.message))[1]


def _office(person: Person, asked: str | None) -> str:
    if asked is not None:
        access.require_member(person, asked)
        return asked
    if len(person.offices) != 1:
        raise OfficeRequired(offices=", ".join(sorted(person.offices)))
    return next(iter(person.offices))


def _definition(tx: Transaction, asked: Asked) -> DefinitionRow:
    if asked.version is None:
        found = catalogue.newest(tx, asked.definition_key)
    else:
        found = catalogue.version(tx, asked.definition_key, asked.version)
    if found is None:
        raise DefinitionNotFound(key=asked.definition_key)
    return found


def _new(
    tx: Transaction, person: Person, asked: Asked, definition: DefinitionRow, office: str
) -> InstanceRow:
    identity = new_id()
    own = access.is_applicant(person, office)
    return InstanceRow(
        office_id=office,
        id=identity,
        definition_key=definition.key,
        definition_version=definition.version,
        business_key=asked.business_key or _next_key(tx, office, definition),
        status=InstanceStatus.ACTIVE,
        applicant_id=person.id if own else asked.applicant,
        started_by=person.id,
        started_at=tx.now,
        ended_at=None,
        lock_version=1,
        state=None,
        last_seq=0,
        last_hash=first_link(office, identity),
        case_key=new_case_key(),
    )


def _next_key(tx: Transaction, office: str, definition: DefinitionRow) -> str:
    """Return the next tracking number of the office and year, such as HE-2569-000123."""
    prefix = definition.business_key_prefix or definition.key
    year = buddhist_year(tx.now.astimezone(BANGKOK).date())
    while True:  # somebody may have chosen the very next number for a case of theirs
        key = f"{prefix}-{year}-{record.next_number(tx, office, prefix, year):06}"
        if not _is_taken(tx, office, key):
            return key


def _is_taken(tx: Transaction, office: str, key: str) -> bool:
    same = queries.InstanceFilter(offices=[office], business_key=key)
    return bool(queries.instances(tx, same, None, 1))


def _first_variables(tx: Transaction, instance: InstanceRow, given: Variables) -> Variables:
    windows = [
        (opens, closes) for opens, closes in setting_of(tx, instance.office_id, "filing_windows")
    ]
    window = describe_windows(tx.now, windows, calendar_of(tx, instance.office_id))
    return {
        **given,
        "applicant": instance.applicant_id,
        "office": instance.office_id,
        "business_key": instance.business_key,
        "started_at": tx.now.astimezone(BANGKOK).isoformat(timespec="seconds"),
        "filing_window": {
            "is_open": window.is_open,
            "th": window.text_th,
            "en": window.text_en,
        },
    }
