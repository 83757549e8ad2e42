"""Tables of the analysts' drafts: files as they are edited, versions, and who has them open."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary

from engine.store.tables.base import heap, key, may, must, table
from engine.store.types import Id, Json, Moment

draft = table(
    "draft",
    key("id", Id),
    must("title_th"),
    must("title_en"),
    must("created_by"),
    must("created_at", Moment),
    must("changed_at", Moment),
    may("archived_at", Moment),
    must("revision", Integer),
)
"""Of no office: a procedure is every office's. `revision` counts the changes of its files."""


def _of_draft() -> Column[Any]:
    return Column("draft_id", Id, ForeignKey("draft.id"), primary_key=True, autoincrement=False)


draft_file = heap(
    "draft_file",
    _of_draft(),
    key("name"),
    must("revision", Integer),
    must("changed_by"),
    must("changed_at", Moment),
    may("body", LargeBinary),
)
"""A file without a body was removed: its row still tells by whom, to who has it open."""

draft_body = heap("draft_body", key("digest"), must("body", LargeBinary))
"""Bodies of files of versions, by the SHA-256 in hex of their content; never changed."""

draft_version = heap(
    "draft_version",
    _of_draft(),
    key("number", Integer),
    must("message"),
    must("kept_by"),
    must("kept_at", Moment),
    must("files", Json),
)

draft_presence = table(
    "draft_presence",
    _of_draft(),
    key("user_id"),
    must("file"),
    must("element"),
    must("seen_at", Moment),
)
"""One row for each person who has a draft open, however many windows."""
