"""Read sealed events back: the data of one, or why they cannot be read any more."""

from typing import Any

from engine.rows import EventRow
from engine.sealing import open_body


def open_event(event: EventRow, key: bytes | None) -> dict[str, Any] | None:
    """Return an event's own copy of the data; None when the case's key was destroyed (PDPA)."""
    return open_body(event, key)
