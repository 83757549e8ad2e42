"""The guide: a page for each kind of person, from `docs/th`, with pictures of the pages."""

import re
from typing import Final

from flask import Response, redirect, request, send_from_directory, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from web.audience import EVERYBODY
from web.guides import BY_NAME, GUIDES, SHOTS, SUBJECTS, page_of, place_of
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
    if (found := _place(request.args.get("of", ""))) is not None:
        return found
    mine = [guide for guide in GUIDES if guide.whom & kinds()]
    others = [guide for guide in GUIDES if guide not in mine]
    return show("help/home.html", title=t("คู่มือการใช้งาน", "Guide"), mine=mine, others=others)


@pages.get("/help/<name>", whom=EVERYBODY)
def page(name: str) -> str | BaseResponse:
    """Show a guide, or go to the place of one that explains a subject.

    Raises:
        NotFound: there is none of this name.
    """
    if (found := _place(SUBJECTS.get(name, ""))) is not None:
        return found
    if name not in BY_NAME:
        raise NotFound
    guide = BY_NAME[name]
    return show("help/page.html", title=t(guide.th, guide.en), guide=guide, page=page_of(guide))


def _place(endpoint: str) -> BaseResponse | None:
    found = place_of(endpoint, kinds())
    if found is None:
        return None
    guide, place = found
    return redirect(url_for("help.page", name=guide, _anchor=place), 303)


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
