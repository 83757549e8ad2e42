"""Who is calling, by bearer token, and for whom they act: the engine is told a person."""

from flask import Flask, current_app, g, request

from engine import people
from engine.context import Engine
from engine.errors import Unauthenticated
from engine.model import Person

_OPEN: set[str] = set()


def is_open(endpoint: str) -> None:
    """Note that an endpoint asks for no token."""
    _OPEN.add(endpoint)


def register(app: Flask, engine: Engine) -> None:
    """Keep the engine where views find it."""
    app.extensions["khanton"] = engine


def engine() -> Engine:
    """Return the engine; within a repeatable command, the one that is part of its transaction."""
    found: Engine = g.get("engine") or current_app.extensions["khanton"]
    return found


def person() -> Person:
    """Return who is calling."""
    found: Person = g.person
    return found


def identify() -> None:
    """Find out who is calling, unless the route is open to everybody or is not there.

    Raises:
        Unauthenticated: no token, or one that has ended.
        NoSubstitution: X-On-Behalf-Of names somebody who lends the caller nothing today.
    """
    if request.url_rule is None or request.endpoint in _OPEN:
        return
    g.person = people.who(engine(), bearer(), request.headers.get("X-On-Behalf-Of") or None)


def bearer() -> str:
    """Return the token that was sent.

    Raises:
        Unauthenticated: none was.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated
    return token.strip()
