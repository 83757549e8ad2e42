"""Decision tables of a draft: edited, checked at the cell, asked by the engine's own evaluation.

GET  /studio/<draft>/tables               what there is, and what a new table may begin with
POST /studio/<draft>/tables               a new table of a kind → its editor
GET  /studio/<draft>/tables/<key>         the editor
POST /studio/<draft>/tables/<key>/look    {text} → problems by cell, what it asks, who asks it
POST /studio/<draft>/tables/<key>/ask     {text, values, settings} → which rules hold, what it says
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Response, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import decision_trials, drafts
from engine.decision_trials import TEMPLATES, Examined, new_table
from engine.forms import load, outcomes
from engine.model import Problem
from web.audience import ANALYSTS
from web.language import language, t
from web.pages.studio_family import answers_json, field, opened, page, pages, sent_json
from web.pages.studio_new_files import Wanted, begun, kinds_called, named_files, wanted
from web.session import engine, person

_KINDS: Final = tuple(TEMPLATES)
_DECISION: Final = re.compile(r'<(?:\w+:)?decision\b[^>]*\bname="([^"]*)"')


@pages.get("/studio/<uuid:draft>/tables", whom=ANALYSTS)
def tables(draft: UUID) -> Response:
    """List the decision tables of a draft, and the kinds that a new one may be of."""
    return _list_page(draft, Wanted(), {})


def _list_page(draft: UUID, given: Wanted, wrong: dict[str, str]) -> Response:
    at_hand = opened(draft)
    return page(
        "tables.html",
        at_hand,
        status=422 if wrong else 200,
        tab="studio.table",
        files=named_files(at_hand, "table", "studio.table", _title),
        kinds=kinds_called(TEMPLATES),
        given=given,
        wrong=wrong,
    )


def _title(body: bytes) -> str:
    found = _DECISION.search(body.decode("utf-8", "replace"))
    return found[1] if found else ""


@pages.post("/studio/<uuid:draft>/tables", whom=ANALYSTS)
def begin_table(draft: UUID) -> BaseResponse:
    """Begin a decision table, and open it."""
    given, wrong = wanted(_KINDS)
    if wrong:
        return _list_page(draft, given, wrong)
    key = begun(draft, given, "dmn", lambda key: new_table(key, given.title_th, given.kind))
    return redirect(url_for("studio.table", draft=draft, key=key), 303)


@pages.get("/studio/<uuid:draft>/tables/<key>", whom=ANALYSTS)
def table(draft: UUID, key: str) -> Response:
    """Open a decision table in its editor."""
    row, body = drafts.read(engine(), person(), draft, f"{key}.dmn")
    at_hand = opened(draft)
    editor = {
        "name": row.name,
        "text": body.decode("utf-8", "replace"),
        "place": url_for("studio.table", draft=draft, key=key),
        "variables": _variables(drafts.bodies(engine(), person(), draft)),
    }
    files = named_files(at_hand, "table", "studio.table", _title)
    return page("table.html", at_hand, key=key, editor=editor, files=files)


def _variables(files: Mapping[str, bytes]) -> list[list[str]]:
    """Return (path, label) of what the draft's forms make: what a table may ask for."""
    found: dict[str, str] = {}
    for name, body in sorted(files.items()):
        made = load(body, name)[0] if drafts.kind_of(name) == "form" else None
        for each in outcomes(made.body) if made else ():
            if not each.is_row:
                found.setdefault(each.path, str(each.label[language()]))
    return [[path, label] for path, label in found.items()]


@pages.post("/studio/<uuid:draft>/tables/<key>/look", whom=ANALYSTS)
@answers_json
def look_at_table(draft: UUID, key: str) -> dict[str, Any]:
    """Say what is wrong with a table that is not saved yet, what it asks and who asks it."""
    files = drafts.bodies(engine(), person(), draft)
    body = field(sent_json(), "text", str).encode()
    found = decision_trials.examine(engine(), person(), f"{key}.dmn", body, files)
    return {
        "problems": [_problem(each) for each in found.problems],
        "asked_by": [f"{t(each.name.th, each.name.en)} ({file})" for file, each in found.asked_by],
        **_asks(found),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "id": problem.element_id,
        "said": t(problem.message_th, problem.message_en),
        "remedy": t(problem.remedy_th, problem.remedy_en),
        "is_error": problem.severity == "error",
    }


def _asks(found: Examined) -> dict[str, Any]:
    if found.needs is None:
        return {"variables": None, "settings": None}
    variables = [
        {"path": each.path, "type": each.type, "label": each.label, "values": list(each.values)}
        for each in found.needs.variables
    ]
    return {"variables": variables, "settings": dict(found.settings)}


@pages.post("/studio/<uuid:draft>/tables/<key>/ask", whom=ANALYSTS)
@answers_json
def ask_table(draft: UUID, key: str) -> dict[str, Any]:
    """Ask a table that is not saved yet."""
    opened(draft)
    sent = sent_json()
    body = field(sent, "text", str).encode()
    given = (field(sent, "values", dict), field(sent, "settings", dict))
    found = decision_trials.ask(engine(), person(), f"{key}.dmn", body, given)
    if found is None:
        why = t("ตารางยังมีข้อผิดพลาด แก้ก่อนจึงลองถามได้", "The table has errors; mend them first.")
        return {"cells": [], "rules": [], "outputs": None, "refusal": why}
    return {
        "cells": found.cells,
        "rules": found.rules,
        "outputs": found.outputs,
        "refusal": found.refusal.text(language()) if found.refusal else "",
    }
