"""What admins changed of an office: who, when, from what to what, and why they say they did."""

from dataclasses import dataclass
from typing import TypeAlias

from engine import access
from engine.context import Engine
from engine.errors import Forbidden
from engine.model import Person
from engine.paging import Page, page_of, read_cursor
from engine.rows import AdminEventRow
from engine.store import admin_events, people

AdminEvent: TypeAlias = AdminEventRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which changes a caller wants listed: `subject` is what was changed, `by` who changed it."""

    subject: str | None = None
    by: str | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of changes, and what the people in it are called, by user name (th, en)."""

    page: Page[AdminEvent]
    names: dict[str, tuple[str, str]]


def list_some(
    engine: Engine,
    person: Person,
    place: tuple[str, Filter],
    cursor: str | None,
    limit: int,
) -> Listed:
    """List what was changed of an office, newest first; for its admins and auditors.

    Raises:
        NotFound, Forbidden: the person is neither admin nor auditor there.
    """
    office, wanted = place
    access.require_member(person, office)
    if not access.may_audit(person, office):
        raise Forbidden(office=office)
    chosen = admin_events.EventFilter(
        office=office, subject=wanted.subject, by=wanted.by, kinds=wanted.kinds
    )
    with engine.reading() as tx:
        rows = admin_events.some(tx, chosen, read_cursor(cursor), limit)
        named = {each.by for each in rows} | {each.subject for each in rows}
        return Listed(page=page_of(rows, limit, admin_events.place), names=people.names(tx, named))
