"""What rounds and the standing of schools are called."""

from engine.calendar import local_date
from engine.rounds import Round, Stand
from engine.thai import buddhist_year
from web.language import t

_NAMES = {
    "cct_screening": ("การคัดกรองนักเรียนยากจน", "Screening of poor students"),
    "royal_award": ("การคัดเลือกรางวัลพระราชทาน", "Royal Award"),
    "student_welfare": ("งานสวัสดิการนักเรียน", "Student welfare"),
    "school_community": ("ความเข้มแข็งของชุมชน", "School and community"),
}


def name_of_round(found: Round) -> str:
    """Return what a round is called: its procedure, and the year it began in."""
    th, en = _NAMES[found.kind.key]
    began = local_date(found.instance.started_at)
    return t(f"{th} ปี {buddhist_year(began)}", f"{en} {began.year}")


def stand_words() -> dict[Stand, str]:
    """Return where a school may stand, in words."""
    return {
        Stand.LATE: t("เกินกำหนด", "Overdue"),
        Stand.NOT_BEGUN: t("ยังไม่เริ่ม", "Not begun"),
        Stand.WAITING: t("กำลังทำ", "At it"),
        Stand.SENT: t("ส่งแล้ว", "Sent"),
        Stand.DONE: t("เสร็จสิ้น", "Done"),
        Stand.ENDED: t("ยุติก่อนเสร็จ", "Ended early"),
        Stand.ABSENT: t("ไม่ได้เข้าร่วม", "Not taking part"),
    }
