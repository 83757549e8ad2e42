"""Incidents: what broke, where, since when, how many alike; tried again one by one or together."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from engine import definitions, incidents
from engine.errors import EngineError
from engine.incidents import Answer, Kind, Trouble
from engine.monitoring import one
from engine.monitoring.preview import Asked, Command, preview
from web.audience import ADMINS
from web.flashes import flash
from web.language import language, t
from web.names import name_of
from web.pages import monitor_words as words
from web.pages.monitor_people import who
from web.rendering import show
from web.routing import Pages
from web.session import engine, person

pages = Pages("incidents")
_A_PAGE = 100


@pages.get("/admin/incidents", whom=ADMINS)
def list_all() -> str:
    """List what is broken now: kinds that are alike, and the newest one by one."""
    office, key = request.args.get("office") or None, request.args.get("procedure") or None
    found = incidents.some_of(engine(), person(), (office, key), _A_PAGE)
    kinds = incidents.kinds(engine(), person(), office)
    names = {row.key: row for row in definitions.list_newest(engine())}
    return show(
        "monitor/incidents.html",
        title=t("เหตุขัดข้อง", "Incidents"),
        kinds=[_kind(each, names) for each in kinds],
        element_of=_called(kinds, found),
        troubles=[_row(each) for each in found],
        names=names,
        procedure=key,
        most=_A_PAGE,
    )


@pages.get("/admin/incidents/<uuid:incident_id>", whom=ADMINS)
def one_of_them(incident_id: UUID) -> Response:
    """Show an incident: what broke, what trying again would do, and which others are alike."""
    return _shown(incident_id)


@pages.post("/admin/incidents/<uuid:incident_id>/retry", whom=ADMINS)
def retry(incident_id: UUID) -> Response:
    """Try one incident again; if it fails again, that is said."""
    found = incidents.troubles_of(engine(), person(), incident_id, 1)[0].incident
    try:
        incidents.retry(engine(), person(), incident_id, request.form.get("reason", ""))
    except EngineError as refused:
        return _shown(incident_id, refused.text(language()), 422)
    if found.job_id is not None:
        flash("ok", f"{_queued()} {_shortly()}")
        return redirect(url_for("monitor.case", case_id=found.instance_id), 303)
    view = one.view(engine(), person(), found.instance_id)
    again = any(each.element_id == found.element_id for each in view.standing.incidents)
    if again:
        flash("warn", t("ลองใหม่แล้ว แต่ขัดข้องอีก", "Tried again, and it failed again."))
    else:
        flash("ok", t("ลองใหม่แล้ว เรื่องดำเนินต่อได้", "Tried again: the case goes on."))
    return redirect(url_for("monitor.case", case_id=found.instance_id), 303)


@pages.post("/admin/incidents/<uuid:incident_id>/retry-alike", whom=ADMINS)
def retry_alike(incident_id: UUID) -> Response:
    """Try all incidents alike again, each by itself, and say what came of each."""
    found = incidents.troubles_of(engine(), person(), incident_id)
    try:
        answers = incidents.retry_alike(
            engine(), person(), incident_id, request.form.get("reason", "")
        )
    except EngineError as refused:
        return _shown(incident_id, refused.text(language()), 422)
    keys = {each.incident.id: each.business_key for each in found}
    page = show(
        "monitor/incidents_done.html",
        title=t("ผลการลองใหม่", "What came of trying again"),
        lines=[_answer(each, keys) for each in answers],
        mended=sum(each.is_mended for each in answers),
        queued=sum(each.is_queued for each in answers),
        shortly=_shortly(),
    )
    return make_response(page)


def _shown(incident_id: UUID, error: str = "", status: int = 200) -> Response:
    trouble, *alike = incidents.troubles_of(engine(), person(), incident_id)
    view = one.view(engine(), person(), trouble.incident.instance_id)
    page = show(
        "monitor/incident.html",
        title=t("เหตุขัดข้อง", "Incident"),
        trouble=trouble,
        told=_row(trouble),
        alike=[_row(each) for each in alike],
        view=view,
        element=name_of(view.names[trouble.incident.element_id])
        if trouble.incident.element_id in view.names
        else trouble.incident.element_id,
        error=error,
        resolver=who(trouble.incident.office_id, trouble.incident.resolved_by),
        changes=[] if trouble.incident.resolved_at else _changes(trouble),
        reason=request.form.get("reason", ""),
    )
    return make_response(page, status)


def _changes(trouble: Trouble) -> list[tuple[str, str]]:
    """Say what trying again would do now; a refusal is said as one."""
    incident = trouble.incident
    asked = Asked(command=Command.RETRY, incident=incident.id)
    try:
        seen = preview(engine(), person(), incident.instance_id, asked)
    except EngineError as refused:
        return [("bad", refused.text(language()))]
    return words.changes(seen, seen.status, incident.office_id)


def _called(kinds: list[Kind], found: list[Trouble]) -> Callable[[Any], str]:
    """Return how the elements of these kinds and incidents are called."""
    troubles = [_place(each.incident.element_id, each) for each in found]
    known = incidents.called(engine(), [*(_place(k.element_id, k) for k in kinds), *troubles])

    def called(of: Kind | Trouble) -> str:
        element = of.element_id if isinstance(of, Kind) else of.incident.element_id
        return name_of(known[_place(element, of)])

    return called


def _place(element: str, of: Kind | Trouble) -> tuple[str, int, str]:
    return of.definition_key, of.definition_version, element


def _kind(kind: Kind, names: dict[str, Any]) -> dict[str, Any]:
    row = names.get(kind.definition_key)
    return {"kind": kind, "name": name_of(row) if row else kind.definition_key}


def _row(trouble: Trouble) -> dict[str, Any]:
    incident = trouble.incident
    whom = trouble.applicant_th if language() == "th" else trouble.applicant_en
    return {
        "trouble": trouble,
        "incident": incident,
        "message": incident.message_th if language() == "th" else incident.message_en,
        "whom": whom or "–",
    }


def _answer(answer: Answer, keys: dict[UUID, str]) -> dict[str, Any]:
    refusal = answer.refusal
    return {
        "answer": answer,
        "key": keys.get(answer.incident, "–"),
        "told": _outcome(answer) if refusal is None else refusal.text(language()),
    }


def _outcome(answer: Answer) -> str:
    if answer.is_queued:
        return _queued()
    return t("ดำเนินต่อได้", "goes on") if answer.is_mended else t("ขัดข้องอีก", "failed again")


def _queued() -> str:
    return t("ส่งกลับเข้าคิวงานระบบแล้ว", "Put back in the queue.")


def _shortly() -> str:
    return t(
        "ผลจะปรากฏที่เรื่องในอีกสักครู่ หากขัดข้องอีกจะมีเหตุขัดข้องใหม่",
        "The result shows at the case shortly; failing again makes a new incident.",
    )
