"""Trials of drafts as rows: a scratch world for each person in a draft, and its scenarios."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.tables import scenario, scratch_world
from engine.store.transaction import Transaction, columns_for


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """The scratch world that somebody is in: its first moment and its moves.

    `position`: how many of the moves count; those behind were stepped back from, and can be stepped
    to again. `version` is one more with every change.
    """

    draft_id: UUID
    user_id: str
    office: str
    begins_at: datetime
    moves: list[dict[str, Any]]
    position: int
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """A trial that was kept under a name, with what is expected of it."""

    id: UUID
    draft_id: UUID
    name: str
    office: str
    begins_at: datetime
    moves: list[dict[str, Any]]
    expectations: list[dict[str, Any]]
    revision: int
    changed_by: str
    changed_at: datetime


_TRIAL = columns_for(TrialRow, scratch_world.c)
_SCENARIO = columns_for(ScenarioRow, scenario.c)


def trial(tx: Transaction, draft_id: UUID, user_id: str) -> TrialRow | None:
    """Return the scratch world that a person is in."""
    at = scratch_world.c
    row = tx.one(select(*_TRIAL).where(at.draft_id == draft_id, at.user_id == user_id))
    return None if row is None else TrialRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def put_trial(tx: Transaction, row: TrialRow) -> None:
    """Write the scratch world that a person is in now, in place of another of the same draft."""
    make = postgresql.insert if tx.is_postgres else sqlite.insert
    values = asdict(row)
    kept = ("draft_id", "user_id")
    changed = {name: value for name, value in values.items() if name not in kept}
    fresh = make(scratch_world).values(values)
    tx.run(fresh.on_conflict_do_update(index_elements=kept, set_=changed))


def move_trial(tx: Transaction, row: TrialRow, seen: int) -> bool:
    """Write what became of a world whose version was `seen`; False where it has another by now."""
    at = scratch_world.c
    place = (at.draft_id == row.draft_id) & (at.user_id == row.user_id) & (at.version == seen)
    values = {name: getattr(row, name) for name in ("moves", "position", "version", "changed_at")}
    return bool(tx.run(update(scratch_world).where(place).values(**values)).rowcount)


def drop_trial(tx: Transaction, draft_id: UUID, user_id: str) -> None:
    """Forget the scratch world that a person is in."""
    at = scratch_world.c
    tx.run(delete(scratch_world).where(at.draft_id == draft_id, at.user_id == user_id))


def scenarios(tx: Transaction, draft_id: UUID) -> list[ScenarioRow]:
    """Return the scenarios of a draft by name."""
    statement = select(*_SCENARIO).where(scenario.c.draft_id == draft_id)
    rows = tx.all(statement.order_by(scenario.c.name, scenario.c.id))
    return [ScenarioRow(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def add_scenario(tx: Transaction, row: ScenarioRow) -> None:
    """Write a new scenario."""
    tx.run(insert(scenario), asdict(row))


def change_scenario(tx: Transaction, row: ScenarioRow, seen: int) -> bool:
    """Write a scenario whose revision was `seen`; False where it has another by now."""
    place = (scenario.c.id == row.id) & (scenario.c.revision == seen)
    values = {name: value for name, value in asdict(row).items() if name not in ("id", "draft_id")}
    return bool(tx.run(update(scenario).where(place).values(**values)).rowcount)


def drop_scenario(tx: Transaction, draft_id: UUID, identity: UUID) -> None:
    """Remove a scenario."""
    tx.run(delete(scenario).where(scenario.c.draft_id == draft_id, scenario.c.id == identity))
