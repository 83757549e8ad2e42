"""A task of a trial: the real form, filled in as any of its roles, with its real errors."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Response, jsonify, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from api.errors import status_of
from engine import desk, importing
from engine import trying as scratch
from engine.calendar import local_date
from engine.errors import EngineError, FormInvalid, TrialMoved
from engine.files import disposition
from engine.model import Variables
from engine.trying import AtDesk, Place, Trial
from web.audience import ANALYSTS
from web.desk import refusal_words
from web.forms import Filled, controls_of, read, summary, told
from web.forms.around import WORDS, Around
from web.forms.controls import sections_of
from web.forms.showing import shown
from web.forms.tables import cells_of
from web.language import language, t
from web.names import name_of, role_called
from web.pages.studio_family import opened, page, pages
from web.pages.studio_try_typed import seen_version
from web.pages.studio_trying import PLACE, TAB
from web.sending import ALONE
from web.session import engine, person, settings

_TASK: Final = f"{PLACE}/task/<int:case>/<element>/<int:nth>"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHORTEST: Final = 2


@pages.get(_TASK, whom=ANALYSTS)
def try_task(draft: UUID, case: int, element: str, nth: int) -> BaseResponse:
    """Show a task's form as the role that is to do it; `sample`: filled in with sample data."""
    trial, at_desk = _at_desk(draft, Place(case=case, element=element, nth=nth))
    data = at_desk.sample() if "sample" in request.args else at_desk.desk.data
    return _page(draft, trial, at_desk, data)


@pages.post(_TASK, whom=ANALYSTS)
def try_complete(draft: UUID, case: int, element: str, nth: int) -> BaseResponse:
    """Hand the form in; what is refused comes back with all that was typed."""
    place = Place(case=case, element=element, nth=nth)
    trial, at_desk = _at_desk(draft, place)
    form = at_desk.desk.form
    data = {} if form is None else read(form, request.form)
    try:
        scratch.play(engine(), person(), draft, at_desk.move(data), seen_version())
    except FormInvalid as invalid:
        return _page(draft, trial, at_desk, data, errors=invalid.particulars["errors"])
    except EngineError as refusal:
        return _page(draft, trial, at_desk, data, refusal=refusal)
    return redirect(url_for(TAB, draft=draft, case=case), 303)


def _at_desk(draft: UUID, place: Place) -> tuple[Trial, AtDesk]:
    trial = scratch.current(engine(), person(), draft)
    if trial is None:
        raise TrialMoved
    return trial, scratch.at_desk(trial, place, request.values.get("role"))


def _page(  # noqa: PLR0913 - what the page shows, and what was refused
    draft_id: UUID,
    trial: Trial,
    at_desk: AtDesk,
    data: Variables,
    *,
    errors: Mapping[str, Mapping[str, str]] | None = None,
    refusal: EngineError | None = None,
) -> Response:
    at_hand = at_desk.desk
    status = 422 if errors else 200 if refusal is None else status_of(refusal)
    return page(
        "try_task.html",
        opened(draft_id),
        status,
        tab=TAB,
        trial=trial,
        at_desk=at_desk,
        desk=at_hand,
        name=at_hand.task.name if language() == "th" else at_hand.task.name_en,
        roles=[(role, role_called(role)) for role in at_desk.roles],
        refused=refusal_words(refusal) if refusal else "",
        today=local_date(trial.world.now),
        files=url_for("studio.try_files", draft=draft_id),
        **_form(draft_id, trial, at_desk, (data, errors or {})),
        **WORDS,
    )


def _form(
    draft: UUID,
    trial: Trial,
    at_desk: AtDesk,
    given: tuple[Variables, Mapping[str, Mapping[str, str]]],
) -> dict[str, Any]:
    form, own = at_desk.desk.form, at_desk.desk.own
    data, errors = given
    if form is None:
        return {"sections": [], "summary": [], "script": None, "place": None}
    controls = controls_of(form, Filled(data=data, own=own, errors=errors))
    sections = sections_of(form, controls)
    day = {"type": "date"}
    around = Around(
        file=lambda identity: url_for("studio.try_file", draft=draft, attachment=identity),
        signer=at_desk.person.name,
        today=shown(day, local_date(trial.world.now).isoformat()),
        most_bytes=settings().max_file_bytes,
        errors=errors,
        is_read_only=False,
        level=3 if sections[0].title else 2,
    )
    found = {"sections": sections, "summary": summary(controls, errors), "place": around}
    return {**found, "script": told(form, own)}


@pages.post(f"{_TASK}/check", whom=ANALYSTS)
def try_check(draft: UUID, case: int, element: str, nth: int) -> BaseResponse:
    """Say what is wrong with what was typed so far; nothing is handed in."""
    _, at = _at_desk(draft, Place(case=case, element=element, nth=nth))
    data = {} if at.desk.form is None else read(at.desk.form, request.form)
    found = desk.faults(at.engine, at.person, at.desk.task.id, data)
    return jsonify(errors={path: t(said["th"], said["en"]) for path, said in found.items()})


@pages.post(f"{_TASK}/files", whom=ANALYSTS)
def try_add_file(draft: UUID, case: int, element: str, nth: int) -> BaseResponse:  # noqa: ARG001 - in the address
    """Take a file's name: the trial attaches a sample of that name, the file goes nowhere."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return make_response(jsonify(told=t("โปรดเลือกไฟล์", "Choose a file.")), 422)
    return jsonify(attachment_id=str(uuid4()), name=file.filename)


@pages.get(f"{PLACE}/files/", whom=ANALYSTS)
def try_files(draft: UUID) -> BaseResponse:
    """Lead back to the trial: samples are looked at one by one."""
    return redirect(url_for(TAB, draft=draft), 303)


@pages.get(f"{PLACE}/files/<uuid:attachment>", whom=ANALYSTS)
def try_file(draft: UUID, attachment: UUID) -> Response:
    """Send what stands for a file in a trial: a sample."""
    opened(draft)
    headers = {"Content-Security-Policy": ALONE, "Content-Disposition": "inline"}
    content = scratch.content_for(attachment)
    return Response(content, headers=headers, content_type="application/pdf")


@pages.post(f"{PLACE}/files/<uuid:attachment>/remove", whom=ANALYSTS)
def try_remove_file(draft: UUID, attachment: UUID) -> BaseResponse:  # noqa: ARG001 - in the address
    """Let a file leave the form: nothing of it was kept."""
    opened(draft)
    return jsonify(removed=True)


@pages.post(f"{_TASK}/rows/<field>", whom=ANALYSTS)
def try_rows(draft: UUID, case: int, element: str, nth: int, field: str) -> BaseResponse:
    """Read a spreadsheet, or what was pasted of one, into rows of a table."""
    _, at = _at_desk(draft, Place(case=case, element=element, nth=nth))
    sheet, pasted = request.files.get("file"), request.form.get("text", "")
    content = (sheet.read(), False) if sheet and sheet.filename else (pasted.encode(), True)
    asked = importing.Asked(field=field, header=request.form.get("header") != "no")
    try:
        found = importing.read(at.engine, at.person, at.desk.task.id, asked, content)
    except EngineError as refusal:
        return make_response(jsonify(told=refusal.text(language())), status_of(refusal))
    fields = at.desk.form.fields if at.desk.form else ()
    table = next((each for each in fields if each["key"] == field), {})
    return jsonify(
        cells=cells_of(table, found.every),
        errors=[[".".join([str(e.place), *e.path]), e.message[language()]] for e in found.errors],
        unmatched=found.unmatched,
        missing=[each[language()] for each in found.missing],
    )


@pages.get(f"{_TASK}/rows/<field>.xlsx", whom=ANALYSTS)
def try_template(draft: UUID, case: int, element: str, nth: int, field: str) -> Response:
    """Send an empty sheet with the headings of a table."""
    _, at = _at_desk(draft, Place(case=case, element=element, nth=nth))
    made = importing.blank(at.engine, at.person, at.desk.task.id, field)
    headers = {"Content-Disposition": disposition(made.name)}
    return Response(made.content, headers=headers, content_type=_XLSX)


@pages.get(f"{_TASK}/schools", whom=ANALYSTS)
def try_schools(draft: UUID, case: int, element: str, nth: int) -> BaseResponse:
    """Return invented schools that are called so."""
    _, at = _at_desk(draft, Place(case=case, element=element, nth=nth))
    q = request.args.get("q", "").strip()[:100]
    task = at.desk.task.id
    found = desk.schools_called(at.engine, at.person, task, q) if len(q) >= _SHORTEST else []
    return jsonify([[each.code, name_of(each)] for each in found])
