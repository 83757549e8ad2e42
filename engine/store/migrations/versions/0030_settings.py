"""Declarations of what offices choose, deployed with their procedure."""

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
)

from engine.store.types import Id

revision = "0030"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "settings_definition",
        Column("key", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("deployment_id", Id, nullable=False),
        Column("digest", Text, nullable=False),
        Column("body", LargeBinary, nullable=False),
        PrimaryKeyConstraint("key", "version", name="pk_settings_definition"),
        ForeignKeyConstraint(
            ["deployment_id"], ["deployment.id"], name="fk_settings_definition_deployment_id"
        ),
    )
    op.create_index(
        "ix_settings_definition_deployment_id", "settings_definition", ["deployment_id"]
    )
