"""What every view shares: resources, declared refusals, pages, versions and repeatable commands."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any, TypeAlias, TypeVar, cast

import orjson
from flask import Response, g, request
from flask_smorest import Blueprint
from marshmallow import Schema

from api.auth import engine, person
from api.bodies import Parser
from api.fields import Form, Many, Number, Of, Text, between, length
from api.refusals import KeyUnfit
from engine import answers
from engine.context import Engine
from engine.paging import MOST, Item, Page

PREFIX = "/api/v1"
LONGEST_KEY = 200
View = TypeVar("View", bound=Callable[..., Any])
Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
_KEPT_HEADERS = ("ETag", "Location")
_SECURED = (401, 403, 422, 500)
REPEATABLE = "x-repeatable"
"""Marks commands that take an Idempotency-Key, in the OpenAPI document."""


class Resource(Blueprint):  # type: ignore[misc]  # flask-smorest has no types
    """A resource of the API: its routes under /api/v1, its arguments read strictly."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, f"api.{name}", url_prefix=PREFIX, description=description)

    def get(self, rule: str) -> Decorator:
        """Make a view answer GET."""
        return cast("Decorator", super().get(rule))

    def post(self, rule: str) -> Decorator:
        """Make a view answer POST."""
        return cast("Decorator", super().post(rule))

    def put(self, rule: str) -> Decorator:
        """Make a view answer PUT."""
        return cast("Decorator", super().put(rule))

    def patch(self, rule: str) -> Decorator:
        """Make a view answer PATCH."""
        return cast("Decorator", super().patch(rule))

    def delete(self, rule: str) -> Decorator:
        """Make a view answer DELETE."""
        return cast("Decorator", super().delete(rule))

    def arguments(self, schema: type[Schema], *, location: str = "json") -> Decorator:
        """Hand the view its body, query, form or files, read by a schema that is built once."""
        return cast("Decorator", super().arguments(schema(), location=location))

    def response(self, status: int, schema: Any, **told: Any) -> Decorator:
        """Write what the view returns by a schema."""
        return cast("Decorator", super().response(status, schema, **told))

    def alt_response(self, status: int, **told: Any) -> Decorator:
        """Declare another answer of the view."""
        return cast("Decorator", super().alt_response(status, **told))


class Paged(Form):
    """Which page of a list is wanted."""

    limit = Number(load_default=50, validate=between(1, MOST), metadata={"example": 50})
    cursor = Text(
        load_default=None,
        validate=length(500, 0),
        metadata={"description": "`next` of the page before"},
    )


def pages_of(schema: type[Schema], name: str) -> Schema:
    """Return the schema of a page of items."""
    items = Many(Of(schema), required=True)
    following = Text(
        required=True,
        allow_none=True,
        metadata={"description": "cursor of the next page; null: none"},
    )
    made = type(name, (Form,), {"items": items, "next": following})
    return cast("Schema", made())


def page(found: Page[Item]) -> dict[str, Any]:
    """Return a page as its schema wants it."""
    return {"items": found.items, "next": found.next}


def whole(items: list[Item]) -> dict[str, Any]:
    """Return a list that is never long as its only page."""
    return {"items": items, "next": None}


def refuses(*statuses: int) -> Callable[[View], View]:
    """Declare with which statuses a view refuses, beside those that every view has."""

    def declare(view: View) -> View:
        apidoc = getattr(view, "_apidoc", {})
        view._apidoc = apidoc  # type: ignore[attr-defined]  # noqa: SLF001 - where flask-smorest looks
        responses = apidoc.setdefault("response", {}).setdefault("responses", {})
        for status in sorted({*statuses, *_SECURED}):
            responses.setdefault(status, []).append(HTTPStatus(status).name)
        return view

    return declare


def documented(**extra: Any) -> Callable[[View], View]:
    """Add to what the OpenAPI document says of a view."""

    def declare(view: View) -> View:
        apidoc = getattr(view, "_apidoc", {})
        view._apidoc = apidoc  # type: ignore[attr-defined]  # noqa: SLF001 - where flask-smorest looks
        apidoc.setdefault("manual_doc", {}).update(extra)
        return view

    return declare


def with_version(response: Response | Any, version: int) -> Any:
    """Give an answer its version as ETag."""
    return response, {"ETag": f'"{version}"'}


def key_given() -> str | None:
    """Return the caller's Idempotency-Key.

    Raises:
        KeyUnfit: it is empty or too long.
    """
    key = request.headers.get("Idempotency-Key")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise KeyUnfit(longest=LONGEST_KEY)
    return key


def request_hash() -> bytes:
    """Return the digest of what is asked: method, address and body, and for whom."""
    digest = sha256()
    behalf = request.headers.get("X-On-Behalf-Of", "")
    for part in (request.method, request.full_path, behalf):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    digest.update(_body())
    return digest.digest()


def _body() -> bytes:
    if request.mimetype != "multipart/form-data":
        return request.get_data(cache=True)
    # The boundary is drawn anew each time; what counts is what was sent.
    parts = [f"{name}={value}".encode() for name, value in sorted(request.form.items(multi=True))]
    for name, file in sorted(request.files.items(multi=True), key=lambda item: item[0]):
        parts.append(f"{name}={file.filename}".encode() + sha256(file.stream.read()).digest())
        file.stream.seek(0)
    return b"\0".join(parts)


def command(view: View) -> View:
    """Make a command repeatable: under an Idempotency-Key it is carried out once.

    It stands above the other decorators, so that the answer is kept as it leaves.
    """

    @wraps(view)
    def once(*args: Any, **kwargs: Any) -> Any:
        key = key_given()
        if key is None:
            return view(*args, **kwargs)

        def act(joined: Engine) -> answers.Answer:
            g.engine = joined
            try:
                return _packed(view(*args, **kwargs))
            finally:
                del g.engine

        return _unpacked(answers.once(engine(), person(), key, request_hash(), act))

    described = documented(**{REPEATABLE: True})(once)
    return cast("View", refuses(403, 409, 413, 415)(described))


def _packed(response: Response) -> answers.Answer:
    """Return an answer with the headers that belong to it, to be kept."""
    headers = {n: response.headers[n] for n in _KEPT_HEADERS if n in response.headers}
    return response.status_code, orjson.dumps(headers) + b"\n" + response.get_data()


def _unpacked(answer: answers.Answer) -> Response:
    status, kept = answer
    headers, _, body = kept.partition(b"\n")
    return Response(body, status, orjson.loads(headers), content_type="application/json")
