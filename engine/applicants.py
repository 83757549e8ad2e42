"""Whose a new case is, how its applicant is called, and who opens what is sent to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine import access
from engine.calendar import local_date
from engine.errors import ApplicantRequired, ApplicantUnfit, SchoolNotFound
from engine.model import Person
from engine.parties import is_school, school_code
from engine.roles import SCHOOL_DESK, SCHOOL_ROLES
from engine.store import Transaction, people, schools

_INSTEAD = "promo_officer"
"""Who hears of it when a school has nobody to open its mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A person or role that a notification goes to, and what is to be said besides, if anything."""

    to: str
    note: str = ""


def applicant_of(tx: Transaction, person: Person, office: str, asked: str | None) -> str | None:
    """Return whose the case is that a person starts in an office: a user name or `school:<code>`.

    Who works for the office says for whom, or for nobody. Who comes from outside starts their own:
    with a role of a school, their school's; `asked` chooses among several, or names themselves.

    Raises:
        SchoolNotFound: the office has no such school.
        ApplicantRequired: the person belongs to several schools and named none.
        ApplicantUnfit: it is a school the person does not belong to.
    """
    if access.is_applicant(person, office):
        return _own(person, office, asked)
    code = school_code(asked)
    if code is not None and schools.find(tx, office, code) is None:
        raise SchoolNotFound(code=code)
    return asked


def _own(person: Person, office: str, asked: str | None) -> str:
    acts_for_school = access.has_role(person, office, *SCHOOL_ROLES)
    mine = access.parties_of(person, office) if acts_for_school else []
    if school_code(asked) is not None and asked not in mine:
        raise ApplicantUnfit(applicant=asked)
    if not mine:
        return person.id
    if asked is None:
        if len(mine) > 1:
            raise ApplicantRequired(applicants=", ".join(mine))
        return mine[0]
    if asked not in (person.id, *mine):
        raise ApplicantUnfit(applicant=asked)
    return asked


def names_of(
    tx: Transaction, parties: Iterable[tuple[str, str | None]]
) -> dict[tuple[str, str | None], tuple[str, str]]:
    """Return the Thai and the English name of applicants, each with the office of the case.

    What nobody knows by name (an id that another system gave) is called by its id.
    """
    asked = {(office, party) for office, party in parties if party is not None}
    found = {(office, party): (party, party) for office, party in asked}
    persons = {party for _, party in asked if school_code(party) is None}
    if persons:
        known = people.names(tx, persons)
        found |= {(o, party): known[party] for o, party in asked if party in known}
    for office in sorted({office for office, party in asked if school_code(party) is not None}):
        codes = {party: code for o, party in asked if o == office and (code := school_code(party))}
        named = schools.names(tx, office, codes.values())
        found |= {(office, party): named[code] for party, code in codes.items() if code in named}
    return {(office, party): name for (office, party), name in found.items()}


def name_of(tx: Transaction, office: str, party: str) -> str:
    """Return the Thai name of one applicant."""
    return names_of(tx, [(office, party)])[office, party][0]


def spelled(tx: Transaction, office: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told to people with the Thai name in place of a school's `school:<code>`."""
    parties = [(office, value) for value in told.values() if is_school(value)]
    names = names_of(tx, parties)
    return {
        name: names[office, value][0] if is_school(value) else value for name, value in told.items()
    }


def receivers(tx: Transaction, office: str, to: str) -> list[Receiver]:
    """Return who gets a notification to a person, a role or a school (`school:<code>`).

    A school's goes to everybody who opens its mail today; where nobody does, to the office's
    promotion officer with a note, so that it is never lost unseen.
    """
    code = school_code(to)
    if code is None:
        return [Receiver(to=to)]
    desk = schools.holders(tx, office, code, SCHOOL_DESK, local_date(tx.now))
    if desk:
        return [Receiver(to=user) for user in desk]
    th, en = schools.names(tx, office, [code]).get(code, (code, code))
    note = (
        f"หมายเหตุ: {th} (รหัส {code}) ยังไม่มีผู้รับหนังสือในระบบ โปรดแจ้งโรงเรียนด้วยวิธีอื่น\n"
        f"Note: nobody of {en} (code {code}) receives this; please tell the school another way."
    )
    return [Receiver(to=_INSTEAD, note=note)]
