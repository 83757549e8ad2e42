"""Who is looking: a cookie that stands for a session, read once for each request."""

from typing import Any, Final

from flask import Flask, Response, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import people
from engine.context import Engine
from engine.errors import AuditorsOnlyRead, Forbidden, Unauthenticated
from engine.model import Person
from engine.people import IssuedToken
from engine.settings import Settings
from web import csrf
from web.audience import EVERYBODY, Audience, kinds_of
from web.routing import Declared

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
BEFORE_ALL: Final = frozenset(
    {
        "account.home",
        "account.change_password",
        "session.sign_in",
        "session.sign_out",
        "session.choose_language",
        "static_files.asset_file",
    }
)
"""What opens although a password that an admin gave has not been changed yet."""
SIGNING_IN: Final = "session.sign_in"
"""Its page was made before there was a session, or for one that another tab has opened since."""


def register(app: Flask, engine: Engine, settings: Settings, declared: dict[str, Declared]) -> None:
    """Keep the engine where views find it, and look at every request before its view."""
    app.extensions |= {"khanton": engine, "khanton-settings": settings, "khanton-whom": declared}
    app.before_request(_admit)
    app.before_request(_lead_to_password)


def engine() -> Engine:
    """Return the engine."""
    found: Engine = current_app.extensions["khanton"]
    return found


def settings() -> Settings:
    """Return what the installation has chosen."""
    found: Settings = current_app.extensions["khanton-settings"]
    return found


def person() -> Person:
    """Return who is looking.

    Raises:
        Unauthenticated: nobody has signed in.
    """
    found = visitor()
    if found is None:
        raise Unauthenticated
    return found


def visitor() -> Person | None:
    """Return who is looking; None when nobody has signed in."""
    session: people.Session | None = g.get("session")
    return None if session is None else session.person


def kinds() -> Audience:
    """Return what kinds of people the visitor is."""
    if "kinds" not in g:
        g.kinds = kinds_of(visitor())
    found: Audience = g.kinds
    return found


def token() -> str | None:
    """Return the session's token, while it holds."""
    session: people.Session | None = g.get("session")
    return None if session is None else session.token


def must_change() -> bool:
    """Tell whether the visitor is to change a password that an admin gave, before all else."""
    session: people.Session | None = g.get("session")
    return session is not None and session.must_change


def _admit() -> None:
    """Let a request through to its view.

    Raises:
        Unauthenticated: the page wants somebody signed in.
        Forbidden: the page is for others; or the change was not asked by a page of ours.
        AuditorsOnlyRead: an auditor asks for a change that is not of the own account.
    """
    if request.endpoint is None:
        g.session = _session()
        return
    declared: Declared = current_app.extensions["khanton-whom"][request.endpoint]
    if request.endpoint != "static_files.asset_file":
        g.session = _session()
    if not declared.whom & kinds():
        raise Unauthenticated if visitor() is None else Forbidden
    if request.method in SAFE:
        return
    csrf.require_own_page(None if request.endpoint == SIGNING_IN else token())
    if Audience.AUDITOR in kinds() and not declared.own and declared.whom != EVERYBODY:
        raise AuditorsOnlyRead


def _lead_to_password() -> BaseResponse | None:
    """Lead from every page to the account's password while that is to be changed.

    Raises:
        Forbidden: a fragment was asked for; leading the page there would open it over and over.
    """
    if not must_change() or request.endpoint is None or request.endpoint in BEFORE_ALL:
        return None
    if "HX-Request" in request.headers:
        raise Forbidden
    return redirect(url_for("account.home"), 303)


def _session() -> people.Session | None:
    given = request.cookies.get(cookie_name())
    if not given:
        return None
    try:
        return people.resume(engine(), given)
    except Unauthenticated:
        return None


def cookie_name() -> str:
    """Return the cookie's name: `__Host-` binds it to this very host, where HTTPS allows that."""
    return "__Host-khanton" if settings().https else "khanton"


def give(response: Response, issued: IssuedToken) -> Response:
    """Give the browser its session."""
    response.set_cookie(cookie_name(), issued.access_token, **_cookie())
    return response


def take(response: Response) -> Response:
    """Take the session away from the browser, and what it may have kept of pages."""
    response.delete_cookie(cookie_name(), **_cookie())
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _cookie() -> dict[str, Any]:
    return {"httponly": True, "samesite": "Lax", "secure": settings().https, "path": "/"}
