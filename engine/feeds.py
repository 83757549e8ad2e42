"""A person's deadlines as an iCalendar (RFC 5545), for the calendar they use anyway.

A day each, for a due date is a day in Thailand and no moment elsewhere. It says the case's number
and the task's name, and nobody's.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final

from engine.rows import TaskRow

_LONGEST_LINE: Final = 75
"""Octets of a line before it is folded (RFC 5545, 3.1)."""


def calendar(tasks: Iterable[TaskRow], name: str, language: str, now: datetime) -> str:
    """Write the tasks that have a due date as a calendar called `name`; `now` stamps it."""
    dated = [each for each in tasks if each.due_date is not None]
    events = chain.from_iterable(_event(each, language, now) for each in dated)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Khanton//Deadlines//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Asia/Bangkok",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *events,
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(task: TaskRow, language: str, now: datetime) -> Iterator[str]:
    day = task.due_date
    if day is None:
        return
    name = task.name if language == "th" else task.name_en
    until = "ครบกำหนด" if language == "th" else "Due"
    yield "BEGIN:VEVENT"
    yield f"UID:{task.id}@khanton"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{until}: {name} ({task.business_key})')}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Escape a text value (RFC 5545, 3.3.11); a control character has no place in one."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return "".join(each for each in value if each >= " ")


def _folded(line: str) -> str:
    """Fold a line longer than 75 octets, never within a character."""
    pieces, piece, room = [], "", _LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", _LONGEST_LINE - 1
        piece += letter
        room -= size
    return "\r\n ".join([*pieces, piece])
