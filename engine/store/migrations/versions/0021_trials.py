"""Trials of a draft: scratch worlds as their moves, and the scenarios that were kept of them."""

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text, UniqueConstraint

from engine.store.types import Id, Json, Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scratch_world",
        Column("draft_id", Id, nullable=False),
        Column("user_id", Text, nullable=False),
        Column("office", Text, nullable=False),
        Column("begins_at", Moment, nullable=False),
        Column("moves", Json, nullable=False),
        Column("position", Integer, nullable=False),
        Column("version", Integer, nullable=False),
        Column("changed_at", Moment, nullable=False),
        PrimaryKeyConstraint("draft_id", "user_id", name="pk_scratch_world"),
    )
    op.create_table(
        "scenario",
        Column("id", Id, nullable=False),
        Column("draft_id", Id, nullable=False),
        Column("name", Text, nullable=False),
        Column("office", Text, nullable=False),
        Column("begins_at", Moment, nullable=False),
        Column("moves", Json, nullable=False),
        Column("expectations", Json, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("changed_by", Text, nullable=False),
        Column("changed_at", Moment, nullable=False),
        PrimaryKeyConstraint("id", name="pk_scenario"),
        UniqueConstraint("draft_id", "name", name="uq_scenario_draft_id_name"),
    )
