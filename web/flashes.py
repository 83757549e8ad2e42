"""One sentence for the next page: what was done. It travels in a cookie and is shown once."""

from typing import Any, Final, Literal

import orjson
from flask import Flask, Response, g, request

from web.session import settings

COOKIE: Final = "khanton_said"
_LONGEST: Final = 1500
Kind = Literal["ok", "warn", "bad"]


def flash(kind: Kind, text: str) -> None:
    """Say a sentence on the next page the person sees."""
    g.said = [*g.get("said", []), {"kind": kind, "text": text[:_LONGEST]}]


def said() -> list[dict[str, str]]:
    """Return what the page before wanted said; each is shown once."""
    g.heard = True
    now, given = g.pop("said", []), request.cookies.get(COOKIE)
    return [*_read(given), *now]


def register(app: Flask) -> None:
    """Carry sentences from one answer to the next page."""
    app.after_request(_carry)


def _read(text: str | None) -> list[dict[str, str]]:
    try:
        found: Any = orjson.loads(bytes.fromhex(text or "5b5d"))
    except (ValueError, TypeError):
        return []
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _carry(response: Response) -> Response:
    flags: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": settings().https}
    if waiting := g.get("said"):
        body = orjson.dumps(waiting)[: 2 * _LONGEST].hex()
        response.set_cookie(COOKIE, body, max_age=120, **flags)
    elif g.get("heard") and COOKIE in request.cookies:
        response.delete_cookie(COOKIE, **flags)
    return response
