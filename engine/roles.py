"""The roles people hold: keys as the manuals' table of roles has them, with names for people.

`kind` says what a role opens. `office`: works for the office, and sees its cases. `applicant`:
comes from outside, and sees only the cases it brought. `system`: looks after the service itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NATIONAL: Final = "*"
"""The pseudo office whose memberships hold in every office."""

ANALYST: Final = "analyst"
ADMIN: Final = "admin"
AUDITOR: Final = "auditor"


class RoleKind(StrEnum):
    OFFICE = "office"
    APPLICANT = "applicant"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role: `key` is what diagrams name in `candidateGroups`."""

    key: str
    name_th: str
    name_en: str
    kind: RoleKind


_OF_THE_OFFICE: Final = (
    ("office", "สำนักงานเขตพื้นที่การศึกษา (สพท.)", "Education area office"),
    ("promo_group", "กลุ่มส่งเสริมการจัดการศึกษา", "Educational promotion group"),
    (
        "promo_director",
        "ผู้อำนวยการกลุ่มส่งเสริมการจัดการศึกษา",
        "Director of the educational promotion group",
    ),
    (
        "promo_officer",
        "เจ้าหน้าที่กลุ่มส่งเสริมฯ / นักวิชาการศึกษา",
        "Officer of the educational promotion group",
    ),
    (
        "office_director",
        "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา (ผอ.สพป.)",
        "Director of the education area office",
    ),
    ("office_deputy", "รองผู้อำนวยการ สพป.", "Deputy director of the education area office"),
    ("academic_committee", "คณะกรรมการวิชาการ", "Academic committee"),
    ("pec", "คณะกรรมการศึกษาธิการจังหวัด (กศจ.)", "Provincial education committee"),
    (
        "provincial_education_office",
        "สำนักงานศึกษาธิการจังหวัด (ศธจ.)",
        "Provincial education office",
    ),
    ("assessment_team", "คณะทำงานติดตาม วัดและประเมินผล", "Monitoring and assessment team"),
    ("registrar", "นายทะเบียน", "Registrar"),
    ("supervisor", "ศึกษานิเทศก์", "Educational supervisor"),
    ("monitoring_unit", "หน่วยกำกับติดตาม (สพป./สพม.)", "Monitoring unit"),
    ("allocation_committee", "คณะกรรมการพิจารณาจัดสรร", "Allocation committee"),
    ("award_committee", "คณะกรรมการประเมินคัดเลือก", "Award selection committee"),
    ("cluster_committee", "คณะกรรมการระดับกลุ่มจังหวัด", "Committee of the cluster of provinces"),
)
_FROM_OUTSIDE: Final = (
    ("organiser", "ผู้จัดการศึกษา / ครอบครัว", "Family that provides home education"),
    ("school", "สถานศึกษา / โรงเรียน", "School"),
    (
        "school_any_affiliation",
        "สถานศึกษาทุกสังกัด (สพฐ. / สช. / อปท.)",
        "School of any affiliation",
    ),
    ("school_director", "ผู้อำนวยการโรงเรียน", "School director"),
    ("class_teacher", "ครูประจำชั้น / ผู้สำรวจ", "Class teacher"),
    ("school_admin", "แอดมินโรงเรียน", "School administrator"),
    ("school_board", "คณะกรรมการสถานศึกษาขั้นพื้นฐาน", "School board"),
    ("state_official_certifier", "เจ้าหน้าที่ของรัฐผู้รับรอง", "State official who certifies"),
    ("guardian", "ผู้ปกครอง", "Guardian"),
    ("student", "นักเรียน", "Student"),
    ("eef", "กองทุนเพื่อความเสมอภาคทางการศึกษา (กสศ.)", "Equitable Education Fund"),
    ("donor", "ผู้สนับสนุนทุน", "Donor"),
    ("new_school", "สถานศึกษาที่รับเทียบโอน", "School that accepts the transfer"),
)
_OF_THE_SERVICE: Final = (
    (ANALYST, "ผู้ออกแบบกระบวนงาน", "Process analyst"),
    (ADMIN, "ผู้ดูแลระบบ", "Administrator"),
    (AUDITOR, "ผู้ตรวจสอบ", "Auditor"),
)


def _of_kind(kind: RoleKind, listed: tuple[tuple[str, str, str], ...]) -> dict[str, Role]:
    return {
        key: Role(key=key, name_th=name_th, name_en=name_en, kind=kind)
        for key, name_th, name_en in listed
    }


ROLES: Final[Mapping[str, Role]] = {
    **_of_kind(RoleKind.OFFICE, _OF_THE_OFFICE),
    **_of_kind(RoleKind.APPLICANT, _FROM_OUTSIDE),
    **_of_kind(RoleKind.SYSTEM, _OF_THE_SERVICE),
}
"""Every role, by key. Source: the manuals' roles, with the three of the service added."""

_keys_by_kind: Final = {
    kind: frozenset(key for key, role in ROLES.items() if role.kind is kind) for kind in RoleKind
}
OFFICE_ROLES: Final = _keys_by_kind[RoleKind.OFFICE]
APPLICANT_ROLES: Final = _keys_by_kind[RoleKind.APPLICANT]

SCHOOL_ROLES: Final = frozenset(
    {
        *("school", "school_any_affiliation", "new_school", "school_director", "school_admin"),
        *("school_board", "class_teacher"),
    }
)
"""Roles held for a school: what such a person starts is the school's case, not their own."""

SCHOOL_DESK: Final = frozenset({"school_director", "school_admin", "school"})
"""Who opens a school's mail, and may withdraw its cases."""


def called(keys: Iterable[str], language: str) -> str:
    """Return roles as people call them, in "th" or "en"; what is no role stays as it is."""
    held = [(key, ROLES.get(key)) for key in keys]
    shown = [
        (role.name_th if language == "th" else role.name_en) if role else k for k, role in held
    ]
    return (" หรือ " if language == "th" else " or ").join(shown)
