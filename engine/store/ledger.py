"""The ledger as stored: entries numbered in leaf order, and the heads signed over them."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, func, insert, literal, select, text, update

from engine.merkle import LedgerEntry
from engine.sealing import SealedEvent
from engine.signing import TreeHead
from engine.store.tables import (
    entry_is_sealed,
    entry_is_unsealed,
    history_event,
    ledger_entry,
    process_instance,
    tree_head,
)
from engine.store.transaction import Transaction, columns_for

_SEQUENCER: Final = 4_803_726_196  # an arbitrary number, the same in every process that seals
_AT_ONCE: Final = 1000
_ENTRY = columns_for(LedgerEntry, ledger_entry.c)
_HEAD = columns_for(TreeHead, tree_head.c)
_EVENT = columns_for(SealedEvent, history_event.c)


def take_turn(tx: Transaction) -> bool:
    """Become the one who numbers entries until the transaction ends; False: another is."""
    if not tx.is_postgres:
        return True
    taken = tx.one(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _SEQUENCER})
    return taken is not None and bool(taken[0])


def number(tx: Transaction, first: int, most: int) -> list[LedgerEntry]:
    """Give up to `most` new entries their leaf index, from `first`; return them in order.

    An entry whose transaction began earlier but commits later only comes later: there are no gaps.
    """
    position = func.row_number().over(order_by=ledger_entry.c.id)
    numbered = (
        select(ledger_entry.c.id, (position + literal(first - 1)).label("leaf"))
        .where(entry_is_unsealed)
        .order_by(ledger_entry.c.id)
        .limit(most)
        .subquery()
    )
    tx.run(
        update(ledger_entry)
        .where(ledger_entry.c.id == numbered.c.id)
        .values(leaf_index=numbered.c.leaf)
    )
    return leaves(tx, first, first + most)


def leaves(tx: Transaction, first: int, end: int) -> list[LedgerEntry]:
    """Return the entries with leaf index from `first` to before `end`, in order."""
    at = ledger_entry.c.leaf_index
    statement = select(*_ENTRY).where(entry_is_sealed, at >= first, at < end).order_by(at)
    return [_entry(row) for row in tx.all(statement)]


def entries_of(
    tx: Transaction, office: str, instance_id: UUID
) -> list[tuple[int | None, LedgerEntry]]:
    """Return an instance's entries with their leaf index, None before they are sealed."""
    statement = select(*_ENTRY, ledger_entry.c.leaf_index).where(
        ledger_entry.c.instance_id == instance_id, ledger_entry.c.office_id == office
    )
    rows = tx.all(statement.order_by(ledger_entry.c.id))
    return [(row.leaf_index, _entry(row)) for row in rows]


def keep_head(tx: Transaction, head: TreeHead, frontier: bytes) -> None:
    """Write a signed head, and what is needed to go on from it."""
    values = {column.name: getattr(head, column.name) for column in _HEAD}
    tx.run(insert(tree_head), {**values, "frontier": frontier})


def newest_head(tx: Transaction) -> tuple[TreeHead, bytes] | None:
    """Return the head over the most entries, with its frontier."""
    return _with_frontier(tx, _heads().order_by(tree_head.c.size.desc()))


def head_at(tx: Transaction, size: int) -> tuple[TreeHead, bytes] | None:
    """Return the head over exactly so many entries, with its frontier."""
    return _with_frontier(tx, _heads().where(tree_head.c.size == size))


def head_over(tx: Transaction, leaf: int) -> TreeHead | None:
    """Return the first head that takes in the entry with this leaf index, None if none does."""
    row = tx.one(_heads().where(tree_head.c.size > leaf).order_by(tree_head.c.size).limit(1))
    return None if row is None else _head(row)


def heads_behind(tx: Transaction, size: int) -> list[TreeHead]:
    """Return the heads over more than `size` entries, smallest first."""
    statement = _heads().where(tree_head.c.size > size).order_by(tree_head.c.size)
    return [_head(row) for row in tx.all(statement)]


def instances_of(tx: Transaction, offices: Sequence[str] | None) -> Iterator[Row[Any]]:
    """Yield (office_id, id, business_key, last_seq, last_hash) of the offices' instances."""
    at = process_instance.c
    statement = select(at.office_id, at.id, at.business_key, at.last_seq, at.last_hash)
    return _stream(tx, _within(statement, at, offices).order_by(at.office_id, at.id))


def events_in(tx: Transaction, offices: Sequence[str] | None) -> Iterator[SealedEvent]:
    """Yield every event of the offices, instance by instance, ascending by seq."""
    at = history_event.c
    statement = _within(select(*_EVENT), at, offices)
    for row in _stream(tx, statement.order_by(at.office_id, at.instance_id, at.seq)):
        yield SealedEvent(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def all_entries(tx: Transaction) -> Iterator[LedgerEntry]:
    """Yield every entry in leaf order; those not yet sealed behind the others."""
    order = (ledger_entry.c.leaf_index, ledger_entry.c.id)
    yield from map(_entry, _stream(tx, select(*_ENTRY).where(entry_is_sealed).order_by(*order)))
    unsealed = select(*_ENTRY).where(entry_is_unsealed).order_by(ledger_entry.c.id)
    yield from map(_entry, _stream(tx, unsealed))


def _within(statement: Select[Any], at: Any, offices: Sequence[str] | None) -> Select[Any]:
    return statement if offices is None else statement.where(at.office_id.in_(list(offices)))


def _stream(tx: Transaction, statement: Select[Any]) -> Iterator[Row[Any]]:
    """Yield rows as they are read, so that a whole history fits through a small memory."""
    tx.statements += 1
    rows = tx.connection.execute(statement, execution_options={"yield_per": _AT_ONCE})
    yield from rows


def _heads() -> Select[Any]:
    return select(*_HEAD)


def _with_frontier(tx: Transaction, statement: Select[Any]) -> tuple[TreeHead, bytes] | None:
    row = tx.one(statement.add_columns(tree_head.c.frontier).limit(1))
    return None if row is None else (_head(row), row.frontier)


def _head(row: Row[Any]) -> TreeHead:
    return TreeHead(**{column.name: getattr(row, column.name) for column in _HEAD})


def _entry(row: Row[Any]) -> LedgerEntry:
    return LedgerEntry(**{column.name: getattr(row, column.name) for column in _ENTRY})
