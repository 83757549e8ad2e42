"""The schools of an office, and the people who belong to one."""

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
)

from engine.store.types import Day, Id, Json

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# As the first schema guards its tables: read once per statement; nobody named, nothing seen.
_POLICY = """CREATE POLICY by_office ON {table} USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
)"""


def upgrade() -> None:
    _schools()
    _members()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("school", "school_member"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(_POLICY.format(table=table))


def _schools() -> None:
    op.create_table(
        "school",
        Column("office_id", Text, nullable=False),
        Column("code", Text, nullable=False),
        Column("name_th", Text, nullable=False),
        Column("name_en", Text, nullable=False),
        Column("affiliation", Text, nullable=False),
        Column("size", Text, nullable=False),
        Column("levels", Json, nullable=False),
        Column("students", Integer, nullable=False),
        Column("is_active", Boolean, nullable=False),
        Column("opened_on", Day, nullable=True),
        Column("closed_on", Day, nullable=True),
        PrimaryKeyConstraint("office_id", "code", name="pk_school"),
        ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_school_office_id"),
    )


def _members() -> None:
    op.create_table(
        "school_member",
        Column("office_id", Text, nullable=False),
        Column("id", Id, nullable=False),
        Column("school_code", Text, nullable=False),
        Column("user_id", Text, nullable=False),
        Column("valid_from", Day, nullable=False),
        Column("valid_to", Day, nullable=True),
        PrimaryKeyConstraint("office_id", "id", name="pk_school_member"),
        ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_school_member_user_id"),
        ForeignKeyConstraint(
            ["office_id", "school_code"],
            ["school.office_id", "school.code"],
            name="fk_school_member_office_id_school_code",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_school_member_user_id", "school_member", ["user_id"])
    op.create_index("ix_school_member_school", "school_member", ["office_id", "school_code"])
