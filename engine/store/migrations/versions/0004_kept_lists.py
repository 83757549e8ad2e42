"""The long lists that the states of cases keep apart."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, LargeBinary, PrimaryKeyConstraint, Text

from engine.store.types import Id

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# As the first schema guards its tables: read once per statement; nobody named, nothing seen.
_POLICY = """CREATE POLICY by_office ON kept_list USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
)"""


def upgrade() -> None:
    op.create_table(
        "kept_list",
        Column("office_id", Text, nullable=False),
        Column("instance_id", Id, nullable=False),
        Column("digest", Text, nullable=False),
        Column("body", LargeBinary, nullable=False),
        PrimaryKeyConstraint("office_id", "instance_id", "digest", name="pk_kept_list"),
        ForeignKeyConstraint(
            ["office_id", "instance_id"],
            ["process_instance.office_id", "process_instance.id"],
            name="fk_kept_list_office_id_process_instance",
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE kept_list ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE kept_list FORCE ROW LEVEL SECURITY")
        op.execute(_POLICY)
