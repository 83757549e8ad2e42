"""What people are told of a form, in Thai and English."""

from typing import Any, NamedTuple, TypeAlias

from engine.forms.kinds import Field, parts
from engine.forms.reading import clean

Message: TypeAlias = dict[str, str]

_SHOWN = 60


class _Place(NamedTuple):
    """Where a path leads: the field there (if any), its name, and the row it is in."""

    field: Field | None
    label: Message
    row: Message


def missing(fields: tuple[Field, ...], path: tuple[str | int, ...]) -> Message:
    """Say that a required value is not there."""
    place = _place(fields, path)
    kind = place.field["type"] if place.field else "text"
    th, en = _MISSING.get(kind, ("กรุณากรอก “{label}”", "Fill in “{label}”."))
    return _in(place, th, en)


def unknown(key: str) -> Message:
    """Say that the form has no such field."""
    shown = clean(key[:_SHOWN])
    return _both(f"แบบฟอร์มนี้ไม่มีช่อง “{shown}”", f"This form has no field “{shown}”.")


def not_an_object() -> Message:
    """Say that the data are no JSON object."""
    return _both("ข้อมูลแบบฟอร์มต้องเป็นวัตถุ JSON", "The form's data must be a JSON object.")


def too_deep() -> Message:
    """Say that a value is nested too deep to be any field's."""
    return _both("ข้อมูลซ้อนกันลึกเกินไป", "The value is nested too deep.")


def describe(
    fields: tuple[Field, ...], path: tuple[str | int, ...], keyword: str, expected: Any
) -> Message:
    """Say what is wrong with a value, by the schema keyword it broke."""
    place = _place(fields, path)
    field = place.field or {"type": ""}
    if keyword == "pattern" and "pattern_message" in field:
        th, en = field["pattern_message"]["th"], field["pattern_message"]["en"]
    elif keyword == "const":
        th, en = "กรุณายืนยัน “{label}”", "Confirm “{label}”."
    else:
        th, en = _BROKEN.get(keyword) or _INVALID.get(field["type"], _NOT_VALID)
    return _in(place, th, en, expected)


def against(
    fields: tuple[Field, ...],
    path: tuple[str | int, ...],
    rule: str,
    other: tuple[str | int, ...],
) -> Message:
    """Say that a value does not go with another field's, by the rule between them."""
    place, label = _place(fields, path), _place(fields, other).label
    th, en = _AGAINST[rule]
    th, en = th.replace("{other}", label["th"]), en.replace("{other}", label["en"])
    return _in(place, th, en, (place.field or {}).get("within_years"))


def repeated(fields: tuple[Field, ...], path: tuple[str | int, ...], other: int) -> Message:
    """Say that another row, counted from 1, holds the same value."""
    th = "“{label}” ซ้ำกับรายการที่ {limit}"
    return _in(_place(fields, path), th, "“{label}” is the same as in row {limit}.", other)


def without_row(table: Field, number: int, message: Message) -> Message:
    """Return what is said of a row without its number, where another number is told."""
    row = _row([table["label"]], number)
    return {each: text.removeprefix(row[each]) for each, text in message.items()}


def _place(fields: tuple[Field, ...], path: tuple[str | int, ...]) -> _Place:
    found: Field | None = None
    names: list[Message] = []
    row = _both("", "")
    unnamed = _both("", "")
    for step in path:
        if isinstance(step, int):
            row = _row(names, step + 1)
            names = names if found is not None and not fields else []
            continue
        found = next((field for field in fields if field["key"] == step), None)
        fields = parts(found) if found else ()
        names.append(found["label"] if found else unnamed)
    label = _both(" › ".join(name["th"] for name in names), " › ".join(n["en"] for n in names))
    return _Place(found, label, row)


def _row(names: list[Message], number: int) -> Message:
    if not names:
        return _both("", "")
    label = names[-1]
    return _both(f"“{label['th']}” รายการที่ {number}: ", f"“{label['en']}”, row {number}: ")


def _in(place: _Place, th: str, en: str, expected: Any = None) -> Message:
    written = "d" if (place.field or {}).get("type") == "be_year" else ","
    limit = f"{expected:{written}}" if isinstance(expected, int | float) else ""
    return _both(
        place.row["th"] + th.replace("{label}", place.label["th"]).replace("{limit}", limit),
        place.row["en"] + en.replace("{label}", place.label["en"]).replace("{limit}", limit),
    )


def _both(th: str, en: str) -> Message:
    return {"th": th, "en": en}


_MISSING = {
    **dict.fromkeys(("enum", "multi"), ("กรุณาเลือก “{label}”", "Choose “{label}”.")),
    "bool": ("กรุณาตอบ “{label}”", "Answer “{label}”."),
    "file": ("กรุณาแนบ “{label}”", "Attach “{label}”."),
    "table": ("กรุณาเพิ่มรายการใน “{label}”", "Add a row to “{label}”."),
    "signature": ("กรุณาลงชื่อใน “{label}”", "Sign “{label}”."),
}
_BROKEN = {
    "maxLength": (
        "“{label}” ยาวเกิน {limit} ตัวอักษร",
        "“{label}” may have at most {limit} characters.",
    ),
    "minLength": ("กรุณากรอก “{label}”", "Fill in “{label}”."),
    "minimum": ("“{label}” ต้องไม่น้อยกว่า {limit}", "“{label}” must be at least {limit}."),
    "maximum": ("“{label}” ต้องไม่เกิน {limit}", "“{label}” must be at most {limit}."),
    "minItems": (
        "“{label}” ต้องมีอย่างน้อย {limit} รายการ",
        "“{label}” needs at least {limit} row(s).",
    ),
    "maxItems": ("“{label}” มีได้ไม่เกิน {limit} รายการ", "“{label}” may have at most {limit} row(s)."),
    "enum": ("“{label}” ต้องเป็นตัวเลือกที่มีให้", "“{label}” must be one of the options."),
}
_AGAINST = {
    "max_field": ("“{label}” ต้องไม่เกิน “{other}”", "“{label}” must not be above “{other}”."),
    "min_field": ("“{label}” ต้องไม่น้อยกว่า “{other}”", "“{label}” must not be below “{other}”."),
    "equal_field": ("“{label}” ต้องตรงกับ “{other}”", "“{label}” must be the same as “{other}”."),
    "after_field": ("“{label}” ต้องไม่ก่อน “{other}”", "“{label}” must not be before “{other}”."),
    "before_field": ("“{label}” ต้องไม่หลัง “{other}”", "“{label}” must not be after “{other}”."),
    "within_years": (
        "“{label}” ต้องไม่เกิน {limit} ปีหลัง “{other}”",
        "“{label}” must be at most {limit} year(s) after “{other}”.",
    ),
}
_NOT_VALID = ("“{label}” ไม่ถูกต้อง", "“{label}” is not valid.")
_INVALID = {
    "int": ("“{label}” ต้องเป็นจำนวนเต็ม", "“{label}” must be a whole number."),
    "money": (
        "“{label}” ต้องเป็นจำนวนเงิน ทศนิยมไม่เกิน 2 ตำแหน่ง",
        "“{label}” must be an amount with at most 2 decimals.",
    ),
    "decimal": ("“{label}” ต้องเป็นตัวเลข เช่น 3.75", "“{label}” must be a number such as 3.75."),
    "percent": (
        "“{label}” ต้องเป็นร้อยละ 0–100 ทศนิยมไม่เกิน 2 ตำแหน่ง",
        "“{label}” must be a percentage with at most 2 decimals.",
    ),
    "be_year": (
        "“{label}” ต้องเป็นปี พ.ศ. เช่น 2569",
        "“{label}” must be a Buddhist-era year such as 2569.",
    ),
    "date": (
        "“{label}” ต้องเป็นวันที่ที่มีจริง เช่น 1/4/2569 หรือ 1 เมษายน 2569",
        "“{label}” must be a real date such as 1/4/2569 (BE) or 2026-04-01.",
    ),
    "datetime": (
        "“{label}” ต้องเป็นวันและเวลา เช่น 1/4/2569 08:30",
        "“{label}” must be a date and time such as 1/4/2569 08:30 (BE).",
    ),
    "bool": ("“{label}” ต้องเป็นใช่หรือไม่ใช่", "“{label}” must be yes or no."),
    "thai_id": (
        "“{label}” ไม่ถูกต้อง กรุณาตรวจสอบตัวเลขทั้ง 13 หลัก",
        "“{label}” is not valid: check all 13 digits.",
    ),
    "phone_th": (
        "“{label}” ต้องเป็นหมายเลขโทรศัพท์ไทย 9 หรือ 10 หลัก เช่น 0812345678",
        "“{label}” must be a Thai telephone number of 9 or 10 digits.",
    ),
    "email": ("“{label}” ต้องเป็นอีเมล เช่น name@example.com", "“{label}” must be an e-mail address."),
    "degrees": ("“{label}” ต้องเป็นพิกัดองศาทศนิยม", "“{label}” must be in decimal degrees."),
    "school_code": (
        "“{label}” ต้องเป็นรหัสสถานศึกษา 10 หลัก",
        "“{label}” must be a 10-digit school code.",
    ),
    "file": ("“{label}” ต้องเป็นรายการไฟล์แนบ", "“{label}” must be a list of attachments."),
    "table": ("“{label}” ต้องเป็นตารางรายการ", "“{label}” must be a list of rows."),
}
