"""Who acts in a scratch world: an invented person for each role, two schools, and the office."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from engine.demo.offices import FIRST
from engine.demo.schools import schools_of
from engine.model import Person
from engine.parties import school_code, school_party
from engine.roles import ADMIN, APPLICANT_ROLES, OFFICE_ROLES, ROLES, SCHOOL_DESK, SCHOOL_ROLES
from engine.rows import SchoolRow, TaskRow
from engine.store import Transaction
from engine.store import people as accounts
from engine.store import schools as registers

_PREFIX: Final = "try_"
_SINCE: Final = date(2000, 1, 1)
_SCHOOLS: Final = 3
FAMILY: Final = f"{_PREFIX}organiser"
"""The family whose case it is, unless somebody else's is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Whose a case of a scratch world can be; `id` is None for the office's own."""

    id: str | None
    name_th: str
    name_en: str


def settle(tx: Transaction, office: str) -> None:
    """Write the invented people and schools into a scratch world's office."""
    schools = invented_schools(office)
    registers.put(tx, schools)
    for key in sorted(OFFICE_ROLES | APPLICANT_ROLES):
        name_th, name_en = f"ผู้ทดลอง ({ROLES[key].name_th})", f"Tester ({ROLES[key].name_en})"
        row = {"id": user_of(key), "name_th": name_th, "name_en": name_en}
        accounts.add_account(tx, {**row, "email": None, "password_hash": "-"})
        held = {"office_id": office, "user_id": user_of(key), "role_key": key}
        accounts.add_membership(tx, {**held, "valid_from": _SINCE, "valid_to": None})
        if key in SCHOOL_ROLES:
            place = {"office_id": office, "school_code": schools[0].code, "user_id": user_of(key)}
            registers.add_member(tx, {**place, "valid_from": _SINCE, "valid_to": None})


def invented_schools(office: str) -> list[SchoolRow]:
    """Return the schools of a scratch world: those of the demonstration, in this office."""
    return [replace(each, office_id=office) for each in schools_of(FIRST.id)[:_SCHOOLS]]


def user_of(role: str) -> str:
    """Return the user name of who holds a role in a scratch world."""
    return f"{_PREFIX}{role}"


def parties(office: str) -> list[Party]:
    """Return whose cases may be begun in a scratch world: a family, a school, others, the office's.

    Who comes from outside by a role of a school comes as a school.
    """
    outside = sorted(APPLICANT_ROLES - SCHOOL_ROLES, key=lambda key: key != "organiser")
    persons = [
        Party(id=user_of(key), name_th=ROLES[key].name_th, name_en=ROLES[key].name_en)
        for key in outside
    ]
    schools = [
        Party(id=school_party(each.code), name_th=each.name_th, name_en=each.name_en)
        for each in invented_schools(office)
    ]
    own = Party(id=None, name_th="สำนักงาน (ไม่มีผู้ยื่น)", name_en="The office itself (no applicant)")
    return [persons[0], *schools, *persons[1:], own]


def keeper(office: str) -> Person:
    """Return who looks after a scratch world: fires timers, sends what other cases would send."""
    return Person(id="try_keeper", name="ผู้ทดลอง", offices={office: frozenset({ADMIN})})


def beginner(office: str, party: str | None, roles: tuple[str, ...]) -> Person:
    """Return who begins a case of a party; `roles`: those of the lane in which it begins."""
    if party is None or not frozenset(roles) <= APPLICANT_ROLES:
        staff = [each for each in roles if each in OFFICE_ROLES] or ["promo_officer"]
        return _staff(office, staff[0])
    return _from_outside(office, party, roles[0] if roles else None)


def roles_for(task: TaskRow) -> list[str]:
    """Return the roles as which a task may be done, the most usual first; none where it names none.

    A task given to one person is done by that one, whatever its roles.
    """
    return [each for each in task.roles.split(",") if each]


def chosen_role(task: TaskRow, applicant: str | None, asked: str | None) -> str | None:
    """Return as which of its roles a task is done: the one asked for, else the first that can.

    Whoever comes from outside sees nothing of a case that nobody brought.
    """
    roles = roles_for(task)
    able = [each for each in roles if applicant is not None or each not in APPLICANT_ROLES]
    return asked if asked in roles else next(iter([*able, *roles]), None)


def actor(task: TaskRow, applicant: str | None, role: str | None) -> Person:
    """Return the invented person who does a task, as one of its roles."""
    office = task.office_id
    chosen = chosen_role(task, applicant, role)
    is_given = task.assignee is not None and task.assignee == applicant
    if chosen in APPLICANT_ROLES or (chosen is None and is_given):
        return _from_outside(office, applicant or task.assignee or user_of(chosen or ""), chosen)
    found = _staff(office, chosen or "promo_officer")
    return found if task.assignee in (None, found.id) else replace(found, id=task.assignee)


def _staff(office: str, role: str) -> Person:
    held = frozenset({role, *([] if role in ROLES else ["promo_officer"])})
    return Person(id=user_of(role), name=_named(role), offices={office: held})


def _from_outside(office: str, party: str, role: str | None) -> Person:
    code = school_code(party)
    if code is None:
        name = _named(role or party.removeprefix(_PREFIX))
        return Person(id=party, name=name, offices={office: APPLICANT_ROLES})
    chosen = role if role is not None else "school_director"
    held = frozenset({chosen, *SCHOOL_DESK})
    schools = {office: frozenset({code})}
    return Person(id=user_of(chosen), name=_named(chosen), offices={office: held}, schools=schools)


def _named(role: str) -> str:
    return f"ผู้ทดลอง ({ROLES[role].name_th if role in ROLES else role})"
