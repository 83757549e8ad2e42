"""Thai or English: every text a person reads comes in both, Thai first."""

from flask import has_request_context, request

LANGUAGES = ("th", "en")
_BETWEEN = "\x1f"


def language() -> str:
    """Return the language the caller reads: `en` when Accept-Language prefers it, else `th`."""
    if not has_request_context():
        return "th"
    return request.accept_languages.best_match(LANGUAGES, "th") or "th"


def both(th: str, en: str) -> str:
    """Write a message in both languages as one text, for a library that keeps messages as texts."""
    return f"{th}{_BETWEEN}{en}"


def one_of(text: str) -> str:
    """Return the caller's language of a text that `both` wrote; any other text as it is."""
    th, found, en = text.partition(_BETWEEN)
    return en if found and language() == "en" else th
