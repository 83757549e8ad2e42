"""The first schema: the SQL files beside this one."""

from alembic import op

from engine.store.migrations import frozen

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    frozen.run(op.get_bind(), revision)
