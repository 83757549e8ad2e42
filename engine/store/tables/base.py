"""What every table shares: the metadata with its naming rule, and short words for columns."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *items: SchemaItem) -> Table:
    """Declare a table that SQLite keeps in the order of its primary key (small rows, no blobs)."""
    return Table(name, metadata, *items, sqlite_with_rowid=False)


def heap(name: str, *items: SchemaItem) -> Table:
    """Declare a table whose rows may be large: SQLite keeps them apart from the primary key."""
    return Table(name, metadata, *items)


def key(name: str, kind: type[TypeEngine[Any]] = Text) -> Column[Any]:
    """Return a column of the primary key."""
    return Column(name, kind, primary_key=True, autoincrement=False)


def must(name: str, kind: type[TypeEngine[Any]] = Text) -> Column[Any]:
    """Return a column that always has a value."""
    return Column(name, kind, nullable=False)


def may(name: str, kind: type[TypeEngine[Any]] = Text) -> Column[Any]:
    """Return a column that may be empty."""
    return Column(name, kind, nullable=True)


def refers(name: str, target: str, kind: type[TypeEngine[Any]] = Text) -> Column[Any]:
    """Return a column that names a row of another table, `table.column`."""
    return Column(name, kind, ForeignKey(target), nullable=False)


def partial_index(
    name: str, *columns: Column[Any], where: ColumnElement[bool], unique: bool = False
) -> Index:
    """Make an index of the rows that satisfy `where`.

    A query uses it only when it repeats `where` with literals: take the named conditions of
    `engine.store.tables`, for SQLite does not look into bound parameters.
    """
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
