"""The inbox by the newest: its index holds the whole order; many of one moment need no sort."""

from alembic import op
from sqlalchemy import text

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_IS_OPEN = text("state = 'open'")


def upgrade() -> None:
    op.drop_index("ix_task_newest", "task")
    op.create_index(
        "ix_task_newest",
        "task",
        ["office_id", "roles", "created_at", "id"],
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    )
