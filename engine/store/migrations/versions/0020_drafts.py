"""The analysts' drafts: files as they are edited, versions by content, who has one open."""

from uuid import UUID

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
)

from engine.store.types import Id, Json, Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_SMALL = {"sqlite_with_rowid": False}


def _of_draft(
    table: str, *others: str
) -> tuple[Column[UUID], PrimaryKeyConstraint, ForeignKeyConstraint]:
    return (
        Column("draft_id", Id, nullable=False),
        PrimaryKeyConstraint("draft_id", *others, name=f"pk_{table}"),
        ForeignKeyConstraint(["draft_id"], ["draft.id"], name=f"fk_{table}_draft_id"),
    )


def upgrade() -> None:
    op.create_table(
        "draft",
        Column("id", Id, nullable=False),
        Column("title_th", Text, nullable=False),
        Column("title_en", Text, nullable=False),
        Column("created_by", Text, nullable=False),
        Column("created_at", Moment, nullable=False),
        Column("changed_at", Moment, nullable=False),
        Column("archived_at", Moment, nullable=True),
        Column("revision", Integer, nullable=False),
        PrimaryKeyConstraint("id", name="pk_draft"),
        **_SMALL,
    )
    op.create_table(
        "draft_body",
        Column("digest", Text, nullable=False),
        Column("body", LargeBinary, nullable=False),
        PrimaryKeyConstraint("digest", name="pk_draft_body"),
    )
    op.create_table(
        "draft_file",
        Column("name", Text, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("changed_by", Text, nullable=False),
        Column("changed_at", Moment, nullable=False),
        Column("body", LargeBinary, nullable=True),
        *_of_draft("draft_file", "name"),
    )
    op.create_table(
        "draft_version",
        Column("number", Integer, nullable=False),
        Column("message", Text, nullable=False),
        Column("kept_by", Text, nullable=False),
        Column("kept_at", Moment, nullable=False),
        Column("files", Json, nullable=False),
        *_of_draft("draft_version", "number"),
    )
    op.create_table(
        "draft_presence",
        Column("user_id", Text, nullable=False),
        Column("file", Text, nullable=False),
        Column("element", Text, nullable=False),
        Column("seen_at", Moment, nullable=False),
        *_of_draft("draft_presence", "user_id"),
        **_SMALL,
    )
