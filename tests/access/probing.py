"""Asks one address as one person, and takes back whatever that changed."""

import json
from functools import cache

from api.errors import STATUS
from engine.errors import EngineError
from engine.store.transaction import Transaction
from tests.access import bodies
from web import flashes
from web.csrf import token_for
from web.session import cookie_name

MAY, SIGN_IN, REFUSED, NOT_THERE = "✓", "sign in", "–", "not there"
_REACHED = {400, 409, 412, 413, 415, 422, 429}
"""The request came through to what it asks, and only its contents were not fit."""
_OUTCOMES = {401: SIGN_IN, 403: REFUSED, 404: NOT_THERE}
ORIGIN = {"Origin": "http://localhost"}


def outcome(scene, address, user):
    """Return what a person's request comes to; nothing of it stays."""
    with _undone(scene, address, user) as answer:
        return _meaning(answer)


def _meaning(answer):
    status = _flashed(answer) or _shown(answer) or _status(answer)
    if status in (302, 303) and answer.location.startswith("/sign-in"):
        return MAY if "Clear-Site-Data" in answer.headers else SIGN_IN
    if status < 400 or status in _REACHED:
        return MAY
    if status in _OUTCOMES:
        return _OUTCOMES[status]
    return f"fails ({status})"


def _shown(answer):
    """Return the status of a refusal that a page comes back with; None where none is."""
    if answer.status_code != 409 or answer.mimetype != "text/html":
        return None
    return _refusal_in(answer.text)


def _flashed(answer):
    """Return the status of a refusal that the next page is to say; None where none is."""
    cookies = (each.partition(";")[0] for each in answer.headers.getlist("Set-Cookie"))
    kept = next((each for each in cookies if each.startswith(f"{flashes.COOKIE}=")), None)
    if kept is None:
        return None
    said = json.loads(bytes.fromhex(kept.partition("=")[2]))
    return _refusal_in(" ".join(each["text"] for each in said if each["kind"] == "bad"))


def _refusal_in(text):
    return next((status for begin, status in _refusals() if begin in text), None)


@cache
def _refusals():
    """Return how each refusal for want of rights begins, in Thai, with its status."""
    kinds, found = [EngineError], []
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        status = next((status for each, status in STATUS if issubclass(kind, each)), 422)
        if status in _OUTCOMES:
            found.append((kind.th.partition("{")[0], status))
    return [(begin, status) for begin, status in found if begin]


def _status(answer):
    """Return the status; of a command for many things, that of the first of them."""
    whole = answer.json if answer.is_json and answer.status_code == 200 else None
    items = whole.get("items") if isinstance(whole, dict) else None
    many = isinstance(items, list) and items and "problem" in items[0]
    return items[0]["status"] if many else answer.status_code


def _undone(scene, address, user):
    app = getattr(scene, address.app)
    with scene.engine.store.writing() as connection:
        tx = Transaction(connection, scene.engine.clock.now())
        app.extensions["khanton"] = scene.engine.within(tx)
        try:
            return _asked(scene, app, address, user)
        finally:
            app.extensions["khanton"] = scene.engine
            connection.rollback()


def _asked(scene, app, address, user):
    client = app.test_client()
    headers = {} if address.app == "service" else {**ORIGIN}
    if address.app == "service" and user is not None:
        headers["Authorization"] = f"Bearer {scene.tokens[user]}"
    if address.app == "pages" and user is not None:
        session = scene.sessions[user]
        with app.test_request_context():
            client.set_cookie(cookie_name(), session)
            headers["X-CSRF-Token"] = token_for(session)
    more = bodies.sent(scene, address)
    return client.open(address.path, method=address.method, headers=headers, **more)
