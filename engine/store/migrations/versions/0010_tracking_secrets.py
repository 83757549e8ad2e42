"""The secrets by which somebody without an account follows a case."""

from alembic import op
from sqlalchemy import Column, LargeBinary, PrimaryKeyConstraint, Text

from engine.store.types import Id, Moment

revision = "0010"
down_revision = "0016"
branch_labels = None
depends_on = None

# As the first schema guards its tables: read once per statement; nobody named, nothing seen.
_POLICY = """CREATE POLICY by_office ON tracking_secret USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
)"""


def upgrade() -> None:
    op.create_table(
        "tracking_secret",
        Column("office_id", Text, nullable=False),
        Column("instance_id", Id, nullable=False),
        Column("hash", LargeBinary, nullable=False),
        Column("issued_by", Text, nullable=False),
        Column("issued_at", Moment, nullable=False),
        PrimaryKeyConstraint("office_id", "instance_id", name="pk_tracking_secret"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE tracking_secret ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE tracking_secret FORCE ROW LEVEL SECURITY")
        op.execute(_POLICY)
