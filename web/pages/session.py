"""Signing in and out, the language, acting for somebody absent, and where each person begins."""

from typing import Final

from flask import Response, current_app, make_response, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from engine import people
from engine.errors import BadCredentials, TooMany
from web import session
from web.addresses import back_or
from web.audience import ADMINS, ANALYSTS, APPLICANTS, AUDITORS, EVERYBODY, SIGNED_IN, STAFF
from web.flashes import flash
from web.language import COOKIE, LANGUAGES, language, t
from web.rendering import show
from web.routing import Pages
from web.session import engine, person, settings

pages = Pages("session")
_YEAR: Final = 31_536_000
_HOMES: Final = (
    (STAFF, "inbox.list_all"),
    (ADMINS, "office.home"),
    (AUDITORS, "audit.home"),
    (ANALYSTS, "monitor.procedures"),
    (APPLICANTS, "my.cases"),
)
"""Where each kind of person begins; who is of several kinds, by the first."""


@pages.get("/", whom=EVERYBODY)
def home() -> BaseResponse | str:
    """Lead each person to where their day begins; say to strangers what this is."""
    if session.visitor() is None:
        return show("session/welcome.html")
    for kind, endpoint in _HOMES:
        if kind & session.kinds() and endpoint in current_app.view_functions:
            return redirect(url_for(endpoint), 303)
    return show("session/nothing.html")


@pages.get("/sign-in", whom=EVERYBODY)
def sign_in_form() -> BaseResponse | str:
    """Ask who it is."""
    if session.visitor() is not None:
        return redirect(back_or("session.home"), 303)
    return show("session/sign_in.html", back=request.args.get("back", ""), username="", error="")


@pages.post("/sign-in", whom=EVERYBODY)
def sign_in() -> BaseResponse:
    """Open a session, and go where the person was going."""
    username = request.form.get("username", "")[:200]
    password = request.form.get("password", "")[:1000]
    old = request.cookies.get(session.cookie_name())
    try:
        issued = people.open_session(
            engine(), username, password, request.remote_addr or "", old or None
        )
    except (BadCredentials, TooMany) as refusal:
        error, back = refusal.text(language()), request.form.get("back", "")
        page = show("session/sign_in.html", back=back, username=username, error=error)
        return make_response(page, 429 if isinstance(refusal, TooMany) else 422)
    return session.give(_to(back_or("session.home")), issued)


@pages.post("/sign-out", whom=EVERYBODY, own=True)
def sign_out() -> BaseResponse:
    """End the session here and now."""
    if token := session.token():
        people.sign_out(engine(), token)
    flash("ok", t("ออกจากระบบแล้ว", "You have signed out."))
    return session.take(_to(url_for("session.sign_in_form")))


@pages.post("/act-for", whom=SIGNED_IN, own=True)
def act_for() -> BaseResponse:
    """Act for a colleague who is away and lent the person a role, or as oneself again."""
    absent = request.form.get("absent") or None
    issued = people.act_for(engine(), session.token() or "", absent)
    if absent:
        flash("ok", t(f"ท่านกำลังปฏิบัติงานแทน {absent}", f"You now act for {absent}."))
    else:
        flash("ok", t("ท่านกลับมาปฏิบัติงานในนามตนเองแล้ว", "You act as yourself again."))
    return session.give(_to(url_for("session.home")), issued)


@pages.get("/language/<chosen>", whom=EVERYBODY)
def choose_language(chosen: str) -> BaseResponse:
    """Read the pages in Thai or English from now on."""
    if chosen not in LANGUAGES:
        raise NotFound
    answer = _to(back_or("session.home"))
    answer.set_cookie(
        COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=settings().https
    )
    return answer


@pages.get("/act-for", whom=SIGNED_IN)
def whom_for() -> str:
    """Show for whom the person may act today."""
    return show("session/_act_for.html", me=people.me(engine(), person()))


def _to(place: str) -> Response:
    return make_response(redirect(place, 303))
