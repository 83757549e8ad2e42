"""The templates that papers were made with."""

from alembic import op
from sqlalchemy import Column, LargeBinary, Text

from engine.store.types import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper_template",
        Column("digest", Text, primary_key=True),
        Column("paper", Text, nullable=False),
        Column("source", LargeBinary, nullable=False),
        Column("first_used_at", Moment, nullable=False),
    )
