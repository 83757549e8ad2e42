"""Sessions of browsers are tokens with an end of their own; tokens have names."""

from alembic import op
from sqlalchemy import Column, Text

from engine.store.types import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("access_token", Column("session_until", Moment, nullable=True))
    op.add_column("access_token", Column("acting_for", Text, nullable=True))
    op.add_column("access_token", Column("name", Text, nullable=True))
