"""Wall 2: the only package that knows SQLAlchemy, Alembic and the two databases."""

from engine.store.store import Store
from engine.store.transaction import Transaction
from engine.store.types import new_id

__all__ = ["Store", "Transaction", "new_id"]
