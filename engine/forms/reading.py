"""Reads what people write: Thai digits, dates of the Buddhist era, numbers with commas.

Every reader returns None for what it cannot read: the caller then leaves the text as it was.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7))  # Thailand has one zone and no summer time
BUDDHIST_ERA = 543
FIRST_BE, LAST_AD = 2400, 2200

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SEPARATORS = re.compile("[\\s\u200b-\u200d\u2010-\u2015\ufeff-]+")
_PHONE_SEPARATORS = re.compile("[\\s\u200b-\u200d\u2010-\u2015\ufeff().-]+")
_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,18})(\.\d{1,9})?", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMERIC_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", re.ASCII)
_WORDY_DATE = re.compile(
    r"(?:วันที่\s*)?([0-9]{1,2})\s*([ก-๎.]+?)\s*((?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?)\s*([0-9]{4})"
)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII
)
_DATE_AND_TIME = re.compile(
    r"(.{6,40}?)[\sT]+(?:เวลา\s*)?([0-9]{1,2})[:.]([0-9]{2})(?::([0-9]{2}))?(?:\s*น\.?)?"
)
_COORDINATES = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,15})?)\s*[, ]\s*([0-9]{1,3}(?:\.[0-9]{1,15})?)")
_MONTHS = (
    ("มกราคม", "มค"),
    ("กุมภาพันธ์", "กพ"),
    ("มีนาคม", "มีค"),
    ("เมษายน", "เมย"),
    ("พฤษภาคม", "พค"),
    ("มิถุนายน", "มิย"),
    ("กรกฎาคม", "กค"),
    ("สิงหาคม", "สค"),
    ("กันยายน", "กย"),
    ("ตุลาคม", "ตค"),
    ("พฤศจิกายน", "พย"),
    ("ธันวาคม", "ธค"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_TRUTH = {
    **dict.fromkeys(("true", "on", "yes", "1", "ใช่", "มี"), True),
    **dict.fromkeys(("false", "off", "no", "0", "ไม่ใช่", "ไม่มี"), False),
}


def arabic(text: str) -> str:
    """Return the text with ๐-๙ as 0-9."""
    return text.translate(_DIGITS)


def clean(text: str) -> str:
    """Trim, use one kind of line end, drop what cannot be stored (control characters)."""
    if _UNPRINTABLE.search(text):
        text = _UNPRINTABLE.sub("", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text.strip())


def number(text: str) -> int | float | None:
    """Read `๑,๕๐๐.๕๐`; a whole number comes back as an int."""
    found = _NUMBER.fullmatch(arabic(text).removesuffix("บาท").strip().replace("−", "-"))
    if found is None:
        return None
    value = float(found[1] + found[2].replace(",", "") + (found[3] or ""))
    whole = int(found[1] + found[2].replace(",", ""))
    return whole if value == whole else value


def truth(text: str) -> bool | None:
    """Read true, on, yes, ใช่ … and their opposites."""
    return _TRUTH.get(arabic(text).lower())


def buddhist_year(text: str) -> int | None:
    """Read `พ.ศ. ๒๕๖๙`: the number only, in the Buddhist era."""
    found = re.fullmatch(r"(?:พ\.?\s?ศ\.?)?\s*([0-9]{4})", arabic(text))
    return int(found[1]) if found else None


def day(text: str) -> str | None:
    """Read a date as people write it and return it in ISO 8601, Gregorian.

    A year of 2400 or more is Buddhist; one of 2200 or less is Christian; between the two nobody
    can tell, so it is not read (forms.yaml, date_th). ISO text is Gregorian always.
    """
    text = arabic(text)
    if found := _ISO_DATE.fullmatch(text):
        return _iso(_christian(int(found[1]), "ค"), int(found[2]), int(found[3]))
    if found := _NUMERIC_DATE.fullmatch(text):
        return _iso(_christian(int(found[3]), ""), int(found[2]), int(found[1]))
    if found := _WORDY_DATE.fullmatch(text):
        month = _MONTH.get(found[2].replace(".", ""), 0)
        return _iso(_christian(int(found[4]), found[3][:1]), month, int(found[1]))
    return None


def instant(text: str) -> str | None:
    """Read a moment; without an offset it is Bangkok's. Returns ISO 8601 with offset."""
    text = arabic(text)
    try:
        return _moment(text).isoformat() if _INSTANT.fullmatch(text) else _spoken_moment(text)
    except ValueError:
        return None


def citizen_id(text: str) -> str | None:
    """Read an identity number written with spaces or dashes, or a student's G-code."""
    bare = _SEPARATORS.sub("", arabic(text)).upper()
    return bare if re.fullmatch(r"G?[0-9]{1,20}", bare) else None


def phone(text: str) -> str | None:
    """Read a telephone number: digits only, +66 written as 0."""
    bare = _PHONE_SEPARATORS.sub("", arabic(text))
    bare = re.sub(r"^(?:\+|00)66(?:0(?=[0-9]{8}))?", "0", bare)
    return bare if re.fullmatch(r"[0-9]{1,20}", bare) else None


def coordinates(text: str) -> tuple[float, float] | None:
    """Read `17.41, 102.78`: latitude, then longitude."""
    found = _COORDINATES.fullmatch(arabic(text))
    return (float(found[1]), float(found[2])) if found else None


def _christian(year: int, era: str) -> int | None:
    if era != "ค" and FIRST_BE <= year <= LAST_AD + BUDDHIST_ERA:
        return year - BUDDHIST_ERA
    if era != "พ" and FIRST_BE - BUDDHIST_ERA <= year <= LAST_AD:
        return year
    return None


def _iso(year: int | None, month: int, day_of_month: int) -> str | None:
    try:
        return None if year is None else date(year, month, day_of_month).isoformat()
    except ValueError:
        return None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if _christian(moment.year, "ค") is None:
        raise ValueError(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)


def _spoken_moment(text: str) -> str | None:
    found = _DATE_AND_TIME.fullmatch(text)
    on = day(found[1]) if found else None
    if found is None or on is None:
        return None
    at = time(int(found[2]), int(found[3]), int(found[4] or 0), tzinfo=BANGKOK)
    return datetime.combine(date.fromisoformat(on), at).isoformat()
