"""The offices themselves: which are a person's to keep or to look at, and what each is called."""

from dataclasses import dataclass
from typing import Final

from engine import access
from engine.context import Engine
from engine.errors import OfficeNameUnfit, ReasonRequired
from engine.model import Person
from engine.office import office_of
from engine.roles import NATIONAL
from engine.rows import OfficeRow
from engine.store import admin_events
from engine.store import offices as rows
from engine.store.admin_events import Change

_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """What an office is to be called from now on, and why."""

    name_th: str
    name_en: str
    province: str
    reason: str


def administered(engine: Engine, person: Person) -> list[OfficeRow]:
    """Return the offices whose people, calendar and settings the person keeps, by id."""
    with engine.reading() as tx:
        return [
            office
            for office in rows.all_offices(tx)
            if office.id != NATIONAL and access.may_administer(person, office.id)
        ]


def with_nation(engine: Engine, person: Person) -> list[OfficeRow]:
    """Return the offices the person keeps; for a national admin the nation ("*") too, last.

    The nation has people, whose roles hold in every office, and neither calendar nor schools.
    """
    found = administered(engine, person)
    if access.may_administer(person, NATIONAL):
        with engine.reading() as tx:
            found.append(office_of(tx, NATIONAL))
    return found


def seen(engine: Engine, person: Person) -> list[OfficeRow]:
    """Return the offices whose every case is the person's to see, by id."""
    with engine.reading() as tx:
        chosen = set(access.seen_offices(tx, person))
        return [office for office in rows.all_offices(tx) if office.id in chosen]


def rename(engine: Engine, person: Person, office: str, wanted: Renamed) -> None:
    """Change what an office is called on pages and papers; cases and papers made stay as they are.

    Raises:
        NotFound, Forbidden: the person is no admin there.
        ReasonRequired: no reason was given.
        OfficeNameUnfit: a name is missing, or very long.
    """
    access.require_admin(person, office)
    if not wanted.reason.strip():
        raise ReasonRequired
    fresh = {name: getattr(wanted, name).strip() for name in ("name_th", "name_en", "province")}
    if not all(0 < len(text) <= _LONGEST_NAME for text in fresh.values()):
        raise OfficeNameUnfit(longest=_LONGEST_NAME)
    with engine.begin() as tx:
        known = office_of(tx, office)
        rows.change(tx, office, fresh)
        done = Change(
            kind="office_renamed",
            subject=office,
            before={name: getattr(known, name) for name in fresh},
            after=fresh,
            reason=wanted.reason,
        )
        admin_events.add(tx, office, person.id, done)
