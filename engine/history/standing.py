"""How the record of the offices stands: what is signed over, and what waits to be."""

from dataclasses import dataclass
from datetime import datetime

from engine.context import Engine
from engine.errors import Forbidden
from engine.history.finding import audited_within
from engine.model import Person
from engine.store import audited, ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRecord:
    """An office's part of the record: its cases and how much of it is under a signed head."""

    office: str
    name_th: str
    name_en: str
    cases: int
    entries: int
    unsigned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The ledger: the newest signed head, None before the first, and the audited offices."""

    size: int
    signed_at: datetime | None
    offices: tuple[OfficeRecord, ...]


def ledger_standing(engine: Engine, person: Person) -> Ledger:
    """Say how the ledger stands, and the record of each office the person audits.

    Raises:
        Forbidden: the person audits no office.
    """
    with engine.reading() as tx:
        mine = audited_within(tx, person)
        if not mine:
            raise Forbidden(office=None)
        counted = audited.records(tx, [each.id for each in mine])
        newest = ledger.newest_head(tx)
    told = [
        OfficeRecord(
            office=each.id,
            name_th=each.name_th,
            name_en=each.name_en,
            cases=counted[each.id][0],
            entries=counted[each.id][1],
            unsigned=counted[each.id][2],
        )
        for each in mine
    ]
    return Ledger(
        size=0 if newest is None else newest[0].size,
        signed_at=None if newest is None else newest[0].at,
        offices=tuple(told),
    )
