"""What a form's problems and effects are told as: in the words of whoever edits the form."""

from collections.abc import Mapping
from typing import Any, Final

from engine.form_effects import MOST, FormEffect, FormEffects, Use
from engine.forms import Break, Broken, Outcome
from engine.forms.differing import type_called
from engine.forms.kinds import TYPES
from engine.model import Problem
from web.language import language, t

_SHOWN: Final = 150
"""So many letters of an expression are shown."""
_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "form-label": ("ใส่ชื่อให้ครบทั้งภาษาไทยและภาษาอังกฤษ", "Give it a name in both languages"),
    "form-key": (
        "ชื่อตัวแปรใช้ไม่ได้: ขึ้นต้นด้วย a-z ใช้ a-z 0-9 _ และไม่ใช่คำของระบบ",
        "The variable cannot be called so: a-z first, then a-z, 0-9 and _, no word of the system",
    ),
    "form-key-twice": ("มีอีกช่องหนึ่งใช้ชื่อตัวแปรนี้", "Another field has this variable"),
    "form-reserved-key": (
        "ชื่อนี้เป็นตัวแปรของระบบ ตั้งชื่ออื่น",
        "The system has a variable of this name; choose another",
    ),
    "form-options": (
        "ตัวเลือกยังไม่ครบ: ทุกข้อต้องมีชื่อไทย อังกฤษ และค่าที่เก็บ (a-z 0-9 _) ไม่ซ้ำกัน",
        "Each option needs Thai, English, and a value of its own (a-z, 0-9, _)",
    ),
    "form-columns": ("คอลัมน์ของตารางยังไม่ถูกต้อง", "Something is wrong with the columns"),
    "form-condition": (
        "เงื่อนไขต้องอ้างช่องที่อยู่ก่อนหน้า และค่าที่ช่องนั้นมีได้",
        "A condition names an earlier field and a value that it can have",
    ),
    "form-auto": (
        "สูตรหรือค่าที่ระบบกรอกให้ยังไม่ถูกต้องสำหรับช่องชนิดนี้",
        "What the service fills in is not right for this kind of field",
    ),
    "form-between": (
        "ช่องที่นำมาเทียบต้องอยู่ก่อนหน้า และเป็นชนิดที่เทียบกันได้",
        "It is held against an earlier field of a kind that can be compared",
    ),
    "form-range": ("ค่าต่ำสุดมากกว่าค่าสูงสุด", "The lowest is above the highest"),
    "form-sections": (
        "ทุกช่องต้องอยู่ในหมวดใดหมวดหนึ่งเพียงหมวดเดียว",
        "Every field belongs to exactly one section",
    ),
    "form-pattern": (
        "รูปแบบต้องเป็นนิพจน์อย่างง่าย และความยาวไม่เกิน 200",
        "The pattern must be simple, and the length at most 200",
    ),
    "form-property": (
        "มีคุณสมบัติที่ช่องชนิดนี้ใช้ไม่ได้",
        "It has a property that this kind of field does not have",
    ),
    "form-shape": ("มีค่าที่ระบบไม่รับ", "It holds a value that is not taken"),
    "form-type": ("ไม่รู้จักชนิดของช่อง", "The kind of field is not known"),
}


def types_called() -> dict[str, str]:
    """Return what each type of field is called."""
    return {kind: t(*type_called(kind)) for kind in sorted(TYPES)}


def problem_told(problem: Problem) -> dict[str, Any]:
    """Return a problem for the page: at which field, in plain words, and exactly."""
    detail = t(problem.message_th, problem.message_en)
    said = t(*_SAID[problem.rule]) if problem.rule in _SAID else detail
    called = problem.element_id or ""
    return {"field": problem.element_id, "called": called, "said": said, "detail": detail}


def variable_told(each: Outcome) -> dict[str, Any]:
    """Return a variable for the page."""
    path = each.path
    if each.is_row:
        table, _, column = path.rpartition(".")
        path = f"{table}[…].{column}"
    kind = each.type_called[language()]
    return {
        "path": path,
        "label": each.label[language()],
        "type": kind,
        "options": ", ".join(each.options),
    }


def asked_by_told(found: FormEffects) -> list[str]:
    """Return the steps that show the form."""
    return [f"{t(each.name.th, each.name.en)} ({file})" for file, each in found.asked_by]


def against_told(found: FormEffects) -> str:
    """Say what the form is held against, and how far was looked."""
    if found.deployed is None:
        return t("ยังไม่เคยนำขึ้นใช้", "never deployed")
    against = t(f"เทียบกับรุ่น {found.deployed} ที่ใช้อยู่", f"against version {found.deployed} in use")
    cut = t(f"นับจาก {MOST:,} รายการล่าสุด", f"counted over the newest {MOST:,}")
    return f"{against}, {cut}" if found.is_cut else against


def effect_told(effect: FormEffect) -> dict[str, Any]:
    """Return what breaks, and who feels it."""
    what = effect.what
    return {
        "field": (what.after or what.before).field,
        "called": what.before.label[language()],
        "said": _said(what),
        "uses": [_use(each, what.before.path) for each in effect.uses],
        "counts": _counts(effect),
    }


def _said(what: Break) -> str:
    path = what.before.path
    if what.how is Broken.REMOVED or what.after is None:
        return t(f"เอาตัวแปร {path} ออก", f"The variable {path} is gone")
    if what.how is Broken.RENAMED:
        now = what.after.path
        return t(f"ตัวแปร {path} เปลี่ยนชื่อเป็น {now}", f"The variable {path} is called {now} now")
    if what.how is Broken.RETYPED:
        before, now = (each.type_called[language()] for each in (what.before, what.after))
        return t(f"ชนิดของ {path} เปลี่ยนจาก{before}เป็น{now}", f"{path} was {before}, is {now} now")
    gone = ", ".join(what.options)
    return t(f"ตัวเลือกของ {path} หายไป: {gone}", f"Options of {path} are gone: {gone}")


def _counts(effect: FormEffect) -> list[str]:
    told = []
    if effect.drafts:
        told.append(
            t(
                f"งานที่กรอกค้างไว้ {effect.drafts} งาน มีค่าในช่องนี้",
                f"{effect.drafts} half-filled task(s) have a value here",
            )
        )
    if effect.cases:
        told.append(
            t(
                f"เรื่องที่กำลังดำเนินอยู่ {effect.cases} เรื่อง มีค่าของตัวแปรนี้",
                f"{effect.cases} running case(s) have the variable",
            )
        )
    if not told and not effect.uses:
        told.append(
            t(
                "ไม่พบงานที่กรอกค้าง เรื่องที่มีค่านี้ หรือส่วนอื่นของร่างที่ใช้",
                "Nothing half-filled, no case and no other part of the draft has it",
            )
        )
    return told


def _use(use: Use, path: str) -> dict[str, str]:
    at = use.at
    words = (at.kind, at.place)
    file = use.file if not use.is_deployed else t(f"{use.file} ที่ใช้อยู่", f"{use.file} as deployed")
    about = " · ".join([*(t(each.th, each.en) for each in words), file])
    return {"name": t(at.name.th, at.name.en), "about": about, "text": _around(at.text, path)}


def _around(text: str, path: str) -> str:
    """Return what stands around a variable in a long expression."""
    at = max(0, text.find(path) - _SHOWN // 3)
    cut = text[at : at + _SHOWN]
    return f"{'…' if at else ''}{cut}{'…' if at + _SHOWN < len(text) else ''}"
