"""What leaves the machine, as rows: claimed under a lease, and gone once it has arrived."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, select, tuple_, update

from engine.store.tables import outgoing, outgoing_is_waiting
from engine.store.transaction import Transaction, columns_for
from engine.tidings import OutgoingRow

_ROW = columns_for(OutgoingRow, outgoing.c)
_FAILED = "failed"


def add(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Write what is to be sent, at once."""
    fresh = {"run_at": tx.now, "attempts": 0, "state": "waiting", "last_error": None}
    if values := [{**fresh, "created_at": tx.now, **each} for each in rows]:
        tx.run(insert(outgoing), values)


def claim(tx: Transaction, lease: timedelta) -> OutgoingRow | None:
    """Take what is to be sent next: count the attempt, hide it from others for the lease."""
    due = (
        select(outgoing.c.office_id, outgoing.c.id)
        .where(outgoing_is_waiting, outgoing.c.run_at <= tx.now)
        .order_by(outgoing.c.run_at, outgoing.c.id)
        .limit(1)
    )
    found = tx.one(due.with_for_update(skip_locked=True) if tx.is_postgres else due)
    if found is None:
        return None
    taken = (
        update(outgoing)
        .where(tuple_(outgoing.c.office_id, outgoing.c.id).in_([tuple(found)]))
        .values(attempts=outgoing.c.attempts + 1, run_at=tx.now + lease)
        .returning(*_ROW)
    )
    row: Any = tx.one(taken)
    return OutgoingRow(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def arrived(tx: Transaction, sent: OutgoingRow) -> None:
    """Remove what has arrived."""
    tx.run(delete(outgoing).where(_is(sent)))


def try_again(tx: Transaction, sent: OutgoingRow, at: datetime, error: str) -> None:
    """Let it be sent again later."""
    tx.run(update(outgoing).where(_is(sent)).values(run_at=at, last_error=error))


def give_up(tx: Transaction, sent: OutgoingRow, error: str) -> None:
    """Note that it never arrived; what it said is dropped, for it stands in the page."""
    gone = {"state": _FAILED, "last_error": error, "payload": {}}
    tx.run(update(outgoing).where(_is(sent)).values(gone))


def postpone(tx: Transaction, at: datetime, kind: str, receiver: str | None = None) -> None:
    """Let all that waits for the same server wait until a moment: none of it would arrive."""
    same: list[ColumnElement[bool]] = [outgoing.c.kind == kind, outgoing.c.run_at < at]
    if receiver is not None:
        same.append(outgoing.c.receiver == receiver)
    tx.run(update(outgoing).where(outgoing_is_waiting, *same).values(run_at=at))


def drop_for(tx: Transaction, office: str, receiver: str) -> None:
    """Remove everything for a receiver that is no more."""
    tx.run(delete(outgoing).where(outgoing.c.office_id == office, outgoing.c.receiver == receiver))


def forget(tx: Transaction, before: datetime) -> int:
    """Remove what failed before a moment; return how much."""
    old = (outgoing.c.state == _FAILED) & (outgoing.c.created_at < before)
    return int(tx.run(delete(outgoing).where(old)).rowcount)


def forget_case(tx: Transaction, office: str, instance_id: UUID) -> None:
    """Remove what would still be sent of one case."""
    place = (outgoing.c.office_id == office) & (outgoing.c.instance_id == instance_id)
    tx.run(delete(outgoing).where(place))


def standing(tx: Transaction, offices: Sequence[str], kind: str) -> tuple[int, int, Any]:
    """Return how much waits, how much failed, and since when the oldest waits."""
    here = outgoing.c.office_id.in_(list(offices)) & (outgoing.c.kind == kind)
    waiting = select(func.count(), func.min(outgoing.c.created_at)).where(here, outgoing_is_waiting)
    failed = select(func.count()).where(here, outgoing.c.state == _FAILED)
    first: Any = tx.one(waiting)
    second: Any = tx.one(failed)
    return int(first[0]), int(second[0]), first[1]


def _is(sent: OutgoingRow) -> ColumnElement[bool]:
    """Whether it is still this sender's: nobody has taken it since."""
    at = outgoing.c
    return (at.office_id == sent.office_id) & (at.id == sent.id) & (at.attempts == sent.attempts)
