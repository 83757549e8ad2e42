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
    return _list_page({}, {})


def _list_page(given: dict[str, str], wrong: dict[str, str]) -> BaseResponse:
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
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


@pages.post("/studio", whom=ANALYSTS)
def create() -> BaseResponse:
    """Begin a draft: empty, or with a deployed procedure."""
    given = {name: request.form.get(name, "").strip() for name in ("title", "title_en", "of")}
    given["key"] = request.form.get("key", "").strip()
    of = given["of"] or None
    title = given["title"] or _named_after(of)
    begun = drafts.Begun(title_th=title, title_en=given["title_en"], key=given["key"])
    try:
        row = drafts.create(engine(), person(), begun, of=of)
    except DraftTitleUnfit as refusal:
        return _list_page(given, {"title": refusal.text(language())})
    except DraftFileUnfit as refusal:
        return _list_page(given, {"key": refusal.text(language())})
    except DefinitionNotFound as refusal:
        return _list_page(given, {"of": refusal.text(language())})
    flash("ok", t("เริ่มร่างแล้ว ทุกอย่างที่แก้จะบันทึกให้เอง", "The draft is begun; it saves itself."))
    return redirect(url_for("studio.overview", draft=row.id), 303)


def _named_after(of: str | None) -> str:
    if of is None:
        return ""
    found = next((row for row in definitions.list_newest(engine()) if row.key == of), None)
    return "" if found is None else found.name_th
