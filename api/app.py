"""The HTTP service: resources, who is calling, refusals, headers and numbers, on one engine."""

from typing import Any

import orjson
from flask import Flask, Response
from flask.json.provider import JSONProvider

from api import (
    attachments,
    auth,
    bodies,
    calendars,
    clock,
    comments,
    deployments,
    errors,
    headers,
    health,
    heat,
    history,
    imports,
    incidents,
    instance_moving,
    jobs,
    manuals,
    me,
    messages,
    metering,
    offices,
    openapi,
    papers,
    people,
    schools,
    signing_in,
    started,
    task_work,
)
from api.docs import docs
from engine.context import Engine
from engine.settings import Settings

_BESIDES_THE_FILE = 2 * 1024 * 1024
"""What may surround one attachment of the greatest size: the form's other fields."""
_MOST_PARTS = 200
RESOURCES = [
    signing_in.resource,
    me.resource,
    deployments.resource,
    heat.resource,
    instance_moving.resource,
    started.resource,
    task_work.resource,
    imports.resource,
    comments.resource,
    attachments.resource,
    papers.resource,
    messages.resource,
    jobs.resource,
    incidents.resource,
    history.resource,
    calendars.resource,
    clock.resource,
    people.resource,
    schools.resource,
    offices.resource,
    manuals.resource,
]


class Json(JSONProvider):
    """Reads and writes JSON with orjson."""

    def dumps(self, obj: Any, **_: Any) -> str:
        """Return a value as JSON."""
        return orjson.dumps(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        """Read JSON."""
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """Return an answer with a value as its JSON body."""
        value = self._prepare_response_obj(args, kwargs)
        return Response(orjson.dumps(value), content_type="application/json")


def create_app(engine: Engine, settings: Settings) -> Flask:
    """Make the application. One process may hold several, each on an engine of its own."""
    app = Flask("khanton", static_folder=None, template_folder=None)
    app.json = Json(app)
    app.url_map.merge_slashes = False
    app.config |= {
        "MAX_CONTENT_LENGTH": settings.max_file_bytes + _BESIDES_THE_FILE,
        "MAX_FORM_PARTS": _MOST_PARTS,
        "PROPAGATE_EXCEPTIONS": False,
    }
    registry = metering.register(app, engine)
    auth.register(app, engine)
    app.before_request(bodies.guard)
    app.before_request(auth.identify)
    documented = openapi.begin(app)
    openapi.add(documented, RESOURCES)
    app.extensions |= {"khanton-api": documented, "khanton-openapi": {}}
    app.register_blueprint(docs)
    health.register(app, registry)
    errors.register(app)
    headers.register(app)
    return app
