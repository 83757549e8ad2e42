"""What the modeler's properties panel asks: names to choose from, dates, checked expressions."""

from collections.abc import Mapping
from typing import Any, Final, cast
from uuid import UUID

from flask import request

from engine import authoring, drafts, manuals
from engine.authoring import Trial
from engine.errors import (
    DeadlineAskedWrongly,
    DeadlineInvalid,
    ExpressionFailed,
    ExpressionInvalid,
    SettingUnknown,
)
from engine.thai import DateUnreadable, parse_date
from web.audience import ANALYSTS
from web.language import language, t
from web.names import name_of
from web.pages import studio_words
from web.pages.studio_family import BodyUnfit, answers_json, field, pages, sent_json
from web.rendering import today
from web.session import engine, person

_UNCOUNTABLE: Final = (
    DeadlineInvalid,
    DeadlineAskedWrongly,
    ExpressionInvalid,
    SettingUnknown,
    DateUnreadable,
)
_LONGEST: Final = 20_000
_LONGEST_TITLE: Final = 200
_MOST_NAMES: Final = 2_000
_ROWS: Final = 20


@pages.get("/studio/<uuid:draft>/words", whom=ANALYSTS)
@answers_json
def words(draft: UUID) -> dict[str, Any]:
    """Send all that a diagram of the draft may name, as people call it."""
    files = drafts.bodies(engine(), person(), draft)
    known = authoring.offices(engine(), person())
    office = request.args.get("office") or next((each.id for each in known), "")
    found = authoring.offer(engine(), person(), office, files)
    return {
        "office": office,
        "offices": [{"key": each.id, "name": name_of(each)} for each in known],
        "today": today().isoformat(),
        **studio_words.told(found),
    }


@pages.get("/studio/<uuid:draft>/words/forms/<key>", whom=ANALYSTS)
@answers_json
def words_of_form(draft: UUID, key: str) -> dict[str, Any]:
    """Send one form with its fields."""
    files = drafts.bodies(engine(), person(), draft)
    return studio_words.form(authoring.form(engine(), person(), key, files))


@pages.get("/studio/<uuid:draft>/words/rows", whom=ANALYSTS)
@answers_json
def rows(draft: UUID) -> list[dict[str, Any]]:
    """Find sentences of the manuals: by words (`q`), or those with these ids (`ids`)."""
    drafts.get(engine(), person(), draft)
    if ids := request.args.get("ids", "").split():
        known = manuals.rows()
        found = [known[each] for each in ids if each in known]
    else:
        found = manuals.search(request.args.get("q", "")[:100], _ROWS)
    return [studio_words.row(each) for each in found]


@pages.post("/studio/<uuid:draft>/words/take", whom=ANALYSTS)
@answers_json
def take(draft: UUID) -> dict[str, Any]:
    """Take a deployed form or table into the draft, or begin a form, to be changed there."""
    sent = sent_json()
    name, title = field(sent, "name", str), sent.get("title")
    titles = title[:_LONGEST_TITLE] if isinstance(title, str) and title.strip() else None
    both = None if titles is None else {"th": titles, "en": str(sent.get("title_en") or titles)}
    return {"name": authoring.take(engine(), person(), draft, name, both).name}


@pages.post("/studio/<uuid:draft>/words/expression", whom=ANALYSTS)
@answers_json
def expression(draft: UUID) -> dict[str, Any]:
    """Judge an expression as deployment will, and tell names that nothing has set before."""
    drafts.get(engine(), person(), draft)
    sent = sent_json()
    text, place, known = field(sent, "text", str), field(sent, "place", str), sent.get("known")
    if place not in authoring.PLACES:
        raise BodyUnfit(why="place")
    if known is not None and not _are_names(known):
        raise BodyUnfit(why="known")
    verdict = authoring.check(text[:_LONGEST], place, known)
    return {
        "problem": t(verdict.why_th, verdict.why_en),
        "at": verdict.at,
        "names": sorted(verdict.names),
        "sets": verdict.sets,
        "unknown": [{"name": name, "near": near} for name, near in verdict.unknown.items()],
    }


def _are_names(known: object) -> bool:
    is_list = isinstance(known, list) and len(known) <= _MOST_NAMES
    return is_list and all(isinstance(each, str) for each in cast("list[object]", known))


@pages.post("/studio/<uuid:draft>/words/deadline", whom=ANALYSTS)
@answers_json
def deadline(draft: UUID) -> dict[str, Any]:
    """Count a deadline from a day on, and as it was before it was changed, if that is told."""
    files = drafts.bodies(engine(), person(), draft)
    sent = sent_json()
    office, start = field(sent, "office", str), field(sent, "start", str)
    counted = [_count(files, (office, start), sent.get(name)) for name in ("deadline", "was")]
    return {"now": counted[0], "was": counted[1]}


def _count(files: Mapping[str, bytes], where: tuple[str, str], given: Any) -> dict[str, Any] | None:
    """Return a date in words, or why there is none: that is an answer too."""
    if not isinstance(given, dict):
        return None
    written = {str(name): str(value) for name, value in given.items()}
    office, start = where
    try:
        trial = Trial(office=office, start=parse_date(start), files=files)
        found = authoring.count(engine(), person(), trial, written)
    except ExpressionFailed:
        depends = t(
            "ขึ้นกับข้อมูลของแต่ละเรื่อง จึงบอกวันได้เมื่อมีเรื่องจริง",
            "It hangs on what each case holds, so the date is known only then.",
        )
        return {"problem": depends, "depends": True}
    except _UNCOUNTABLE as refused:
        return {"problem": refused.text(language())}
    return studio_words.counted(found)
