"""Who may see and do what: every noun asks here, so that no two of them answer differently.

A role held nationally holds in every office. What an office does is its own: a person without a
role there is told that nothing is there. A case is its applicant's: a person, or a school of the
office (`school:<code>`), which is whoever belongs to it today.
"""

from typing import Final

from engine.calendar import local_date
from engine.errors import (
    AssigneeUnfit,
    AuditorsOnlyRead,
    Forbidden,
    NotFound,
    OfficeRequired,
)
from engine.model import Person
from engine.parties import school_code, school_party
from engine.roles import (
    ADMIN,
    ANALYST,
    APPLICANT_ROLES,
    AUDITOR,
    NATIONAL,
    OFFICE_ROLES,
    SCHOOL_DESK,
)
from engine.rows import TaskRow
from engine.store import Transaction, offices, people, schools

_KEEPERS: Final = ("promo_officer", "promo_group", "promo_director")


def roles_in(person: Person, office: str) -> frozenset[str]:
    """Return the roles that a person holds in an office today, national ones included."""
    return person.offices.get(office, frozenset()) | person.national


def roles_of(person: Person) -> set[str]:
    """Return the roles that a person holds today, in whichever office."""
    return set(person.national).union(*person.offices.values())


def has_role(person: Person, office: str, *roles: str) -> bool:
    """Whether the person holds one of these roles in the office."""
    return not roles_in(person, office).isdisjoint(roles)


def offices_of(tx: Transaction, person: Person) -> list[str]:
    """Return the offices in which a person holds a role; all of them for a national role."""
    every = [office.id for office in offices.all_offices(tx)] if person.national else []
    return sorted({*person.offices, *every} - {NATIONAL})


def seen_offices(tx: Transaction, person: Person) -> list[str]:
    """Return the offices whose every case is the person's to see."""
    return [office for office in offices_of(tx, person) if sees_all_of(person, office)]


def is_staff(person: Person, office: str) -> bool:
    """Whether the person works for the office: its cases are this person's to see."""
    return has_role(person, office, *OFFICE_ROLES)


def is_applicant(person: Person, office: str) -> bool:
    """Whether the person comes to the office from outside: a case they start is their own."""
    return has_role(person, office, *APPLICANT_ROLES) and not is_staff(person, office)


def is_auditor(person: Person) -> bool:
    """Whether the person audits anywhere: whoever does, only reads."""
    return AUDITOR in roles_of(person)


def sees_all_of(person: Person, office: str) -> bool:
    """Whether every case of the office is this person's to see: staff, admin and auditor."""
    return is_staff(person, office) or has_role(person, office, ADMIN, AUDITOR)


def is_own(person: Person, office: str, applicant_id: str | None) -> bool:
    """Whether the case is the person's own: theirs, their school's, or of whom they stand in for.

    What is shared or lent takes a role of applicants in the office, beside belonging there.
    """
    if applicant_id is None:
        return False
    if applicant_id == person.id:
        return True
    shared = {person.on_behalf_of, *parties_of(person, office)}
    return applicant_id in shared and has_role(person, office, *APPLICANT_ROLES)


def parties_of(person: Person, office: str) -> list[str]:
    """Return the schools of the office that the person belongs to, as applicants name them."""
    return sorted(school_party(code) for code in person.schools.get(office, ()))


def owned(person: Person, office: str) -> list[str]:
    """Return whose cases are the person's own in the office: themselves and their schools."""
    shared = parties_of(person, office) if has_role(person, office, *APPLICANT_ROLES) else []
    return [person.on_behalf_of or person.id, *shared]


def may_withdraw(person: Person, office: str, applicant_id: str | None) -> bool:
    """Whether the person may withdraw a case: their own, or as the desk of their school."""
    if is_auditor(person):
        return False
    if applicant_id == person.id:
        return True
    return applicant_id in parties_of(person, office) and has_role(person, office, *SCHOOL_DESK)


def may_see(person: Person, office: str, applicant_id: str | None) -> bool:
    """Whether a case may be shown: staff, admin and auditor see all, an applicant their own."""
    return sees_all_of(person, office) or is_own(person, office, applicant_id)


def may_do_task(person: Person, task: TaskRow, applicant_id: str | None) -> bool:
    """Whether a user task may be claimed and completed by the person.

    The person holds one of its candidate roles in the office; if only a role of applicants, then
    the case is their own, or nobody's (the office's own procedure that asks a school). An assignee
    (a person, or a school: whoever belongs to it) may as long as they work for the office or
    brought the case. Whoever stands in for the assignee
    needs the role itself: that was lent, not the desk. A task that names nobody is the office's;
    once one of the office has it, an admin may take it from them, or nobody could when they leave.
    """
    if is_auditor(person):
        return False
    office, is_theirs = task.office_id, is_own(person, task.office_id, applicant_id)
    held = roles_in(person, office) & frozenset(task.roles.split(","))
    if held - APPLICANT_ROLES or (held and (applicant_id is None or is_theirs)):
        return True
    if not task.roles and not is_for_applicant(task, applicant_id):
        is_anybodys = task.assignee is None and is_staff(person, office)
        if is_anybodys or has_role(person, office, ADMIN):
            return True
    return is_assignee(person, task) and (is_staff(person, office) or is_theirs)


def is_assignee(person: Person, task: TaskRow) -> bool:
    """Whether the task was given to the person, or to a school they belong to."""
    return task.assignee in (person.id, *parties_of(person, task.office_id))


def is_for_applicant(task: TaskRow, applicant_id: str | None) -> bool:
    """Whether a task is for who brought the case, or for others from outside; not the office's."""
    roles = {each for each in task.roles.split(",") if each}
    is_given = task.assignee is not None and task.assignee == applicant_id
    return is_given or bool(roles and roles <= APPLICANT_ROLES)


def require_may_assign(
    tx: Transaction, person: Person, task: TaskRow, applicant_id: str | None, to: str
) -> None:
    """Refuse to give a task to somebody who does not hold its role in the office today.

    A school's own task goes to somebody who belongs to the school: nobody else could see it.

    Raises:
        AuditorsOnlyRead: the person is an auditor somewhere.
        AssigneeUnfit: `to` does not hold the role, or has no account in use.
    """
    require_writer(person)
    fit = frozenset(task.roles.split(",")) if task.roles else OFFICE_ROLES
    today, school = local_date(tx.now), school_code(applicant_id)
    held = people.roles_held(tx, to, task.office_id, today) & fit
    if school is not None and held <= APPLICANT_ROLES:
        its_own = schools.holders(tx, task.office_id, school, held, today)
        held = held if to in its_own else frozenset()
    if not held:
        raise AssigneeUnfit(assignee=to, roles=task.roles)


def may_administer(person: Person, office: str) -> bool:
    """Whether the person keeps the office's people, calendar and cases in order."""
    return has_role(person, office, ADMIN) and not is_auditor(person)


def may_keep_schools(person: Person, office: str) -> bool:
    """Whether the person keeps the office's register of schools: its promotion group, an admin."""
    return has_role(person, office, ADMIN, *_KEEPERS) and not is_auditor(person)


def may_migrate(person: Person, office: str) -> bool:
    """Whether the person may move the office's cases to another version: admins and analysts."""
    return has_role(person, office, ADMIN, ANALYST) and not is_auditor(person)


def migrating_offices(tx: Transaction, person: Person) -> list[str]:
    """Return the offices whose cases the person may move to another version."""
    return [office for office in offices_of(tx, person) if may_migrate(person, office)]


def may_audit(person: Person, office: str) -> bool:
    """Whether the person may replay, verify and export every case of the office."""
    return has_role(person, office, AUDITOR, ADMIN)


def may_deploy(person: Person) -> bool:
    """Whether the person may deploy: an analyst of any office, or a national admin."""
    if is_auditor(person):
        return False
    return ANALYST in roles_of(person) or ADMIN in person.national


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
    if not roles_in(person, office):
        raise NotFound(office=office)


def one_office(person: Person, asked: str | None) -> str:
    """Return the office that was named, or the person's only one.

    Raises:
        NotFound: the person has nothing to do with the office named, or it is none: what stands for
            the nation has no cases and no schools.
        OfficeRequired: none was named, and the person acts in several (or in every one).
    """
    if asked == NATIONAL:
        raise NotFound(office=asked)
    if asked is not None:
        require_member(person, asked)
        return asked
    if len(person.offices) != 1:
        raise OfficeRequired(offices=", ".join(sorted(person.offices)))
    return next(iter(person.offices))


def require_admin(person: Person, office: str) -> None:
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
