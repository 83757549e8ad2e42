"""Column types that mean the same on SQLite and PostgreSQL, and the maker of ids."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

import orjson
import uuid_utils
from sqlalchemy import BigInteger, Date, DateTime, Dialect, LargeBinary, Text, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

JsonValue: TypeAlias = dict[str, Any] | list[Any]

FAR_FUTURE = datetime(9999, 12, 31, tzinfo=UTC)
"""Sorts after every due moment: the `due_sort` of a task without one."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def new_id() -> UUID:
    """Return a fresh UUIDv7: ids made later sort later, so rows are appended and not scattered."""
    return UUID(int=uuid_utils.uuid7().int)


def _is_sqlite(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"


class Id(TypeDecorator[UUID]):
    """A UUID: 16 bytes on SQLite, `uuid` on PostgreSQL."""

    impl = Uuid
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        chosen = LargeBinary(16) if _is_sqlite(dialect) else Uuid(as_uuid=True)
        return dialect.type_descriptor(chosen)

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value.bytes if value is not None and _is_sqlite(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return UUID(bytes=value) if value is not None and _is_sqlite(dialect) else value


class Moment(TypeDecorator[datetime]):
    """An aware datetime, read back in UTC: microseconds since 1970 on SQLite, `timestamptz` else.

    Raises:
        ValueError: the datetime has no offset, so it names no moment.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        chosen = BigInteger() if _is_sqlite(dialect) else DateTime(timezone=True)
        return dialect.type_descriptor(chosen)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"Expected a datetime with an offset, but got {value!r}.")
        return (value - _EPOCH) // _MICROSECOND if _is_sqlite(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if _is_sqlite(dialect):
            return _EPOCH + timedelta(microseconds=value)
        moment: datetime = value.astimezone(UTC)
        return moment


class Day(TypeDecorator[date]):
    """A date of the calendar: ISO text on SQLite, `date` on PostgreSQL.

    Raises:
        TypeError: a datetime was given; which day it falls on is a question of the time zone.
    """

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if _is_sqlite(dialect) else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        if isinstance(value, datetime):
            raise TypeError(f"Expected a date, but got the moment {value!r}.")
        return value.isoformat() if value is not None and _is_sqlite(dialect) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if value is not None and _is_sqlite(dialect) else value


class Json(TypeDecorator[JsonValue]):
    """A JSON object or list as bytes, keys in the order given. Never looked into by a query."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: JsonValue | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002  SQLAlchemy's signature
        return None if value is None else orjson.dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> JsonValue | None:  # noqa: ARG002  SQLAlchemy's signature
        if value is None:
            return None
        found: JsonValue = orjson.loads(value)
        return found
