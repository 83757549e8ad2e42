"""Two versions of a procedure beside each other: both diagrams, and every difference in words."""

from typing import Any, Final

from flask import request

from engine import comparing, definitions
from engine.comparing import Comparison
from engine.differences import Difference, How, Said
from engine.errors import DefinitionNotFound
from engine.rows import DefinitionRow
from web.audience import ADMINS, ANALYSTS, STAFF
from web.language import language, t
from web.names import name_of
from web.rendering import show
from web.routing import Pages
from web.session import engine

pages = Pages("comparing")

_SIGNS: Final = {
    How.ADDED: "+",
    How.REMOVED: "−",
    How.CHANGED: "≠",
    How.RENAMED: "⇄",
    How.MOVED: "↔",
}


@pages.get("/admin/procedures/<key>/compare", whom=STAFF | ADMINS | ANALYSTS)
def versions(key: str) -> str:
    """Show two versions; without a choice, the newest beside the one before it."""
    known = definitions.versions(engine(), key)
    before, after = _chosen(known)
    found = comparing.versions(engine(), key, before, after)
    return show(
        "comparing/versions.html",
        title=t("เทียบสองรุ่น", "Compare two versions"),
        found=found,
        numbers=[row.version for row in known],
        procedure=name_of(found.after),
        elements=[each for each in found.elements if each.how is not How.MOVED],
        moved=[each for each in found.elements if each.how is How.MOVED],
        state=_state(found),
        how_words=how_words(),
        signs=_SIGNS,
        told=told,
    )


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
    return text.th if language() == "th" else text.en


def _chosen(known: list[DefinitionRow]) -> tuple[int, int]:
    newest = known[0].version
    return _number("before", max(1, newest - 1)), _number("after", newest)


def _number(name: str, otherwise: int) -> int:
    """Read a version from the address.

    Raises:
        DefinitionNotFound: it is no number.
    """
    typed = request.args.get(name) or str(otherwise)
    if not typed.isascii() or not typed.isdigit() or len(typed) > len("1000000"):
        raise DefinitionNotFound(key=typed)
    return int(typed)


def _state(found: Comparison) -> list[dict[str, Any]]:
    words = how_words()
    return [_marked(each, words) for each in found.elements]


def _marked(each: Difference, words: dict[How, str]) -> dict[str, Any]:
    return {
        "how": each.how,
        "before": "" if each.how is How.ADDED else each.id_before,
        "after": "" if each.how is How.REMOVED else each.id,
        "text": f"{_SIGNS[each.how]} {words[each.how]}",
        "name": told(each.name),
    }
