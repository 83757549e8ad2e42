"""Versions of a draft: kept with a message, looked at, brought back."""

import zipfile
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import drafts
from engine.drafts import Draft, Version
from engine.errors import DraftMessageUnfit
from engine.files import disposition
from web.audience import ANALYSTS
from web.flashes import flash
from web.language import language, t
from web.pages.studio_family import answers_json, field, opened, page, pages, sent_json
from web.session import engine, person


@pages.get("/studio/<uuid:draft>/versions", whom=ANALYSTS)
def versions(draft: UUID) -> BaseResponse:
    """List the versions of a draft, newest first."""
    return _page(opened(draft), {})


def _page(draft: Draft, wrong: dict[str, str]) -> BaseResponse:
    known = drafts.versions(engine(), person(), draft.row.id)
    return page(
        "versions.html",
        draft,
        status=422 if wrong else 200,
        tab="studio.versions",
        versions=[(each, _changes(each, earlier)) for each, earlier in _pairs(known)],
        can_compare="studio.compare" in current_app.view_functions,
        message=request.form.get("message", ""),
        wrong=wrong,
        errors=list(wrong.items()),
    )


def _pairs(known: list[Version]) -> list[tuple[Version, Version | None]]:
    return list(zip(known, [*known[1:], None], strict=True))


def _changes(each: Version, earlier: Version | None) -> list[tuple[str, str]]:
    """Return (what became of it, file name) of each file that differs from the version before."""
    after, before = each.row.files, {} if earlier is None else earlier.row.files
    added = [("added", name) for name in after if name not in before]
    changed = [("changed", n) for n in after if n in before and after[n] != before[n]]
    removed = [("removed", name) for name in before if name not in after]
    return [] if earlier is None else [*changed, *added, *removed]


@pages.post("/studio/<uuid:draft>/versions", whom=ANALYSTS)
def keep_version(draft: UUID) -> BaseResponse:
    """Keep the draft as it stands as a version."""
    try:
        kept = drafts.keep_version(engine(), person(), draft, request.form.get("message", ""))
    except DraftMessageUnfit as refusal:
        return _page(opened(draft), {"message": refusal.text(language())})
    flash("ok", t(f"เก็บเป็นรุ่นที่ {kept.number} แล้ว", f"Kept as version {kept.number}."))
    return redirect(url_for("studio.versions", draft=draft), 303)


@pages.post("/studio/<uuid:draft>/versions/keep", whom=ANALYSTS)
@answers_json
def keep_now(draft: UUID) -> dict[str, Any]:
    """Keep the draft as a version from whichever of its pages: {message} → {number}."""
    message = field(sent_json(), "message", str)
    return {"number": drafts.keep_version(engine(), person(), draft, message).number}


@pages.post("/studio/<uuid:draft>/versions/<int:number>/restore", whom=ANALYSTS)
def restore_version(draft: UUID, number: int) -> BaseResponse:
    """Bring a version back; what was there is kept first."""
    drafts.restore(engine(), person(), draft, number)
    flash(
        "ok",
        t(
            f"นำรุ่นที่ {number} กลับมาแล้ว ของเดิมก่อนหน้านี้เก็บเป็นรุ่นไว้ด้วย",
            f"Version {number} is back; what was there before is kept as a version too.",
        ),
    )
    return redirect(url_for("studio.versions", draft=draft), 303)


@pages.get("/studio/<uuid:draft>/versions/<int:number>.zip", whom=ANALYSTS)
def version_zip(draft: UUID, number: int) -> Response:
    """Send the files of a version as a zip."""
    bodies = drafts.bodies_of_version(engine(), person(), draft, number)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in bodies.items():
            archive.writestr(name, body)
    title = opened(draft).row.title_th
    return zip_answer(f"{title} รุ่น {number}.zip", packed.getvalue())


def zip_answer(name: str, body: bytes) -> Response:
    """Send a zip to be saved."""
    headers = {"Content-Disposition": disposition(name)}
    return Response(body, headers=headers, content_type="application/zip")
