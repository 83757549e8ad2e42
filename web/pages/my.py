"""The applicant's first page: own cases, what waits for oneself on top."""

from typing import Final

from flask import request

from engine import stories
from web.audience import APPLICANTS
from web.rendering import show
from web.routing import Pages
from web.session import engine, person

pages = Pages("my")
_ENDED_AT_ONCE: Final = 10


@pages.get("/my", whom=APPLICANTS)
def cases() -> str:
    """Show the person's cases and their schools'."""
    cursor = request.args.get("after")
    own = stories.own(engine(), person(), cursor, _ENDED_AT_ONCE)
    return show("my/cases.html", own=own, is_first=cursor is None)
