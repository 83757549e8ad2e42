"""What a file of a draft may be called and how large it may be; its kind is in its name."""

import re
from collections.abc import Mapping
from typing import Final

from engine.errors import DraftFileUnfit

SETTINGS: Final = "settings.json"
DIAGRAM: Final = "diagram"
FORM: Final = "form"
TABLE: Final = "table"
KINDS: Final[Mapping[str, str]] = {"bpmn": DIAGRAM, "json": FORM, "dmn": TABLE}
"""Kind by the ending of the name; `settings.json` is of a kind of its own, "settings"."""
MOST_FILES: Final = 200
LONGEST: Final = 120
_NAME: Final = re.compile(r"[^\W_][\w\u0e00-\u0e7f .()-]*\.(?:bpmn|json|dmn)")


def kind_of(name: str) -> str:
    """Return what a file is: "diagram", "form", "table" or "settings"; "" for anything else."""
    return "settings" if name == SETTINGS else KINDS.get(name.rpartition(".")[2], "")


def require_name(name: str) -> None:
    """Refuse a name that no file of a draft has.

    Raises:
        DraftFileUnfit: it has a path, odd characters, another ending, or is too long.
    """
    if "/" in name or "\\" in name:
        why = ("ชื่อไฟล์มีที่อยู่โฟลเดอร์", "its name has a path")
    elif not kind_of(name):
        why = ("ต้องลงท้ายด้วย .bpmn .json หรือ .dmn", "it must end in .bpmn, .json or .dmn")
    elif len(name) > LONGEST:
        why = (f"ชื่อยาวเกิน {LONGEST} ตัวอักษร", f"its name is longer than {LONGEST} characters")
    elif not _NAME.fullmatch(name):
        why = (
            "ชื่อใช้ได้เฉพาะตัวอักษร ตัวเลข เว้นวรรค และ _ . - ( )",
            "a name has only letters, digits, spaces and _ . - ( )",
        )
    else:
        return
    raise DraftFileUnfit(name=name, why_th=why[0], why=why[1])


def require_size(most: int, name: str, size: int) -> None:
    """Refuse a file of more than `most` bytes.

    Raises:
        DraftFileUnfit: it is; or it is empty.
    """
    if size > most:
        th, en = f"ใหญ่เกิน {most // 1024:,} กิโลไบต์", f"it is larger than {most // 1024:,} KB"
        raise DraftFileUnfit(name=name, why_th=th, why=en)
    if not size:
        raise DraftFileUnfit(name=name, why_th="ไฟล์ว่าง", why="it is empty")
