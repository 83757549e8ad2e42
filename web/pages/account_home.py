"""One's own account: who one is here, language, mail, password and the calendar's address."""

from typing import Any

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from engine import people
from engine.errors import (
    ActsForAnother,
    EmailUnfit,
    EngineError,
    PasswordUnchanged,
    PasswordUnfit,
    PasswordWrong,
    TooMany,
)
from engine.tidings import Mailing
from web.audience import SIGNED_IN
from web.flashes import flash
from web.language import COOKIE, t
from web.pages.account_family import Errors, page, pages, refused, written
from web.session import engine, must_change, person, settings, token

_YEAR = 31_536_000


@pages.get("/account", whom=SIGNED_IN)
def home() -> Response:
    """Show the account."""
    return _shown()


@pages.post("/account/language", whom=SIGNED_IN, own=True)
def choose_language() -> Response:
    """Show pages, and write mails, in a language."""
    chosen = request.form.get("language", "")
    people.choose_language(engine(), person(), chosen)
    answer = _back()
    answer.set_cookie(
        COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=settings().https
    )
    return answer


@pages.post("/account/mail", whom=SIGNED_IN, own=True)
def choose_mail() -> Response:
    """Mail at once, in the morning, or never."""
    people.choose_mail(engine(), person(), request.form.get("mail", ""))
    flash("ok", t("บันทึกวิธีแจ้งทางอีเมลแล้ว", "How you are mailed was saved."))
    return _back()


@pages.post("/account/email", whom=SIGNED_IN, own=True)
def change_email() -> Response:
    """Change where mail goes; the present password is asked."""
    given = written("email")
    try:
        people.change_email(
            engine(), person(), given["email"], request.form.get("email_password", "")
        )
    except (EmailUnfit, PasswordWrong, TooMany) as refusal:
        errors = refused(refusal, {EmailUnfit: "email"}, "email_password")
        return _shown(errors, given=given)
    flash("ok", t("บันทึกที่อยู่อีเมลแล้ว", "Your e-mail address was saved."))
    return _back()


@pages.post("/account/password", whom=SIGNED_IN, own=True)
def change_password() -> Response:
    """Change the password; every other session and token ends."""
    wanted = request.form.get("new_password", "")
    if wanted != request.form.get("again", ""):
        same = t("รหัสผ่านใหม่สองช่องไม่ตรงกัน", "The two new passwords differ.")
        return _shown({"again": same})
    present, was_given = request.form.get("password", ""), must_change()
    try:
        people.change_password(engine(), person(), present, wanted, token() or "")
    except (PasswordUnchanged, PasswordUnfit, PasswordWrong, TooMany) as refusal:
        of_new: dict[type[EngineError], str] = dict.fromkeys(
            (PasswordUnfit, PasswordUnchanged), "new_password"
        )
        return _shown(refused(refusal, of_new, "password"))
    flash(
        "ok",
        t(
            "เปลี่ยนรหัสผ่านแล้ว อุปกรณ์อื่นที่เข้าสู่ระบบไว้ออกจากระบบทั้งหมด",
            "Your password was changed; every other device has been signed out.",
        ),
    )
    return redirect(url_for("session.home"), 303) if was_given else _back()


@pages.post("/account/calendar", whom=SIGNED_IN, own=True)
def open_feed() -> Response:
    """Give the calendar a secret address and show it this once."""
    try:
        secret = people.open_feed(engine(), person())
    except ActsForAnother as refusal:
        return _shown(_of_calendar(refusal))
    return _shown(feed=f"{_root()}{url_for('feeds.calendar', secret=secret)}")


@pages.post("/account/calendar/end", whom=SIGNED_IN, own=True)
def close_feed() -> Response:
    """End the calendar's address."""
    people.close_feed(engine(), person())
    flash("ok", t("ยกเลิกที่อยู่ปฏิทินแล้ว", "The calendar's address has ended."))
    return _back()


def _of_calendar(refusal: EngineError) -> Errors:
    return refused(refusal, {}, "calendar")


def _root() -> str:
    """Return where people reach the pages: as the installation says, else as this request did."""
    return (settings().public_url or request.url_root).rstrip("/")


def _back() -> Response:
    return make_response(redirect(url_for("account.home"), 303))


def _shown(
    errors: Errors | None = None, given: dict[str, str] | None = None, feed: str = ""
) -> Response:
    template = "first_password.html" if must_change() else "home.html"
    own = people.own(engine(), person())
    values: dict[str, Any] = {"own": own, "me": people.me(engine(), person()), "feed": feed}
    return page(
        template,
        422 if errors else 200,
        errors=list((errors or {}).items()),
        wrong=errors or {},
        email=(given or {}).get("email", own.email or ""),
        mailing=Mailing,
        **values,
    )
