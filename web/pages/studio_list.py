"""The studio's door: every draft, and the ways to begin one."""

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import definitions, drafts
from engine.errors import DefinitionNotFound, DraftFileUnfit, DraftTitleUnfit
from web.audience import ANALYSTS
from web.flashes import flash
from web.language import language, t
from web.names import name_of
from web.pages.studio_family import pages
from web.rendering import show
from web.session import engine, person


@pages.get("/studio", whom=ANALYSTS)
def list_all() -> BaseResponse:
    """List the drafts that are worked on; archived ones apart."""
    return list_page({}, {})


def list_page(given: dict[str, str], wrong: dict[str, str]) -> BaseResponse:
    """Return the list with what was given to begin a draft, and what is wrong with it by field."""
    known = drafts.list_all(engine(), person())
    body = show(
        "studio/list.html",
        title=t("สตูดิโอ", "Studio"),
        drafts=[each for each in known if each.row.archived_at is None],
        archived=[each for each in known if each.row.archived_at is not None],
        procedures=[(row.key, name_of(row)) for row in definitions.list_newest(engine())],
        kinds={each.row.id: counted(each) for each in known},
        given=given,
        wrong=wrong,
        errors=list(wrong.items()),
    )
    return make_response(body, 422 if wrong else 200)


def counted(draft: drafts.Draft) -> dict[str, int]:
    """Return how many files of each kind a draft has."""
    kinds = [drafts.kind_of(each.name) for each in draft.files]
    order = (*drafts.KINDS.values(), "settings")
    return {kind: kinds.count(kind) for kind in order if kind in kinds}


@pages.post("/studio", whom=ANALYSTS)
def create() -> BaseResponse:
    """Begin a draft: empty, or with a deployed procedure."""
    given = {name: request.form.get(name, "").strip() for name in ("title", "title_en", "of")}
    given["key"] = request.form.get("key", "").strip()
    of = given["of"] or None
    begun = _begun(given, of)
    try:
        row = drafts.create(engine(), person(), begun, of=of)
    except DraftTitleUnfit as refusal:
        return list_page(given, {"title": refusal.text(language())})
    except DraftFileUnfit as refusal:
        return list_page(given, {"key": refusal.text(language())})
    except DefinitionNotFound as refusal:
        return list_page(given, {"of": refusal.text(language())})
    flash("ok", t("เริ่มร่างแล้ว ทุกอย่างที่แก้จะบันทึกให้เอง", "The draft is begun; it saves itself."))
    return redirect(url_for("studio.overview", draft=row.id), 303)


def _begun(given: dict[str, str], of: str | None) -> drafts.Begun:
    """Return what the draft is called: after the procedure it begins with, unless it was said."""
    found = next((row for row in definitions.list_newest(engine()) if row.key == of), None)
    names = ("", "") if found is None else (found.name_th, found.name_en)
    return drafts.Begun(
        title_th=given["title"] or names[0],
        title_en=given["title_en"] or names[1],
        key=given["key"],
    )
