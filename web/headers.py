"""Headers of every page: nothing foreign runs, nothing is framed or kept; text is packed."""

import zlib
from typing import Final

from flask import Flask, Response, request

from web.language import language

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
_PACKED: Final = frozenset({"text/html", "application/json", "application/xml", "text/xml"})
_PARTS: Final = frozenset({"text/javascript", "text/css", "font/woff2"})
"""What is never a document: the headers that govern documents would only cost the slow line."""
_WORTH: Final = 1024
_LEVEL: Final = 5
_YEAR: Final = 31_536_000


def register(app: Flask, *, https: bool) -> None:
    """Let every answer carry the headers."""

    def finish(response: Response) -> Response:
        _secure(response, https=https)
        return _pack(response)

    app.after_request(finish)


def _secure(response: Response, *, https: bool) -> None:
    given = response.headers
    given.setdefault("Cache-Control", "no-store")
    given["X-Content-Type-Options"] = "nosniff"
    given["Cross-Origin-Resource-Policy"] = "same-origin"
    if https:
        given["Strict-Transport-Security"] = f"max-age={_YEAR}"
    if response.mimetype in _PARTS:
        return
    given.setdefault("Content-Security-Policy", POLICY)
    given["Referrer-Policy"] = "same-origin"
    given["X-Frame-Options"] = "DENY"
    given["Cross-Origin-Opener-Policy"] = "same-origin"
    given["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=()"
    given["Content-Language"] = language()


def takes(encoding: str) -> bool:
    """Whether the browser takes a packing."""
    return request.accept_encodings.quality(encoding) > 0


def _pack(response: Response) -> Response:
    """Pack text for slow lines. Tokens in pages are masked: packing tells nothing of them."""
    is_text = response.mimetype in _PACKED and "Content-Encoding" not in response.headers
    if response.direct_passthrough or not is_text or not takes("gzip"):
        return response
    body = response.get_data()
    if len(body) < _WORTH:
        return response
    packer = zlib.compressobj(_LEVEL, wbits=31)
    response.set_data(packer.compress(body) + packer.flush())
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
