"""What is filled in by default: a value of each type of field. Invented, and known to be."""

from datetime import timedelta

from engine.thai import buddhist_year
from tests.simulate.curves import BANGKOK

_SIMPLE = {
    "text": "ข้อความสมมติ",
    "longtext": "ข้อความสมมติของเรื่องนี้",
    "ref": "สมมติ",
    "bool": True,
    "thai_id": "1234567890121",
    "phone_th": "081 234 5678",
    "email": "sommut@example.org",
    "school_code": "9900000001",
    "signature": {"name": "นายสมมติ ตัวอย่าง", "date": "๑/๖/๒๕๖๙"},
    "person": {"title": "นาย", "first_name": "สมมติ", "last_name": "ตัวอย่าง"},
    "address_th": {
        "house_no": "๙๙/๑",
        "tambon": "ตัวอย่าง",
        "amphoe": "เมืองตัวอย่าง",
        "changwat": "อุดรธานี",
        "postcode": "41000",
    },
}


def value_of(field, now, scan):
    """Return something that the field accepts."""
    kind = field["type"]
    if kind == "file":
        return scan
    if kind == "table":
        return [required_of(field["columns"], now, scan)]
    return _CHOSEN[kind](field, now.astimezone(BANGKOK)) if kind in _CHOSEN else _SIMPLE[kind]


def _number(field, _):
    return max(field.get("min", 0), min(1, field.get("max", 1)))


_CHOSEN = {
    "enum": lambda field, _: field["options"][0]["value"],
    "multi": lambda field, _: [field["options"][0]["value"]],
    **dict.fromkeys(("int", "decimal", "money", "percent"), _number),
    "be_year": lambda _, now: buddhist_year(now.date()),
    "date": lambda _, now: (now.date() + timedelta(days=1)).isoformat(),
    "datetime": lambda _, now: (now + timedelta(days=1)).isoformat(),
}


def required_of(fields, now, scan):
    """Return values for the fields that must be there."""
    must = [f for f in fields if f.get("required") and "auto" not in f]
    return {f["key"]: value_of(f, now, scan) for f in must}
