"""Texts of notifications: shipped beside the diagrams, Thai first, English below."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from engine import shipped
from engine.tidings import Words


@cache
def _templates() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    found: dict[str, Any] = {}
    for body in shipped.notifications():
        found |= orjson.loads(body)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text that a notification can have, with places in braces for a case's particulars."""

    key: str
    subject_th: str
    subject_en: str
    body_th: str
    body_en: str


def texts() -> tuple[Text, ...]:
    """Return every text of notifications, by key."""
    return tuple(
        Text(
            key=key,
            subject_th=each["th"]["subject"],
            subject_en=each["en"]["subject"],
            body_th=each["th"]["body"],
            body_en=each["en"]["body"],
        )
        for key, each in sorted(_templates().items())
    )


def joined(words: Words) -> tuple[str, str]:
    """Return the subject and both languages as one body, Thai first."""
    if words.body_th == words.body_en:
        return words.subject_th, words.body_th
    return words.subject_th, f"{words.body_th}\n\n{words.body_en}"


def words_of(key: str, payload: Mapping[str, Any]) -> Words:
    """Return a letter in both languages with the case's particulars."""
    template = _templates().get(key)
    if template is None:
        number, text = payload.get("business_key", ""), str(payload.get("text") or key)
        return Words(
            subject_th=f"เรื่อง {number}", subject_en=f"Case {number}", body_th=text, body_en=text
        )
    told = _Blank({name: str(value) for name, value in payload.items() if value is not None})
    th, en, english = template["th"], template["en"], _in_english(told)
    return Words(
        subject_th=th["subject"].format_map(told),
        subject_en=en["subject"].format_map(english),
        body_th=th["body"].format_map(told),
        body_en=en["body"].format_map(english),
    )


def _in_english(told: Mapping[str, str]) -> Mapping[str, str]:
    """Call the task and the date as English calls them, where the case knows it."""
    english = {name.removesuffix("_en"): said for name, said in told.items() if name[-3:] == "_en"}
    return _Blank({**told, **english})


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"
