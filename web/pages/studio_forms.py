"""The form builder: a form of a draft edited, seen as its fillers will, and held against the old.

GET  /studio/<draft>/forms                  what there is, and what a new form may begin with
POST /studio/<draft>/forms                  a new form of a kind → its builder
GET  /studio/<draft>/forms/<key>            the builder
POST /studio/<draft>/forms/<key>/preview    {text, language, typed, check} → the form as HTML
POST /studio/<draft>/forms/<key>/effects    {text} → what the change would break
"""

from typing import Any, Final
from uuid import UUID

import orjson
from flask import Response, redirect, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from engine import drafts, form_effects
from engine.forms import FormDefinition, check, load, outcomes
from engine.forms.rules import RESERVED, properties
from engine.forms.templates import TEMPLATES, definition
from web.audience import ANALYSTS
from web.forms import Filled, controls_of, read, summary, told
from web.forms.around import WORDS, Around
from web.forms.controls import sections_of
from web.forms.showing import shown
from web.language import speaking, t
from web.pages.studio_family import answers_json, field, opened, page, pages, sent_json
from web.pages.studio_form_words import (
    against_told,
    asked_by_told,
    effect_told,
    problem_told,
    types_called,
    variable_told,
)
from web.pages.studio_new_files import Wanted, begun, kinds_called, named_files, wanted
from web.rendering import show, today
from web.session import engine, person, settings

_KINDS: Final = tuple(TEMPLATES)


@pages.get("/studio/<uuid:draft>/forms", whom=ANALYSTS)
def forms(draft: UUID) -> Response:
    """List the forms of a draft, and the kinds that a new one may be of."""
    return _list_page(draft, Wanted(), {})


def _list_page(draft: UUID, given: Wanted, wrong: dict[str, str]) -> Response:
    at_hand = opened(draft)
    return page(
        "forms.html",
        at_hand,
        status=422 if wrong else 200,
        tab="studio.form",
        files=named_files(at_hand, "form", "studio.form", _title),
        kinds=kinds_called(TEMPLATES),
        given=given,
        wrong=wrong,
    )


@pages.post("/studio/<uuid:draft>/forms", whom=ANALYSTS)
def begin_form(draft: UUID) -> BaseResponse:
    """Begin a form, and open it."""
    given, wrong = wanted(_KINDS)
    if wrong:
        return _list_page(draft, given, wrong)

    def body(key: str) -> bytes:
        made = definition(key, {"th": given.title_th, "en": given.title_en}, given.kind)
        return orjson.dumps(made, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

    key = begun(draft, given, "json", body)
    return redirect(url_for("studio.form", draft=draft, key=key), 303)


@pages.get("/studio/<uuid:draft>/forms/<key>", whom=ANALYSTS)
def form(draft: UUID, key: str) -> Response:
    """Open a form in the builder."""
    row, body = drafts.read(engine(), person(), draft, f"{key}.json")
    at_hand = opened(draft)
    builder = {
        "name": row.name,
        "revision": row.revision,
        "text": body.decode("utf-8", "replace"),
        "place": url_for("studio.form", draft=draft, key=key),
        "limits": properties(),
        "words": {"types": types_called(), "reserved": sorted(RESERVED)},
    }
    return page(
        "form.html",
        at_hand,
        key=key,
        name=row.name,
        builder=builder,
        files=named_files(at_hand, "form", "studio.form", _title),
        is_readable=_is_readable(body),
    )


def _title(body: bytes) -> str:
    try:
        said = orjson.loads(body)["title"]
        return str(t(said["th"], said["en"]))
    except (orjson.JSONDecodeError, LookupError, TypeError):
        return ""


def _is_readable(body: bytes) -> bool:
    """Whether the builder can show the file at all: an object with a list of fields."""
    try:
        read_body = orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    fields = read_body.get("fields") if isinstance(read_body, dict) else None
    return isinstance(fields, list) and all(
        isinstance(each, dict) and {"key", "type", "label"} <= each.keys() for each in fields
    )


@pages.post("/studio/<uuid:draft>/forms/<key>/preview", whom=ANALYSTS)
@answers_json
def preview_form(draft: UUID, key: str) -> dict[str, Any]:
    """Show a form that is not saved yet, with what was typed into its preview."""
    opened(draft)
    sent = sent_json()
    made, problems = load(field(sent, "text", str).encode(), f"{key}.json")
    found: dict[str, Any] = {
        "problems": [problem_told(each) for each in problems],
        "html": None,
        "script": None,
        "variables": [],
    }
    if made is None:
        return found
    with speaking(str(sent.get("language", ""))):
        found["html"] = _drawn(made, _typed(sent), is_checked=sent.get("check") is True)
        found["script"] = told(made, {})
    found["variables"] = [variable_told(each) for each in outcomes(made.body) if not each.is_part]
    return found


def _typed(sent: dict[str, Any]) -> MultiDict[str, str]:
    pairs = sent.get("typed")
    given = pairs if isinstance(pairs, list) else []
    return MultiDict([(str(each[0]), str(each[1])) for each in given if _is_pair(each)])


def _is_pair(each: Any) -> bool:
    return isinstance(each, list) and len(each) == 2  # noqa: PLR2004 - a pair


def _drawn(made: FormDefinition, given: MultiDict[str, str], *, is_checked: bool) -> str:
    data = read(made, given)
    errors = check(made, data)[1] if is_checked else {}
    controls = controls_of(made, Filled(data=data, errors=errors))
    sections = sections_of(made, controls)
    around = Around(
        file=lambda _identity: "",
        signer=person().name,
        today=shown({"type": "date"}, today().isoformat()),
        most_bytes=settings().max_file_bytes,
        errors=errors,
        is_read_only=False,
        level=3,
    )
    return show(
        "studio/_form_preview.html",
        form=made,
        sections=sections,
        place=around,
        summary=summary(controls, errors),
        is_checked=is_checked,
        **WORDS,
    )


@pages.post("/studio/<uuid:draft>/forms/<key>/effects", whom=ANALYSTS)
@answers_json
def effects_of_form(draft: UUID, key: str) -> dict[str, Any]:
    """Say what a form that is not saved yet would break, once it is deployed."""
    files = drafts.bodies(engine(), person(), draft)
    body = field(sent_json(), "text", str).encode()
    found = form_effects.effects(engine(), person(), key, body, files)
    return {
        "effects": [effect_told(each) for each in found.effects],
        "asked_by": asked_by_told(found),
        "against": against_told(found),
    }
