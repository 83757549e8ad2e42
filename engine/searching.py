"""Search: cases by number, applicant, or school, with their open tasks; only what one may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from engine.context import Engine
from engine.model import Person
from engine.parties import school_party
from engine.rows import InstanceRow, TaskRow
from engine.store import Transaction
from engine.store import searching as rows
from engine.thai import to_arabic_digits
from engine.viewing import overseen

MOST: Final = 50
"""Cases in one answer."""
SHORTEST: Final = 2
"""Letters below which nothing is looked for: everything would fit."""
LONGEST: Final = 100
_PARTIES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A case that fits, and its open tasks, the soonest due first."""

    case: InstanceRow
    tasks: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What fits, the best first; `more`: there is more than is shown."""

    hits: list[Hit]
    more: bool


def search(engine: Engine, person: Person, text: str) -> Found:
    """Look for cases whose number, applicant's name, or school's name or code has a text in it.

    The very number comes first, then numbers that begin so, then the rest; the newest first in
    each. Thai digits are as good as Arabic ones.
    """
    words = " ".join(to_arabic_digits(text.replace("\0", "")).split())[:LONGEST]
    if len(words) < SHORTEST:
        return Found(hits=[], more=False)
    with engine.reading() as tx:
        offices, owners = overseen(tx, person)
        asked = rows.Asked(offices=offices, owners=owners, text=words)
        parties = _parties(tx, offices, words)
        cases = rows.cases(tx, asked, parties, MOST + 1)
        tasks = rows.open_tasks(tx, offices, [case.id for case in cases[:MOST]])
    return Found(hits=_hits(cases[:MOST], tasks), more=len(cases) > MOST)


def _parties(tx: Transaction, offices: Sequence[str], words: str) -> list[str]:
    """Return applicants who are called so: people, and schools of these offices."""
    people = rows.people_called(tx, words, _PARTIES)
    codes = rows.schools_called(tx, offices, words, _PARTIES)
    return [*people, *(school_party(code) for code in codes)]


def _hits(cases: Sequence[InstanceRow], tasks: Iterable[TaskRow]) -> list[Hit]:
    by_case: dict[UUID, list[TaskRow]] = {}
    for task in tasks:
        by_case.setdefault(task.instance_id, []).append(task)
    return [Hit(case=case, tasks=tuple(by_case.get(case.id, ()))) for case in cases]
