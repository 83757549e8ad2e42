"""Asks one address as one person, and takes back whatever that changed."""

from engine.store.transaction import Transaction
from tests.access import bodies
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
        return _meaning(address, user, answer)


def _meaning(address, user, answer):
    status = _status(answer)
    if status in (302, 303) and answer.location.startswith("/sign-in"):
        return MAY if "Clear-Site-Data" in answer.headers else SIGN_IN
    if status < 400 or status in _REACHED:
        return MAY
    if status in _OUTCOMES:
        return _OUTCOMES[status]
    message = f"{address.method} {address.path} as {user}: {status} {answer.text[:500]}"
    raise AssertionError(message)


def _status(answer):
    """Return the status; of a command for many things, that of the first of them."""
    items = answer.json.get("items") if answer.is_json and answer.status_code == 200 else None
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
