"""The register of schools: listed, looked at, kept by the office."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final, TypeAlias
from uuid import UUID

from engine import access
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import Forbidden, SchoolNotFound
from engine.model import Person
from engine.office import office_of
from engine.paging import Page, page_of, read_cursor
from engine.rows import MemberRow, SchoolRow
from engine.schools.checking import require_sound
from engine.store import Transaction, admin_events
from engine.store import schools as rows
from engine.store.admin_events import Change

School: TypeAlias = SchoolRow

_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which schools a caller wants listed; `active` False: those that are closed."""

    q: str | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A school, and who belongs, has belonged or will belong to it."""

    school: School
    members: list[MemberRow]


def list_some(
    engine: Engine,
    person: Person,
    place: tuple[str | None, Filter],
    cursor: str | None,
    limit: int,
) -> Page[School]:
    """List schools by code; `place`: of which office (None: the person's only one), and which.

    Raises:
        NotFound, OfficeRequired: as for every command in an office.
        Forbidden: the person does not work for the office.
    """
    asked, wanted = place
    office = access.one_office(person, asked)
    if not access.sees_all_of(person, office):
        raise Forbidden(office=office)
    behind = read_cursor(cursor)
    with engine.reading() as tx:
        chosen = rows.SchoolFilter(
            office=office,
            today=local_date(tx.now),
            q=wanted.q,
            active=wanted.active,
            behind=None if behind is None else str(behind.id.int).zfill(_DIGITS),
        )
        return page_of(rows.some(tx, chosen, limit), limit, _place)


def _place(row: School) -> tuple[datetime, UUID]:
    """Return where a school stands in the list: its code is a number, and so is a UUID."""
    return _NO_TIME, UUID(int=int(row.code))


def get(engine: Engine, person: Person, office: str | None, code: str) -> Known:
    """Return a school of the office with its members; whoever belongs to it may see it too.

    Raises:
        SchoolNotFound: there is none, or it is not the person's to see.
    """
    chosen = access.one_office(person, office)
    is_theirs = code in person.schools.get(chosen, ())
    if not (is_theirs or access.sees_all_of(person, chosen)):
        raise SchoolNotFound(code=code)
    with engine.reading() as tx:
        return Known(school=existing(tx, chosen, code), members=rows.members(tx, chosen, code))


def put(engine: Engine, person: Person, school: School) -> bool:
    """Write a school in place of what was known of it; say whether it is a new one.

    Raises:
        NotFound, AuditorsOnlyRead, Forbidden: the person does not keep the office's register.
        CalendarUnknown: there is no such office (a national role holds in whichever is named).
        SchoolInvalid: says by field what is wrong.
    """
    require_keeper(person, school.office_id)
    require_sound(school)
    with engine.begin() as tx:
        office_of(tx, school.office_id)
        known = rows.find(tx, school.office_id, school.code)
        rows.put(tx, [school])
        done = Change(
            kind="school_added" if known is None else "school_changed",
            subject=school.code,
            before=None if known is None else asdict(known),
            after=asdict(school),
        )
        admin_events.add(tx, school.office_id, person.id, done)
        return known is None


def existing(tx: Transaction, office: str, code: str) -> School:
    """Return a school of the office.

    Raises:
        SchoolNotFound: there is none of this code.
    """
    found = rows.find(tx, office, code)
    if found is None:
        raise SchoolNotFound(code=code)
    return found


def require_keeper(person: Person, office: str) -> None:
    """Refuse whoever does not keep the office's register of schools.

    Raises:
        NotFound: the person has nothing to do with the office.
        AuditorsOnlyRead: the person is an auditor somewhere.
        Forbidden: the person is neither of the promotion group there nor an admin.
    """
    access.require_member(person, office)
    access.require_writer(person)
    if not access.may_keep_schools(person, office):
        raise Forbidden(office=office)
