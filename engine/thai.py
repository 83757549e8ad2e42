"""Dates and digits as Thai offices write them, and as they are read back. Pure text, no clock.

A Buddhist year is the Gregorian year plus 543. Years before 2484 (1941), when the Thai year began
on 1 April, are outside what an office's case can hold and get no special treatment.
"""

import re
from datetime import date
from typing import Final

from engine.errors import Invalid

BUDDHIST_OFFSET: Final = 543
MONTHS_THAI: Final = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
MONTHS_THAI_SHORT: Final = (
    *("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย."),
    *("ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."),
)
MONTHS_ENGLISH: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS_THAI: Final = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
WEEKDAYS_ENGLISH: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)

_TO_THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_LEAST_BUDDHIST_YEAR: Final = 2400
_PREFIX: Final = re.compile(r"^(?:วัน(?:ที่|[ก-๙]*?ที่)|(?:[A-Za-z]+day),?\s)\s*")
_ERA: Final = re.compile(r"(พ\s*\.\s*ศ\s*\.|ค\s*\.\s*ศ\s*\.)\s*")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_NAMED: Final = re.compile(r"(\d{1,2})\s*([^\d\s]+)\s*(\d{4}|\d{2})")


class DateUnreadable(Invalid):
    """A text that is not a date, or names a day that no calendar has."""

    code = "date_unreadable"
    th = "อ่านวันที่ “{text}” ไม่ได้ กรุณาเขียนเช่น ๒๘ เมษายน ๒๕๖๙ หรือ 28/4/2569"
    en = "Expected a date such as 28 April 2026, 28/4/2569 or 2026-04-28, but got “{text}”."


def to_thai_digits(value: str | int) -> str:
    """Return `value` with its digits as Thai numerals."""
    return str(value).translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """Return `text` with its Thai numerals as 0–9."""
    return text.translate(_TO_ARABIC)


def buddhist_year(day: date) -> int:
    """Return the Buddhist year of `day`."""
    return day.year + BUDDHIST_OFFSET


def thai_long(day: date) -> str:
    """Write `day` as official letters do: ๒๘ เมษายน ๒๕๖๙."""
    return to_thai_digits(f"{day.day} {MONTHS_THAI[day.month - 1]} {buddhist_year(day)}")


def thai_short(day: date) -> str:
    """Write `day` as tables and lists do: 28 เม.ย. 2569."""
    return f"{day.day} {MONTHS_THAI_SHORT[day.month - 1]} {buddhist_year(day)}"


def thai_full(day: date) -> str:
    """Write `day` with its weekday: วันอังคารที่ ๒๘ เมษายน ๒๕๖๙."""
    return f"วัน{WEEKDAYS_THAI[day.weekday()]}ที่ {thai_long(day)}"


def english_long(day: date) -> str:
    """Write `day` in English, Gregorian era: 28 April 2026."""
    return f"{day.day} {MONTHS_ENGLISH[day.month - 1]} {day.year}"


def english_full(day: date) -> str:
    """Write `day` in English with its weekday: Tuesday 28 April 2026."""
    return f"{WEEKDAYS_ENGLISH[day.weekday()]} {english_long(day)}"


def parse_date(text: str) -> date:
    """Read a date in any form this module writes, and the forms people type.

    Thai or Arabic digits; Thai (full, abbreviated) or English months; d/m/yyyy; ISO yyyy-mm-dd. A
    year from 2400 on is Buddhist unless ค.ศ. is written; a two-digit year is read only beside a
    Thai month, as 25xx.

    Raises:
        DateUnreadable: no such form, or no such day.
    """
    plain = _PREFIX.sub("", to_arabic_digits(text).strip())
    era = _ERA.search(plain)
    year, month, day = _parts(_ERA.sub("", plain), text)
    is_buddhist = year >= _LEAST_BUDDHIST_YEAR if era is None else era[1].startswith("พ")
    try:
        return date(year - BUDDHIST_OFFSET if is_buddhist else year, month, day)
    except ValueError:
        raise DateUnreadable(text=text) from None


def _parts(plain: str, text: str) -> tuple[int, int, int]:
    if found := _ISO.fullmatch(plain):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _SLASHED.fullmatch(plain):
        return int(found[3]), int(found[2]), int(found[1])
    if not (found := _NAMED.fullmatch(plain)):
        raise DateUnreadable(text=text)
    return _year(found[3], found[2], text), _month(found[2], text), int(found[1])


def _month(name: str, text: str) -> int:
    for names in (MONTHS_THAI, MONTHS_THAI_SHORT):
        if name in names:
            return names.index(name) + 1
    english = [month[: max(len(name), 3)].lower() for month in MONTHS_ENGLISH]
    if name.lower() not in english:
        raise DateUnreadable(text=text)
    return english.index(name.lower()) + 1


def _year(digits: str, month_name: str, text: str) -> int:
    if len(digits) == len("2569"):
        return int(digits)
    if month_name.isascii():
        raise DateUnreadable(text=text)
    return 2500 + int(digits)
