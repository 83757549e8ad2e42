"""A draft from outside: its files by kind, what it is called, putting it away."""

from typing import Final
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import drafts
from engine.errors import DraftTitleUnfit
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


@pages.get("/studio/<uuid:draft>", whom=ANALYSTS)
def overview(draft: UUID) -> BaseResponse:
    """Show what a draft is made of."""
    return _page(opened(draft), {})


def _page(draft: drafts.Draft, wrong: dict[str, str]) -> BaseResponse:
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
        return _page(opened(draft), {"title": refusal.text(language())})
    flash("ok", t("แก้ชื่อร่างแล้ว", "The draft is renamed."))
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
