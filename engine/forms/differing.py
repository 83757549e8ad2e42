"""What differs between two form definitions, field by field; a table's columns are fields too."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from engine.differences import Change, Difference, How, Said, same, shifted

Fields: TypeAlias = dict[str, Mapping[str, Any]]

_CALLED: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("ชื่อแบบฟอร์ม", "title"),
    "label": ("ชื่อช่อง", "label"),
    "type": ("ชนิด", "type"),
    "required": ("ต้องกรอก", "required"),
    "options": ("ตัวเลือก", "options"),
    "visible": ("แสดงเมื่อ", "shown when"),
    "required_if": ("ต้องกรอกเมื่อ", "required when"),
    "hint": ("คำแนะนำ", "hint"),
    "help": ("คำแนะนำ", "help"),
    "auto": ("ระบบกรอกให้จาก", "filled in from"),
    "by": ("ผู้กรอก", "filled in by"),
    "filled_by": ("ผู้กรอกแบบฟอร์ม", "filled in by"),
    "max_length": ("ยาวไม่เกิน", "at most this long"),
    "min": ("ไม่ต่ำกว่า", "not below"),
    "max": ("ไม่เกิน", "not above"),
    "min_rows": ("อย่างน้อยกี่แถว", "fewest rows"),
    "max_rows": ("มากสุดกี่แถว", "most rows"),
    "pattern": ("รูปแบบ", "pattern"),
    "sensitive": ("ข้อมูลส่วนบุคคล", "personal data"),
    "source": ("ที่มา", "source"),
    "rows": ("ข้อในคู่มือ", "rows of the manual"),
    "accept": ("ชนิดไฟล์ที่รับ", "accepted files"),
}
_TYPES: Final[Mapping[str, tuple[str, str]]] = {
    "text": ("ข้อความ", "text"),
    "longtext": ("ข้อความยาว", "long text"),
    "int": ("จำนวนเต็ม", "whole number"),
    "decimal": ("จำนวน", "number"),
    "money": ("จำนวนเงิน", "amount of money"),
    "percent": ("ร้อยละ", "percent"),
    "be_year": ("ปี พ.ศ.", "Buddhist year"),
    "date": ("วันที่", "date"),
    "datetime": ("วันและเวลา", "day and time"),
    "bool": ("ใช่/ไม่ใช่", "yes or no"),
    "enum": ("เลือกหนึ่งข้อ", "one of a list"),
    "multi": ("เลือกหลายข้อ", "several of a list"),
    "thai_id": ("เลขประจำตัวประชาชน", "citizen number"),
    "phone_th": ("เบอร์โทรศัพท์", "telephone number"),
    "email": ("อีเมล", "e-mail address"),
    "school_code": ("รหัสสถานศึกษา", "school code"),
    "address_th": ("ที่อยู่", "address"),
    "person": ("บุคคล", "person"),
    "signature": ("ลายมือชื่อ", "signature"),
    "geo": ("พิกัด", "place on the map"),
    "table": ("ตาราง", "table"),
    "file": ("ไฟล์แนบ", "file"),
    "ref": ("รหัสอ้างอิง", "reference"),
    "degrees": ("องศา", "degrees"),
}
_FORM: Final = Said(th="แบบฟอร์ม", en="form")
_FIELD: Final = Said(th="ช่อง", en="field")
_TRUTHS: Final = {True: Said(th="ใช่", en="yes"), False: Said(th="ไม่", en="no")}


def type_called(kind: str) -> tuple[str, str]:
    """Return what a type of field is called, in Thai and English."""
    return _TYPES[kind]


def differences(before: bytes, after: bytes) -> tuple[Difference, ...]:
    """Return what differs between two sound definitions, newer order, removed last."""
    old, new = json.loads(before), json.loads(after)
    was, now = dict(_fields(old["fields"], "")), dict(_fields(new["fields"], ""))
    moved = _moved(was, now)
    whole = tuple(_changes(_besides(old, "fields"), _besides(new, "fields")))
    of_form = [_told(How.CHANGED, new["key"], new, changes=whole)] if whole else []
    kept = [_compared(path, was.get(path), field, moved) for path, field in now.items()]
    gone = [_told(How.REMOVED, path, field) for path, field in was.items() if path not in now]
    return (*of_form, *(each for each in kept if each is not None), *gone)


def _fields(
    fields: list[Mapping[str, Any]], around: str
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for field in fields:
        path = f"{around}{field['key']}"
        yield path, _besides(field, "columns")
        yield from _fields(field.get("columns", []), f"{path}.")


def _besides(body: Mapping[str, Any], left_out: str) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in (left_out, "key")}


def _moved(was: Fields, now: Fields) -> set[str]:
    """Return the fields that stand elsewhere among those they are beside."""
    around = {path.rpartition(".")[0] for path in now}
    return {path for each in around for path in shifted(_beside(was, each), _beside(now, each))}


def _beside(fields: Fields, around: str) -> list[str]:
    return [path for path in fields if path.rpartition(".")[0] == around]


def _compared(
    path: str, was: Mapping[str, Any] | None, now: Mapping[str, Any], moved: set[str]
) -> Difference | None:
    if was is None:
        return _told(How.ADDED, path, now)
    changes = tuple(_changes(was, now))
    if not changes and path not in moved:
        return None
    how = How.CHANGED if changes else How.MOVED
    return _told(how, path, now, changes=changes, is_moved=path in moved)


def _told(
    how: How,
    path: str,
    body: Mapping[str, Any],
    *,
    changes: tuple[Change, ...] = (),
    is_moved: bool = False,
) -> Difference:
    is_form = "title" in body
    said = body.get("title") or body.get("label") or {"th": path, "en": path}
    return Difference(
        how=how,
        id=path,
        id_before=path,
        kind="form" if is_form else "field",
        kind_called=_FORM if is_form else _FIELD,
        name=Said(th=said["th"], en=said["en"]),
        changes=changes,
        is_moved=is_moved,
    )


def _changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for name in {**was, **now}:
        before, after = was.get(name), now.get(name)
        if before != after or type(before) is not type(after):
            th, en = _CALLED.get(name, (name, name))
            called = Said(th=th, en=en)
            said = (_said(name, before), _said(name, after))
            yield Change(property=name, called=called, before=said[0], after=said[1])


def _said(name: str, value: Any) -> Said | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return _TRUTHS[value]
    if name == "type" and value in _TYPES:
        th, en = _TYPES[value]
        return Said(th=th, en=en)
    return _of_parts(value)


def _of_parts(value: Any) -> Said:
    if isinstance(value, dict) and value.keys() == {"th", "en"}:
        return Said(th=value["th"], en=value["en"])
    if isinstance(value, dict) and {"field", "op"} <= value.keys():
        return same(_condition(value))
    return _of_many(value)


def _of_many(value: Any) -> Said:
    if isinstance(value, list) and all(isinstance(each, dict) and "th" in each for each in value):
        return Said(th=_options(value, "th"), en=_options(value, "en"))
    if isinstance(value, str | int | float):
        return same(str(value))
    return same(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _condition(value: Mapping[str, Any]) -> str:
    held = value.get("value", "")
    shown = held if isinstance(held, str) else json.dumps(held, ensure_ascii=False)
    return f"{value['field']} {_SIGNS.get(value['op'], value['op'])} {shown}".rstrip()


_SIGNS: Final = {"eq": "=", "ne": "≠", "gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


def _options(value: list[Mapping[str, Any]], language: str) -> str:
    return ", ".join(
        f"{each.get(language, each['th'])} ({each.get('value', '')})" for each in value
    )
