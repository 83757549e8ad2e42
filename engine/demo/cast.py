"""More invented people, for the cases of the demonstration: families, and staff of schools.

They can sign in as the accounts that are printed can; nobody needs to, so they are not printed.
"""

from typing import Final

from engine.demo.accounts import SCHOOL_ROLES, Account
from engine.demo.offices import FIRST, SECOND

_FAMILIES: Final = (
    ("dokkhun", "นางสมมติ ดอกคูน", "Dokkhun", FIRST.id),
    ("thongkwao", "นายสมมติ ทองกวาว", "Thongkwao", FIRST.id),
    ("ratchaphruek", "นางสาวสมมติ ราชพฤกษ์", "Ratchaphruek", FIRST.id),
    ("inthanin", "นางสมมติ อินทนิล", "Inthanin", FIRST.id),
    ("kankrao", "นายสมมติ กันเกรา", "Kankrao", FIRST.id),
    ("phayom", "นางสมมติ พะยอม", "Phayom", FIRST.id),
    ("chongkho", "นายสมมติ ชงโค", "Chongkho", FIRST.id),
    ("bualuang", "นางสมมติ บัวหลวง", "Bualuang", FIRST.id),
    ("pipthong", "นางสาวสมมติ ปีบทอง", "Pipthong", FIRST.id),
    ("lilawadi", "นายสมมติ ลีลาวดี", "Lilawadi", FIRST.id),
    ("phutthan", "นางสมมติ พุดตาน", "Phutthan", FIRST.id),
    ("dokchan", "นายสมมติ ดอกจาน", "Dokchan", FIRST.id),
    ("saraphi", "นางสมมติ สารภี", "Saraphi", SECOND.id),
    ("champi", "นายสมมติ จำปี", "Champi", SECOND.id),
    ("mali", "นางสาวสมมติ มะลิวัลย์", "Mali", SECOND.id),
    ("kradangnga", "นางสมมติ กระดังงา", "Kradangnga", SECOND.id),
)
"""Account, Thai and English name, office; each surname is a flower's."""

_PEOPLE_OF_SCHOOLS: Final = (
    ("นางสมมติ ทองดี", "Thongdi", FIRST.id, 3),
    ("นายสมมติ ใจเย็น", "Chaiyen", FIRST.id, 4),
    ("นางสาวสมมติ แก้วกล้า", "Kaeokla", FIRST.id, 5),
    ("นายสมมติ พรมมา", "Phromma", FIRST.id, 6),
    ("นางสมมติ บุญช่วย", "Bunchuai", FIRST.id, 7),
    ("นายสมมติ คำแสน", "Khamsaen", FIRST.id, 8),
    ("นางสาวสมมติ แสนสุข", "Saensuk", FIRST.id, 9),
    ("นายสมมติ วงศ์งาม", "Wongngam", FIRST.id, 10),
    ("นางสมมติ ศรีวงศ์", "Siwong", SECOND.id, 2),
    ("นายสมมติ เมืองมูล", "Mueangmun", SECOND.id, 3),
    ("นางสาวสมมติ อินต๊ะ", "Inta", SECOND.id, 4),
    ("นายสมมติ ปัญญา", "Panya", SECOND.id, 5),
    ("นางสมมติ ไชยชนะ", "Chaichana", SECOND.id, 6),
    ("นายสมมติ ใจดี", "Chaidi", SECOND.id, 7),
    ("นางสาวสมมติ ธรรมวงศ์", "Thammawong", SECOND.id, 8),
    ("นายสมมติ กันทะ", "Kantha", SECOND.id, 9),
    ("นางสมมติ มหาวัน", "Mahawan", SECOND.id, 10),
    ("นายสมมติ เรือนแก้ว", "Rueankaeo", SECOND.id, 11),
    ("นางสมมติ สุริยะ", "Suriya", SECOND.id, 12),
)
"""Thai and English name, office, number of the school; the other schools have nobody."""


def _family(username: str, name_th: str, name_en: str, office: str) -> Account:
    return Account(
        username=f"family_{username}",
        name_th=name_th,
        name_en=f"Sommut {name_en}",
        roles=("organiser", "guardian", "donor"),
        office=office,
    )


def _of_school(name_th: str, name_en: str, office: str, number: int) -> Account:
    return Account(
        username=f"school_{name_en.lower()}",
        name_th=name_th,
        name_en=f"Sommut {name_en}",
        roles=SCHOOL_ROLES,
        office=office,
        school=number,
    )


CAST: Final = (
    *(_family(*each) for each in _FAMILIES),
    *(_of_school(*each) for each in _PEOPLE_OF_SCHOOLS),
)
