"""A half-filled form, as it is kept with its task: what was typed, by whom and when."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import zstandard

from engine import calling
from engine.errors import DraftChanged
from engine.model import Person, Variables
from engine.rows import TaskRow
from engine.store import Transaction, worklist

_LONG = 16 * 1024
_TAG = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed, nothing of it checked. `tag` changes with every change of the draft."""

    data: Variables
    by: str
    at: datetime
    tag: str


def draft_of(task: TaskRow) -> Draft | None:
    """Return what was kept of a half-filled form."""
    if task.draft is None:
        return None
    kept = _read(task.draft)
    at = datetime.fromisoformat(kept["at"])
    return Draft(data=kept["data"], by=kept["by"], at=at, tag=_tag(task.draft))


def typed_in(draft: bytes) -> Variables:
    """Return what was typed into a form, of a draft as it is kept."""
    data: Variables = _read(draft)["data"]
    return data


def _read(draft: bytes) -> dict[str, Any]:
    is_packed = draft.startswith(zstandard.FRAME_HEADER)
    kept: dict[str, Any] = orjson.loads(zstandard.decompress(draft) if is_packed else draft)
    return kept


def keep(
    tx: Transaction, person: Person, task: TaskRow, data: Variables | None, over: str | None = None
) -> Draft | None:
    """Keep a half-filled form in place of the draft there; None throws it away.

    `over`: the tag of the draft that the person saw, "" for none; None does not ask.

    Raises:
        DraftChanged: it is another by now: says whose and since when.
    """
    before = draft_of(task)
    if over is not None and over != (before.tag if before else ""):
        if before is None:
            raise DraftChanged(tag="")
        by = calling.told(tx, "by", before.by)
        raise DraftChanged(at=before.at, tag=before.tag, **by)
    body = None if data is None else _written(tx, person, data)
    worklist.keep_draft(tx, task, body)
    if body is None or data is None:
        return None
    return Draft(data=data, by=person.id, at=tx.now, tag=_tag(body))


def _written(tx: Transaction, person: Person, data: Variables) -> bytes:
    """Return a draft as it is kept: JSON, packed when it is long."""
    body = orjson.dumps({"by": person.id, "at": tx.now.isoformat(), "data": data})
    return zstandard.compress(body, 1) if len(body) > _LONG else body


def _tag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:_TAG]
