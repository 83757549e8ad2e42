"""What a task's form sends and asks for by itself: files, rows of a table, schools by name."""

from typing import Any, Final
from uuid import UUID

from flask import Response, jsonify, make_response, request
from werkzeug.wrappers import Response as BaseResponse

from api.errors import status_of
from engine import attachments, desk, importing
from engine.attachments import Upload
from engine.errors import EngineError
from engine.files import disposition
from web.audience import SIGNED_IN
from web.forms.tables import cells_of
from web.language import language, t
from web.names import name_of
from web.routing import Pages
from web.sending import sent
from web.session import engine, person

pages = Pages("task_parts")
_PLACE: Final = "/tasks/<uuid:task_id>"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHORTEST: Final = 2


@pages.post(f"{_PLACE}/files", whom=SIGNED_IN)
def add_file(task_id: UUID) -> BaseResponse:
    """Attach a file to a field of the task's form, before the form is handed in."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _told(t("โปรดเลือกไฟล์", "Choose a file."), 422)
    upload = Upload(field=request.form.get("field"), name=file.filename, content=file.stream)
    try:
        kept = attachments.add(engine(), person(), task_id, upload)
    except EngineError as refusal:
        return _told(refusal.text(language()), status_of(refusal))
    return jsonify(attachment_id=str(kept.id), name=kept.name)


@pages.post("/attachments/<uuid:attachment_id>/remove", whom=SIGNED_IN)
def remove_file(attachment_id: UUID) -> BaseResponse:
    """Take back a file of one's own, while its task is open."""
    try:
        attachments.remove(engine(), person(), attachment_id)
    except EngineError as refusal:
        return _told(refusal.text(language()), status_of(refusal))
    return jsonify(removed=True)


@pages.get("/attachments/<uuid:attachment_id>", whom=SIGNED_IN)
def file(attachment_id: UUID) -> Response:
    """Send a file to be looked at, shut off from the pages."""
    return sent(attachments.open(engine(), person(), attachment_id), to_be_saved=False)


@pages.post(f"{_PLACE}/rows/<field>", whom=SIGNED_IN)
def read_rows(task_id: UUID, field: str) -> BaseResponse:
    """Read a spreadsheet, or what was pasted of one, into rows of a table; nothing is kept yet."""
    sheet, pasted = request.files.get("file"), request.form.get("text", "")
    content = (sheet.read(), False) if sheet and sheet.filename else (pasted.encode(), True)
    asked = importing.Asked(field=field, header=request.form.get("header") != "no")
    try:
        found = importing.read(engine(), person(), task_id, asked, content)
    except EngineError as refusal:
        return _told(refusal.text(language()), status_of(refusal))
    form = desk.form_of(engine(), person(), task_id)
    table = next(each for each in form.fields if each["key"] == field) if form else {}
    return jsonify(
        cells=cells_of(table, found.every),
        errors=[_bad(each) for each in found.errors],
        unmatched=found.unmatched,
        missing=[each[language()] for each in found.missing],
    )


def _bad(cell: Any) -> list[Any]:
    return [".".join([str(cell.place), *cell.path]), cell.message[language()]]


@pages.get(f"{_PLACE}/rows/<field>.xlsx", whom=SIGNED_IN)
def template(task_id: UUID, field: str) -> Response:
    """Send an empty sheet with the headings of a table."""
    made = importing.blank(engine(), person(), task_id, field)
    headers = {"Content-Disposition": disposition(made.name)}
    return Response(made.content, headers=headers, content_type=_XLSX)


@pages.get(f"{_PLACE}/schools", whom=SIGNED_IN)
def schools(task_id: UUID) -> BaseResponse:
    """Return schools of the office that are called so, for choosing one by its name."""
    q = request.args.get("q", "").strip()[:100]
    found = desk.schools_called(engine(), person(), task_id, q) if len(q) >= _SHORTEST else []
    return jsonify([[each.code, name_of(each)] for each in found])


def _told(sentence: str, status: int) -> Response:
    return make_response(jsonify(told=sentence), status)
