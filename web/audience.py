"""The kinds of people who use the pages. A page says for whom; rights in cases are the nouns'."""

from enum import Flag, auto
from typing import Final

from engine.model import Person
from engine.roles import ADMIN, ANALYST, APPLICANT_ROLES, AUDITOR, OFFICE_ROLES


class Audience(Flag):
    """Kinds of people; a person may be of several."""

    STRANGER = auto()
    OTHER = auto()
    APPLICANT = auto()
    STAFF = auto()
    ADMIN = auto()
    AUDITOR = auto()
    ANALYST = auto()


APPLICANTS: Final = Audience.APPLICANT
STAFF: Final = Audience.STAFF
ADMINS: Final = Audience.ADMIN
AUDITORS: Final = Audience.AUDITOR
ANALYSTS: Final = Audience.ANALYST
SIGNED_IN: Final = Audience.OTHER | APPLICANTS | STAFF | ADMINS | AUDITORS | ANALYSTS
EVERYBODY: Final = Audience.STRANGER | SIGNED_IN
"""`EVERYBODY`: without signing in too."""


def kinds_of(person: Person | None) -> Audience:
    """Return what kinds of people the person is, by the roles that hold today in any office."""
    if person is None:
        return Audience.STRANGER
    held = set(person.national).union(*person.offices.values())
    tests = (
        (Audience.APPLICANT, held & APPLICANT_ROLES),
        (Audience.STAFF, held & OFFICE_ROLES),
        (Audience.ADMIN, held & {ADMIN}),
        (Audience.AUDITOR, held & {AUDITOR}),
        (Audience.ANALYST, held & {ANALYST}),
    )
    found = Audience(0)
    for kind, holds in tests:
        found |= kind if holds else Audience(0)
    return found or Audience.OTHER
