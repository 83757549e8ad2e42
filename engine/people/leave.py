"""Substitutions that a person has entrusted to colleagues."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from engine.calendar import local_date
from engine.context import Engine
from engine.model import Person
from engine.store import people


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrusted:
    """Who stands in for the person; `role` None lends every role they hold in the office."""

    id: UUID
    office: str
    substitute: str
    substitute_th: str
    substitute_en: str
    role: str | None
    valid_from: date
    valid_to: date
    reason: str
    is_over: bool


def entrusted(engine: Engine, person: Person) -> list[Entrusted]:
    """Return whom the person has let stand in for them, the latest first."""
    with engine.reading() as tx:
        today = local_date(tx.now)
        rows = people.substitutions_of(tx, person.id)
    return [
        Entrusted(
            id=row.id,
            office=row.office_id,
            substitute=row.substitute_id,
            substitute_th=row.substitute_th,
            substitute_en=row.substitute_en,
            role=row.role_key,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            reason=row.reason,
            is_over=row.valid_to < today,
        )
        for row in rows
    ]
