"""A file from elsewhere, judged before it comes into a draft: readable, and called by its key."""

import json
from collections.abc import Mapping
from typing import Any, Final

from engine.drafts import naming
from engine.errors import DraftFileUnfit
from engine.execution import read_diagram, read_table
from engine.model import Problem

_TWICE: Final = ("ชื่อ “{key}” ซ้ำกันในไฟล์", "the name “{key}” stands twice in it")
_NO_FORM: Final = (
    "ไม่ใช่แบบฟอร์มของระบบนี้ (ไม่มี key และ fields)",
    "it is no form of this service (it has no key and fields)",
)


def judged(name: str, body: bytes, limit: int) -> str:
    """Return the name that a file has in a draft: a form is called by its key.

    `limit`: the most bytes of a file.

    Raises:
        DraftFileUnfit: it is not taken: its name, its size, or it cannot be read.
    """
    naming.require_name(name)
    naming.require_size(limit, name, len(body))
    kind = naming.kind_of(name)
    if kind in (naming.FORM, "settings"):
        return _json(name, body)
    found = read_diagram(body, name, limit)[1] if kind == naming.DIAGRAM else None
    problems = read_table(body, name, limit) if found is None else found
    if problems:
        raise _told(name, problems[0])
    return name


def _told(name: str, problem: Problem) -> DraftFileUnfit:
    return DraftFileUnfit(name=name, why_th=problem.message_th, why=problem.message_en)


def _json(name: str, body: bytes) -> str:
    try:
        found = json.loads(body, object_pairs_hook=_once)
    except _Twice as twice:
        th, en = (text.format(key=twice) for text in _TWICE)
        raise DraftFileUnfit(name=name, why_th=th, why=en) from None
    except (ValueError, RecursionError):
        raise DraftFileUnfit(
            name=name, why_th="อ่าน JSON ไม่ได้", why="its JSON cannot be read"
        ) from None
    if naming.kind_of(name) == "settings":
        return name
    key = found.get("key") if isinstance(found, dict) and "fields" in found else None
    if not isinstance(key, str):
        raise DraftFileUnfit(name=name, why_th=_NO_FORM[0], why=_NO_FORM[1])
    naming.require_name(f"{key}.json")
    return f"{key}.json"


class _Twice(Exception):
    """A name stands twice in one object: which of the two was meant, nobody knows."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def require_own_key(name: str, body: bytes, others: Mapping[str, bytes], limit: int) -> None:
    """Refuse a diagram whose process another diagram of the draft has too.

    Raises:
        DraftFileUnfit: says which file.
    """
    if naming.kind_of(name) != naming.DIAGRAM:
        return
    keys = set(read_diagram(body, name, limit)[0])
    for other, content in others.items():
        is_another = other != name and naming.kind_of(other) == naming.DIAGRAM
        if is_another and (same := keys & set(read_diagram(content, other, limit)[0])):
            key = min(same)
            raise DraftFileUnfit(
                name=name,
                why_th=f"รหัสกระบวนงาน {key} ซ้ำกับไฟล์ {other}",
                why=f"its process {key} is in {other} already",
            )
