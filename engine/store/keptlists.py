"""The long lists that states keep apart, by instance and digest."""

from sqlalchemy import bindparam, delete, insert, select

from engine.model import KeptLists
from engine.rows import InstanceRow
from engine.store.tables import kept_list
from engine.store.transaction import Transaction

_OF_INSTANCE = (kept_list.c.office_id == bindparam("of_office")) & (
    kept_list.c.instance_id == bindparam("of_id")
)
_INSERT = insert(kept_list)
_BODY = select(kept_list.c.body).where(_OF_INSTANCE, kept_list.c.digest == bindparam("of_digest"))
_DIGESTS = select(kept_list.c.digest).where(_OF_INSTANCE)
_DROP = delete(kept_list).where(
    _OF_INSTANCE, kept_list.c.digest.in_(bindparam("digests", expanding=True))
)


def write(tx: Transaction, instance: InstanceRow, kept: KeptLists, *, ended: bool) -> None:
    """Write the lists that came and drop those that nothing names; with the case's end, all."""
    stale = kept.before if ended else kept.stale
    if stale:
        tx.run(_DROP, {**_place(instance), "digests": sorted(stale)})
    if kept.fresh and not ended:
        place = {"office_id": instance.office_id, "instance_id": instance.id}
        tx.run(_INSERT, [{**place, "digest": d, "body": body} for d, body in kept.fresh.items()])


def body(tx: Transaction, instance: InstanceRow, digest: str) -> bytes | None:
    """Return the content of a list as it is stored; None when it is not there."""
    row = tx.one(_BODY, {**_place(instance), "of_digest": digest})
    return None if row is None else bytes(row.body)


def digests(tx: Transaction, instance: InstanceRow) -> frozenset[str]:
    """Return the digests of all that an instance keeps apart."""
    return frozenset(row.digest for row in tx.all(_DIGESTS, _place(instance)))


def _place(instance: InstanceRow) -> dict[str, object]:
    return {"of_office": instance.office_id, "of_id": instance.id}
