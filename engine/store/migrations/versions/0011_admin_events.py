"""What admins changed of an office: who, when, from what to what, and why."""

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, Text

from engine.store.types import Id, Json, Moment

revision = "0011"
down_revision = "0007"
branch_labels = None
depends_on = None

# As the first schema guards its tables: read once per statement; nobody named, nothing seen.
_POLICY = """CREATE POLICY by_office ON admin_event USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
)"""


def upgrade() -> None:
    op.create_table(
        "admin_event",
        Column("office_id", Text, nullable=False),
        Column("id", Id, nullable=False),
        Column("at", Moment, nullable=False),
        Column("by", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("before", Json, nullable=True),
        Column("after", Json, nullable=True),
        Column("reason", Text, nullable=False),
        PrimaryKeyConstraint("office_id", "id", name="pk_admin_event"),
    )
    op.create_index("ix_admin_event_subject", "admin_event", ["office_id", "subject", "id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE admin_event ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE admin_event FORCE ROW LEVEL SECURITY")
        op.execute(_POLICY)
