"""The offices, schools and people of a run. Invented, and marked as such: codes begin with 99."""

from dataclasses import dataclass, field
from functools import cache

from engine import founding, passwords, people
from engine.model import Person
from engine.office import calendar_of
from engine.people.accounts import add_account
from engine.rows import OfficeRow, SchoolRow
from engine.store import schools as school_rows
from tests.simulate.demand import figure

OPERATOR = Person(id="simulate", name="จำลอง", national=frozenset({"admin", "analyst"}))
PASSWORD = "khanton-simulation"  # noqa: S105 - of invented accounts in a scratch database
_STAFF = {
    "officer": ("promo_officer", "promo_group", "monitoring_unit", "office"),
    "director": ("office_director", "office_deputy", "promo_director"),
    "committee": (
        *("academic_committee", "assessment_team", "supervisor", "allocation_committee"),
        *("award_committee", "cluster_committee", "pec", "provincial_education_office"),
    ),
    "registrar": ("registrar",),
}
_DESK = (
    *("school_director", "school", "school_any_affiliation", "school_admin", "school_board"),
    *("class_teacher", "state_official_certifier"),
)
_FAMILY = ("organiser", "guardian", "donor")
_MEAN_PUPILS = 225
_LEVELS = ("kindergarten", "primary", "lower_secondary")


@dataclass(frozen=True, kw_only=True)
class School:
    """A school, who works there, and how many students it screens in a term."""

    number: int
    code: str
    pupils: int
    person: Person

    @property
    def screened(self):
        return max(1, round(self.pupils * figure("screened") / _MEAN_PUPILS))


@dataclass(kw_only=True)
class Office:
    """An office of the run."""

    id: str
    staff: list[Person]
    schools: dict[str, School] = field(default_factory=dict)
    families: dict[str, Person] = field(default_factory=dict)
    calendar: object = None

    def actor(self, opened):
        """Return who does an open task; the school's own people where it is a school's case."""
        applicant, assignee = opened.applicant_id or "", opened.assignee or ""
        roles = set(opened.roles.split(",")) - {""}
        for party in (assignee, applicant):
            school = self.schools.get(party.removeprefix("school:"))
            if school and (party == assignee or roles & set(_DESK) or not roles):
                return school.person
            if party in self.families and (party == assignee or roles & set(_FAMILY)):
                return self.families[party]
        return next(p for p in self.staff if not roles or roles & p.offices[self.id])


def found(engine, extent, chance):
    """Make the offices with their schools and people; return them by id."""
    offices, number = {}, 0
    for place in range(extent.offices):
        count = extent.schools * (place + 1) // extent.offices - number
        office = _office(engine, place + 1)
        _enrol(engine, office, [_school(office, number + n, chance) for n in range(1, count + 1)])
        offices[office.id], number = office, number + count
    return offices


def _office(engine, number):
    identity = f"area{number:03d}"
    row = OfficeRow(
        id=identity,
        name_th=f"สำนักงานเขตพื้นที่การศึกษาสมมติ {number}",
        name_en=f"Invented Education Area Office {number}",
        province="จังหวัดสมมติ",
        settings={},
        calendar_version=1,
    )
    founding.found(engine, OPERATOR, row, _user(f"{identity}_admin", ("admin",)))
    staff = [_hired(engine, identity, name, roles) for name, roles in _STAFF.items()]
    with engine.reading() as tx:
        return Office(id=identity, staff=staff, calendar=calendar_of(tx, identity))


def _hired(engine, office, name, roles):
    user = _user(f"{office}_{name}", roles)
    people.create_user(engine, OPERATOR, office, user)
    return Person(id=user.username, name=user.name_th, offices={office: frozenset(roles)})


def _user(username, roles):
    return people.NewUser(
        username=username,
        name_th=f"นายสมมติ {username}",
        name_en=f"Sommut {username}",
        password=PASSWORD,
        roles=roles,
    )


@cache
def _hashed():
    return passwords.hash_password(PASSWORD)


def _school(office, number, chance):
    code = f"99{number:08d}"
    pupils = max(20, min(4_000, round(chance.lognormvariate(5.05, 0.85))))
    roles = {office.id: frozenset(_DESK)}
    person = Person(
        id=f"s{code}", name=f"สมมติ {code}", offices=roles, schools={office.id: frozenset({code})}
    )
    return School(number=number, code=code, pupils=pupils, person=person)


def _enrol(engine, office, schools):
    with engine.begin() as tx:
        people.prepare(tx)
        school_rows.put(tx, [_row(office.id, school) for school in schools])
        for school in schools:
            add_account(tx, office.id, school.person.id, _user(school.person.id, _DESK), _hashed())
            member = {"office_id": office.id, "school_code": school.code, "valid_to": None}
            since = {"user_id": school.person.id, "valid_from": tx.now.date()}
            school_rows.add_member(tx, member | since)
    office.schools |= {school.code: school for school in schools}


def _row(office, school):
    kinds = ("small", 120), ("medium", 600), ("large", 1_500)
    size = next((name for name, most in kinds if school.pupils <= most), "extra_large")
    return SchoolRow(
        office_id=office,
        code=school.code,
        name_th=f"โรงเรียนสมมติ {school.number}",
        name_en=f"Invented School {school.number}",
        affiliation="obec",
        size=size,
        levels=list(_LEVELS),
        students=school.pupils,
    )


def family(engine, office):
    """Add a family to an office and return it."""
    name = f"{office.id}_family{len(office.families) + 1}"
    with engine.begin() as tx:
        people.prepare(tx)
        add_account(tx, office.id, name, _user(name, _FAMILY), _hashed())
    office.families[name] = Person(
        id=name, name=f"นางสมมติ {name}", offices={office.id: frozenset(_FAMILY)}
    )
    return office.families[name]
