"""The OpenAPI document and a page to read and try it, wholly from this installation."""

from functools import cache
from importlib.resources import files

import flask_swagger_ui
import orjson
from flask import Blueprint, Response, current_app
from werkzeug.exceptions import NotFound

from api import auth, openapi
from api.http import PREFIX

docs = Blueprint("docs", __name__, url_prefix=PREFIX)
_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_OWN = {"init.js": "text/javascript", "page.css": "text/css"}
_VENDORED = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
}

for _name in ("openapi_json", "page", "asset"):
    auth.is_open(f"docs.{_name}")


@docs.get("/openapi.json")
def openapi_json() -> Response:
    """Return the OpenAPI document."""
    return Response(_document(), content_type="application/json")


@docs.get("/docs")
def page() -> Response:
    """Return the page."""
    return _served(_own("page.html"), "text/html; charset=utf-8")


@docs.get("/docs/<name>")
def asset(name: str) -> Response:
    """Return a file of the page."""
    if name in _OWN:
        return _served(_own(name), f"{_OWN[name]}; charset=utf-8")
    if name not in _VENDORED:
        raise NotFound
    return _served(_vendored(name), _VENDORED[name])


def _served(body: bytes, content_type: str) -> Response:
    headers = {"Content-Security-Policy": _PAGE, "Cache-Control": "no-cache"}
    return Response(body, headers=headers, content_type=content_type)


def _document() -> bytes:
    kept: dict[str, bytes] = current_app.extensions["khanton-openapi"]
    if "json" not in kept:
        kept["json"] = orjson.dumps(openapi.document(current_app.extensions["khanton-api"]))
    return kept["json"]


@cache
def _own(name: str) -> bytes:
    return (files("api") / "assets" / name).read_bytes()


@cache
def _vendored(name: str) -> bytes:
    return (files(flask_swagger_ui) / "dist" / name).read_bytes()
