"""The types a field may have: what each holds, as JSON Schema, and of what parts it is made.

Names and limits: forms.yaml `types`. A type made of parts (an address, a table) is a small form.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any, TypeAlias

Field: TypeAlias = Mapping[str, Any]
"""One field of a definition, as the JSON has it."""
Schema: TypeAlias = dict[str, Any]

MAX_ROWS = 2000
_SAFE_INTEGER = 2**53 - 1
_YEAR = "(18(5[7-9]|[6-9][0-9])|19[0-9]{2}|2[01][0-9]{2}|2200)"
_DATE = f"{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
_EMAIL = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$"
_NAME = r"^[ก-ฺเ-๎A-Za-zÀ-ɏ .'’-]+$"
_CITIZEN_DIGITS = 13
_DECIMALS = 2
_MOST_DECIMALS = 6


def _part(key: str, th: str, en: str, **more: Any) -> Field:
    return {"key": key, "type": "text", "label": {"th": th, "en": en}, "max_length": 200, **more}


_CITIZEN = _part("thai_id", "เลขประจำตัวประชาชน", "Citizen identity number", type="thai_id")
_PARTS: dict[str, tuple[Field, ...]] = {
    "address_th": (
        _part("house_no", "บ้านเลขที่", "House number", required=True, digits=True),
        _part("moo", "หมู่ที่", "Moo", digits=True),
        _part("village", "หมู่บ้าน/อาคาร", "Village or building"),
        _part("road", "ถนน", "Road"),
        _part("tambon", "ตำบล/แขวง", "Sub-district", required=True),
        _part("amphoe", "อำเภอ/เขต", "District", required=True),
        _part("changwat", "จังหวัด", "Province", required=True),
        _part(
            "postcode",
            "รหัสไปรษณีย์",
            "Postcode",
            required=True,
            digits=True,
            pattern="^[1-9][0-9]{4}$",
        ),
    ),
    "person": (
        _part("title", "คำนำหน้า", "Title"),
        _part("first_name", "ชื่อ", "First name", required=True, pattern=_NAME),
        _part("last_name", "นามสกุล", "Last name", required=True, pattern=_NAME),
    ),
    "signature": (
        _part("name", "ชื่อผู้ลงนาม", "Name of the signer", required=True),
        _part("position", "ตำแหน่ง", "Position"),
        _part("date", "วันที่ลงนาม", "Date of signing", required=True, type="date"),
    ),
    "geo": (
        _part("lat", "ละติจูด", "Latitude", required=True, type="degrees", min=5.5, max=20.6),
        _part("lon", "ลองจิจูด", "Longitude", required=True, type="degrees", min=97.3, max=105.7),
    ),
    "file": (
        _part(
            "attachment_id",
            "รหัสไฟล์แนบ",
            "Attachment",
            required=True,
            pattern="^[0-9A-Za-z_-]{1,64}$",
        ),
        _part("name", "ชื่อไฟล์", "File name", required=True, max_length=255),
    ),
}
REPEATED = ("table", "file")


def parts(field: Field) -> tuple[Field, ...]:
    """Return the fields a value of this type is made of; none for a plain value."""
    kind = field["type"]
    if kind == "table":
        return tuple(field["columns"])
    if kind == "person":
        return (*_PARTS["person"], {**_CITIZEN, "student": field.get("student", False)})
    return _PARTS.get(kind, ())


def leaf(field: Field) -> Schema:
    """Return the schema of a plain value; `field` has a type that is not made of parts."""
    return _LEAVES[field["type"]](field)


def _text(field: Field, limit: int = 2_000) -> Schema:
    schema: Schema = {"type": "string", "minLength": 1, "maxLength": field.get("max_length", limit)}
    return schema | ({"pattern": field["pattern"]} if "pattern" in field else {})


def _number(field: Field, kind: str, low: float, high: float) -> Schema:
    return {"type": kind, "minimum": field.get("min", low), "maximum": field.get("max", high)}


def decimals(field: Field) -> int:
    """Return how many decimals a number of this field's type may have."""
    if field["type"] in ("int", "be_year"):
        return 0
    return int(field.get("decimals", _DECIMALS))


def _decimal(field: Field) -> Schema:
    limit = _SAFE_INTEGER / 10 ** decimals(field)
    return _number(field, "number", -limit, limit) | {"format": f"decimals-{decimals(field)}"}


def _patterned(pattern: str, **more: Any) -> Schema:
    return {"type": "string", "pattern": pattern, **more}


def _citizen(field: Field) -> Schema:
    if field.get("student"):
        return _patterned("^([0-9]{13}|G[0-9]{12})$", format="thai-student-id")
    return _patterned("^[0-9]{13}$", format="thai-citizen-id")


def _options(field: Field) -> list[str]:
    return [option["value"] for option in field["options"]]


def _multi(field: Field) -> Schema:
    return {
        "type": "array",
        "minItems": 1,
        "maxItems": len(field["options"]),
        "uniqueItems": True,
        "items": {"enum": _options(field)},
    }


_LEAVES: dict[str, Callable[[Field], Schema]] = {
    "text": _text,
    "longtext": lambda field: _text(field, 20_000),
    "int": lambda field: _number(field, "integer", -_SAFE_INTEGER, _SAFE_INTEGER),
    "be_year": lambda field: _number(field, "integer", 2500, 2650),
    "decimal": _decimal,
    "ref": lambda field: _text(field, 200),
    "money": lambda field: (
        _number(field, "number", 0, 9_999_999_999.99) | {"format": "two-decimals"}
    ),
    "percent": lambda field: _number(field, "number", 0, 100) | {"format": "two-decimals"},
    "degrees": lambda field: _number(field, "number", -180, 180) | {"format": "degrees"},
    "date": lambda _: _patterned(f"^{_DATE}$", format="date"),
    "datetime": lambda _: _patterned(f"^{_DATE}T{_TIME}$", format="date-time"),
    "bool": lambda field: {"const": True} if field.get("must") else {"type": "boolean"},
    "enum": lambda field: {"enum": _options(field)},
    "multi": _multi,
    "thai_id": _citizen,
    "phone_th": lambda _: _patterned("^(0[2-7][0-9]{7}|0[689][0-9]{8})$"),
    "email": lambda _: _patterned(_EMAIL, maxLength=254),
    "school_code": lambda _: _patterned("^[0-9]{10}$"),
}
INTERNAL = frozenset({"degrees"})
TYPES = (frozenset(_LEAVES) | frozenset(_PARTS) | {"table"}) - INTERNAL
NUMBERS = frozenset({"int", "decimal", "money", "percent", "be_year", "degrees"})
DATES = frozenset({"date", "datetime"})
BETWEEN = ("max_field", "min_field", "equal_field", "after_field", "before_field")
"""Properties that hold a field against an earlier one, which they name."""
PLAIN = frozenset(_LEAVES) - {"multi"}
"""Types whose values can be compared in a condition."""


def is_citizen_id(text: str) -> bool:
    """Whether 13 digits bear the right check digit (forms.yaml `thai_id`)."""
    if not re.fullmatch(r"[0-9]{13}", text):
        return False
    total = sum(int(text[place]) * (_CITIZEN_DIGITS - place) for place in range(12))
    return (11 - total % 11) % 10 == int(text[12])


def _is_student_id(text: str) -> bool:
    return text.startswith("G") or is_citizen_id(text)


def _is_date(text: str) -> bool:
    return date.fromisoformat(text) is not None


def _is_moment(text: str) -> bool:
    return datetime.fromisoformat(text).tzinfo is not None


def _has_decimals(most: int) -> Callable[[float], bool]:
    return lambda value: isinstance(value, int) or (isfinite(value) and round(value, most) == value)


FORMATS: dict[str, tuple[type | tuple[type, ...], Callable[[Any], bool]]] = {
    "date": (str, _is_date),
    "date-time": (str, _is_moment),
    "thai-citizen-id": (str, is_citizen_id),
    "thai-student-id": (str, _is_student_id),
    "two-decimals": ((int, float), _has_decimals(2)),
    **{f"decimals-{n}": ((int, float), _has_decimals(n)) for n in range(_MOST_DECIMALS + 1)},
    "degrees": ((int, float), lambda value: isinstance(value, int) or isfinite(value)),
}
"""`format` words our schemas use: the type each speaks of, and its test (a ValueError is a no)."""
