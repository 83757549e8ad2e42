"""What the browser is given beside pages: bundles with a digest in the name, kept for a year."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson
from flask import Response, send_from_directory
from werkzeug.exceptions import NotFound

from web.audience import EVERYBODY
from web.headers import takes
from web.routing import Pages

STATIC: Final = Path(__file__).parent / "static"
assets = Pages("static_files")
_PACKINGS: Final = (("br", ".br"), ("gzip", ".gz"))
_OF_CHANGES: Final = ("ETag", "Last-Modified", "Accept-Ranges", "Content-Disposition")
_FOREVER: Final = "public, max-age=31536000, immutable"


@cache
def manifest() -> dict[str, Any]:
    """Return which file each entry was built to.

    Raises:
        FileNotFoundError: the front end was not built: scripts/front builds it.
    """
    found: dict[str, Any] = orjson.loads((STATIC / "manifest.json").read_bytes())
    return found


def asset(name: str) -> str:
    """Return the address of a bundle: `app.js`, `task.css`."""
    return f"/static/{manifest()[name]['file']}"


def preloads(*names: str) -> list[str]:
    """Return the addresses of all that scripts import at once: they are fetched beside them."""
    parts = [each for name in names for each in manifest()[name]["imports"]]
    return [f"/static/{each}" for each in dict.fromkeys(parts)]


@assets.get("/static/<path:name>", whom=EVERYBODY)
def asset_file(name: str) -> Response:
    """Send a bundle, packed as the browser takes it."""
    if name.endswith((".br", ".gz", ".json")):
        raise NotFound
    for encoding, ending in _PACKINGS:
        if takes(encoding) and (STATIC / f"{name}{ending}").is_file():
            response = send_from_directory(STATIC, f"{name}{ending}", mimetype=_type(name))
            response.headers["Content-Encoding"] = encoding
            return _kept(response)
    return _kept(send_from_directory(STATIC, name, mimetype=_type(name)))


def _kept(response: Response) -> Response:
    """Let it be kept for ever: what asks whether it has changed is not said, four kB in a page."""
    for name in _OF_CHANGES:
        response.headers.pop(name, None)
    response.headers["Cache-Control"] = _FOREVER
    response.vary.add("Accept-Encoding")
    return response


def _type(name: str) -> str | None:
    return {"js": "text/javascript", "css": "text/css", "woff2": "font/woff2"}.get(
        name.rpartition(".")[2]
    )
