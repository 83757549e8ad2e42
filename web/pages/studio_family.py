"""What the studio's pages share: the frame with the draft's head and its tabs, refusals as JSON.

A matter of the studio is a module that takes `pages` from here and declares its views; it is named
in `web.pages.studio.MATTERS`. Its tab stands in `TABS` and is shown once its endpoint exists.
A page extends `studio/_frame.html` and is shown by `page(template, draft, tab=endpoint, …)`.
A script's request is answered by a view under `@answers_json`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final, ParamSpec
from uuid import UUID

import orjson
from flask import Response, current_app, make_response, request, url_for

from api.errors import MEDIA_TYPE, status_of
from engine import drafts
from engine.drafts import Draft
from engine.errors import EngineError, Invalid
from web.language import language, t
from web.rendering import show
from web.routing import Pages
from web.session import engine, person

pages = Pages("studio")
Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class Tab:
    """A place in a draft. `of`: it opens the first file of that kind; `draft` is in its address."""

    endpoint: str
    th: str
    en: str
    of: str = ""


TABS: Final = (
    Tab("studio.overview", "ภาพรวม", "Overview"),
    Tab("studio.diagram", "แผนผัง", "Diagram", of="diagram"),
    Tab("studio.form", "แบบฟอร์ม", "Forms", of="form"),
    Tab("studio.table", "ตารางตัดสินใจ", "Decision tables", of="table"),
    Tab("studio.declarations", "ค่าตั้ง", "Settings"),
    Tab("studio.trying", "ทดลอง", "Try it"),
    Tab("studio.year", "จำลองทั้งปี", "A year"),
    Tab("studio.compare", "เทียบรุ่น", "Compare"),
    Tab("studio.recorded", "เรื่องจริง", "Recorded cases"),
    Tab("studio.deploy", "นำขึ้นใช้", "Deploy"),
    Tab("studio.versions", "รุ่นที่เก็บไว้", "Versions"),
)
"""`studio.diagram` takes `name` (`x.bpmn`); `studio.form` and `studio.table` take `key`."""
EDITORS: Final = {tab.of: tab.endpoint for tab in TABS if tab.of}


def page(template: str, draft: Draft, /, status: int = 200, **values: Any) -> Response:
    """Return a page about a draft; `tab`: the endpoint whose tab is the current one."""
    current = values.pop("tab", request.endpoint)
    body = show(
        f"studio/{template}",
        draft=draft,
        tabs=tabs(draft, current),
        present=[place(each) for each in draft.present],
        **{"title": t(draft.row.title_th, draft.row.title_en), **values},
    )
    return make_response(body, status)


def opened(draft_id: UUID) -> Draft:
    """Return the draft of a page.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    return drafts.get(engine(), person(), draft_id)


def tabs(draft: Draft, current: str | None) -> list[tuple[str, str, None, bool, bool]]:
    """Return the tabs of a draft's pages that are there, as the macro `tabs` takes them."""
    there = [each for each in TABS if each.endpoint in current_app.view_functions]
    return [
        (href, t(each.th, each.en), None, each.endpoint == current, False)
        for each in there
        if (href := _href(each, draft))
    ]


def _href(tab: Tab, draft: Draft) -> str:
    if not tab.of:
        return url_for(tab.endpoint, draft=draft.row.id)
    first = next((f.name for f in draft.files if drafts.kind_of(f.name) == tab.of), None)
    return "" if first is None else editor(draft.row.id, first)


def editor(draft_id: UUID, name: str) -> str:
    """Return the address where a file is edited; "" where nothing edits its kind."""
    kind = drafts.kind_of(name)
    endpoint = EDITORS.get(kind, "studio.declarations" if kind == "settings" else "")
    if endpoint not in current_app.view_functions:
        return ""
    stem = name.rpartition(".")[0]
    which: dict[str, dict[str, Any]] = {
        "diagram": {"name": name},
        "form": {"key": stem},
        "table": {"key": stem},
    }
    return url_for(endpoint, draft=draft_id, **which.get(kind, {}))


def place(each: drafts.Present) -> dict[str, str]:
    """Return somebody who has the draft open, as the page's script takes it too."""
    name = each.name_th if language() == "th" else each.name_en
    return {"id": each.user_id, "name": name, "file": each.file, "element": each.element}


def answers_json(view: Callable[Given, Any]) -> Callable[Given, Response]:
    """Let a view return a JSON value, and a refusal leave as problem details (RFC 9457)."""

    @wraps(view)
    def answer(*given: Given.args, **named: Given.kwargs) -> Response:
        try:
            found = view(*given, **named)
        except EngineError as refusal:
            return _problem(refusal)
        if isinstance(found, Response):
            return found
        return Response(orjson.dumps(found), content_type="application/json")

    return answer


def _problem(refusal: EngineError) -> Response:
    status = status_of(refusal)
    about = {name: _plain(value) for name, value in refusal.particulars.items()}
    said = {
        "type": f"urn:khanton:problem:{refusal.code}",
        "status": status,
        "code": refusal.code,
        "detail": refusal.text(language()),
        "about": about,
    }
    return Response(orjson.dumps(said), status=status, content_type=MEDIA_TYPE)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | bool) else str(value)


class BodyUnfit(Invalid):
    """A script's request is not what the view takes; `why` says what is wrong."""

    code = "body_unfit"
    th = "อ่านคำขอไม่ได้: {why}"
    en = "The request cannot be read: {why}"


def sent_json() -> dict[str, Any]:
    """Return the JSON object that a script sent.

    Raises:
        BodyUnfit: it is no JSON object.
    """
    try:
        found = orjson.loads(request.get_data())
    except orjson.JSONDecodeError as problem:
        raise BodyUnfit(why="JSON") from problem
    if not isinstance(found, dict):
        raise BodyUnfit(why="{…}")
    return found


def field(found: dict[str, Any], name: str, kind: type[Any]) -> Any:
    """Return a field of what a script sent.

    Raises:
        BodyUnfit: it is missing, or of another kind.
    """
    value = found.get(name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise BodyUnfit(why=name)
    return value
