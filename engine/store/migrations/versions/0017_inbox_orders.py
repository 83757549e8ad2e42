"""The inbox by the newest, and what somebody has done, each from an index of its own."""

from alembic import op
from sqlalchemy import text

revision = "0017"
down_revision = "0010"
branch_labels = None
depends_on = None

_IS_OPEN = text("state = 'open'")
_IS_DONE = text("state = 'completed'")


def upgrade() -> None:
    op.create_index(
        "ix_task_newest",
        "task",
        ["office_id", "roles", "created_at"],
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    )
    op.create_index(
        "ix_task_done",
        "task",
        ["closed_by", "closed_at"],
        sqlite_where=_IS_DONE,
        postgresql_where=_IS_DONE,
    )
