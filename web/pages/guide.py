"""The guide: a page for each kind of person, from `docs/th`, with pictures of the pages."""

import re
from typing import Final

from flask import Response, redirect, request, send_from_directory, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from web.audience import EVERYBODY
from web.guides import BY_NAME, GUIDES, SHOTS, page_of, place_of
from web.language import t
from web.rendering import show
from web.routing import Pages
from web.session import kinds

pages = Pages("help")
_SHOT: Final = re.compile(r"[a-z0-9-]+\.png")
_A_DAY: Final = "public, max-age=86400"


@pages.get("/help", whom=EVERYBODY)
def home() -> str | BaseResponse:
    """List the guides, one's own first; `of`: go to what explains the page of that endpoint."""
    found = place_of(request.args.get("of", ""), kinds())
    if found is not None:
        guide, place = found
        return redirect(url_for("help.page", name=guide, _anchor=place), 303)
    mine = [guide for guide in GUIDES if guide.whom & kinds()]
    others = [guide for guide in GUIDES if guide not in mine]
    return show("help/home.html", title=t("คู่มือการใช้งาน", "Guide"), mine=mine, others=others)


@pages.get("/help/<name>", whom=EVERYBODY)
def page(name: str) -> str:
    """Show a guide.

    Raises:
        NotFound: there is none of this name.
    """
    if name not in BY_NAME:
        raise NotFound
    guide = BY_NAME[name]
    return show("help/page.html", title=t(guide.th, guide.en), guide=guide, page=page_of(guide))


@pages.get("/help/shots/<name>", whom=EVERYBODY)
def shot(name: str) -> Response:
    """Send a picture of a guide.

    Raises:
        NotFound: there is none of this name.
    """
    if not _SHOT.fullmatch(name):
        raise NotFound
    response = send_from_directory(SHOTS, name)
    response.headers["Cache-Control"] = _A_DAY
    return response
