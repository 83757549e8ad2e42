"""Whether a case's history is as it was recorded."""

from collections.abc import Sequence
from uuid import UUID

from engine import keys
from engine.context import Engine
from engine.findings import Finding
from engine.history.inclusion import Vouched, vouch
from engine.model import Person
from engine.rows import EventRow, InstanceRow
from engine.store import Transaction, record
from engine.verifying import Report, verify_chain
from engine.viewing import visible


def verify(engine: Engine, person: Person, instance_id: UUID) -> Report:
    """Follow one case's chain, and hold it against the ledger and the signed heads over it.

    Whoever may see a case may ask whether it was tampered with. Events newer than the last head
    are counted as `uncovered`, and are no failure.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
    """
    public_key = keys.ledger_key(engine.settings.data_dir).public
    with engine.reading() as tx:
        instance = visible(tx, person, instance_id)
        events = record.events_of(tx, instance.office_id, instance.id)
        vouched = vouch(tx, instance, events, public_key)
        place = (instance.office_id, instance.id)
        found = verify_chain(*place, events, instance.last_seq, instance.last_hash)
        return _report(tx, instance, events, ([*found, *vouched.findings], vouched))


def _report(
    tx: Transaction,
    instance: InstanceRow,
    events: Sequence[EventRow],
    result: tuple[list[Finding], Vouched],
) -> Report:
    findings, vouched = result
    return Report(
        ok=not findings,
        events=len(events),
        instances=1,
        findings=tuple(dict.fromkeys(findings)),
        covered=vouched.covered,
        uncovered=len(events) - vouched.covered,
        entries=vouched.entries,
        heads=vouched.heads,
        newer_heads=0,
        made_at=tx.now,
        offices=(instance.office_id,),
    )
