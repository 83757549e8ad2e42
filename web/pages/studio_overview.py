"""A draft from outside: its files by kind, what it is called, putting it away."""

from typing import Final
from uuid import UUID

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import drafts
from engine.errors import DraftFileUnfit, DraftTitleUnfit
from web.audience import ANALYSTS
from web.flashes import flash
from web.language import language, t
from web.pages.studio_family import editor, opened, page, pages
from web.session import engine, person

_KINDS: Final = (
    ("diagram", "แผนผัง", "Diagrams"),
    ("form", "แบบฟอร์ม", "Forms"),
    ("table", "ตารางตัดสินใจ", "Decision tables"),
    ("settings", "ค่าตั้งของกระบวนงาน", "Settings of the procedure"),
)
_BUILDERS: Final = ("studio.forms", "studio.tables", "studio.declarations")
"""Where new forms, tables and settings are begun."""


@pages.get("/studio/<uuid:draft>", whom=ANALYSTS)
def overview(draft: UUID) -> BaseResponse:
    """Show what a draft is made of."""
    return overview_page(opened(draft), {})


def overview_page(draft: drafts.Draft, wrong: dict[str, str]) -> BaseResponse:
    """Return the overview with what is wrong by field of its forms."""
    groups = [
        (kind, t(th, en), [each for each in draft.files if drafts.kind_of(each.name) == kind])
        for kind, th, en in _KINDS
    ]
    return page(
        "overview.html",
        draft,
        status=422 if wrong else 200,
        tab="studio.overview",
        groups=groups,
        editor=editor,
        titles=drafts.called(drafts.bodies(engine(), person(), draft.row.id)),
        given=request.form,
        can={name for name in _BUILDERS if name in current_app.view_functions},
        called=lambda user: t(*draft.names[user]),
        wrong=wrong,
        errors=list(wrong.items()),
    )


@pages.post("/studio/<uuid:draft>/title", whom=ANALYSTS)
def retitle(draft: UUID) -> BaseResponse:
    """Change what the draft is called."""
    th, en = request.form.get("title", ""), request.form.get("title_en", "")
    try:
        drafts.retitle(engine(), person(), draft, th, en)
    except DraftTitleUnfit as refusal:
        return overview_page(opened(draft), {"title": refusal.text(language())})
    flash("ok", t("แก้ชื่อร่างแล้ว", "The draft is renamed."))
    return redirect(url_for("studio.overview", draft=draft), 303)


@pages.post("/studio/<uuid:draft>/diagrams", whom=ANALYSTS)
def new_diagram(draft: UUID) -> BaseResponse:
    """Add an empty diagram to the draft."""
    given = {name: request.form.get(name, "") for name in ("diagram_title", "diagram_key")}
    begun = drafts.Begun(title_th=given["diagram_title"], key=given["diagram_key"])
    try:
        name = drafts.add_diagram(engine(), person(), draft, begun)
    except DraftTitleUnfit as refusal:
        return overview_page(opened(draft), {"diagram_title": refusal.text(language())})
    except DraftFileUnfit as refusal:
        return overview_page(opened(draft), {"diagram_key": refusal.text(language())})
    return redirect(editor(draft, name) or url_for("studio.overview", draft=draft), 303)


@pages.post("/studio/<uuid:draft>/remove", whom=ANALYSTS)
def remove(draft: UUID) -> BaseResponse:
    """Take a file out of the draft, as a plain form asks; a version keeps it."""
    name, revision = request.form.get("name", ""), request.form.get("revision", 0, int)
    drafts.keep_version(
        engine(), person(), draft, f"ก่อนนำไฟล์ {name} ออก (before it was taken out)"[:500]
    )
    drafts.remove(engine(), person(), draft, name, revision)
    flash(
        "ok",
        t(
            f"นำ {name} ออกจากร่างแล้ว รุ่นที่เก็บไว้ยังมีไฟล์นี้",
            f"{name} is taken out; the version kept before still has it.",
        ),
    )
    return redirect(url_for("studio.overview", draft=draft), 303)


@pages.post("/studio/<uuid:draft>/archive", whom=ANALYSTS)
def archive(draft: UUID) -> BaseResponse:
    """Put the draft away."""
    drafts.archive(engine(), person(), draft)
    flash("ok", t("เก็บร่างเข้าคลังแล้ว", "The draft is archived."))
    return redirect(url_for("studio.list_all"), 303)


@pages.post("/studio/<uuid:draft>/unarchive", whom=ANALYSTS)
def unarchive(draft: UUID) -> BaseResponse:
    """Take the draft out again."""
    drafts.unarchive(engine(), person(), draft)
    flash("ok", t("นำร่างกลับมาใช้แล้ว", "The draft is taken out again."))
    return redirect(url_for("studio.overview", draft=draft), 303)
