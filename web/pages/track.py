"""Following a case without an account: by number and secret, and nothing personal is shown."""

from typing import Any, Final

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import following
from engine.errors import TooManyLooks, TrackingUnknown
from web import happenings, ways
from web.audience import EVERYBODY
from web.flashes import flash
from web.language import language, t
from web.rendering import show
from web.routing import Pages
from web.session import engine, settings

pages = Pages("track")
COOKIE: Final = "khanton_track"
_HALF_AN_HOUR: Final = 1800
_LONGEST: Final = 200


@pages.get("/track", whom=EVERYBODY)
def form() -> str:
    """Ask for the number and the code."""
    return show("track/form.html", number=request.args.get("number", "")[:64], error="")


@pages.post("/track", whom=EVERYBODY)
def enter() -> BaseResponse:
    """Look the case up, and keep number and code in a short-lived cookie."""
    number, secret = request.form.get("number", ""), request.form.get("secret", "")
    return _entered(number[:_LONGEST], secret[:_LONGEST])


@pages.get("/track/<number>/<secret>", whom=EVERYBODY)
def by_link(number: str, secret: str) -> BaseResponse:
    """Enter by the link of a slip; the code leaves the address at once."""
    return _entered(number[:_LONGEST], secret[:_LONGEST])


def _entered(number: str, secret: str) -> BaseResponse:
    try:
        following.look(engine(), number, secret, request.remote_addr or "")
    except (TrackingUnknown, TooManyLooks) as refusal:
        page = show("track/form.html", number=number, error=refusal.text(language()))
        return make_response(page, 429 if isinstance(refusal, TooManyLooks) else 422)
    answer = make_response(redirect(url_for("track.one"), 303))
    kept = f"{number}\0{secret}".encode("utf-8", "surrogatepass").hex()
    answer.set_cookie(COOKIE, kept, max_age=_HALF_AN_HOUR, **_flags())
    return answer


@pages.get("/track/case", whom=EVERYBODY)
def one() -> BaseResponse:
    """Show the case that was entered, as it stands now."""
    number, secret = _kept()
    if not number:
        return redirect(url_for("track.form"), 303)
    try:
        view = following.look(engine(), number, secret, request.remote_addr or "")
    except TrackingUnknown:
        return _forgotten()
    except TooManyLooks as refusal:
        page = show("track/form.html", number=number, error=refusal.text(language()))
        return make_response(page, 429)
    page = show(
        "track/one.html",
        view=view,
        way=ways.way(view.way, view.drawn, is_over=view.ended_at is not None),
        after=ways.after,
        state=ways.diagram_state(view.drawn),
        lines=happenings.public_lines(view.moments),
    )
    return make_response(page)


@pages.post("/track/leave", whom=EVERYBODY)
def leave() -> BaseResponse:
    """Forget the case on this machine: others may use it too."""
    answer = make_response(redirect(url_for("track.form"), 303))
    answer.delete_cookie(COOKIE, **_flags())
    return answer


def _kept() -> tuple[str, str]:
    try:
        text = bytes.fromhex(request.cookies.get(COOKIE, "")).decode("utf-8", "replace")
    except ValueError:
        text = ""
    number, _, secret = text.partition("\0")
    return number, secret


def _forgotten() -> BaseResponse:
    if COOKIE in request.cookies:
        flash(
            "warn",
            t("รหัสติดตามนี้ใช้ไม่ได้แล้ว กรุณาขอรหัสใหม่", "This code no longer holds. Ask for a new one."),
        )
    answer = make_response(redirect(url_for("track.form"), 303))
    answer.delete_cookie(COOKIE, **_flags())
    return answer


def _flags() -> dict[str, Any]:
    return {"httponly": True, "samesite": "Lax", "secure": settings().https, "path": "/track"}
