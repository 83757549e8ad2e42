"""Simulated years of drafts: how far each is, and what came of it."""

from alembic import op
from sqlalchemy import Column, Integer, LargeBinary, PrimaryKeyConstraint, Text

from engine.store.types import Id, Json, Moment

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "simulation_run",
        Column("id", Id, nullable=False),
        Column("draft_id", Id, nullable=False),
        Column("created_by", Text, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("state", Text, nullable=False),
        Column("told_at", Moment, nullable=False),
        Column("share", Integer, nullable=False),
        Column("is_unwanted", Integer, nullable=False),
        Column("asked", Json, nullable=False),
        Column("problem", Json, nullable=True),
        Column("outcome", LargeBinary, nullable=True),
        Column("before", LargeBinary, nullable=True),
        PrimaryKeyConstraint("id", name="pk_simulation_run"),
    )
    op.create_index("ix_simulation_run_draft", "simulation_run", ["draft_id", "id"])
