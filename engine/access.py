"""Who may see and do what: every noun asks here, so that no two of them answer differently.

Pure functions of a Person and of what a row says. A role held nationally holds in every office.
What an office does is its own: a person without a role there is told that nothing is there.
"""

from collections.abc import Iterable

from engine.errors import AuditorsOnlyRead, Forbidden, NotFound
from engine.model import Person
from engine.roles import ADMIN, ANALYST, APPLICANT_ROLES, AUDITOR, NATIONAL, OFFICE_ROLES


def roles_in(person: Person, office: str) -> frozenset[str]:
    """Return the roles that a person holds in an office today, national ones included."""
    return person.offices.get(office, frozenset()) | person.national


def has_role(person: Person, office: str, *roles: str) -> bool:
    """Whether the person holds one of these roles in the office."""
    return not roles_in(person, office).isdisjoint(roles)


def offices_of(person: Person, every_office: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the offices in which a person holds a role, in order.

    `every_office`: all there are; a person with a national role has them all.
    """
    everywhere = every_office if person.national else ()
    return tuple(sorted({*person.offices, *everywhere} - {NATIONAL}))


def is_staff(person: Person, office: str) -> bool:
    """Whether the person works for the office: its cases are this person's to see."""
    return has_role(person, office, *OFFICE_ROLES)


def is_auditor(person: Person) -> bool:
    """Whether the person audits anywhere: whoever does, only reads."""
    return any(AUDITOR in roles for roles in (person.national, *person.offices.values()))


def is_member(person: Person, office: str) -> bool:
    """Whether the person holds any role in the office."""
    return bool(roles_in(person, office))


def sees_all_of(person: Person, office: str) -> bool:
    """Whether every case of the office is this person's to see: staff, admin and auditor."""
    return is_staff(person, office) or has_role(person, office, ADMIN, AUDITOR)


def is_applicant(person: Person, office: str, applicant_id: str | None) -> bool:
    """Whether the case is the person's own, or of whom the person stands in for as an applicant."""
    if applicant_id is None:
        return False
    if applicant_id == person.id:
        return True
    return applicant_id == person.on_behalf_of and has_role(person, office, *APPLICANT_ROLES)


def may_see_instance(person: Person, office: str, applicant_id: str | None) -> bool:
    """Whether a case may be shown: staff, admin and auditor see all; an applicant only their own."""
    return sees_all_of(person, office) or is_applicant(person, office, applicant_id)


def may_do_task(
    person: Person, office: str, roles: str, assignee: str | None, applicant_id: str | None
) -> bool:
    """Whether a user task may be claimed and completed by the person.

    `roles`: the task row's candidate roles, `a,b`. The person holds one of them in the office; if
    only a role of applicants, the case is their own, or nobody's (the office's own procedure that
    asks a school). An assignee may as long as they hold any role in the office or brought the case.
    """
    if is_auditor(person):
        return False
    held = roles_in(person, office) & frozenset(roles.split(","))
    if held - APPLICANT_ROLES:
        return True
    if held and (applicant_id is None or is_applicant(person, office, applicant_id)):
        return True
    return _may_as_assignee(person, office, assignee, applicant_id)


def may_administer(person: Person, office: str) -> bool:
    """Whether the person keeps the office's people, calendar and cases in order."""
    return has_role(person, office, ADMIN) and not is_auditor(person)


def may_audit(person: Person, office: str) -> bool:
    """Whether the person may replay, verify and export every case of the office."""
    return has_role(person, office, AUDITOR, ADMIN)


def may_deploy(person: Person) -> bool:
    """Whether the person may deploy diagrams and forms: an analyst of any office, or a national admin."""
    if is_auditor(person):
        return False
    is_analyst = any(ANALYST in roles for roles in (person.national, *person.offices.values()))
    return is_analyst or ADMIN in person.national


def require_writer(person: Person) -> None:
    """Refuse a command of whoever audits: an auditor never writes.

    Raises:
        AuditorsOnlyRead: the person is an auditor somewhere.
    """
    if is_auditor(person):
        raise AuditorsOnlyRead


def require_member(person: Person, office: str) -> None:
    """Refuse whoever has nothing to do with the office.

    Raises:
        NotFound: as if there were no such office.
    """
    if not is_member(person, office):
        raise NotFound(office=office)


def require_administrator(person: Person, office: str) -> None:
    """Refuse a command that only an admin of the office (or a national one) gives.

    Raises:
        NotFound: the person has nothing to do with the office.
        AuditorsOnlyRead: the person is an auditor somewhere.
        Forbidden: the person is no admin there.
    """
    require_member(person, office)
    require_writer(person)
    if not may_administer(person, office):
        raise Forbidden(office=office)


def _may_as_assignee(
    person: Person, office: str, assignee: str | None, applicant_id: str | None
) -> bool:
    """What was given to a person stays theirs only while they belong to the office or the case.

    Whoever stands in for the assignee needs the role itself: that role was lent, not the desk.
    """
    if assignee is None or assignee != person.id:
        return False
    return bool(roles_in(person, office) - APPLICANT_ROLES) or is_applicant(
        person, office, applicant_id
    )
