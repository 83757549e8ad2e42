"""What the pages of one's own account share."""

from collections.abc import Mapping
from typing import Any

from flask import make_response, request
from werkzeug.wrappers import Response

from engine.errors import EngineError
from web.language import language
from web.rendering import show
from web.routing import Pages

pages = Pages("account")
Errors = dict[str, str]


def page(template: str, /, status: int = 200, **values: Any) -> Response:
    """Return a page of the account; no browser keeps it, for it may show a secret once."""
    answer = make_response(show(f"account/{template}", **values), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def written(*names: str) -> dict[str, str]:
    """Return fields of the form that was sent, without blanks around."""
    return {name: request.form.get(name, "").strip() for name in names}


def refused(refusal: EngineError, fields: Mapping[type[EngineError], str], other: str) -> Errors:
    """Return a refusal as the error of the field it is about; of `other` when it is of none."""
    field = next((name for kind, name in fields.items() if isinstance(refusal, kind)), other)
    return {field: refusal.text(language())}
