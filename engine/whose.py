"""Which user tasks are a person's: to do, to oversee, of their own cases, or done by them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from engine import access, viewing
from engine.model import Person
from engine.store import Transaction, catalogue, inbox, naming


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which tasks a caller wants listed; `mine` are those they have claimed or were given.

    `done`: those the person has completed. `due_after`, `due_by`: of these moments the later one is
    included. `since`: opened after it. `applicants`: of cases of a school, a person or nobody.
    `is_taken`: whether somebody has it. `order`: due, newest, or closed.
    """

    mine: bool = False
    done: bool = False
    role: str | None = None
    state: str | None = "open"
    office: str | None = None
    due_before: datetime | None = None
    due_after: datetime | None = None
    due_by: datetime | None = None
    since: datetime | None = None
    definition_key: str | None = None
    element_id: str | None = None
    instance_id: UUID | None = None
    ids: Sequence[UUID] | None = None
    applicants: str | None = None
    is_taken: bool | None = None
    q: str | None = None
    order: str = "due"


_AS_ASKED = (
    *("state", "due_before", "due_after", "due_by", "since", "definition_key", "element_id"),
    *("instance_id", "ids", "applicants", "is_taken", "q", "order"),
)


def narrowed(tx: Transaction, person: Person, wanted: Filter) -> inbox.TaskFilter:
    """Return the question narrowed to what is the person's."""
    offices = access.offices_of(tx, person)
    if wanted.office is not None:
        offices = [office for office in offices if office == wanted.office]
    called = [] if wanted.q is None or inbox.is_number(wanted.q) else _called(tx, offices, wanted.q)
    given = {name: getattr(wanted, name) for name in _AS_ASKED}
    return _whose(tx, person, wanted, inbox.TaskFilter(offices=offices, called=called, **given))


def _called(tx: Transaction, offices: Sequence[str], q: str) -> list[str]:
    """Return the parties found by name; looked up once in a transaction."""
    asked = ("parties called", tuple(offices), q)
    if asked not in tx.memo:
        tx.memo[asked] = naming.parties_called(tx, offices, f"%{inbox.plain(q)}%")
    found: list[str] = tx.memo[asked]
    return found


def _whose(
    tx: Transaction, person: Person, wanted: Filter, asked: inbox.TaskFilter
) -> inbox.TaskFilter:
    if wanted.done or wanted.mine:
        done = {"state": "completed", "closed_by": person.id}
        by_name: dict[str, Any] = done if wanted.done else {"assignee": person.id}
        return replace(asked, **by_name)
    whole = [office for office in asked.offices if access.sees_all_of(person, office)]
    if not whole:
        return _of_own_cases(tx, person, wanted, asked)
    staff = any(access.is_staff(person, office) for office in whole)
    if wanted.role is None and (wanted.instance_id is not None or not staff):
        return replace(asked, offices=whole)
    held = set().union(*(access.roles_in(person, office) for office in whole))
    roles = held if wanted.role is None else {wanted.role}
    mine = person.id if wanted.role is None else None
    sets = _sets_with(tx, roles)
    return replace(asked, offices=whole, role_sets=sets, or_assignee=mine)


def _of_own_cases(
    tx: Transaction, person: Person, wanted: Filter, asked: inbox.TaskFilter
) -> inbox.TaskFilter:
    """Narrow a list to the person's own cases: one case whole, of all what is theirs to do.

    What the office does in a family's case is the office's work, however late it is.
    """
    its_cases = replace(asked, owners=viewing.owners_in(person, asked.offices))
    if wanted.role is None and wanted.instance_id is not None:
        return its_cases
    held = access.roles_of(person) if wanted.role is None else {wanted.role}
    sets = [each for each in _sets_with(tx, held) if each]
    mine = person.id if wanted.role is None else None
    return replace(its_cases, role_sets=sets, or_assignee=mine)


def _sets_with(tx: Transaction, roles: set[str]) -> list[str]:
    """Return the combinations of candidate roles with one of these; "" for tasks without."""
    if "role sets" not in tx.memo:
        tx.memo["role sets"] = catalogue.role_sets(tx)
    return [*(s for s in tx.memo["role sets"] if roles & set(s.split(","))), ""]
