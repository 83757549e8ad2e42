"""Files into a draft and out of it: what came in is told, and of each refused file the reason."""

from uuid import UUID

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import drafts, trying
from engine.drafts import Imported
from engine.errors import (
    DraftFileUnfit,
    DraftImportRefused,
    DraftTitleUnfit,
    MoveInvalid,
)
from web.audience import ANALYSTS
from web.flashes import flash
from web.language import language, t
from web.pages.studio_family import opened, page, pages
from web.pages.studio_list import list_page
from web.pages.studio_overview import overview_page
from web.pages.studio_versions import zip_answer
from web.session import engine, person


@pages.get("/studio/<uuid:draft>/export.zip", whom=ANALYSTS)
def export(draft: UUID) -> Response:
    """Send the draft's files as a zip, its scenarios with them."""
    beside = trying.as_files(engine(), person(), draft)
    row, body = drafts.export_zip(engine(), person(), draft, beside)
    return zip_answer(f"{row.title_th}.zip", body)


@pages.post("/studio/<uuid:draft>/import", whom=ANALYSTS)
def import_files(draft: UUID) -> BaseResponse:
    """Bring files into the draft; where some are refused, each is told with its reason."""
    uploads = _uploads()
    if not uploads:
        return overview_page(opened(draft), {"files": _no_file()})
    replaces = bool(request.form.get("replace"))
    found = drafts.import_files(engine(), person(), draft, uploads, replace=replaces)
    _take_scenarios(draft, uploads)
    if found.refused:
        return page(
            "imported.html",
            opened(draft),
            tab="studio.overview",
            taken=found.taken,
            refused=_told(found.refused),
        )
    flash("ok", _said(found))
    return redirect(url_for("studio.overview", draft=draft), 303)


@pages.post("/studio/import", whom=ANALYSTS)
def create_from_files() -> BaseResponse:
    """Begin a draft with files."""
    given = {"import_title": request.form.get("import_title", "").strip()}
    uploads = _uploads()
    if not uploads:
        return list_page(given, {"files": _no_file()})
    begun = drafts.Begun(title_th=given["import_title"])
    try:
        row, found = drafts.create_from(engine(), person(), begun, uploads)
    except DraftTitleUnfit as refusal:
        return list_page(given, {"import_title": refusal.text(language())})
    except DraftImportRefused as refusal:
        whys = _told(refusal.particulars["refused"])
        return list_page(given, {"files": " · ".join(f"{name}: {why}" for name, why in whys)})
    if found.refused:
        for name, why in _told(found.refused):
            flash("warn", f"{name}: {why}")
    _take_scenarios(row.id, uploads)
    flash("ok", _said(found))
    return redirect(url_for("studio.overview", draft=row.id), 303)


def _take_scenarios(draft: UUID, uploads: list[tuple[str, bytes]]) -> None:
    """Take in the scenarios that came in zips; say how many, or why not."""
    try:
        count = trying.take_in(engine(), person(), draft, trying.scenarios_in(uploads))
    except MoveInvalid as refusal:
        flash("warn", refusal.text(language()))
        return
    if count:
        flash("ok", t(f"นำเข้าสถานการณ์ทดสอบ {count} รายการ", f"{count} scenario(s) taken."))


def _uploads() -> list[tuple[str, bytes]]:
    given = [each for each in request.files.getlist("files") if each.filename]
    return [(each.filename or "", each.read()) for each in given]


def _no_file() -> str:
    return t("กรุณาเลือกไฟล์", "Choose a file.")


def _told(refused: list[DraftFileUnfit]) -> list[tuple[str, str]]:
    why = "why_th" if language() == "th" else "why"
    return [(each.particulars["name"], each.particulars[why]) for each in refused]


def _said(found: Imported) -> str:
    names = ", ".join(found.taken)
    return t(f"นำเข้าแล้ว: {names}", f"Taken: {names}")
