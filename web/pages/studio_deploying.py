"""Deploying a draft: what it would do, before; then it is done, and running cases may move."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import rehearsing
from engine.errors import (
    DeploymentRefused,
    DraftChangedSince,
    DraftMessageUnfit,
    EngineError,
)
from engine.migrating import Verdict
from engine.model import Severity
from engine.rehearsing import RETRACED, Affected, Rehearsal
from engine.retracing import Outcome
from web.audience import ANALYSTS
from web.flashes import flash
from web.language import language, t
from web.pages.differing_words import words
from web.pages.migrating_words import kinds_of_outcome, verdicts
from web.pages.studio_family import editor, opened, page, pages
from web.session import engine, person


@pages.get("/studio/<uuid:draft>/deploy", whom=ANALYSTS)
def deploy(draft: UUID) -> Response:
    """Show what deploying the draft would do; nothing is done yet."""
    return _page(draft)


@pages.post("/studio/<uuid:draft>/deploy", whom=ANALYSTS)
def launch(draft: UUID) -> BaseResponse:
    """Deploy the draft as it was seen, and lead to the cases that may move."""
    message = request.form.get("message", "")
    try:
        seen = datetime.fromisoformat(request.form.get("seen", ""))
    except ValueError:
        return _page(draft, DraftChangedSince(), message)
    try:
        made = rehearsing.launch(engine(), person(), draft, message, seen)
    except (DraftMessageUnfit, DraftChangedSince, DeploymentRefused) as refusal:
        return _page(draft, refusal, message)
    fresh = [each for each in made.definitions if each.is_new]
    flash("ok", t("นำร่างขึ้นใช้แล้ว เรื่องใหม่จะใช้รุ่นนี้", "Deployed: new cases take this version."))
    process = next((each for each in fresh if each.kind == "process"), None)
    if process is not None and process.version > 1:
        return redirect(url_for("migrating.plan", key=process.key), 303)
    return redirect(url_for("studio.overview", draft=draft), 303)


def _page(draft: UUID, refusal: EngineError | None = None, message: str = "") -> Response:
    found = rehearsing.rehearse(engine(), person(), draft)
    return page(
        "deploy.html",
        opened(draft),
        status=422 if refusal else 200,
        tab="studio.deploy",
        found=found,
        warnings=[each for each in found.problems if each.severity is not Severity.ERROR],
        edit=lambda name: editor(draft, name),
        message=message,
        errors=[("message", refusal.text(language()))] if refusal else [],
        affected=[_affected(each) for each in found.affected],
        recorded=_recorded(found),
        most_recorded=RETRACED,
        **words(),
    )


def _affected(each: Affected) -> dict[str, Any]:
    """Return counts, steps and deadlines of the cases of one version."""
    steps: dict[str, int] = {}
    for case in each.plan.cases:
        for place in case.at:
            name = t(place.name_th, place.name_en)
            steps[name] = steps.get(name, 0) + 1
    return {
        "of": each,
        "verdicts": [(words_, len(each.plan.of(v))) for v, words_ in verdicts().items()],
        "movable": len(each.plan.of(Verdict.MOVABLE)),
        "steps": steps,
        "dates": [
            (case.instance, timer)
            for case in each.plan.cases
            for timer in case.timers
            if timer.offered is not None
        ],
        "stay": [case for case in each.plan.cases if case.verdict is not Verdict.MOVABLE],
    }


def _recorded(found: Rehearsal) -> list[dict[str, Any]]:
    told = kinds_of_outcome()
    return [
        {
            "key": key,
            "dues": counted.dues,
            "looked_at": counted.looked_at,
            "outcomes": [(told[each], counted.outcomes.get(each, 0)) for each in Outcome],
        }
        for key, counted in (found.recorded or {}).items()
        if counted.looked_at
    ]
