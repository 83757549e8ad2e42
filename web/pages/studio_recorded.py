"""Recorded cases on a draft: how each would have gone, ten at a time."""

from typing import Any, Final
from uuid import UUID

from flask import Response, make_response, request, url_for

from engine import rehearsing
from engine.errors import DeploymentRefused
from engine.retracing import MOST, Outcome, Part
from web.audience import ANALYSTS
from web.language import language, t
from web.names import name_of
from web.pages.differing_words import told
from web.pages.migrating_words import kinds_of_outcome
from web.pages.studio_family import opened, page, pages
from web.rendering import show
from web.session import engine, person

_AT_ONCE: Final = 10
_CHOICES: Final = (10, 50, MOST)
TAGS: Final = {
    Outcome.SAME: "ok",
    Outcome.LONGER: "run",
    Outcome.OTHER: "warn",
    Outcome.CANNOT: "",
}


@pages.get("/studio/<uuid:draft>/recorded", whom=ANALYSTS)
def recorded(draft: UUID) -> Response:
    """Choose a procedure and how many of its newest cases; they come ten at a time."""
    known = rehearsing.procedures(engine(), person(), draft)
    keys = [each.key for each in known]
    key = request.args.get("key") if request.args.get("key") in keys else next(iter(keys), "")
    most = request.args.get("most", _CHOICES[0], type=int)
    return page(
        "recorded.html",
        opened(draft),
        procedures=[(each.key, name_of(each)) for each in known],
        key=key,
        most=most if most in _CHOICES else _CHOICES[0],
        choices=_CHOICES,
        first=url_for("studio.recorded_part", draft=draft, key=key, most=most, done=0),
    )


@pages.get("/studio/<uuid:draft>/recorded/part", whom=ANALYSTS)
def recorded_part(draft: UUID) -> Response:
    """Do the next cases again and show how they went; the page asks for the ones behind them."""
    done = max(0, request.args.get("done", 0, type=int))
    most = min(request.args.get("most", _CHOICES[0], type=int), MOST)
    key, behind = request.args.get("key", ""), request.args.get("behind", type=UUID)
    many = max(1, min(_AT_ONCE, most - done))
    try:
        found = rehearsing.retrace(engine(), person(), draft, (key, behind, many))
    except DeploymentRefused as refusal:
        return make_response(show("studio/_recorded_part.html", refused=refusal.text(language())))
    done += len(found.cases)
    again: dict[str, Any] = {"draft": draft, "key": key, "most": most, "done": done}
    goes_on = found.behind is not None and done < most
    follows = url_for("studio.recorded_part", **again, behind=found.behind) if goes_on else ""
    return _rows(found, (done, most), follows)


def _rows(found: Part, progress: tuple[int, int], follows: str) -> Response:
    body = show(
        "studio/_recorded_part.html",
        refused="",
        cases=found.cases,
        done=progress[0],
        most=progress[1],
        next=follows,
        outcomes=kinds_of_outcome(),
        tags=TAGS,
        told=told,
        called=lambda each: t(each.name_th, each.name_en),
    )
    return make_response(body)
