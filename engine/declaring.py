"""A `settings.json` as analysts write it: read, and every problem of it told.

{"lunch_days": {"type": "int", "default": 15, "th": "…", "en": "…", "basis": "…", "rows": []}}
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine import choices
from engine.choices import Choice
from engine.model import Problem, Severity

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
_MEMBERS: Final = frozenset({"type", "default", "th", "en", "basis", "rows"})
_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "th": ("ชื่อภาษาไทย", "a name in Thai"),
    "en": ("ชื่อภาษาอังกฤษ", "a name in English"),
    "basis": ("ฐานกฎหมายหรือที่มา", "a legal basis, or who decided it"),
}
_LONGEST: Final = 1000
_MOST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrong:
    """What is wrong with a declaration, and the remedy: (th, en)."""

    rule: str
    told: tuple[str, str]
    remedy: tuple[str, str] = ("", "")


def read(
    body: bytes, file: str, procedure: str, taken: Mapping[str, str]
) -> tuple[dict[str, Choice], list[Problem]]:
    """Return the settings that a file declares, and its problems; one with a problem is left out.

    `procedure`: whose file it is. `taken`: the procedure of every setting that is declared already;
    a name of another procedure is refused, the own one is declared anew.
    """
    parsed = _parsed(body)
    if isinstance(parsed, _Wrong):
        return {}, [_problem(file, None, parsed)]
    found: dict[str, Choice] = {}
    problems: list[Problem] = []
    for name, each in parsed:
        wrong = list(_wrong(name, each))
        wrong += [_TWICE] if name in found else []
        wrong += [_OF_ANOTHER] if taken.get(name, procedure) != procedure else []
        problems += [_problem(file, name, one) for one in wrong]
        if not wrong:
            found[name] = choices.as_choice(name, dict(each), procedure)
    return found, problems


def is_name(name: str) -> bool:
    """Whether a setting may have this name."""
    return _NAME.fullmatch(name) is not None


def as_said(name: str, said: Any, procedure: str) -> Choice:
    """Return a declaration as it stands, right or not; what is missing is empty."""
    members = said if isinstance(said, dict) else {}
    texts = {each: members.get(each) for each in (*_TEXTS, "type")}
    plain = {each: text if isinstance(text, str) else "" for each, text in texts.items()}
    listed = members.get("rows", [])
    return Choice(
        name=name,
        procedure=procedure,
        kind=plain["type"],
        default=members.get("default"),
        name_th=plain["th"],
        name_en=plain["en"],
        basis=plain["basis"],
        rows=tuple(str(row) for row in listed) if isinstance(listed, list) else (),
    )


def said(choice: Choice) -> dict[str, Any]:
    """Return a setting as its declaration says it."""
    return {
        "type": choice.kind,
        "default": choice.default,
        "th": choice.name_th,
        "en": choice.name_en,
        "basis": choice.basis,
        "rows": list(choice.rows),
    }


def _parsed(body: bytes) -> "_Pairs | _Wrong":
    try:
        found = json.loads(body, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return _NO_JSON
    if not isinstance(found, _Pairs):
        return _NO_JSON
    return found if len(found) <= _MOST else _TOO_MANY


class _Pairs(list[tuple[str, Any]]):
    """The members of a JSON object in order, doubles too."""


def _wrong(name: str, found: Any) -> Iterator[_Wrong]:
    if not is_name(name):
        yield _ODD_NAME
    if not isinstance(found, _Pairs):
        yield _NO_MEMBERS
        return
    members = dict(found)
    for text, (th, en) in _TEXTS.items():
        if not _is_text(members.get(text)):
            yield _Wrong(rule=f"setting-{text}", told=(f"ยังไม่มี{th}", f"There is not {en} yet."))
    yield from _wrong_members(members)
    yield from _wrong_value(name, members)


def _wrong_members(members: dict[str, Any]) -> Iterator[_Wrong]:
    if not _are_rows(members.get("rows", [])):
        yield _ROWS
    if others := ", ".join(sorted(members.keys() - _MEMBERS)):
        yield _Wrong(rule="setting-member", told=(f"ไม่รู้จัก {others}", f"Not known: {others}."))


def _wrong_value(name: str, members: dict[str, Any]) -> Iterator[_Wrong]:
    kind = members.get("type")
    if not isinstance(kind, str) or kind not in choices.kinds():
        yield _KIND
        return
    declared = {"th": "", "en": "", **members, "default": members.get("default"), "rows": ()}
    choice = choices.as_choice(name, declared, "")
    if not choices.fits(choice, choice.default):
        th, en = choices.expected(choice)
        yield _Wrong(
            rule="setting-default",
            told=(f"ค่าตั้งต้นใช้ไม่ได้ ต้องเป็น{th}", f"The default does not fit; expected {en}."),
        )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= _LONGEST


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _problem(file: str, name: str | None, wrong: _Wrong) -> Problem:
    return Problem(
        file=file,
        element_id=name,
        rule=wrong.rule,
        severity=Severity.ERROR,
        message_th=wrong.told[0] if name is None else f"ค่าตั้ง {name}: {wrong.told[0]}",
        message_en=wrong.told[1] if name is None else f"Setting {name}: {wrong.told[1]}",
        remedy_th=wrong.remedy[0],
        remedy_en=wrong.remedy[1],
    )


_NO_JSON: Final = _Wrong(
    rule="setting-file",
    told=("อ่านไฟล์ค่าตั้งไม่ได้ ต้องเป็น JSON {ชื่อ: {…}}", "The file of settings is no JSON object."),
)
_TOO_MANY: Final = _Wrong(
    rule="setting-count",
    told=(f"ค่าตั้งเกิน {_MOST} รายการ", f"There are more than {_MOST} settings."),
)
_TWICE: Final = _Wrong(
    rule="setting-twice",
    told=("ประกาศซ้ำในไฟล์เดียวกัน", "It is declared twice in the file."),
    remedy=("ลบรายการที่ซ้ำ", "Remove one of the two."),
)
_OF_ANOTHER: Final = _Wrong(
    rule="setting-of-another",
    told=("กระบวนงานอื่นประกาศชื่อนี้แล้ว", "Another procedure declares this name."),
    remedy=("ตั้งชื่ออื่น", "Choose another name."),
)
_ODD_NAME: Final = _Wrong(
    rule="setting-name",
    told=("ชื่อใช้ตัวอังกฤษเล็ก ตัวเลข และ _", "A name has small letters, digits and _."),
)
_NO_MEMBERS: Final = _Wrong(
    rule="setting-members",
    told=("ต้องบอกชนิด ค่าตั้งต้น ชื่อ และฐาน", "It must have a kind, a default, names and a basis."),
)
_ROWS: Final = _Wrong(
    rule="setting-rows",
    told=("แถวของคู่มือต้องเป็นรายการข้อความ", "The manual's rows must be a list of texts."),
)
_KIND: Final = _Wrong(
    rule="setting-kind",
    told=("ยังไม่ได้เลือกชนิด หรือไม่มีชนิดนี้", "The kind is missing, or there is none of that name."),
    remedy=(
        f"เลือกชนิดหนึ่งใน {', '.join(choices.kinds())}",
        f"Choose one of {', '.join(choices.kinds())}.",
    ),
)
