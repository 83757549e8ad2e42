"""Keyset pages: a cursor says behind which row the next page begins."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

import orjson

from engine.errors import CursorInvalid

Item = TypeVar("Item")
MOST = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """Some of the items, and the cursor of those behind them; None when these are the last."""

    items: list[Item]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The row that a page begins behind."""

    at: datetime
    id: UUID


def write_cursor(at: datetime, identity: UUID) -> str:
    """Write a cursor: opaque to those who receive it."""
    micros = (at - _EPOCH) // timedelta(microseconds=1)
    return base64.urlsafe_b64encode(orjson.dumps([micros, identity.hex])).decode().rstrip("=")


def read_cursor(text: str | None) -> Behind | None:
    """Read a cursor.

    Raises:
        CursorInvalid: it was made up.
    """
    if not text:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        micros, identity = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        return Behind(at=_EPOCH + timedelta(microseconds=micros), id=UUID(hex=identity))
    except (ValueError, TypeError, OverflowError, binascii.Error, AttributeError) as problem:
        raise CursorInvalid(cursor=text) from problem


def page_of(
    rows: list[Item], limit: int, place: Callable[[Item], tuple[datetime, UUID]]
) -> Page[Item]:
    """Make a page of up to `limit` rows; one more was read to see whether there is a next."""
    items = rows[:limit]
    more = len(rows) > limit
    return Page(items=items, next=write_cursor(*place(items[-1])) if more else None)
