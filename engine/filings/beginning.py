"""Beginning a case from the pages: one's own, or at the office's desk for somebody."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from engine import access
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import ApplicantUnfit, ApplicantUnknown
from engine.filings.listing import Filing, one
from engine.model import Person
from engine.parties import school_party
from engine.roles import APPLICANT_ROLES
from engine.starting import Asked, start_within
from engine.store import Transaction, inbox, people, schools
from engine.thai import to_arabic_digits

_SCHOOL_CODE: Final = re.compile(r"\d{10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A case that was begun, and the first step that is the person's own, if one is open."""

    instance_id: UUID
    business_key: str
    task_id: UUID | None


def begin(engine: Engine, person: Person, key: str, whose: tuple[str, str]) -> Begun:
    """Begin a case; `whose`: the office, and the applicant there.

    Who works for the office names the applicant by user name or by a school's code of ten digits;
    for a procedure of the office's own, nobody.

    Raises:
        DefinitionNotFound: there is no such procedure for the person to begin.
        ApplicantUnfit: the person may not begin it for that applicant in that office.
        ApplicantUnknown: the office knows no such applicant.
        AuditorsOnlyRead: the person is an auditor somewhere.
    """
    with engine.begin() as tx:
        office, applicant = whose[0], _applicant(tx, one(engine, tx, person, key), whose)
        asked = Asked(definition_key=key, variables={}, office=office, applicant=applicant)
        instance = start_within(engine, tx, person, asked)
        wanted = inbox.TaskFilter(offices=[office], instance_id=instance.id)
        opened = inbox.tasks(tx, wanted, None, 10)
        mine = [each.id for each in opened if access.may_do_task(person, each, applicant)]
        return Begun(
            instance_id=instance.id,
            business_key=instance.business_key,
            task_id=mine[0] if mine else None,
        )


def _applicant(tx: Transaction, filing: Filing, whose: tuple[str, str]) -> str | None:
    office, applicant = whose
    if whose in [(each.office.id, each.applicant) for each in filing.parties]:
        return applicant
    if office not in [each.id for each in filing.offices]:
        raise ApplicantUnfit(applicant=applicant)
    named = to_arabic_digits(applicant).strip().lower()
    if not named and filing.is_offices:
        return None
    return _known(tx, office, named)


def _known(tx: Transaction, office: str, named: str) -> str:
    """Return a school of the office by its code, or somebody who comes to it from outside."""
    if _SCHOOL_CODE.fullmatch(named):
        if schools.find(tx, office, named) is not None:
            return school_party(named)
    elif people.roles_held(tx, named, office, local_date(tx.now)) & APPLICANT_ROLES:
        return named
    raise ApplicantUnknown(applicant=named)
