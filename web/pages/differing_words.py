"""What became of things between two versions, in signs and words: for every page that tells it."""

import re
from typing import Any, Final

from engine import offices
from engine.differences import Difference, How, Said
from web.language import language, t
from web.session import engine

_SETTING: Final = re.compile(r"""setting\(["'](?P<name>\w+)["']\)""")

SIGNS: Final = {
    How.ADDED: "+",
    How.REMOVED: "−",
    How.CHANGED: "≠",
    How.RENAMED: "⇄",
    How.MOVED: "↔",
}


def how_words() -> dict[How, str]:
    """Return what became of things, in words."""
    return {
        How.ADDED: t("เพิ่ม", "added"),
        How.REMOVED: t("ตัดออก", "removed"),
        How.CHANGED: t("แก้ไข", "changed"),
        How.RENAMED: t("เปลี่ยนรหัส", "new id"),
        How.MOVED: t("ย้ายที่", "moved"),
    }


def told(text: Said | None) -> str:
    """Return a text in the person's language; a dash where there is none."""
    if text is None:
        return "–"
    said = text.th if language() == "th" else text.en
    asked = _SETTING.fullmatch(said)
    return said if asked is None else _setting(asked["name"])


def _setting(name: str) -> str:
    """Say which of the office's values an expression asks for."""
    th, en = offices.called(engine(), name)
    return t(f"ค่าของสำนักงาน “{th}”", f"the office's “{en}”")


def marked(differences: tuple[Difference, ...]) -> list[dict[str, Any]]:
    """Return what the script that marks both diagrams needs of each difference."""
    words = how_words()
    return [_marked(each, words) for each in differences]


def words() -> dict[str, Any]:
    """Return what the templates that list differences need."""
    return {"signs": SIGNS, "how_words": how_words(), "told": told}


def _marked(each: Difference, how: dict[How, str]) -> dict[str, Any]:
    return {
        "how": each.how,
        "before": "" if each.how is How.ADDED else each.id_before,
        "after": "" if each.how is How.REMOVED else each.id,
        "text": f"{SIGNS[each.how]} {how[each.how]}",
        "name": told(each.name),
    }
