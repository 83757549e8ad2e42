"""Starting an instance: its office, its number, its first variables. Used by whoever starts one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from engine import access, context
from engine.applicants import applicant_of
from engine.calendar import BANGKOK, describe_windows
from engine.context import Engine
from engine.errors import (
    DefinitionNotFound,
    StartForbidden,
    VariablesReserved,
)
from engine.model import InstanceStatus, Person, Variables
from engine.office import calendar_of, office_of, setting_of
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
    day: str | None = None
    """The start event that a day of the year triggers."""
    at: datetime | None = None
    """When it counts as started; None for now."""
    origin: tuple[str, UUID] | None = None
    """Office and id of the case that sent the message it starts with."""


def start_within(engine: Engine, tx: Transaction, person: Person, asked: Asked) -> InstanceRow:
    """Start an instance as part of a command.

    Raises:
        DefinitionNotFound: no such process, or no such version.
        StartForbidden: it is the office's own to begin.
        OfficeRequired: the person acts in several offices and named none.
        CalendarUnknown: there is no such office (a national role holds in whichever is named).
        BusinessKeyTaken: another case of the office has that key.
        VariablesReserved: a variable that the service sets was given.
        SchoolNotFound, ApplicantRequired, ApplicantUnfit: as `applicants.applicant_of` says.
    """
    access.require_writer(person)
    if taken := sorted(RESERVED & asked.variables.keys()):
        raise VariablesReserved(names=", ".join(taken))
    office = access.one_office(person, asked.office)
    if person.national:
        office_of(tx, office)
    definition = _definition(tx, asked)
    _require_may_start(engine, tx, person, office, definition)
    instance = _new(tx, person, asked, definition, office)
    variables = _first_variables(engine, tx, instance, asked.variables)
    cases.insert_new(tx, instance)
    told = Told(type="instance_started", by=person, data=_told(asked, definition))
    return context.start(engine, tx, instance, told, (variables, asked.message, asked.day))[1]


def _require_may_start(
    engine: Engine, tx: Transaction, person: Person, office: str, definition: DefinitionRow
) -> None:
    """Refuse whoever comes from outside to begin what is drawn to begin in the office's own lanes.

    Who may begin a procedure is drawn: the role of its plain start event's lane. One without a lane
    is anybody's who has to do with the office.
    """
    if access.is_staff(person, office) or access.may_administer(person, office):
        return
    parsed = engine.definitions.get(tx, definition.key, definition.version)
    plain = parsed.elements.get(parsed.starts.get(None, ""))
    if plain is not None and plain.roles and not access.has_role(person, office, *plain.roles):
        raise StartForbidden(definition=definition.name_th, definition_en=definition.name_en)


def _told(asked: Asked, definition: DefinitionRow) -> dict[str, Any]:
    data: dict[str, Any] = {"version": definition.version}
    if asked.day is not None and asked.at is not None:
        data |= {"by_day": asked.day, "planned": asked.at.isoformat()}
    if asked.origin is not None:
        data |= {"origin_office": asked.origin[0], "origin": asked.origin[1].hex}
    return data


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
    identity, at = new_id(), asked.at or tx.now
    return InstanceRow(
        office_id=office,
        id=identity,
        definition_key=definition.key,
        definition_version=definition.version,
        business_key=asked.business_key or _next_key(tx, office, definition, at),
        status=InstanceStatus.ACTIVE,
        applicant_id=applicant_of(tx, person, office, asked.applicant),
        started_by=person.id,
        started_at=at,
        ended_at=None,
        lock_version=1,
        state=None,
        last_seq=0,
        last_hash=first_link(office, identity),
        case_key=new_case_key(),
        origin_office=asked.origin[0] if asked.origin else None,
        origin_id=asked.origin[1] if asked.origin else None,
    )


def _next_key(tx: Transaction, office: str, definition: DefinitionRow, at: datetime) -> str:
    """Return the next tracking number of the office and year, such as HE-2569-000123."""
    prefix = definition.business_key_prefix or definition.key
    year = buddhist_year(at.astimezone(BANGKOK).date())
    while True:  # somebody may have chosen the very next number for a case of theirs
        key = f"{prefix}-{year}-{record.next_number(tx, office, prefix, year):06}"
        if not _is_taken(tx, office, key):
            return key


def _is_taken(tx: Transaction, office: str, key: str) -> bool:
    same = queries.InstanceFilter(offices=[office], business_key=key)
    return bool(queries.instances(tx, same, None, 1))


def _first_variables(
    engine: Engine, tx: Transaction, instance: InstanceRow, given: Variables
) -> Variables:
    return {
        **given,
        "applicant": instance.applicant_id,
        "office": instance.office_id,
        "business_key": instance.business_key,
        "started_at": instance.started_at.astimezone(BANGKOK).isoformat(timespec="seconds"),
        "filing_window": _filing_window(engine, tx, instance),
    }


def _filing_window(engine: Engine, tx: Transaction, instance: InstanceRow) -> dict[str, Any] | None:
    """Say whether the case is filed within a window; nothing where its procedure has none.

    Outside one the case is accepted and flagged: no law sets a window (MR 2547 has none).
    """
    definition = engine.definitions.get(tx, instance.definition_key, instance.definition_version)
    if definition.filing_windows is None:
        return None
    chosen = setting_of(tx, instance.office_id, definition.filing_windows)
    windows = [(opens, closes) for opens, closes in chosen]
    found = describe_windows(instance.started_at, windows, calendar_of(tx, instance.office_id))
    return {"is_open": found.is_open, "th": found.text_th, "en": found.text_en}
