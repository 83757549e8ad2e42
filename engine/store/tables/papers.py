"""Table of the templates that papers were made with, so that each can be made again."""

from sqlalchemy import LargeBinary

from engine.store.tables.base import heap, key, must
from engine.store.types import Moment

paper_template = heap(
    "paper_template",
    key("digest"),
    must("paper"),
    must("source", LargeBinary),
    must("first_used_at", Moment),
)
"""By the SHA-256 of its source in hex; no office's own, never changed, never deleted."""
