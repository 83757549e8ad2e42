"""The export: history as JSON lines that can be verified without the system it came from.

One JSON object a line, UTF-8; `kind` says what it is; bytes are base64, moments ISO 8601 with
offset. In this order:

    header    format "khanton-history", version 1, made_at, offices (null: all)
    instance  office_id, instance_id, business_key, last_seq, last_hash
    event     office_id, instance_id, seq, type, element_id, actor, on_behalf_of, at, body, hash
    entry     office_id, instance_id, seq, hash
    head      size, root, at, signature, previous_size
    end       lines (how many stand before it)

Events of one instance stand in the order of seq; entries in leaf order, of every office even when
the export is of some, because the root is over all. A file of tree heads has `head` lines only.
What the hashes and signatures are over: `engine.sealing`, `engine.merkle`, `engine.signing`.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias, cast
from uuid import UUID

import orjson

from engine.errors import ExportUnreadable
from engine.merkle import LedgerEntry
from engine.sealing import SealedEvent
from engine.signing import TreeHead

FORMAT: Final = "khanton-history"
VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """When the export was made, and of which offices; None means every office."""

    made_at: datetime
    offices: tuple[str, ...] | None = None
    format: str = FORMAT
    version: int = VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceLine:
    """What the instance's own row says of the end of its chain; seq 0 before the first event."""

    office_id: str
    instance_id: UUID
    business_key: str
    last_seq: int
    last_hash: bytes


Content: TypeAlias = InstanceLine | SealedEvent | LedgerEntry | TreeHead
Line: TypeAlias = Header | Content
_Reader: TypeAlias = Callable[[Any], Any]


def write_export(header: Header, lines: Iterable[Content]) -> Iterator[bytes]:
    """Yield the lines of an export, the header first and the end line last.

    `lines`: instances, events, entries in leaf order, heads. Nothing is kept in memory.
    """
    yield write_line(header)
    count = 1
    for count, line in enumerate(lines, start=2):  # noqa: B007 - the last count is told at the end
        yield write_line(line)
    yield orjson.dumps({"kind": "end", "lines": count}) + b"\n"


def write_line(line: Line) -> bytes:
    """Return one line, with its newline: a tree head is kept outside the database in this form."""
    kind = _KINDS[type(line)]
    fields = {name: getattr(line, name) for name in _SHAPES[kind]}
    return orjson.dumps({"kind": kind, **fields}, default=_encoded) + b"\n"


def read_export(stream: Iterable[bytes]) -> tuple[Header, Iterator[Content]]:
    """Return the header of an export, and what its other lines say as they are read.

    Raises:
        ExportUnreadable: names the line that is damaged, or at which the file breaks off; also
            while the lines are read.
    """
    lines = _lines(stream)
    return cast(Header, next(lines)), cast(Iterator[Content], lines)


def read_heads(stream: Iterable[bytes]) -> list[TreeHead]:
    """Read a file of tree heads, one `head` line each.

    Raises:
        ExportUnreadable: names the line that is damaged or is no tree head.
    """
    heads: list[TreeHead] = []
    for number, text in enumerate(stream, start=1):
        head = _line(number, _fields(number, text))
        if not isinstance(head, TreeHead):
            raise ExportUnreadable(line=number, why_th="ไม่ใช่หัวต้นไม้", why="it is no tree head")
        heads.append(head)
    return heads


def _lines(stream: Iterable[bytes]) -> Iterator[Line]:
    number = 0
    for number, text in enumerate(stream, start=1):
        fields = _fields(number, text)
        if fields.get("kind") == "end":
            if fields.get("lines") == number - 1 > 0:
                return
            raise _broken_off(number)
        yield _checked(number, _line(number, fields))
    raise _broken_off(number + 1)


def _fields(number: int, text: bytes) -> dict[str, Any]:
    try:
        fields = orjson.loads(text)
    except orjson.JSONDecodeError as refused:
        raise ExportUnreadable(
            line=number,
            why_th="ไม่ใช่ JSON ที่สมบูรณ์ แฟ้มอาจขาดหรือเสียหาย",
            why="it is not whole JSON; the file may be cut off or damaged",
        ) from refused
    if not isinstance(fields, dict):
        raise ExportUnreadable(line=number, why_th="ไม่ใช่รายการ", why="it is no JSON object")
    return fields


def _line(number: int, fields: Mapping[str, Any]) -> Line:
    kind = str(fields.get("kind"))
    if kind not in _SHAPES:
        raise ExportUnreadable(
            line=number, why_th=f"ไม่รู้จักรายการชนิด {kind}", why=f"unknown kind {kind}"
        )
    name = ""
    try:
        read = {}
        for name, reader in _SHAPES[kind].items():
            read[name] = reader(fields[name])
    except (KeyError, ValueError, OverflowError) as refused:
        raise ExportUnreadable(
            line=number,
            why_th=f"ช่อง {name} ของรายการ {kind} ขาดหายหรือผิดรูปแบบ",
            why=f"{name} of {kind} is missing or malformed",
        ) from refused
    return cast(Line, _CLASSES[kind](**read))


def _checked(number: int, line: Line) -> Line:
    """Let the header stand on the first line and nowhere else, in a version we can read."""
    if isinstance(line, Header) != (number == 1):
        raise ExportUnreadable(
            line=number, why_th="ส่วนหัวต้องอยู่บรรทัดแรก", why="the header stands on line 1 only"
        )
    if isinstance(line, Header) and (line.format, line.version) != (FORMAT, VERSION):
        raise ExportUnreadable(
            line=number,
            why_th=f"ไม่รู้จักรูปแบบ {line.format} รุ่น {line.version}",
            why=f"unknown format {line.format} version {line.version}",
        )
    return line


def _broken_off(number: int) -> ExportUnreadable:
    return ExportUnreadable(
        line=number,
        why_th="แฟ้มไม่ครบ: จำนวนบรรทัดไม่ตรงกับบรรทัดปิดท้าย หรือไม่มีบรรทัดปิดท้าย",
        why="the file is not whole: its end line is missing or counts other lines",
    )


def _encoded(value: object) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004 - every malformed field is told in one way
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError  # noqa: TRY004 - every malformed field is told in one way
    return value


def _bytes(value: Any) -> bytes:
    return b64decode(_text(value), validate=True)


def _uuid(value: Any) -> UUID:
    return UUID(_text(value))


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


def _offices(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError  # noqa: TRY004 - every malformed field is told in one way
    return tuple(_text(office) for office in value)


def _or_none(reader: _Reader) -> _Reader:
    return lambda value: None if value is None else reader(value)


_CLASSES: Final[Mapping[str, Callable[..., object]]] = {
    "header": Header,
    "instance": InstanceLine,
    "event": SealedEvent,
    "entry": LedgerEntry,
    "head": TreeHead,
}
_KINDS: Final = {kind: name for name, kind in _CLASSES.items()}
_PLACE: Final[dict[str, _Reader]] = {"office_id": _text, "instance_id": _uuid}
_SHAPES: Final[Mapping[str, Mapping[str, _Reader]]] = {
    "header": {
        "format": _text,
        "version": _number,
        "made_at": _moment,
        "offices": _or_none(_offices),
    },
    "instance": _PLACE | {"business_key": _text, "last_seq": _number, "last_hash": _bytes},
    "event": _PLACE
    | {
        "seq": _number,
        "type": _text,
        "element_id": _or_none(_text),
        "actor": _text,
        "on_behalf_of": _or_none(_text),
        "at": _moment,
        "body": _or_none(_bytes),
        "hash": _bytes,
    },
    "entry": _PLACE | {"seq": _number, "hash": _bytes},
    "head": {
        "size": _number,
        "root": _bytes,
        "at": _moment,
        "signature": _bytes,
        "previous_size": _or_none(_number),
    },
}
