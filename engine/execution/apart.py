"""Long lists, kept apart from the state of their case and named in it by digest.

A table of 2,000 students is written once, when it comes; every later step of the case reads and
writes a state as small as without it (`engine.kept` says what stands in the variables meanwhile).
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final, TypeAlias

import orjson
import zstandard

from engine.errors import StateUnreadable
from engine.kept import KeptList, as_json

MOST_BYTES: Final = 8 * 1024
"""A list of more JSON than this is kept apart."""
OPTIONS: Final = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS
_LEVEL = 1

Load: TypeAlias = Callable[[str], bytes | None]
"""Gives the content that is stored under a digest."""
Place: TypeAlias = list[str | int]
"""Where a list stands in the state: keys and numbers, from outside inwards."""
Reference: TypeAlias = tuple[Place, str, int]
"""A list's place, its digest and its length."""


class Setting:
    """Sets the long lists of one state apart; `bodies` are of those not kept so far."""

    def __init__(self) -> None:
        self.references: list[Reference] = []
        self.bodies: dict[str, bytes] = {}

    def value(self, value: Any, place: Place) -> Any:
        """Return a value with None for each long list in it; what is not changed is the same."""
        if isinstance(value, KeptList):
            self.references.append((place, value.digest, len(value)))
            return None
        if isinstance(value, list):
            return self._list(value, place)
        if isinstance(value, dict) and any(map(_is_around, value.values())):
            return {key: self.value(each, [*place, key]) for key, each in value.items()}
        return value

    def _list(self, value: list[Any], place: Place) -> Any:
        if len(orjson.dumps(value, default=_hollow, option=OPTIONS)) > MOST_BYTES:
            body = orjson.dumps(value, default=as_json, option=OPTIONS)
            digest = sha256(body).hexdigest()
            self.bodies[digest] = body
            self.references.append((place, digest, len(value)))
            return None
        if any(map(_is_around, value)):
            return [self.value(each, [*place, n]) for n, each in enumerate(value)]
        return value


def packed(body: bytes) -> bytes:
    """Return the content of a list as it is stored."""
    return zstandard.compress(body, _LEVEL)


def put_back(parts: Any, references: list[Reference], load: Load) -> dict[str, KeptList]:
    """Put the lists that are kept apart into their places; return them by digest."""
    found: dict[str, KeptList] = {}
    for place, digest, length in references:
        if digest not in found:
            found[digest] = KeptList(digest, length, lambda digest: _read(digest, load))
        around = parts
        for step in place[:-1]:
            around = around[step]
        around[place[-1]] = found[digest]
    return found


def nothing_kept(_digest: str) -> None:
    """Load for states that keep no list apart."""


def _read(digest: str, load: Load) -> list[Any]:
    try:
        body = zstandard.decompress(load(digest) or b"")
        items: list[Any] = orjson.loads(body)
    except (ValueError, zstandard.ZstdError) as problem:
        why = f"the rows kept apart under {digest[:12]} cannot be read: {problem}"
        raise StateUnreadable(why=why, why_th="อ่านรายการที่เก็บแยกไว้ไม่ได้") from problem
    if sha256(body).hexdigest() != digest:
        why = f"the rows kept apart under {digest[:12]} are not what was kept"
        raise StateUnreadable(why=why, why_th="รายการที่เก็บแยกไว้ถูกแก้ไข")
    return items


def _is_around(value: object) -> bool:
    return isinstance(value, dict | list | KeptList)


def _hollow(value: Any) -> None:
    """Count a list that is kept apart already as nothing."""
    if not isinstance(value, KeptList):
        raise TypeError(f"Type is not JSON serializable: {type(value).__name__}")
