"""What a message from another case brings, made up: by who reads it, and by what it is called.

The sender's expressions cannot be worked out without its case. What the receiver does with a value
tells enough: the parts it reads, the texts it compares them with, the form fields that show them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from engine.forms import VARIABLE, FormDefinition
from engine.thai import buddhist_year
from engine.yearly.valuing import anything

MADE_UP: Final = "ตัวอย่าง"
_AHEAD: Final = timedelta(days=30)
_DAYS: Final = ("_on", "_by", "date", "until")
_MOMENTS: Final = ("_at", "_from")
_NUMBERS: Final = ("count", "number", "total", "term", "most", "amount")
_COMPARED: Final = re.compile(r"([\w.]+)\s*==\s*[\"']([^\"']*)[\"']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """How the receiver uses variables, by path: the parts read of each, fields, and texts."""

    paths: frozenset[str] = frozenset()
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


def uses_of(
    paths: Iterable[str], expressions: Iterable[str], forms: Iterable[FormDefinition]
) -> Uses:
    """Return how a procedure uses variables: by its expressions and by its forms."""
    compared: dict[str, str] = {}
    for text in expressions:
        for path, value in _COMPARED.findall(text):
            compared.setdefault(path, value)
    shown = {path: each for form in forms for each in form.fields for path in _shown(each)}
    return Uses(paths=frozenset(paths) | shown.keys(), fields=shown, texts=compared)


def _shown(asked: Mapping[str, Any]) -> list[str]:
    auto = str(asked.get("auto", ""))
    if auto.startswith(VARIABLE):
        return [auto.removeprefix(VARIABLE)]
    return str(asked.get("from", "")).split()


def made_up(path: str, uses: Uses, today: date) -> Any:
    """Return a value for a variable: an object where its parts are read, else as it is used."""
    parts = {
        rest.partition(".")[0]
        for each in uses.paths
        if each.startswith(f"{path}.") and not (rest := each.removeprefix(f"{path}."))[0].isdigit()
    }
    if parts:
        return {part: made_up(f"{path}.{part}", uses, today) for part in sorted(parts)}
    if path in uses.texts:
        return uses.texts[path]
    if path in uses.fields:
        return anything(uses.fields[path], {}, today)
    return _by_name(path.rpartition(".")[2], today)


def _by_name(name: str, today: date) -> Any:
    if name.endswith(_DAYS):
        return (today + _AHEAD).isoformat()
    if name.endswith(_MOMENTS):
        return f"{today}T09:00:00+07:00"
    if "year" in name:
        return buddhist_year(today)
    return 1 if any(word in name for word in _NUMBERS) else MADE_UP
