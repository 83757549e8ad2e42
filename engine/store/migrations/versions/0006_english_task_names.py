"""What a user task is called in English; tasks opened before go by their Thai name."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task", Column("name_en", Text, nullable=True))
