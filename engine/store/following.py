"""Tracking secrets of cases, as rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects import postgresql, sqlite

from engine.rows import InstanceRow
from engine.store.tables import process_instance, tracking_secret
from engine.store.transaction import Transaction


def issue(tx: Transaction, instance: InstanceRow, hashed: bytes, by: str) -> None:
    """Write the hash of a case's secret; an older one holds no more."""
    make = postgresql.insert if tx.is_postgres else sqlite.insert
    new = {"hash": hashed, "issued_by": by, "issued_at": tx.now}
    place = {"office_id": instance.office_id, "instance_id": instance.id}
    keys = [tracking_secret.c.office_id, tracking_secret.c.instance_id]
    fresh = make(tracking_secret).values(**place, **new)
    tx.run(fresh.on_conflict_do_update(index_elements=keys, set_=new))


def is_issued(tx: Transaction, instance: InstanceRow) -> bool:
    """Whether the case has a secret."""
    at = tracking_secret.c
    place = (at.office_id == instance.office_id) & (at.instance_id == instance.id)
    return tx.one(select(at.issued_at).where(place)) is not None


def of_number(
    tx: Transaction, offices: Sequence[str], business_keys: Sequence[str]
) -> Sequence[Row[Any]]:
    """Return (office_id, instance_id, hash) of the followed cases with one of these numbers."""
    at, case = tracking_secret.c, process_instance.c
    joined = (case.office_id == at.office_id) & (case.id == at.instance_id)
    statement = select(at.office_id, at.instance_id, at.hash).join(process_instance, joined)
    place = case.business_key.in_(list(business_keys)) & case.office_id.in_(list(offices))
    return tx.all(statement.where(place))
