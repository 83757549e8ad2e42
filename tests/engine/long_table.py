"""A form with a table of 48 columns for up to 2,000 students, and rows that fill it."""

LABELS = {"thai_id": "เลขประจำตัวประชาชน", "first_name": "ชื่อ", "class": "ชั้น"}
KINDS = ("text", "int", "money", "date", "enum", "bool", "decimal", "phone_th", "percent")
VALUES = {
    "text": "เด็กชายสมมติ ตัวอย่าง",
    "int": 7,
    "money": 1250.5,
    "date": "2026-04-01",
    "enum": "granted",
    "bool": True,
    "decimal": 3.75,
    "phone_th": "0812345678",
    "percent": 88.5,
}
OPTIONS = [
    {"value": "granted", "th": "รับรอง", "en": "Granted"},
    {"value": "refused", "th": "ไม่รับรอง", "en": "Refused"},
]


def column(key, kind, **more):
    th = LABELS.get(key, f"ช่องที่ {key.removeprefix('c')}")
    made = {"key": key, "type": kind, "label": {"th": th, "en": f"Column {key}"}, **more}
    return made | ({"options": OPTIONS} if kind == "enum" else {})


COLUMNS = [
    column("thai_id", "thai_id", required=True, unique=True),
    column("first_name", "text", required=True),
    *(column(f"c{n}", KINDS[n % len(KINDS)], required=True) for n in range(46)),
]
FORM = {
    "key": "students",
    "title": {"th": "บัญชีรายชื่อนักเรียน", "en": "Students"},
    "rows": ["test"],
    "fields": [
        {
            "key": "students",
            "type": "table",
            "label": {"th": "รายชื่อนักเรียน", "en": "Students"},
            "min_rows": 1,
            "max_rows": 2000,
            "columns": COLUMNS,
        },
        {
            "key": "total",
            "type": "money",
            "label": {"th": "รวมเงิน", "en": "Total"},
            "auto": "sum:students.c2",
        },
    ],
}


def citizen_id(number):
    """Return an invented citizen number with the right check digit."""
    digits = f"1{number:011d}"
    total = sum(int(digits[place]) * (13 - place) for place in range(12))
    return digits + str((11 - total % 11) % 10)


def student(number):
    row = {each["key"]: VALUES.get(each["type"]) for each in COLUMNS}
    return {**row, "thai_id": citizen_id(number), "first_name": f"สมมติ {number}"}


def students(count=2000):
    return [student(number) for number in range(count)]
