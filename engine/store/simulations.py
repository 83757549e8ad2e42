"""Simulated years as rows: begun, told of while they run, ended, and making way for newer ones."""

from typing import Any
from uuid import UUID

import zstandard
from sqlalchemy import delete, insert, select, update

from engine.rows import SimulationRow
from engine.store.tables import simulation_run
from engine.store.transaction import Transaction, columns_for

_ROW = columns_for(SimulationRow, simulation_run.c)
_AT = simulation_run.c
_LEVEL = 6


def add(tx: Transaction, row: SimulationRow) -> None:
    """Write a run that begins."""
    tx.run(insert(simulation_run), {each.name: getattr(row, each.name) for each in _ROW})


def find(tx: Transaction, draft_id: UUID, identity: UUID) -> SimulationRow | None:
    """Return a run of a draft."""
    row = tx.one(select(*_ROW).where(_AT.draft_id == draft_id, _AT.id == identity))
    return None if row is None else SimulationRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def newest(tx: Transaction, draft_id: UUID, limit: int) -> list[SimulationRow]:
    """Return the newest runs of a draft, newest first."""
    statement = select(*_ROW).where(_AT.draft_id == draft_id).order_by(_AT.id.desc())
    return [SimulationRow(**row._mapping) for row in tx.all(statement.limit(limit))]  # noqa: SLF001 - SQLAlchemy's public name


def tell(tx: Transaction, identity: UUID, share: int) -> bool:
    """Write how far a run is; return whether somebody still wants it."""
    changed = update(simulation_run).where(_AT.id == identity)
    tx.run(changed.values(share=share, told_at=tx.now))
    row = tx.one(select(_AT.is_unwanted).where(_AT.id == identity))
    return row is not None and not row.is_unwanted


def unwant(tx: Transaction, identity: UUID) -> None:
    """Ask whoever simulates a run to stop."""
    tx.run(update(simulation_run).where(_AT.id == identity).values(is_unwanted=1))


def end(tx: Transaction, identity: UUID, state: str, **values: Any) -> None:
    """Write how a run has ended: its `outcome` and `before` as JSON, or its `problem`."""
    packed = {
        name: zstandard.compress(value, _LEVEL) if isinstance(value, bytes) else value
        for name, value in values.items()
    }
    changed = update(simulation_run).where(_AT.id == identity)
    tx.run(changed.values(state=state, told_at=tx.now, **packed))


def outcomes(tx: Transaction, identity: UUID) -> tuple[bytes | None, bytes | None]:
    """Return what came of a run, and of the deployed version beside it, as JSON."""
    row = tx.one(select(_AT.outcome, _AT.before).where(_AT.id == identity))
    if row is None:
        return None, None
    return _unpacked(row.outcome), _unpacked(row.before)


def _unpacked(body: bytes | None) -> bytes | None:
    return None if body is None else zstandard.decompress(body)


def keep_newest(tx: Transaction, draft_id: UUID, number: int) -> None:
    """Let all but the newest runs of a draft go."""
    kept = select(_AT.id).where(_AT.draft_id == draft_id).order_by(_AT.id.desc()).limit(number)
    ids = [row.id for row in tx.all(kept)]
    tx.run(delete(simulation_run).where(_AT.draft_id == draft_id, _AT.id.not_in(ids)))
