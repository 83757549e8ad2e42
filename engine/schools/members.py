"""Who belongs to a school, and from when to when."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from engine import access
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import NotFound, PeriodInvalid, SchoolMemberExists, UserNotFound
from engine.model import Person
from engine.rows import MemberRow
from engine.schools.register import existing, require_keeper
from engine.store import Transaction, admin_events, people
from engine.store import schools as rows
from engine.store.admin_events import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Who is to belong to a school; both days included, from today and without end unless told."""

    username: str
    valid_from: date | None = None
    valid_to: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A membership that ends, yesterday unless a last day is told."""

    code: str
    id: UUID
    last_day: date | None = None
    reason: str = ""


def add_member(
    engine: Engine, person: Person, office: str | None, code: str, wanted: Joining
) -> UUID:
    """Let an account belong to a school; return what ends it.

    What they may do in its cases, their roles in the office say: those an admin grants.

    Raises:
        NotFound, AuditorsOnlyRead, Forbidden: the person does not keep the office's register.
        SchoolNotFound, UserNotFound: there is none.
        PeriodInvalid: it ends before it begins.
        SchoolMemberExists: the account belongs to it on one of these days already.
    """
    chosen = access.one_office(person, office)
    require_keeper(person, chosen)
    with engine.begin() as tx:
        existing(tx, chosen, code)
        name = _account(tx, wanted.username)
        first = wanted.valid_from or local_date(tx.now)
        if wanted.valid_to is not None and wanted.valid_to < first:
            raise PeriodInvalid
        held = [each for each in rows.members(tx, chosen, code) if each.user_id == name]
        if any(_overlaps(each, first, wanted.valid_to) for each in held):
            raise SchoolMemberExists(username=name, code=code)
        period = {"valid_from": first, "valid_to": wanted.valid_to}
        done = Change(
            kind="school_member_added",
            subject=name,
            after={"school": code, **period},
            reason=wanted.reason,
        )
        admin_events.add(tx, chosen, person.id, done)
        return rows.add_member(
            tx, {"office_id": chosen, "school_code": code, "user_id": name, **period}
        )


def end_member(engine: Engine, person: Person, office: str | None, leaving: Leaving) -> date:
    """Let somebody belong to a school up to a day, and return that day.

    Raises:
        NotFound: the school has no such member, or the person nothing to do with the office.
        AuditorsOnlyRead, Forbidden: the person does not keep the office's register.
    """
    chosen = access.one_office(person, office)
    require_keeper(person, chosen)
    with engine.begin() as tx:
        last = leaving.last_day or local_date(tx.now) - timedelta(days=1)
        whose = rows.end_member(tx, chosen, leaving.code, leaving.id, last)
        if whose is None:
            raise NotFound(id=leaving.id)
        done = Change(
            kind="school_member_ended",
            subject=whose,
            after={"school": leaving.code, "valid_to": last},
            reason=leaving.reason,
        )
        admin_events.add(tx, chosen, person.id, done)
        return last


def _account(tx: Transaction, username: str) -> str:
    name = username.strip().lower()
    if people.account(tx, name) is None:
        raise UserNotFound(username=username)
    return name


def _overlaps(held: MemberRow, first: date, last: date | None) -> bool:
    ends_before = held.valid_to is not None and held.valid_to < first
    begins_after = last is not None and held.valid_from > last
    return not (ends_before or begins_after)
