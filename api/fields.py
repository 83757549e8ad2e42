"""The kinds of values that cross the API, with what people are told when one does not fit.

Times are ISO 8601 with offset, shown in Asia/Bangkok; dates are ISO and Gregorian.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from api.language import both
from engine import isotime
from engine.calendar import BANGKOK
from engine.errors import TimeInvalid

_FIRST_YEAR, _LAST_YEAR = 1900, 2400
_MISSING = both("กรุณาระบุ", "Say what this is: it is required.")
_NULL = both("ต้องไม่เป็นค่าว่าง (null)", "It must not be null.")
_TEXT = both("ต้องเป็นข้อความ", "Expected a text.")
_OBJECT = both("ต้องเป็นวัตถุ JSON", "Expected a JSON object.")
_MOMENT = both(
    "ต้องเป็นเวลา ISO 8601 พร้อมเขตเวลา เช่น 2026-04-01T08:30:00+07:00",
    "Expected ISO 8601 with its offset, such as 2026-04-01T08:30:00+07:00.",
)
_DAY = both(
    "ต้องเป็นวันที่ ค.ศ. แบบ ISO เช่น 2026-04-01", "Expected a Gregorian ISO date, such as 2026-04-01."
)
_OF_ALL = {"required": _MISSING, "null": _NULL, "validator_failed": both("ค่าใช้ไม่ได้", "Not valid.")}


class Text(fields.String):
    """A text."""

    default_error_messages = {**_OF_ALL, "invalid": _TEXT, "invalid_utf8": _TEXT}


class Number(fields.Integer):
    """A whole number."""

    default_error_messages = {
        **_OF_ALL,
        "invalid": both("ต้องเป็นจำนวนเต็ม", "Expected a whole number."),
        "too_large": both("จำนวนใหญ่เกินไป", "The number is too large."),
    }


class Truth(fields.Boolean):
    """True or false."""

    default_error_messages = {
        **_OF_ALL,
        "invalid": both("ต้องเป็น true หรือ false", "Expected true or false."),
    }


class Identity(fields.UUID):
    """The id of a thing."""

    default_error_messages = {
        **_OF_ALL,
        "invalid_uuid": both("ต้องเป็นรหัส UUID", "Expected a UUID."),
    }


class Object(fields.Dict):
    """A JSON object whose keys are the caller's own."""

    default_error_messages = {**_OF_ALL, "invalid": _OBJECT}


class Many(fields.List[Any]):
    """A list of values."""

    default_error_messages = {**_OF_ALL, "invalid": both("ต้องเป็นรายการ", "Expected a list.")}


class Of(fields.Nested):
    """A value with fields of its own."""

    default_error_messages = {**_OF_ALL, "type": _OBJECT}


class Moment(fields.DateTime):
    """A moment: read with its offset, shown in Asia/Bangkok."""

    default_error_messages = {**_OF_ALL, "invalid": _MOMENT}

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - marshmallow's signature
        return None if value is None else shown(value)

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - marshmallow's signature
        data: Mapping[str, Any] | None,  # noqa: ARG002 - marshmallow's signature
        **kwargs: Any,  # noqa: ARG002 - marshmallow's signature
    ) -> datetime:
        if not isinstance(value, str):
            raise ValidationError(_MOMENT)
        return read_moment(value)


class MomentOrDay(Moment):
    """A moment, or a day, which stands for its beginning in Asia/Bangkok."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> datetime:
        if isinstance(value, str) and len(value) == len("2026-04-01"):
            return datetime.combine(read_day(value), time(), BANGKOK)
        return super()._deserialize(value, attr, data, **kwargs)


class Day(fields.Date):
    """A day of the Gregorian calendar."""

    default_error_messages = {**_OF_ALL, "invalid": _DAY, "format": _DAY}

    def _deserialize(
        self,
        value: Any,
        attr: str | None,  # noqa: ARG002 - marshmallow's signature
        data: Mapping[str, Any] | None,  # noqa: ARG002 - marshmallow's signature
        **kwargs: Any,  # noqa: ARG002 - marshmallow's signature
    ) -> date:
        if not isinstance(value, str):
            raise ValidationError(_DAY)
        return read_day(value)


class Listed(fields.String):
    """Names kept as one text with commas, shown as a list."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - marshmallow's signature
        return [each for each in value.split(",") if each]


class Form(Schema):
    """What every schema shares: what is not documented is refused."""

    error_messages = {
        "unknown": both("ไม่รู้จักชื่อนี้", "This name is not known."),
        "type": _OBJECT,
    }


def shown(moment: datetime) -> str:
    """Return a moment as the API shows it: ISO 8601 in Asia/Bangkok, +07:00."""
    return moment.astimezone(BANGKOK).isoformat()


def read_moment(text: str) -> datetime:
    """Read a moment with its offset; in a query `+` may have become a space.

    Raises:
        ValidationError: it is none, or lies outside the years that cases have.
    """
    try:
        found = isotime.moment(text.replace(" ", "+"))
    except TimeInvalid as problem:
        raise ValidationError(_MOMENT) from problem
    if not _FIRST_YEAR <= found.year < _LAST_YEAR:
        raise ValidationError(_MOMENT)
    return found


def read_day(text: str) -> date:
    """Read an ISO date.

    Raises:
        ValidationError: it is none, or a year of the Buddhist era.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError as problem:
        raise ValidationError(_DAY) from problem
    if not _FIRST_YEAR <= found.year < _LAST_YEAR or found.isoformat() != text:
        raise ValidationError(_DAY)
    return found


def length(most: int, least: int = 1) -> validate.Length:
    """Bound the length of a text or list."""
    told = both(f"ต้องมี {least} ถึง {most}", f"Expected a length of {least} to {most}.")
    return validate.Length(min=least, max=most, error=told)


def between(least: int, most: int) -> validate.Range:
    """Bound a number."""
    told = both(f"ต้องอยู่ระหว่าง {least} ถึง {most}", f"Expected {least} to {most}.")
    return validate.Range(min=least, max=most, error=told)


def one_of(*choices: str) -> validate.OneOf:
    """Allow only these texts."""
    listed = ", ".join(choices)
    return validate.OneOf(choices, error=both(f"ต้องเป็น {listed}", f"Expected one of {listed}."))


def values_of(kind: type[StrEnum]) -> validate.OneOf:
    """Allow only the values of an enumeration."""
    return one_of(*[each.value for each in kind])
