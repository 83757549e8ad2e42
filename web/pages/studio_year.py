"""A year of cases of a draft, simulated: its assumptions, how far it is, and what came of it."""

from typing import Any, Final
from uuid import UUID

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import drafts, yearly
from engine.drafts import Draft
from engine.errors import (
    DeploymentRefused,
    NotFound,
    SimulationBusy,
    SimulationInvalid,
)
from engine.model import Severity
from engine.yearly import Beginning, Run
from web.audience import ANALYSTS
from web.dates import day
from web.language import language, t
from web.pages import studio_year_form as asking
from web.pages import studio_year_told as told
from web.pages.studio_family import answers_json, opened, page, pages
from web.session import engine, person

_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TABLES: Final = ("deadlines", "roles", "timers", "elements")


@pages.get("/studio/<uuid:draft>/year", whom=ANALYSTS)
def year(draft: UUID) -> BaseResponse:
    """Show what is assumed of a year of cases, to be changed, and the runs before."""
    found = opened(draft)
    begun = _begun(found)
    if isinstance(begun, BaseResponse):
        return begun
    return _asked(found, begun, asking.fields(begun.supposed.assumed), {})


def _begun(draft: Draft) -> Beginning | BaseResponse:
    """Return the assumptions to begin with, or the page that says why there are none."""
    files = drafts.bodies(engine(), person(), draft.row.id)
    wanted = request.values.get("year", "")
    place = request.values.get("office") or None, int(wanted) if wanted.isdigit() else None
    try:
        return yearly.begin(engine(), person(), files, place)
    except DeploymentRefused as refusal:
        problems = refusal.particulars["problems"]
        errors = [each for each in problems if each.severity is Severity.ERROR]
        return page("year_refused.html", draft, 409, tab="studio.year", problems=errors)
    except SimulationInvalid as refusal:
        why = refusal.text(language())
        return page("year_refused.html", draft, 409, tab="studio.year", problems=[], why=why)


def _asked(
    draft: Draft, begun: Beginning, values: dict[str, str], wrong: dict[str, str], why: str = ""
) -> BaseResponse:
    supposed = begun.supposed
    errors = [*wrong.items(), *([("cases", why)] if why else [])]
    return page(
        "year.html",
        draft,
        422 if errors else 200,
        tab="studio.year",
        begun=begun,
        supposed=supposed,
        values=values,
        wrong=wrong,
        errors=errors,
        about=asking.about(supposed),
        months=asking.months(),
        runs=yearly.newest(engine(), person(), draft.row.id),
        states=state_words(),
        day=day,
    )


@pages.post("/studio/<uuid:draft>/year", whom=ANALYSTS)
def simulate(draft: UUID) -> BaseResponse:
    """Begin a run with the assumptions that were sent."""
    found = opened(draft)
    begun = _begun(found)
    if isinstance(begun, BaseResponse):
        return begun
    given = request.form.to_dict()
    assumed, wrong = asking.read(given, begun.supposed)
    values = {**asking.fields(begun.supposed.assumed), **given}
    if wrong:
        return _asked(found, begun, values, wrong)
    compared = begun.key if given.get("compare") and begun.deployed else None
    files = drafts.bodies(engine(), person(), draft)
    try:
        run = yearly.start(engine(), person(), (draft, files), assumed, compared)
    except (SimulationInvalid, SimulationBusy) as refusal:
        return _asked(found, begun, values, {}, refusal.text(language()))
    return redirect(url_for("studio.year_run", draft=draft, run=run), 303)


@pages.get("/studio/<uuid:draft>/year/<uuid:run>", whom=ANALYSTS)
def year_run(draft: UUID, run: UUID) -> BaseResponse:
    """Show how far a run is, or what came of it: on the diagram, as tables, in words."""
    found = opened(draft)
    lived = yearly.get(engine(), person(), draft, run)
    if lived.outcome is None:
        return page("year_running.html", found, tab="studio.year", run=lived)
    return page("year_done.html", found, tab="studio.year", **_shown(found, lived))


def _shown(draft: Draft, run: Run) -> dict[str, Any]:
    outcome = run.outcome
    difference = None
    if run.before is not None and outcome is not None:
        difference = yearly.difference(run.before, outcome)
    measure = request.args.get("measure", "")
    return {
        "run": run,
        "outcome": outcome,
        "told": told,
        "bars": told.bars,
        "diagram": _diagram_of(draft, run),
        "changes": None if difference is None else told.changes(difference),
        "measure": measure if measure in told.MEASURES else "late",
        "tables": _TABLES,
        "day": day,
    }


def _diagram_of(draft: Draft, run: Run) -> str:
    """Return the address of the diagram that was simulated, as the draft has it now."""
    names = [each.name for each in draft.files if drafts.kind_of(each.name) == "diagram"]
    key = "" if run.outcome is None else run.outcome.key
    if not names:
        return ""
    name = f"{key}.bpmn" if f"{key}.bpmn" in names else names[0]
    return url_for("studio.file", draft=draft.row.id, name=name)


@pages.get("/studio/<uuid:draft>/year/<uuid:run>/progress", whom=ANALYSTS)
@answers_json
def year_progress(draft: UUID, run: UUID) -> dict[str, Any]:
    """Tell a script how far a run is."""
    found = yearly.get(engine(), person(), draft, run)
    is_on = found.row.state == yearly.RUNNING and not found.is_lost
    return {"share": found.row.share / 10, "running": is_on}


@pages.post("/studio/<uuid:draft>/year/<uuid:run>/cancel", whom=ANALYSTS)
def cancel_year(draft: UUID, run: UUID) -> BaseResponse:
    """Ask a run to stop; what was simulated by then is shown."""
    yearly.cancel(engine(), person(), draft, run)
    return redirect(url_for("studio.year_run", draft=draft, run=run), 303)


@pages.get("/studio/<uuid:draft>/year/<uuid:run>/<table>.xlsx", whom=ANALYSTS)
def year_sheet(draft: UUID, run: UUID, table: str) -> Response:
    """Return a table of a run as a spreadsheet."""
    found = yearly.get(engine(), person(), draft, run)
    if found.outcome is None or table not in _TABLES:
        raise NotFound
    answer = Response(yearly.sheet(found.outcome, table, language()), mimetype=_SHEET)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{table}.xlsx")
    return answer


def state_words() -> dict[str, tuple[str, str]]:
    """Return what the states of a run are called, and their tones."""
    return {
        yearly.RUNNING: (t("กำลังจำลอง", "running"), "run"),
        yearly.DONE: (t("เสร็จแล้ว", "done"), "ok"),
        yearly.FAILED: (t("จำลองไม่สำเร็จ", "failed"), "bad"),
    }
