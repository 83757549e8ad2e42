"""Addresses to go back to: only our own."""

from typing import Final

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from web.routing import GREATEST

_MOST: Final = 2000


def counted(text: str) -> int:
    """Read a number of an address's query.

    Raises:
        ValueError: it is none, or greater than a database holds.
    """
    found = int(text)
    if abs(found) > GREATEST:
        raise ValueError(text)
    return found


def back_or(fallback: str, given: MultiDict[str, str] | None = None) -> str:
    """Return the address `back` names, when it is a path of this service; else the fallback.

    What begins with two slashes (or a backslash) would lead to another host.
    """
    wanted = (request.values if given is None else given).get("back", "")
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and "\\" not in wanted
    is_plain = wanted.isprintable() and len(wanted) < _MOST
    return wanted if is_path and is_plain else url_for(fallback)
