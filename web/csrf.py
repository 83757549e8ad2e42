"""That a change was asked by our own page: by its origin, and by a token that only it knows."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from flask import request
from markupsafe import Markup

from engine.errors import Forbidden

FIELD: Final = "_csrf"
HEADER: Final = "X-CSRF-Token"


class ForgedRequest(Forbidden):
    """The request did not come from a page of this service, or from one of an ended session."""

    code = "forged_request"
    th = "คำขอนี้ไม่ได้ส่งจากหน้าของระบบ หรือหน้านี้เปิดค้างไว้นานเกินไป กรุณาเปิดหน้าใหม่แล้วลองอีกครั้ง"
    en = (
        "The request was not sent by a page of this service, or the page is too old. Open it again."
    )


def token_for(session: str) -> str:
    """Return a token for the pages of a session, masked anew each time so that none repeats."""
    mask = secrets.token_bytes(32)
    masked = bytes(a ^ b for a, b in zip(_secret(session), mask, strict=True))
    return urlsafe_b64encode(mask + masked).decode()


def field(session: str | None) -> Markup:
    """Return the hidden field of a form."""
    value = token_for(session) if session else ""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, value)


def require_own_page(session: str | None) -> None:
    """Refuse a change that no page of ours asked for.

    Browsers tell the origin of every unsafe request; without a session (signing in) that must do,
    with one the token is asked too.

    Raises:
        ForgedRequest: the origin is another, or the token is missing, forged or of another session.
    """
    if not _is_own_origin():
        raise ForgedRequest
    if session is None:
        return
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not hmac.compare_digest(_unmasked(given), _secret(session)):
        raise ForgedRequest


def _is_own_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return site is not None
    return urlsplit(origin).netloc == request.host


def _secret(session: str) -> bytes:
    return hmac.digest(session.encode(), b"khanton csrf", sha256)


def _unmasked(given: str) -> bytes:
    try:
        raw = urlsafe_b64decode(given)
    except (Error, ValueError):
        return b""
    half = len(raw) // 2
    return bytes(a ^ b for a, b in zip(raw[:half], raw[half:], strict=False))
