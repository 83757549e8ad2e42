"""The demonstration: two offices with calendars, and an account for every role. Invented people."""

from dataclasses import dataclass
from typing import Final

from engine import calendars, passwords, people
from engine.context import Engine
from engine.people.accounts import add_account
from engine.roles import ROLES
from engine.rows import OfficeRow
from engine.store import Transaction
from engine.store import people as rows

PASSWORD: Final = "khanton-demo"  # noqa: S105 - printed on purpose: the demonstration's own
YEARS: Final = range(2025, 2029)
"""Gregorian years of the calendars: 2568 to 2571."""

_FIRST: Final = OfficeRow(
    id="udonthani1",
    name_th="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาอุดรธานี เขต ๑",
    name_en="Udon Thani Primary Educational Service Area Office 1",
    province="อุดรธานี",
    settings={"closes": "16:30", "plan_review_days": 15, "plan_revision_days": 7},
    calendar_version=1,
)
_SECOND: Final = OfficeRow(
    id="phayao2",
    name_th="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาพะเยา เขต ๒",
    name_en="Phayao Primary Educational Service Area Office 2",
    province="พะเยา",
    settings={"closes": "16:30", "plan_review_days": 15, "plan_revision_days": 7},
    calendar_version=1,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Account:
    """An account of the demonstration; the first role is the one it is named for."""

    username: str
    name_th: str
    name_en: str
    roles: tuple[str, ...]
    office: str = _FIRST.id


_SCHOOL: Final = (
    "school_director",
    "school",
    "school_any_affiliation",
    "school_admin",
    "school_board",
    "class_teacher",
    "new_school",
    "student",
    "state_official_certifier",
)
_ACCOUNTS: Final = (
    _Account(
        username="family",
        name_th="นางสมมติ บ้านเรียนตัวอย่าง",
        name_en="Sommut Example (family)",
        roles=("organiser", "guardian", "donor"),
    ),
    _Account(
        username="school",
        name_th="นายสมมติ โรงเรียนตัวอย่าง",
        name_en="Sommut Example (school)",
        roles=_SCHOOL,
    ),
    _Account(
        username="officer",
        name_th="นายสมมติ ตัวอย่าง",
        name_en="Sommut Example (officer)",
        roles=("promo_officer", "promo_group", "monitoring_unit", "office"),
    ),
    _Account(
        username="academic",
        name_th="นางสาวสมมติ วิชาการตัวอย่าง",
        name_en="Sommut Example (academic committee)",
        roles=("academic_committee",),
    ),
    _Account(
        username="assessor",
        name_th="นายสมมติ ประเมินตัวอย่าง",
        name_en="Sommut Example (assessor)",
        roles=("assessment_team", "supervisor"),
    ),
    _Account(
        username="award",
        name_th="นางสมมติ รางวัลตัวอย่าง",
        name_en="Sommut Example (award committee)",
        roles=("award_committee", "allocation_committee", "cluster_committee"),
    ),
    _Account(
        username="registrar",
        name_th="นางสาวสมมติ ทะเบียนตัวอย่าง",
        name_en="Sommut Example (registrar)",
        roles=("registrar",),
    ),
    _Account(
        username="director",
        name_th="นายสมมติ ผู้อำนวยการตัวอย่าง",
        name_en="Sommut Example (director)",
        roles=("office_director", "office_deputy", "promo_director"),
    ),
    _Account(
        username="kosojo",
        name_th="นางสมมติ ศึกษาธิการตัวอย่าง",
        name_en="Sommut Example (provincial committee)",
        roles=("pec", "provincial_education_office"),
    ),
    _Account(
        username="analyst",
        name_th="นายสมมติ วิเคราะห์ตัวอย่าง",
        name_en="Sommut Example (analyst)",
        roles=("analyst",),
    ),
    _Account(
        username="admin",
        name_th="นางสาวสมมติ ดูแลตัวอย่าง",
        name_en="Sommut Example (admin)",
        roles=("admin",),
    ),
    _Account(
        username="auditor",
        name_th="นายสมมติ ตรวจสอบตัวอย่าง",
        name_en="Sommut Example (auditor)",
        roles=("auditor",),
    ),
    _Account(
        username="officer2",
        name_th="นางสาวสมมติ พะเยาตัวอย่าง",
        name_en="Sommut Example (officer, second office)",
        roles=("promo_officer", "promo_group", "monitoring_unit", "office"),
        office=_SECOND.id,
    ),
    _Account(
        username="family2",
        name_th="นายสมมติ บ้านเรียนพะเยา",
        name_en="Sommut Example (family, second office)",
        roles=("organiser", "guardian", "donor"),
        office=_SECOND.id,
    ),
)


def seed(engine: Engine) -> list[tuple[str, str, str]]:
    """Write what the demonstration needs and is not there; doing it again changes nothing.

    Returns each account as (user name, first role in Thai, office); the password is `PASSWORD`.
    Accounts that exist keep their password and roles.
    """
    hashed = passwords.hash_password(PASSWORD)
    with engine.begin() as tx:
        people.prepare(tx)
        for office in (_FIRST, _SECOND):
            if rows.add_office(tx, office):
                calendars.seed(tx, office.id, YEARS)
        for account in _ACCOUNTS:
            _add(tx, account, hashed)
    return [(each.username, ROLES[each.roles[0]].name_th, each.office) for each in _ACCOUNTS]


def _add(tx: Transaction, account: _Account, hashed: str) -> None:
    if rows.account(tx, account.username) is None:
        user = people.NewUser(
            username=account.username,
            name_th=account.name_th,
            name_en=account.name_en,
            password=PASSWORD,
            roles=account.roles,
        )
        add_account(tx, account.office, account.username, user, hashed)
