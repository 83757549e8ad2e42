"""Colleagues to whom tasks may be given: who holds the roles today, and how much each has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Final
from uuid import UUID

from engine import access
from engine.calendar import local_date
from engine.context import Engine
from engine.model import Person
from engine.parties import school_code
from engine.roles import APPLICANT_ROLES, OFFICE_ROLES
from engine.rows import TaskRow
from engine.store import Transaction, holding, schools
from engine.tasking import seen_task

MOST: Final = 30
"""So many colleagues are told at once; a part of a name narrows them."""
_ENOUGH: Final = 200
"""Tasks that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Somebody who may be given all of the tasks asked about, and how many they have open now."""

    username: str
    name_th: str
    name_en: str
    open_tasks: int


def fit(engine: Engine, person: Person, task_ids: Sequence[UUID], q: str = "") -> list[Fit]:
    """Return who may be given all of these tasks, by name; `q` is a part of a name.

    Raises:
        TaskNotFound: one of them is not there, or not the person's to see.
        AuditorsOnlyRead: the person is an auditor somewhere.
    """
    access.require_writer(person)
    with engine.reading() as tx:
        today = local_date(tx.now)
        seen = [seen_task(tx, person, each) for each in task_ids[:_ENOUGH]]
        asked = {_asked(task, applicant) for task, applicant in seen}
        fits = [_holders(tx, each, today) for each in asked]
        if not fits:
            return []
        chosen = reduce(frozenset.intersection, fits)
        offices = sorted({task.office_id for task, _ in seen})
        found = holding.accounts(tx, offices, chosen, (q.strip(), MOST))
    return [Fit(username=n, name_th=th, name_en=en, open_tasks=k) for n, th, en, k in found]


def _asked(task: TaskRow, applicant: str | None) -> tuple[str, str, str | None]:
    """Return what decides who is fit: the office, the candidate roles, and the case's school."""
    return task.office_id, task.roles, school_code(applicant)


def _holders(tx: Transaction, asked: tuple[str, str, str | None], today: date) -> frozenset[str]:
    """Return who may be given such a task, as `access.require_may_assign` judges them."""
    office, roles, school = asked
    wanted = frozenset(roles.split(",")) if roles else OFFICE_ROLES
    inside, outside = wanted - APPLICANT_ROLES, wanted & APPLICANT_ROLES
    found: set[str] = set(_with_roles(tx, office, inside, today))
    if outside and school is None:
        found |= _with_roles(tx, office, outside, today)
    elif outside and school is not None:
        found |= set(schools.holders(tx, office, school, outside, today))
    return frozenset(found)


def _with_roles(tx: Transaction, office: str, roles: Collection[str], today: date) -> set[str]:
    return holding.holders(tx, office, roles, today) if roles else set()
