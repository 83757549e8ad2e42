"""What is filled in by default: a value of each type of field. Invented, and known to be."""

from datetime import timedelta

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
    if kind in ("enum", "multi"):
        first = field["options"][0]["value"]
        return first if kind == "enum" else [first]
    if kind in ("int", "decimal", "money", "percent"):
        return max(field.get("min", 0), min(1, field.get("max", 1)))
    if kind == "be_year":
        return now.astimezone(BANGKOK).year + 543
    if kind in ("date", "datetime"):
        later = now.astimezone(BANGKOK) + timedelta(days=1)
        return later.date().isoformat() if kind == "date" else later.isoformat()
    if kind == "file":
        return scan
    if kind == "table":
        return [required_of(field["columns"], now, scan)]
    return _SIMPLE[kind]


def required_of(fields, now, scan):
    """Return values for the fields that must be there."""
    must = [f for f in fields if f.get("required") and "auto" not in f]
    return {f["key"]: value_of(f, now, scan) for f in must}
