"""The data of a case as people read them: each value with what the form calls it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from engine.history import CaseFile
from engine.replay.stories import Pair
from web import dates
from web.language import t

LONGEST: Final = 240
_MOST_ROWS: Final = 12
"""Rows of a table that are shown; the rest are counted."""
_NAMELESS: Final = ("attachment_id", "sha256")


def called(labels: Mapping[str, Pair], path: str) -> str:
    """Return what the data at a path are called; its last key where no form names it."""
    found = labels.get(path)
    return path.rpartition(".")[2] if found is None else t(*found)


def lines(case: CaseFile, name: str, value: Any) -> list[tuple[str, str]]:
    """Return a variable as (what it is called, what it says), one line a value."""
    return list(_lines(case.labels, name, value, ""))


def _lines(
    labels: Mapping[str, Pair], path: str, value: Any, above: str
) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value and "attachment_id" not in value:
        for key, each in value.items():
            inner = f"{path}.{key}"
            head = called(labels, inner)
            yield from _lines(labels, inner, each, f"{above} › {head}" if above else head)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield from _rows(labels, path, value, above)
    else:
        yield above or called(labels, path), said(labels, path, value)


def _rows(
    labels: Mapping[str, Pair], path: str, rows: list[Any], above: str
) -> Iterator[tuple[str, str]]:
    """Return a table: how many rows, and the first of them."""
    head = above or called(labels, path)
    if "attachment_id" in rows[0]:
        yield head, ", ".join(str(each.get("name") or "–") for each in rows)
        return
    yield head, t(f"{len(rows):,} แถว", f"{len(rows):,} rows")
    for number, row in enumerate(rows[:_MOST_ROWS], start=1):
        cells = [said(labels, f"{path}.{key}", each) for key, each in dict(row).items()]
        yield f"{head} {number}", _short(" · ".join(cell for cell in cells if cell != "–"))


def said(labels: Mapping[str, Pair], path: str, value: Any) -> str:
    """Return a single value in words: dates of the person's era, choices by their names."""
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, list):
        return _short(", ".join(said(labels, path, each) for each in value))
    if isinstance(value, dict):
        shown = {key: each for key, each in value.items() if key not in _NAMELESS}
        return _short(" · ".join(said(labels, f"{path}.{key}", v) for key, v in shown.items()))
    return _plain(labels.get(f"{path}={value}"), value)


def _plain(chosen: Pair | None, value: Any) -> str:
    if isinstance(value, bool):
        return t("ใช่", "yes") if value else t("ไม่ใช่", "no")
    if chosen is not None:
        return t(*chosen)
    return f"{value:,}" if isinstance(value, float) else _short(_dated(str(value)))


def _dated(text: str) -> str:
    """Return a text; an ISO date or moment as people write it."""
    try:
        if len(text) == len("2026-04-01"):
            return dates.day(date.fromisoformat(text))
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return dates.moment(at) if at.tzinfo is not None else text


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
