"""The data of a case as people read them: each value with what the form calls it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from engine.calendar import BANGKOK
from engine.replay.stories import Pair
from engine.thai import english_long, thai_short

LONGEST: Final = 240
_MOST_ROWS: Final = 12
"""Rows of a table that are shown; the rest are counted."""
_HIDDEN: Final = ("attachment_id", "sha256")
_ISO_DAY: Final = len("2026-04-01")
Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Says values in a language; `labels` are names by path (`engine.history.labelling`)."""

    labels: Mapping[str, Pair]
    is_thai: bool = True

    def called(self, path: str) -> str:
        """Return what the data at a path are called; its last key where no form names it."""
        found = self.labels.get(path)
        return path.rpartition(".")[2] if found is None else self._of(found)

    def lines(self, name: str, value: Any) -> list[Line]:
        """Return a variable as (what it is called, what it says), one line a value."""
        return list(self._lines(name, value, ""))

    def _of(self, pair: Pair) -> str:
        return pair[0] if self.is_thai else pair[1]

    def _lines(self, path: str, value: Any, above: str) -> Iterator[Line]:
        if isinstance(value, dict) and value and "attachment_id" not in value:
            for key, each in value.items():
                head = self.called(f"{path}.{key}")
                yield from self._lines(
                    f"{path}.{key}", each, f"{above} › {head}" if above else head
                )
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from self._rows(path, value, above or self.called(path))
        else:
            yield above or self.called(path), self.said(path, value)

    def _rows(self, path: str, rows: list[Any], head: str) -> Iterator[Line]:
        """Return a table: how many rows, and the first of them."""
        if "attachment_id" in rows[0]:
            yield head, ", ".join(str(each.get("name") or "–") for each in rows)
            return
        yield head, self._of((f"{len(rows):,} แถว", f"{len(rows):,} rows"))
        for number, row in enumerate(rows[:_MOST_ROWS], start=1):
            cells = [self.said(f"{path}.{key}", each) for key, each in dict(row).items()]
            yield f"{head} {number}", _short(" · ".join(cell for cell in cells if cell != "–"))

    def said(self, path: str, value: Any) -> str:
        """Return a single value in words: dates of the reader's era, choices by their names."""
        if value is None or value in ("", []):
            return "–"
        if isinstance(value, list):
            return _short(", ".join(self.said(path, each) for each in value))
        if isinstance(value, dict):
            shown = {key: each for key, each in value.items() if key not in _HIDDEN}
            return _short(" · ".join(self.said(f"{path}.{key}", v) for key, v in shown.items()))
        return self._plain(self.labels.get(f"{path}={value}"), value)

    def _plain(self, chosen: Pair | None, value: Any) -> str:
        if isinstance(value, bool):
            return self._of(("ใช่", "yes") if value else ("ไม่ใช่", "no"))
        if chosen is not None:
            return self._of(chosen)
        return f"{value:,}" if isinstance(value, float) else _short(self._dated(str(value)))

    def _dated(self, text: str) -> str:
        """Return a text; an ISO date or moment as people write it."""
        try:
            if len(text) == _ISO_DAY:
                return self._day(date.fromisoformat(text))
            at = datetime.fromisoformat(text)
        except ValueError:
            return text
        if at.tzinfo is None:
            return text
        local = at.astimezone(BANGKOK)
        return f"{self._day(local.date())} {local:%H:%M}{self._of((' น.', ''))}"

    def _day(self, day: date) -> str:
        return thai_short(day) if self.is_thai else english_long(day)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
