"""The language a person reads: Thai unless they chose English."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal, cast

from flask import g, has_request_context, request

Language = Literal["th", "en"]
COOKIE: Final = "khanton_language"
LANGUAGES: Final = ("th", "en")


def language() -> Language:
    """Return `th`, or `en` where the person chose it."""
    if not has_request_context():
        return "th"
    if "language" not in g:
        chosen = request.cookies.get(COOKIE)
        g.language = chosen if chosen in LANGUAGES else "th"
    return cast("Language", g.language)


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Say everything in this language for a while, whatever the person reads."""
    before = language()
    g.language = chosen if chosen in LANGUAGES else before
    try:
        yield
    finally:
        g.language = before


def t(th: str, en: str) -> str:
    """Return the one of two texts that the person reads."""
    return th if language() == "th" else en
