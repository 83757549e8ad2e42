"""The auditors' pages: find a case, read its story, verify it, replay it, compare, take evidence.

Nothing here changes anything; that somebody looked is written down by the nouns.
"""

from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import request, url_for
from werkzeug.exceptions import NotFound

from engine import history
from engine.errors import DefinitionNotFound
from engine.history import CaseFile, Search
from engine.model import InstanceStatus
from engine.replay import Comparison, Timeline, compare
from engine.thai import DateUnreadable, parse_date
from web.addresses import counted
from web.audience import ADMINS, AUDITORS
from web.language import t
from web.names import name_of
from web.pages.audit_data import called, lines
from web.pages.audit_story import person_called, read_called, replayed, replayed_many, story
from web.rendering import show
from web.routing import Pages
from web.session import engine, person

pages = Pages("audit")
WHOM: Final = AUDITORS | ADMINS
_SHOWN: Final = 40
_STORY: Final = 400
_ASKED: Final = ("q", "procedure", "status", "office", "since", "until")


@pages.get("/audit", whom=WHOM)
def home() -> str:
    """Find a case; see how the record of the offices stands."""
    asked = {name: request.args.get(name, "").strip()[:100] for name in _ASKED}
    errors: list[tuple[str, str]] = []
    wanted = _search(asked, errors)
    found = history.find(engine(), person(), wanted, request.args.get("cursor"), _SHOWN)
    given: dict[str, Any] = {name: text for name, text in asked.items() if text}
    following = url_for("audit.home", **given, cursor=found.next) if found.next else None
    return show(
        "audit/home.html",
        title=t("ตรวจสอบ", "Audit"),
        asked=asked,
        given=given,
        errors=errors,
        found=found.items,
        following=following,
        versions=history.run_versions(engine(), person()),
        ledger=history.ledger_standing(engine(), person()),
        statuses=list(InstanceStatus),
    )


def _search(asked: dict[str, str], errors: list[tuple[str, str]]) -> Search:
    return Search(
        q=asked["q"] or None,
        definition_key=asked["procedure"] or None,
        status=asked["status"] or None,
        office=asked["office"] or None,
        since=_day(asked, "since", errors),
        until=_day(asked, "until", errors),
    )


def _day(asked: dict[str, str], name: str, errors: list[tuple[str, str]]) -> date | None:
    try:
        return parse_date(asked[name]) if asked.get(name) else None
    except DateUnreadable as refusal:
        errors.append((name, refusal.text("th" if t("th", "en") == "th" else "en")))
        return None


@pages.get("/audit/cases/<uuid:case_id>", whom=WHOM)
def case(case_id: UUID) -> str:
    """Tell a case's story in sentences, what verifying it says, and who read it."""
    found = history.open_case(engine(), person(), case_id, "history")
    after = request.args.get("after", default=0, type=counted)
    shown = [each for each in found.events if each.seq > after][:_STORY]
    more = shown[-1].seq if shown and shown[-1].seq < len(found.events) else None
    report = history.verify(engine(), person(), case_id)
    readers = history.readers(engine(), person(), case_id)
    return show(
        "audit/case.html",
        title=found.instance.business_key,
        case=found,
        procedure=_procedure(found),
        office=name_of(found.office),
        story=story(found, shown),
        after=after,
        more=more,
        report=report,
        meaning=history.meaning(report),
        readers=[(row, t(*name), read_called(found, row.what)) for row, name in readers],
    )


@pages.get("/audit/cases/<uuid:case_id>/replay", whom=WHOM)
def replay(case_id: UUID) -> str:
    """Show a case moving on its diagram, at the version it ran."""
    found = history.open_case(engine(), person(), case_id, "replay")
    return show(
        "audit/replay.html",
        title=t("เล่นย้อนหลัง", "Replay"),
        case=found,
        procedure=_procedure(found),
        at=request.args.get("at", default=0, type=counted),
        source=url_for("audit.replay_data", case_id=case_id),
    )


@pages.get("/audit/cases/<uuid:case_id>/replay.json", whom=WHOM)
def replay_data(case_id: UUID) -> dict[str, Any]:
    """Return what the page replays."""
    return replayed(history.open_case(engine(), person(), case_id, "replay"))


@pages.get("/audit/cases/<uuid:case_id>/compare", whom=WHOM)
def compare_moments(case_id: UUID) -> str:
    """Hold two moments of a case side by side."""
    found = history.open_case(engine(), person(), case_id, "compare")
    last = len(found.events)
    one = request.args.get("one", default=1, type=counted)
    other = request.args.get("other", default=last, type=counted)
    both = compare(Timeline(found.events), one, other)
    return show(
        "audit/compare.html",
        title=t("เทียบสองช่วงเวลา", "Compare two moments"),
        case=found,
        procedure=_procedure(found),
        both=both,
        changes=_changes(found, both),
        between=story(found, both.between),
        choices=[(each["seq"], each) for each in story(found)],
        state=_state(both),
    )


def _changes(case: CaseFile, both: Comparison) -> list[dict[str, Any]]:
    """Return the variables that differ, line by line; what stayed the same within is left out."""
    return [
        {
            "title": called(case, each.name),
            "is_new": each.is_new,
            "rows": _differing(
                [] if each.is_new else lines(case, each.name, each.before),
                lines(case, each.name, each.after),
            ),
            "by": person_called(case, each.by.actor),
            "at": each.by.at,
            "seq": each.by.seq,
        }
        for each in both.changes
    ]


def _differing(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> list[tuple[str, str, str]]:
    old, new = dict(before), dict(after)
    names = dict.fromkeys([*old, *new])
    return [
        (name, old.get(name, "–"), new.get(name, "–"))
        for name in names
        if old.get(name, "–") != new.get(name, "–")
    ]


def _state(both: Comparison) -> dict[str, list[str]]:
    """Return where the case stood at the second moment, and what it passed between the two."""
    steps = [step for event in both.between for step in (event.data or {}).get("steps", ())]
    return {
        "here": sorted({each.element_id for each in both.after.tokens.values()}),
        "done": sorted({step[1] for step in steps if step[0] == "completed"}),
        "taken": sorted({step[3] for step in steps if len(step) > _FLOW and step[3]}),
    }


_FLOW: Final = 3


@pages.get("/audit/procedures/<key>/replay", whom=WHOM)
def procedure_replay(key: str) -> str:
    """Show all cases of a procedure moving at once."""
    versions = [
        each for each in history.run_versions(engine(), person()) if each.definition.key == key
    ]
    if not versions:
        raise DefinitionNotFound(key=key)
    asked, errors = _period()
    version = request.args.get("version", default=versions[0].definition.version, type=counted)
    given: dict[str, Any] = {name: text for name, text in asked.items() if text}
    return show(
        "audit/procedure_replay.html",
        title=t("เล่นย้อนหลังทุกเรื่อง", "Replay all cases"),
        key=key,
        versions=versions,
        version=version,
        asked=asked,
        errors=errors,
        source=url_for("audit.procedure_data", key=key, version=version, **given),
        log=url_for("audit_files.procedure_log", key=key, version=version, **given),
    )


def _period() -> tuple[dict[str, str], list[tuple[str, str]]]:
    asked = {name: request.args.get(name, "").strip()[:100] for name in ("since", "until")}
    errors: list[tuple[str, str]] = []
    for name in asked:
        _day(asked, name, errors)
    return asked, errors


def version_wanted(key: str) -> Search:
    """Return which cases of a procedure the address asks for: a version, and a period."""
    asked, errors = _period()
    if errors:
        raise NotFound
    return Search(
        definition_key=key,
        definition_version=request.args.get("version", default=0, type=counted),
        since=_day(asked, "since", errors),
        until=_day(asked, "until", errors),
    )


@pages.get("/audit/procedures/<key>/replay.json", whom=WHOM)
def procedure_data(key: str) -> dict[str, Any]:
    """Return what the page of all cases replays, and whether older ones were left out."""
    found = history.replay_many(engine(), person(), version_wanted(key))
    cut = t(
        f"แสดงเฉพาะ {len(found.cases):,} เรื่องล่าสุด เรื่องที่เก่ากว่าไม่ได้แสดง เลือกช่วงวันที่เพื่อดูเรื่องเก่า",
        f"Only the newest {len(found.cases):,} cases are shown; choose a period to see older ones.",
    )
    whole = t(f"{len(found.cases):,} เรื่อง", f"{len(found.cases):,} cases")
    return replayed_many(found) | {"told": cut if found.is_cut else whole, "cut": found.is_cut}


def _procedure(case: CaseFile) -> str:
    drawing = case.diagrams[0].drawing
    return t(drawing.name, drawing.name_en)
