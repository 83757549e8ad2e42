"""Gathers all that the evidence of one case tells."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from engine import keys
from engine.context import Engine
from engine.history.casefile import CaseFile, open_case
from engine.history.checking import verify
from engine.model import Person
from engine.rows import AccessRow, AttachmentRow
from engine.store import attached, people, record
from engine.verifying import Report

_MOST_READS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that is told of a case to whoever must judge it."""

    case: CaseFile
    files: tuple[AttachmentRow, ...]
    readers: tuple[AccessRow, ...]
    report: Report
    made_at: datetime
    made_by: str
    public_key: bytes


def gather(engine: Engine, person: Person, instance_id: UUID, what: str) -> Evidence:
    """Gather the evidence of a case in one look at the database.

    Raises:
        InstanceNotFound, Forbidden: as above.
    """
    with engine.begin() as tx:
        joined = engine.within(tx)
        case = open_case(joined, person, instance_id, what)
        row = case.instance
        readers = tuple(record.accesses_of(tx, row.office_id, row.id, _MOST_READS))
        known = people.names(tx, {each.user_id for each in readers} | {person.id})
        return Evidence(
            case=case.knowing(known),
            files=tuple(attached.files_of(tx, row)),
            readers=readers,
            report=verify(joined, person, instance_id),
            made_at=tx.now,
            made_by=person.id,
            public_key=keys.ledger_key(engine.settings.data_dir).public,
        )
