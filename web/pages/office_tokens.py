"""Sessions and tokens of the office's people: who holds how many, named ones, and ending them."""

from collections.abc import Callable
from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import offices, people
from engine.errors import (
    Forbidden,
    NotFound,
    PeriodInvalid,
    TokenNameUnfit,
    UserNotFound,
)
from engine.people import IssuedToken, NewToken
from web.audience import ADMINS
from web.flashes import flash
from web.language import t
from web.pages.office_family import (
    Errors,
    chosen_office,
    listed,
    page,
    pages,
    refusals,
    require_written,
    written,
)
from web.session import engine, person

_FIELDS: Final = ("username", "token_name", "days", "token_reason")
_DAYS: Final = "365"


@pages.get("/admin/tokens", whom=ADMINS)
def tokens() -> BaseResponse:
    """Show who is signed in, and the tokens that other systems use."""
    return _shown(chosen_office(offices.with_nation), {}, {})


def _shown(office: str, given: dict[str, str], errors: Errors) -> BaseResponse:
    user = request.values.get("user", "").strip()[:64] or None
    held = people.held_tokens(engine(), person(), office, user)
    return page(
        "tokens.html",
        status=422 if errors else 200,
        title=t("การเข้าสู่ระบบและโทเคน", "Sessions and tokens"),
        user=user,
        named=[each for each in held if each.name],
        sessions=[each for each in held if not each.name] if user else [],
        holders=people.holders(engine(), person(), office),
        given={"days": _DAYS} | given,
        errors=listed(errors),
        wrong=errors,
    )


@pages.post("/admin/tokens", whom=ADMINS)
def make_token() -> BaseResponse:
    """Make a token for another system; it is shown this once."""
    office, given = chosen_office(offices.with_nation), written(*_FIELDS)
    errors = require_written(given, *_FIELDS)
    if not errors and not given["days"].isdecimal():
        errors["days"] = t("ต้องเป็นจำนวนวัน 1 ถึง 400", "Expected 1 to 400 days.")
    if errors:
        return _shown(office, given, errors)
    wanted = NewToken(
        username=given["username"],
        name=given["token_name"],
        days=int(given["days"][:6]),
        reason=given["token_reason"],
    )
    made: list[IssuedToken] = []
    if errors := refusals(_making(office, wanted, made), _WRONG):
        if "days" in errors:
            errors["days"] = t("ต้องเป็นจำนวนวัน 1 ถึง 400", "Expected 1 to 400 days.")
        return _shown(office, given, errors)
    title = t("โทเคนใหม่", "New token")
    return page("token.html", title=title, made=made[0], wanted=wanted)


_WRONG: Final = {
    TokenNameUnfit: "token_name",
    PeriodInvalid: "days",
    UserNotFound: "username",
    Forbidden: "username",
}


def _making(office: str, wanted: NewToken, made: list[IssuedToken]) -> Callable[[], object]:
    return lambda: made.append(people.make_token(engine(), person(), office, wanted))


@pages.post("/admin/tokens/<username>/revoke", whom=ADMINS)
def revoke_tokens(username: str) -> BaseResponse:
    """End a token, or every one of somebody's: who used it must sign in again."""
    office, given = chosen_office(offices.with_nation), written("mark", "revoke_reason")
    field = f"revoke-{given['mark'] or username}"
    if not given["revoke_reason"]:
        return _shown(office, given, {field: t("กรุณาระบุเหตุผล", "Say why.")})
    place, mark = (office, username), given["mark"] or None

    def command() -> None:
        people.revoke_tokens(engine(), person(), place, mark, given["revoke_reason"])

    if errors := refusals(command, {UserNotFound: field, NotFound: field, Forbidden: field}):
        return _shown(office, given, errors)
    flash("ok", t("เพิกถอนแล้ว", "It is revoked."))
    return redirect(url_for("office.tokens"), 303)
