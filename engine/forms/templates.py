"""What a new form begins with: the kinds of forms that an office's procedures are made of.

Each is sound as it is; analysts change it from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_ENOUGH: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A kind of form: what it is called, what for, and its fields."""

    th: str
    en: str
    about_th: str
    about_en: str
    fields: tuple[Mapping[str, Any], ...]


def definition(key: str, title: Mapping[str, str], template: str) -> dict[str, Any]:
    """Return a new form of a kind; of a kind that nobody knows, an empty one."""
    made = TEMPLATES.get(template, TEMPLATES["empty"])
    return {
        "key": key,
        "title": dict(title),
        "rows": [],
        "fields": [dict(each) for each in made.fields],
    }


def _field(key: str, kind: str, th: str, en: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": {"th": th, "en": en}, **more}


def _options(*each: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"value": value, "th": th, "en": en} for value, th, en in each]


def _unless(value: str) -> dict[str, str]:
    return {"field": "decision", "op": "ne", "value": value}


_SIGNED: Final = _field("signer", "signature", "ผู้ลงนาม", "Signed by", required=True)
_REASONS: Final = _field(
    "reasons", "longtext", "เหตุผล", "Reasons", required_if=_unless("approve"), max_length=4000
)
_PAPER: Final = _field("paper", "text", "เอกสาร", "Paper", required=True, max_length=_ENOUGH)
_REMARK: Final = _field("remark", "text", "หมายเหตุ", "Remark", max_length=_ENOUGH)

_APPLICATION: Final = Template(
    th="ใบคำขอ",
    en="Application",
    about_th="ผู้ยื่นกรอกข้อมูลของตน เรื่องที่ขอ และแนบเอกสาร",
    about_en="Whoever applies says who they are, what they ask for, and attaches papers.",
    fields=(
        _field("applicant_person", "person", "ผู้ยื่นคำขอ", "Who applies", required=True),
        _field("address", "address_th", "ที่อยู่", "Address", required=True),
        _field("phone", "phone_th", "เบอร์โทรศัพท์", "Telephone", required=True),
        _field("email", "email", "อีเมล", "E-mail"),
        _field("subject", "text", "เรื่องที่ขอ", "Asked for", required=True, max_length=_ENOUGH),
        _field("details", "longtext", "รายละเอียด", "Details"),
        _field("papers", "file", "เอกสารแนบ", "Papers", accept=["pdf", "jpg", "png"], max_files=10),
        _field(
            "declared",
            "bool",
            "ข้าพเจ้าขอรับรองว่าข้อความข้างต้นเป็นความจริง",
            "I declare that the above is true",
            required=True,
            must=True,
        ),
    ),
)
_PAPERS: Final = Template(
    th="ตรวจเอกสาร",
    en="Check of papers",
    about_th="เจ้าหน้าที่ตรวจทีละรายการ แล้วสรุปว่าครบหรือให้ส่งเพิ่ม",
    about_en="An officer checks paper by paper, then says whether all is there.",
    fields=(
        _field(
            "papers_checked",
            "table",
            "ผลตรวจเอกสาร",
            "Papers checked",
            min_rows=1,
            max_rows=50,
            columns=[
                _PAPER,
                _field("is_there", "bool", "มีครบ", "There", required=True),
                _REMARK,
            ],
        ),
        _field("papers_there", "int", "จำนวนที่ครบ", "There", auto="count:papers_checked.is_there"),
        _field(
            "decision",
            "enum",
            "ผลการตรวจ",
            "Result",
            required=True,
            options=_options(
                ("approve", "เอกสารครบถ้วน", "Complete"),
                ("return", "ให้ส่งเพิ่มเติม", "More is asked for"),
            ),
        ),
        _REASONS,
        {**_SIGNED, "label": {"th": "ผู้ตรวจ", "en": "Checked by"}},
    ),
)
_SIGNING: Final = Template(
    th="ลงนามหรืออนุมัติ",
    en="Signature or approval",
    about_th="ผู้มีอำนาจอนุมัติ ส่งกลับ หรือไม่อนุมัติ พร้อมเหตุผลและลงนาม",
    about_en="Whoever has the power approves, returns or refuses, with reasons, and signs.",
    fields=(
        _field(
            "decision",
            "enum",
            "ผลการพิจารณา",
            "Decision",
            required=True,
            options=_options(
                ("approve", "อนุมัติ", "Approve"),
                ("return", "ส่งกลับแก้ไข", "Return"),
                ("refuse", "ไม่อนุมัติ", "Refuse"),
            ),
        ),
        _REASONS,
        _field("order_number", "text", "เลขที่หนังสือ", "Number of the letter", max_length=60),
        _SIGNED,
    ),
)
_COMMITTEE: Final = Template(
    th="ความเห็นคณะกรรมการ",
    en="Opinion of a committee",
    about_th="วันประชุม ผู้เข้าประชุม มติ และเหตุผลของมติ",
    about_en="The day of the meeting, who was there, what was resolved and why.",
    fields=(
        _field("meeting_number", "text", "การประชุมครั้งที่", "Meeting", max_length=60),
        _field("meeting_date", "date", "วันที่ประชุม", "Day of the meeting", required=True),
        _field(
            "members",
            "table",
            "กรรมการที่เข้าประชุม",
            "Members present",
            min_rows=1,
            max_rows=50,
            columns=[
                _field("name", "text", "ชื่อ-สกุล", "Name", required=True, max_length=_ENOUGH),
                _field("position", "text", "ตำแหน่ง", "Position", max_length=_ENOUGH),
            ],
        ),
        _field("members_there", "int", "จำนวนผู้เข้าประชุม", "How many", auto="count:members"),
        _field(
            "decision",
            "enum",
            "มติ",
            "Resolution",
            required=True,
            options=_options(
                ("approve", "เห็นชอบ", "Agreed"),
                ("return", "ให้แก้ไขเพิ่มเติม", "To be amended"),
                ("refuse", "ไม่เห็นชอบ", "Not agreed"),
            ),
        ),
        _field("reasons", "longtext", "เหตุผลของมติ", "Reasons", required=True, max_length=4000),
        _field("minutes", "file", "รายงานการประชุม", "Minutes", accept=["pdf"]),
        {**_SIGNED, "label": {"th": "ประธานกรรมการ", "en": "Chair"}},
    ),
)
_EMPTY: Final = Template(
    th="แบบฟอร์มเปล่า",
    en="Empty form",
    about_th="เริ่มจากช่องเดียว แล้วเพิ่มเอง",
    about_en="Begins with one field.",
    fields=(_field("details", "longtext", "รายละเอียด", "Details"),),
)
TEMPLATES: Final[Mapping[str, Template]] = {
    "application": _APPLICATION,
    "papers": _PAPERS,
    "signing": _SIGNING,
    "committee": _COMMITTEE,
    "empty": _EMPTY,
}
