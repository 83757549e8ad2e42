"""The pages' application: page families, who is looking, refusals, headers; on one engine."""

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from engine.context import Engine
from engine.settings import Settings
from web import errors, flashes, headers, rendering, session
from web.pages import PAGES
from web.routing import Counted, declared_in

_BESIDES_THE_FILES = 4 * 1024 * 1024
"""What may surround attachments: a long table's fields."""
_FILES_AT_ONCE = 5
_MOST_PARTS = 40_000
"""A table of 2,000 rows is a form of many fields."""


class _Compiled(BytecodeCache):
    """Compiled templates, kept for every application of this process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, when it has been compiled from this very source before."""
        if (found := self._kept.get(bucket.key)) is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def create_app(engine: Engine, settings: Settings) -> Flask:
    """Make the application. One process may hold several, each on an engine of its own."""
    app = Flask("web", static_folder=None, template_folder="templates")
    app.jinja_options = {"bytecode_cache": _COMPILED}
    app.config |= {
        "MAX_CONTENT_LENGTH": settings.max_file_bytes * _FILES_AT_ONCE + _BESIDES_THE_FILES,
        "MAX_FORM_MEMORY_SIZE": _BESIDES_THE_FILES,
        "MAX_FORM_PARTS": _MOST_PARTS,
        "PROPAGATE_EXCEPTIONS": False,
    }
    app.url_map.converters["int"] = Counted
    for family in PAGES:
        app.register_blueprint(family)
    session.register(app, engine, settings, declared_in(app))
    rendering.register(app)
    errors.register(app)
    headers.register(app, https=settings.https)
    flashes.register(app)
    return app
