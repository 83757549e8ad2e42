"""Days and moments as people read them: Asia/Bangkok; Buddhist era in Thai, common in English."""

from datetime import date, datetime, timedelta

from engine.calendar import BANGKOK, local_date
from engine.thai import (
    MONTHS_ENGLISH,
    english_full,
    english_long,
    thai_full,
    thai_short,
)
from web.language import language, t

_FEW = 10
"""Below it, a duration is told with one decimal."""


def day(value: date | datetime | None) -> str:
    """Write a day for a table: 29 พ.ย. 2569 · 29 Nov 2026; a dash for none."""
    if value is None:
        return "–"
    found = _local(value)
    if language() == "th":
        return thai_short(found)
    return f"{found.day} {MONTHS_ENGLISH[found.month - 1][:3]} {found.year}"


def long_day(value: date | datetime | None) -> str:
    """Write a day with its weekday, for sentences."""
    if value is None:
        return "–"
    found = _local(value)
    return thai_full(found) if language() == "th" else english_full(found)


def plain_day(value: date | datetime | None) -> str:
    """Write a day without weekday, months in full."""
    if value is None:
        return "–"
    found = _local(value)
    if language() == "en":
        return english_long(found)
    return thai_full(found).partition("ที่ ")[2]


def clock(value: datetime | None) -> str:
    """Write the time of day: 14:30 น. · 14:30."""
    if value is None:
        return "–"
    at = value.astimezone(BANGKOK)
    return f"{at:%H:%M} น." if language() == "th" else f"{at:%H:%M}"


def moment(value: datetime | None) -> str:
    """Write a day with its time: 29 พ.ย. 2569 14:30 น."""
    return "–" if value is None else f"{day(value)} {clock(value)}"


def days_left(due: date | None, today: date) -> int | None:
    """Return how many days are left until a due day; negative when it has passed."""
    return None if due is None else (due - today).days


def left_words(due: date | None, today: date) -> str:
    """Say how much time is left: เกิน 4 วัน, วันนี้, พรุ่งนี้, เหลือ 2 วัน."""
    left = days_left(due, today)
    if left is None:
        return t("ไม่มีกำหนด", "no due date")
    if left < 0:
        return t(f"เกิน {-left} วัน", f"{-left} d overdue")
    words = {0: t("ครบวันนี้", "due today"), 1: t("ครบพรุ่งนี้", "due tomorrow")}
    return words.get(left) or t(f"เหลือ {left} วัน", f"{left} days left")


def ago(value: datetime | None, now: datetime) -> str:
    """Say how long ago something was: เมื่อสักครู่, 5 นาทีที่แล้ว, 3 ชั่วโมงที่แล้ว, else its day."""
    if value is None or now - value >= timedelta(hours=12):
        return moment(value)
    minutes = int((now - value).total_seconds() // 60)
    if minutes < 1:
        return t("เมื่อสักครู่", "just now")
    hours = minutes // 60
    if hours < 1:
        return t(f"{minutes} นาทีที่แล้ว", f"{minutes} min ago")
    return t(f"{hours} ชั่วโมงที่แล้ว", f"{hours} h ago")


def span(passed: timedelta | None) -> str:
    """Write a duration in its greatest unit: 3 วัน, 5 ชั่วโมง, 12 นาที."""
    if passed is None:
        return "–"
    seconds = int(passed.total_seconds())
    for size, th, en in ((86400, "วัน", "d"), (3600, "ชม.", "h"), (60, "นาที", "min")):
        if seconds >= size:
            whole = seconds / size
            told = f"{whole:.1f}".removesuffix(".0") if whole < _FEW else f"{whole:.0f}"
            return t(f"{told} {th}", f"{told} {en}")
    return t("ไม่ถึงนาที", "under a minute")


def _local(value: date | datetime) -> date:
    return local_date(value) if isinstance(value, datetime) else value
