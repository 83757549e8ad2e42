"""Texts of notifications: shipped beside the diagrams, Thai first, English below."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson

from engine import shipped


@cache
def _templates() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    found: dict[str, Any] = {}
    for body in shipped.notifications():
        found |= orjson.loads(body)
    return found


def text_of(key: str, payload: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and body with the case's particulars; without a template, the plain text."""
    template = _templates().get(key)
    if template is None:
        subject = f"เรื่อง {payload.get('business_key', '')}"
        return subject, str(payload.get("text") or key)
    told = _Blank({name: str(value) for name, value in payload.items() if value is not None})
    th, en = template["th"], template["en"]
    body = f"{th['body'].format_map(told)}\n\n{en['body'].format_map(_in_english(told))}"
    return th["subject"].format_map(told), body


def _in_english(told: Mapping[str, str]) -> Mapping[str, str]:
    """Call the task and the date as English calls them, where the case knows it."""
    english = {name.removesuffix("_en"): said for name, said in told.items() if name[-3:] == "_en"}
    return _Blank({**told, **english})


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"
