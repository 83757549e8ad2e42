"""Table of the secrets by which somebody without an account follows a case."""

from sqlalchemy import LargeBinary

from engine.store.tables.base import key, must, table
from engine.store.types import Id, Moment

tracking_secret = table(
    "tracking_secret",
    key("office_id"),
    key("instance_id", Id),
    must("hash", LargeBinary),
    must("issued_by"),
    must("issued_at", Moment),
)
"""One for a case: the newest. Only its hash is kept."""
