"""An account for every role of both offices. Invented people."""

from dataclasses import dataclass
from typing import Final

from engine.demo.offices import FIRST, SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account of the demonstration; the first role is the one it is named for.

    `school`: the number of the school of its office that it belongs to.
    """

    username: str
    name_th: str
    name_en: str
    roles: tuple[str, ...]
    office: str = FIRST.id
    school: int | None = None


SCHOOL_ROLES: Final = (
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
ACCOUNTS: Final = (
    Account(
        username="family",
        name_th="นางสมมติ บ้านเรียนตัวอย่าง",
        name_en="Sommut Example (family)",
        roles=("organiser", "guardian", "donor"),
    ),
    Account(
        username="school",
        name_th="นายสมมติ โรงเรียนตัวอย่าง",
        name_en="Sommut Example (school)",
        roles=SCHOOL_ROLES,
        school=1,
    ),
    Account(
        username="teacher",
        name_th="นางสาวสมมติ ครูตัวอย่าง",
        name_en="Sommut Example (class teacher)",
        roles=("class_teacher",),
        school=1,
    ),
    Account(
        username="school2",
        name_th="นางสมมติ โรงเรียนที่สอง",
        name_en="Sommut Example (second school)",
        roles=SCHOOL_ROLES,
        school=2,
    ),
    Account(
        username="officer",
        name_th="นายสมมติ ตัวอย่าง",
        name_en="Sommut Example (officer)",
        roles=("promo_officer", "promo_group", "monitoring_unit", "office"),
    ),
    Account(
        username="academic",
        name_th="นางสาวสมมติ วิชาการตัวอย่าง",
        name_en="Sommut Example (academic committee)",
        roles=("academic_committee",),
    ),
    Account(
        username="assessor",
        name_th="นายสมมติ ประเมินตัวอย่าง",
        name_en="Sommut Example (assessor)",
        roles=("assessment_team", "supervisor"),
    ),
    Account(
        username="award",
        name_th="นางสมมติ รางวัลตัวอย่าง",
        name_en="Sommut Example (award committee)",
        roles=("award_committee", "allocation_committee", "cluster_committee"),
    ),
    Account(
        username="registrar",
        name_th="นางสาวสมมติ ทะเบียนตัวอย่าง",
        name_en="Sommut Example (registrar)",
        roles=("registrar",),
    ),
    Account(
        username="director",
        name_th="นายสมมติ ผู้อำนวยการตัวอย่าง",
        name_en="Sommut Example (director)",
        roles=("office_director", "office_deputy", "promo_director"),
    ),
    Account(
        username="kosojo",
        name_th="นางสมมติ ศึกษาธิการตัวอย่าง",
        name_en="Sommut Example (provincial committee)",
        roles=("pec", "provincial_education_office"),
    ),
    Account(
        username="analyst",
        name_th="นายสมมติ วิเคราะห์ตัวอย่าง",
        name_en="Sommut Example (analyst)",
        roles=("analyst",),
    ),
    Account(
        username="admin",
        name_th="นางสาวสมมติ ดูแลตัวอย่าง",
        name_en="Sommut Example (admin)",
        roles=("admin",),
    ),
    Account(
        username="auditor",
        name_th="นายสมมติ ตรวจสอบตัวอย่าง",
        name_en="Sommut Example (auditor)",
        roles=("auditor",),
    ),
    Account(
        username="officer2",
        name_th="นางสาวสมมติ พะเยาตัวอย่าง",
        name_en="Sommut Example (officer, second office)",
        roles=("promo_officer", "promo_group", "monitoring_unit", "office"),
        office=SECOND.id,
    ),
    Account(
        username="family2",
        name_th="นายสมมติ บ้านเรียนพะเยา",
        name_en="Sommut Example (family, second office)",
        roles=("organiser", "guardian", "donor"),
        office=SECOND.id,
    ),
    Account(
        username="school_py",
        name_th="นายสมมติ โรงเรียนพะเยา",
        name_en="Sommut Example (school, second office)",
        roles=SCHOOL_ROLES,
        office=SECOND.id,
        school=1,
    ),
    Account(
        username="director2",
        name_th="นางสมมติ ผู้อำนวยการพะเยา",
        name_en="Sommut Example (director, second office)",
        roles=("office_director", "office_deputy", "promo_director"),
        office=SECOND.id,
    ),
    Account(
        username="academic2",
        name_th="นายสมมติ วิชาการพะเยา",
        name_en="Sommut Example (academic committee, second office)",
        roles=("academic_committee", "assessment_team", "supervisor"),
        office=SECOND.id,
    ),
    Account(
        username="committee2",
        name_th="นางสาวสมมติ คณะกรรมการพะเยา",
        name_en="Sommut Example (committees, second office)",
        roles=(
            *("award_committee", "allocation_committee", "cluster_committee"),
            *("pec", "provincial_education_office"),
        ),
        office=SECOND.id,
    ),
    Account(
        username="registrar2",
        name_th="นายสมมติ ทะเบียนพะเยา",
        name_en="Sommut Example (registrar, second office)",
        roles=("registrar",),
        office=SECOND.id,
    ),
    Account(
        username="admin2",
        name_th="นางสมมติ ดูแลพะเยา",
        name_en="Sommut Example (admin, second office)",
        roles=("admin",),
        office=SECOND.id,
    ),
    Account(
        username="analyst2",
        name_th="นายสมมติ วิเคราะห์พะเยา",
        name_en="Sommut Example (analyst, second office)",
        roles=("analyst",),
        office=SECOND.id,
    ),
    Account(
        username="auditor2",
        name_th="นางสาวสมมติ ตรวจสอบพะเยา",
        name_en="Sommut Example (auditor, second office)",
        roles=("auditor",),
        office=SECOND.id,
    ),
)
