"""One unit of work: a connection in a transaction, and the one `now` it writes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Executable, Row
from sqlalchemy.sql.base import ReadOnlyColumnCollection


@dataclass(slots=True)
class Transaction:
    """What a command reads and writes through; committed by whoever began it, and nowhere else."""

    connection: Connection
    now: datetime
    statements: int = 0
    memo: dict[Any, Any] = field(default_factory=dict)
    """What was read once and cannot change within the transaction, by a key of the reader's."""

    @property
    def is_postgres(self) -> bool:
        """Whether rows can be locked one by one."""
        return self.connection.dialect.name == "postgresql"

    def run(self, statement: Executable, values: Any = None) -> Any:
        """Execute a statement, counted; with a list of values once for each."""
        self.statements += 1
        if isinstance(values, list) and len(values) == 1:
            values = values[0]  # cheaper than the drivers' way for many
        return self.connection.execute(statement, values)

    def one(self, statement: Executable, values: Any = None) -> Row[Any] | None:
        """Return the first row, or None."""
        found: Row[Any] | None = self.run(statement, values).first()
        return found

    def all(self, statement: Executable, values: Any = None) -> Sequence[Row[Any]]:
        """Return every row."""
        found: Sequence[Row[Any]] = self.run(statement, values).all()
        return found


def columns_for(value: type[Any], columns: ReadOnlyColumnCollection[str, Any]) -> list[Any]:
    """Return those columns of a table that a value has a place for."""
    wanted = {f.name for f in fields(value)}
    return [column for name, column in columns.items() if name in wanted]
