"""Search over the cases and tasks that a person may see."""

from flask import request, url_for

from engine import definitions, searching
from web.audience import SIGNED_IN
from web.destinations import case_place, task_place
from web.rendering import show
from web.routing import Pages
from web.session import engine, person

pages = Pages("search")


@pages.get("/search", whom=SIGNED_IN)
def results() -> str:
    """Show cases whose number, applicant or school has the words in it."""
    q = request.args.get("q", "").strip()[: searching.LONGEST]
    found = searching.search(engine(), person(), q)
    procedures = {each.key: each for each in definitions.list_newest(engine())}
    return show(
        "search/results.html",
        q=q,
        found=found,
        procedures=procedures,
        shortest=searching.SHORTEST,
        most=searching.MOST,
        case_place=case_place,
        task_place=task_place,
        here=url_for("search.results"),
    )
