"""The whole record as lines that can be verified without this system."""

from collections.abc import Iterator
from typing import Final

from engine import access, exporting
from engine.context import Engine
from engine.errors import Forbidden
from engine.model import Person
from engine.store import Transaction, ledger, offices, people
from engine.store.databases import Begin

_LONGEST_MS: Final = 3_600_000


def export(engine: Engine, person: Person, office: str | None = None) -> Iterator[bytes]:
    """Return the lines of an export (`engine.exporting`), read as they are taken.

    Instances and events are those of `office`, or of every office the person may audit; entries
    and heads are of all, because the signed roots are. Bodies stay sealed.

    Raises:
        Forbidden: the person audits no such office.
    """
    with engine.begin() as tx:
        every = [each.id for each in offices.all_offices(tx)]
        audited = [each for each in every if access.may_audit(person, each)]
        chosen = [each for each in audited if office in (None, each)]
        if not chosen and not (office is None and person.national and not every):
            raise Forbidden(office=office)
        for each in chosen:
            people.note(tx, each, person.id, "history_export")
    return _lines(engine, None if chosen == every else tuple(chosen))


def _lines(engine: Engine, chosen: tuple[str, ...] | None) -> Iterator[bytes]:
    """Write the export in one view of the database, whatever is recorded meanwhile."""
    how = Begin(snapshot=True, statement_timeout=0, idle_timeout=_LONGEST_MS)
    with engine.store.begun(how) as connection:
        tx = Transaction(connection, engine.clock.now())
        header = exporting.Header(made_at=tx.now, offices=chosen)
        yield from exporting.write_export(header, _contents(tx, chosen))


def _contents(tx: Transaction, chosen: tuple[str, ...] | None) -> Iterator[exporting.Content]:
    for row in ledger.instances_of(tx, chosen):
        yield exporting.InstanceLine(
            office_id=row.office_id,
            instance_id=row.id,
            business_key=row.business_key,
            last_seq=row.last_seq,
            last_hash=row.last_hash,
        )
    yield from ledger.events_in(tx, chosen)
    yield from ledger.all_entries(tx)
    yield from ledger.heads_behind(tx, -1)
