"""Headers of every answer: nothing is run, framed, guessed or kept."""

from flask import Flask, Response

from api.language import language

_DATA = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def register(app: Flask) -> None:
    """Let every answer carry the security headers."""
    app.after_request(_secure)


def _secure(response: Response) -> Response:
    given = response.headers
    given.setdefault("Content-Security-Policy", _DATA)
    given.setdefault("Cache-Control", "no-store")
    given["X-Content-Type-Options"] = "nosniff"
    given["Referrer-Policy"] = "no-referrer"
    given["X-Frame-Options"] = "DENY"
    given["Cross-Origin-Resource-Policy"] = "same-origin"
    given["Content-Language"] = language()
    given["Vary"] = "Accept-Language, Authorization"
    return response
