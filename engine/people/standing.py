"""What a person is told of themselves: offices, roles, and for whom they may act."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine.calendar import local_date
from engine.context import Engine
from engine.model import Person
from engine.roles import NATIONAL, ROLES, Role
from engine.store import Transaction, people, schools


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An office in which the person acts, and in which roles; "*" stands for every office."""

    office: str
    name_th: str
    name_en: str
    province: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MySubstitution:
    """For whom the person may act today; `role` None lends all that person's roles there."""

    office: str
    absent: str
    absent_th: str
    absent_en: str
    role: str | None
    valid_from: date
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MySchool:
    """A school that the person belongs to today; its cases are theirs too."""

    office: str
    code: str
    name_th: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Who acts, where, in which schools, and for whom else they might."""

    person: Person
    memberships: tuple[Membership, ...]
    schools: tuple[MySchool, ...]
    substitutions: tuple[MySubstitution, ...]


def me(engine: Engine, person: Person) -> Me:
    """Say who the person is here and for whom they may act today."""
    held = dict(person.offices) | ({NATIONAL: person.national} if person.national else {})
    with engine.reading() as tx:
        offices = people.office_names(tx, held)
        lent = people.substitutions_for(tx, person.id, local_date(tx.now))
        belongs = tuple(_schools(tx, person))
    return Me(
        person=person,
        memberships=tuple(
            Membership(
                office=row.id,
                name_th=row.name_th,
                name_en=row.name_en,
                province=row.province,
                roles=tuple(ROLES[key] for key in sorted(held[row.id]) if key in ROLES),
            )
            for row in offices
        ),
        schools=belongs,
        substitutions=tuple(_lent(row) for row in lent),
    )


def _schools(tx: Transaction, person: Person) -> Iterator[MySchool]:
    for office, codes in sorted(person.schools.items()):
        for code, (name_th, name_en) in sorted(schools.names(tx, office, codes).items()):
            yield MySchool(office=office, code=code, name_th=name_th, name_en=name_en)


def _lent(row: Any) -> MySubstitution:
    return MySubstitution(
        office=row.office_id,
        absent=row.absent_id,
        absent_th=row.absent_th,
        absent_en=row.absent_en,
        role=row.role_key,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        reason=row.reason,
    )
