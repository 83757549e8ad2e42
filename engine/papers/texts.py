"""Texts as a paper may show them: nothing invisible that could deceive, and names in one line."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

_KEPT: Final = frozenset("\n\u200b\u200c\u200d")
"""Line breaks, and the joiners that scripts need."""
_LONG: Final = re.compile(r"[^\s\u0e00-\u0e7f]{32,}")
_REPEATED: Final = re.compile(r"(\S{1,4}?)\1{11,}")
_PIECE: Final = 16
_BREAK: Final = "\u200b"
_SPACES: Final = re.compile(r"[^\S\n]+")
_ADDRESS: Final = (
    ("house_no", "เลขที่ "),
    ("moo", "หมู่ที่ "),
    ("village", ""),
    ("road", "ถนน"),
    ("tambon", "ตำบล"),
    ("amphoe", "อำเภอ"),
    ("changwat", "จังหวัด"),
    ("postcode", ""),
)
_CAPITAL: Final = "กรุงเทพมหานคร"
_IN_CAPITAL: Final = {"tambon": "แขวง", "amphoe": "เขต", "changwat": ""}


def clean(text: str) -> str:
    """Return text without controls and overrides of direction, blanks made single.

    A right-to-left override would let a paper read otherwise than what it says. So that nothing
    runs over the edge of the page, a run of 32 letters and more without a space (not Thai, which
    the typesetter breaks by words) may break anywhere, and so may signs repeated twelve times.
    """
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    shown = "".join(each for each in plain if _is_shown(each))
    lines = (_SPACES.sub(" ", line).strip() for line in shown.split("\n"))
    broken = _LONG.sub(_breakable, "\n".join(lines))
    return _REPEATED.sub(_between, broken).strip()


def _is_shown(letter: str) -> bool:
    return letter in _KEPT or unicodedata.category(letter)[0] != "C"


def _breakable(run: re.Match[str]) -> str:
    text = run[0]
    return _BREAK.join(text[at : at + _PIECE] for at in range(0, len(text), _PIECE))


def _between(run: re.Match[str]) -> str:
    again = len(run[0]) // len(run[1])
    return _BREAK.join([run[1]] * again)


def joined_name(person: Mapping[str, Any]) -> str | None:
    """Return title, first and last name as Thai writes them: the title without a space."""
    title, first, last = (_part(person, name) for name in ("title", "first_name", "last_name"))
    return f"{title}{first} {last}".strip() or None


def joined_address(address: Mapping[str, Any]) -> str | None:
    """Return an address in one line: what a form's `address_th` holds, each part with its word."""
    words = _IN_CAPITAL if _part(address, "changwat") == _CAPITAL else {}
    parts = [
        f"{words.get(name, word)}{text}"
        for name, word in _ADDRESS
        if (text := _part(address, name))
    ]
    return " ".join(parts) or None


def _part(value: Mapping[str, Any], name: str) -> str:
    found = value.get(name)
    return "" if found is None else clean(str(found))
