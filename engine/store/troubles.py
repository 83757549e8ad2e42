"""Open incidents with the cases they stop, and how many are alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select

from engine.rows import IncidentRow
from engine.store.naming import NAMES
from engine.store.tables import incident, incident_is_open, process_instance
from engine.store.transaction import Transaction, columns_for

_INCIDENT = columns_for(IncidentRow, incident.c)
_CASE = process_instance.c
_EARLIER = incident.alias("earlier")
_BEGAN = (
    select(func.min(_EARLIER.c.raised_at))
    .where(
        _EARLIER.c.office_id == incident.c.office_id,
        _EARLIER.c.instance_id == incident.c.instance_id,
        _EARLIER.c.element_id == incident.c.element_id,
        _EARLIER.c.code == incident.c.code,
        _EARLIER.c.job_id.is_not_distinct_from(incident.c.job_id),
        _EARLIER.c.element_instance_id.is_not_distinct_from(incident.c.element_instance_id),
    )
    .correlate(incident)
    .scalar_subquery()
)
"""When a trouble was first raised: tried again in vain, the same job or execution of an element is
another incident of the same trouble."""
_ITS_CASE = and_(_CASE.office_id == incident.c.office_id, _CASE.id == incident.c.instance_id)
_OF_CASE = (_CASE.business_key, _CASE.definition_key, _CASE.definition_version, *NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Open incidents that are alike: how many, the oldest's moment, and the newest of them."""

    office_id: str
    definition_key: str
    definition_version: int
    element_id: str
    code: str
    many: int
    since: datetime
    newest: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """An incident and the case that it stops; `since`: when the same trouble was first raised."""

    incident: IncidentRow
    since: datetime
    business_key: str
    definition_key: str
    definition_version: int
    applicant_th: str | None
    applicant_en: str | None


def kinds(tx: Transaction, offices: Sequence[str]) -> list[Kind]:
    """Count the open incidents alike, the most frequent first."""
    at = incident.c
    alike = (at.office_id, _CASE.definition_key, at.element_id, at.code)
    counted = (func.count(), func.min(_BEGAN))
    statement: Select[Any] = (
        select(*alike, *counted)
        .select_from(incident.join(process_instance, _ITS_CASE))
        .where(incident.c.office_id.in_(list(offices)), incident_is_open)
        .group_by(*alike)
        .order_by(func.count().desc(), *alike)
    )
    return [_kind(tx, row) for row in tx.all(statement)]


def _kind(tx: Transaction, row: Any) -> Kind:
    """The newest is asked for by itself: not every database has a greatest id."""
    office, key, element, code, many, since = row[:6]
    of_kind = (
        _CASE.definition_key == key,
        incident.c.element_id == element,
        incident.c.code == code,
    )
    newest: Any = tx.one(_open([office]).where(*of_kind).limit(1))
    return Kind(
        office_id=office,
        definition_key=key,
        definition_version=newest.definition_version,
        element_id=element,
        code=code,
        many=int(many),
        since=since,
        newest=newest.id,
    )


def of(tx: Transaction, found: IncidentRow) -> Trouble:
    """Return an incident with its case."""
    statement = (
        select(_BEGAN.label("since"), *_OF_CASE)
        .select_from(incident.join(process_instance, _ITS_CASE))
        .where(incident.c.office_id == found.office_id, incident.c.id == found.id)
    )
    row: Any = tx.one(statement)
    return Trouble(incident=found, **row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def began(tx: Transaction, office: str, instance: UUID) -> dict[UUID, datetime]:
    """Return since when each open trouble of a case lasts, by the id of its incident."""
    mine = (incident.c.office_id == office) & (incident.c.instance_id == instance)
    statement: Select[Any] = select(incident.c.id, _BEGAN.label("since")).where(
        mine, incident_is_open
    )
    return {row.id: row.since for row in tx.all(statement)}


def alike(tx: Transaction, trouble: Trouble, limit: int) -> list[Trouble]:
    """Return the open incidents of the same procedure, element and code in the same office."""
    statement = _open([trouble.incident.office_id]).where(
        _CASE.definition_key == trouble.definition_key,
        incident.c.element_id == trouble.incident.element_id,
        incident.c.code == trouble.incident.code,
    )
    return [_trouble(row) for row in tx.all(statement.limit(limit))]


def newest(tx: Transaction, offices: Sequence[str], key: str | None, limit: int) -> list[Trouble]:
    """Return the newest open incidents of these offices, of one procedure or of all."""
    statement = _open(offices)
    if key is not None:
        statement = statement.where(_CASE.definition_key == key)
    return [_trouble(row) for row in tx.all(statement.limit(limit))]


def _open(offices: Sequence[str]) -> Select[Any]:
    return (
        select(*_INCIDENT, _BEGAN.label("since"), *_OF_CASE)
        .select_from(incident.join(process_instance, _ITS_CASE))
        .where(incident.c.office_id.in_(list(offices)), incident_is_open)
        .order_by(incident.c.id.desc())
    )


def _trouble(row: Any) -> Trouble:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    found = IncidentRow(**{column.name: values.pop(column.name) for column in _INCIDENT})
    return Trouble(incident=found, **values)
