"""What expressions may call, explained to whoever writes them."""

from dataclasses import dataclass
from typing import Final

from engine.expressions import ALLOWED_FUNCTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function: `sample` is how it is written, the words say what it gives."""

    name: str
    sample: str
    th: str
    en: str


_TOLD: Final = (
    ("setting", 'setting("…")', "ค่าที่สำนักงานกำหนดไว้", "what the office has set"),
    ("today", "today()", "วันนี้", "today"),
    ("now", "now()", "วันและเวลาขณะนั้น", "this very moment"),
    ("defined", 'defined("…")', "มีค่านี้แล้วหรือยัง", "whether a value is known yet"),
    ("open_cases", "open_cases()", "เรื่องที่เรื่องนี้เปิดไว้และยังไม่จบ", "cases begun here that go on"),
    ("schools", "schools()", "สถานศึกษาในสังกัดที่เปิดอยู่", "the office's schools open today"),
    ("len", "len(…)", "จำนวนรายการ หรือความยาวข้อความ", "how many items, or letters"),
    ("sum", "sum(…)", "ผลรวมของรายการตัวเลข", "the sum of a list of numbers"),
    ("min", "min(…)", "ค่าที่น้อยที่สุด หรือวันแรกสุด", "the least value, or the first day"),
    ("max", "max(…)", "ค่าที่มากที่สุด หรือวันหลังสุด", "the greatest value, or the last day"),
    ("any", "any(…)", "มีอย่างน้อยหนึ่งรายการที่เป็นจริง", "whether at least one is true"),
    ("all", "all(…)", "เป็นจริงทุกรายการ", "whether all are true"),
    ("round", "round(…)", "ปัดเศษ", "the number rounded"),
    ("abs", "abs(…)", "ค่าสัมบูรณ์ (ไม่คิดเครื่องหมายลบ)", "the number without its sign"),
    ("int", "int(…)", "แปลงเป็นจำนวนเต็ม", "as a whole number"),
    ("float", "float(…)", "แปลงเป็นตัวเลขมีทศนิยม", "as a number"),
    ("str", "str(…)", "แปลงเป็นข้อความ", "as a text"),
    ("days_between", "days_between(…, …)", "จำนวนวันระหว่างสองวัน", "the days from one to another"),
    ("days_after", "days_after(…, …)", "วันที่ถัดไปอีกกี่วัน", "the date so many days later"),
    ("month_day", "month_day(…)", "เดือนและวัน ไม่มีปี", "month and day, without a year"),
    ("thai_date", "thai_date(…)", "วันที่แบบหนังสือราชการ", "a date as Thai papers write it"),
    ("thai_digits", "thai_digits(…)", "ตัวเลขไทย", "a number in Thai digits"),
)


def functions() -> list[Function]:
    """Return every function of the language, the most used first."""
    return [
        Function(name=name, sample=sample, th=th, en=en)
        for name, sample, th, en in _TOLD
        if name in ALLOWED_FUNCTIONS
    ]
