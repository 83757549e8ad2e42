"""Which case a case began from, and the timers that start cases by themselves."""

from alembic import op
from sqlalchemy import Column, Text, text

from engine.store.types import Id, Json

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_HAS_ORIGIN = text("origin_id IS NOT NULL")
_IS_START = text("kind = 'start'")
_WAITS_TO_START = text("kind = 'start' AND state = 'waiting'")


def upgrade() -> None:
    op.add_column("process_instance", Column("origin_office", Text, nullable=True))
    op.add_column("process_instance", Column("origin_id", Id, nullable=True))
    op.add_column("process_definition", Column("start_timers", Json, nullable=True))
    op.create_index(
        "ix_process_instance_origin",
        "process_instance",
        ["origin_id", "id"],
        sqlite_where=_HAS_ORIGIN,
        postgresql_where=_HAS_ORIGIN,
    )
    op.create_index(
        "ix_job_start",
        "job",
        ["office_id", "name", "element_id", "due_at"],
        sqlite_where=_IS_START,
        postgresql_where=_IS_START,
    )
    op.create_index(
        "ix_job_start_waiting",
        "job",
        ["office_id", "name", "element_id"],
        unique=True,
        sqlite_where=_WAITS_TO_START,
        postgresql_where=_WAITS_TO_START,
    )
