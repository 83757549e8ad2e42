"""What analysts write as FEEL has it, and this engine does not run: told by name, with our form."""

import re

_BARE = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")
_FORMS = (
    (
        r"\b(date and time|date|time)\s*\(",
        'เขียนวันเวลาเป็นข้อความ ISO เช่น < "2026-05-16" หรือใช้ days_between(?, today())',
        'write the moment as an ISO text, such as < "2026-05-16", or days_between(?, today())',
    ),
    (
        r"\b(duration|years and months duration)\s*\(",
        "นับเป็นวันด้วย days_between(?, today()) เช่น days_between(?, today()) > 15",
        "count days: days_between(?, today()) > 15",
    ),
    (
        r"(<=|>=|<|>)[^,]*\band\s*(<=|>=|<|>)",
        "เขียนเป็นช่วง เช่น [5..10) คือ ตั้งแต่ 5 แต่ไม่ถึง 10",
        "write a range: [5..10) is from 5 to below 10",
    ),
    (
        r"(<=|>=|<|>)[^,]*\bor\s*(<=|>=|<|>)",
        "คั่นด้วยจุลภาค เช่น < 5, > 10",
        "put a comma between: < 5, > 10",
    ),
    (r"\bbetween\b.*\band\b", "เขียนเป็นช่วง เช่น [5..10]", "write a range: [5..10]"),
    (r"^[^\[\](]*\.\.", "ใส่วงเล็บของช่วง เช่น [5..10]", "put the brackets of a range: [5..10]"),
    (
        r"\b(list )?contains\s*\(",
        'ใช้ in เช่น "ก" in ?',
        'use in, such as "a" in ?',
    ),
    (
        r"\b(starts with|ends with|matches|substring|upper case|lower case|string length)\s*\(",
        "คำนวณในงานสคริปต์ก่อนหน้า แล้วให้ตารางอ่านตัวแปร (ความยาวใช้ len(?))",
        "work it out in a script task before, and let the table read the variable (len(?) counts)",
    ),
    (r"\b(some|every)\b.*\bsatisfies\b", "ใช้ any([…]) หรือ all([…])", "use any([…]) or all([…])"),
    (r"\bfor\b.*\breturn\b", "ใช้ [x.a for x in รายการ]", "use [x.a for x in list]"),
    (r"\bif\b.*\bthen\b", "ใช้ ค่า if เงื่อนไข else ค่า", "use x if condition else y"),
    (r"\binstance of\b", "กำหนด typeRef ของคอลัมน์แทน", "give the column a typeRef instead"),
    (
        r"\b(count|mean|floor|ceiling|string|number)\s*\(",
        "ใช้ len sum round str int float",
        "use len, sum, round, str, int, float",
    ),
    (r"@", "เขียนวันเวลาเป็นข้อความ ISO ไม่มี @", "write the moment as an ISO text without @"),
)


def advice(text: str) -> tuple[str, str] | None:
    """Return (Thai, English) what to write instead of a form of FEEL; None for all else."""
    bare = _BARE.sub('""', text)
    for pattern, th, en in _FORMS:
        if re.search(pattern, bare, re.DOTALL):
            return th, en
    return None
