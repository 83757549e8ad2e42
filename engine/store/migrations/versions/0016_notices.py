"""What people are told: notices, outgoing mail and webhooks, and what each has chosen."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    text,
)

from engine.store.types import Day, Id, Json, Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# As the first schema guards its tables: read once per statement; nobody named, nothing seen.
_POLICY = """CREATE POLICY by_office ON {table} USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
)"""


def upgrade() -> None:
    _notices()
    _outgoing()
    _webhooks()
    _choices()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("notice", "outgoing", "webhook"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(_POLICY.format(table=table))


def _notices() -> None:
    op.create_table(
        "notice",
        Column("office_id", Text, nullable=False),
        Column("id", Id, nullable=False),
        Column("user_id", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("subject_th", Text, nullable=False),
        Column("subject_en", Text, nullable=False),
        Column("body_th", Text, nullable=False),
        Column("body_en", Text, nullable=False),
        Column("instance_id", Id, nullable=True),
        Column("task_id", Id, nullable=True),
        Column("business_key", Text, nullable=True),
        Column("absent", Text, nullable=True),
        Column("times", Integer, nullable=False),
        Column("at", Moment, nullable=False),
        Column("read_at", Moment, nullable=True),
        Column("digest_on", Day, nullable=True),
        PrimaryKeyConstraint("office_id", "id", name="pk_notice"),
        ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_notice_user_id"),
    )
    op.create_index("ix_notice_person", "notice", ["user_id", "at", "id"])
    op.create_index("ix_notice_instance", "notice", ["office_id", "instance_id"])
    op.create_index("ix_notice_at", "notice", ["at"])
    _partial("ix_notice_unread", "notice", ["user_id", "kind"], "read_at IS NULL")
    _partial("ix_notice_digest", "notice", ["user_id"], "digest_on IS NOT NULL")


def _outgoing() -> None:
    op.create_table(
        "outgoing",
        Column("office_id", Text, nullable=False),
        Column("id", Id, nullable=False),
        Column("kind", Text, nullable=False),
        Column("receiver", Text, nullable=False),
        Column("instance_id", Id, nullable=True),
        Column("payload", Json, nullable=False),
        Column("run_at", Moment, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("state", Text, nullable=False),
        Column("last_error", Text, nullable=True),
        Column("created_at", Moment, nullable=False),
        PrimaryKeyConstraint("office_id", "id", name="pk_outgoing"),
    )
    _partial("ix_outgoing_run", "outgoing", ["run_at", "id"], "state = 'waiting'")


def _webhooks() -> None:
    op.create_table(
        "webhook",
        Column("office_id", Text, nullable=False),
        Column("id", Id, nullable=False),
        Column("url", Text, nullable=False),
        Column("secret", Text, nullable=False),
        Column("events", Json, nullable=False),
        Column("created_by", Text, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("arrived_at", Moment, nullable=True),
        Column("failures", Integer, nullable=False),
        Column("last_error", Text, nullable=True),
        Column("disabled_at", Moment, nullable=True),
        PrimaryKeyConstraint("office_id", "id", name="pk_webhook"),
    )


def _choices() -> None:
    op.create_table(
        "account_choice",
        Column("user_id", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("mail", Text, nullable=False),
        Column("feed", LargeBinary, nullable=True),
        Column("feed_at", Moment, nullable=True),
        PrimaryKeyConstraint("user_id", name="pk_account_choice"),
        ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_account_choice_user_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_account_choice_feed", "account_choice", ["feed"], unique=True)
    op.create_table(
        "news_mark",
        Column("name", Text, nullable=False),
        Column("entry", BigInteger, nullable=False),
        PrimaryKeyConstraint("name", name="pk_news_mark"),
        sqlite_with_rowid=False,
    )


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    condition = text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
