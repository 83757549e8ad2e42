"""What is read of a request, and refused before anything looks into it."""

from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import marshmallow as ma
import orjson
from flask import Request, request
from webargs.core import missing
from webargs.flaskparser import FlaskParser

from api.language import one_of
from api.refusals import JsonUnreadable, NulCharacter, RequestInvalid, UnsupportedType

DEEPEST = 64
"""How deep JSON may be nested: deeper than any form, and no stack is in danger."""
JSON, MULTIPART = "application/json", "multipart/form-data"
_NUL = JsonUnreadable(why="it holds a NUL character", why_th="มีอักขระ NUL")


def guard() -> None:
    """Refuse addresses with NUL characters and bodies of a kind that the route does not take.

    Raises:
        NulCharacter: in the path or in the query.
        UnsupportedType: the body is neither JSON nor, where files are taken, multipart.
    """
    if "\0" in request.path or b"%00" in request.query_string:
        raise NulCharacter
    has_body = bool(request.content_length) or request.headers.get("Transfer-Encoding")
    if not has_body or request.url_rule is None:
        return
    wanted = _taking_files.get(request.endpoint or "", (JSON,))
    if request.mimetype not in wanted:
        raise UnsupportedType(wanted=", ".join(wanted))


_taking_files: dict[str, tuple[str, ...]] = {}


def takes_files(endpoint: str, *texts: str) -> None:
    """Note that an endpoint takes multipart, or text of these types, instead of JSON."""
    _taking_files[endpoint] = (MULTIPART, *texts)


def read_json(body: bytes) -> Any:
    """Read JSON strictly: UTF-8, bounded depth, no NUL characters, no infinite numbers.

    Raises:
        JsonUnreadable: says what is wrong with it.
    """
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as problem:
        why = f"{problem.msg}: line {problem.lineno} column {problem.colno}"
        why_th = f"ผิดรูปแบบที่บรรทัด {problem.lineno} ตัวที่ {problem.colno}"
        raise JsonUnreadable(why=why, why_th=why_th) from problem
    if body.count(b"[") + body.count(b"{") > DEEPEST and _is_too_deep(found):
        raise JsonUnreadable(
            why=f"it is nested deeper than {DEEPEST}", why_th=f"ซ้อนกันลึกเกิน {DEEPEST} ชั้น"
        )
    if b"\\u0000" in body and any("\0" in text for text in _texts(found)):
        raise _NUL
    return found


def _is_too_deep(value: Any) -> bool:
    """Look level by level, so that no stack is in danger."""
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
    return any(isinstance(each, dict | list) for each in level)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        yield from value
    for each in _inside(value):
        yield from _texts(each)


class Parser(FlaskParser):
    """Reads arguments by their schema; what is not documented is refused, in the query too."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": ma.RAISE, "query": ma.RAISE, "form": ma.RAISE}

    def _raw_load_json(self, req: Request) -> Any:
        body = req.get_data(cache=True)
        return read_json(body) if body else missing

    def handle_error(self, error: ma.ValidationError, *_: Any, **__: Any) -> NoReturn:
        """Tell every error by its path.

        Raises:
            RequestInvalid: always.
        """
        by_location: Any = error.messages
        errors: dict[str, str] = {}
        for found in by_location.values():
            errors |= dict(_flat(found, ""))
        raise RequestInvalid(count=len(errors), errors=errors)


def _flat(found: Any, path: str) -> Iterator[tuple[str, str]]:
    """Turn nested messages into paths such as `days.0.name_th`."""
    if isinstance(found, Mapping):
        for name, inner in found.items():
            below = path if name == ma.exceptions.SCHEMA else f"{path}.{name}".lstrip(".")
            yield from _flat(inner, below)
        return
    messages = [found] if isinstance(found, str) else found
    yield path, " ".join(one_of(str(each)) for each in messages)
