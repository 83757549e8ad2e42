"""Indexes by step: who waits there."""

from alembic import op
from sqlalchemy import text

revision = "0015"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    step = ["element_id", "instance_id"]
    for name, table, columns, state in (
        ("ix_task_step", "task", ["definition_key", *step], "open"),
        ("ix_job_step", "job", step, "waiting"),
    ):
        where = text(f"state = '{state}'")
        op.create_index(
            name, table, ["office_id", *columns], sqlite_where=where, postgresql_where=where
        )
