"""Scenarios of a draft: kept of a trial, run together, and what of the diagrams they pass."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson
from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from api.errors import status_of
from engine import drafts
from engine import trying as scratch
from engine.errors import DeploymentRefused, EngineError, MoveInvalid, TrialMoved
from engine.thai import DateUnreadable, parse_date
from engine.trying import DiagramCoverage, Expectation, Names, ScenarioRow, What
from web.audience import ANALYSTS
from web.desk import refusal_words
from web.flashes import flash
from web.language import t
from web.pages.studio_family import opened, page, pages
from web.pages.studio_try_words import pair
from web.pages.studio_trying import PLACE, TAB
from web.session import engine, person

_LIST: Final = f"{PLACE}/scenarios"
_ONE: Final = f"{_LIST}/<uuid:scenario>"
_USUAL: Final = frozenset({What.ENDED, What.DUE, What.PAPER})
"""What is ticked to begin with: that a task was passed follows from how it ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An expectation with its words, as a box to be ticked."""

    value: str
    words: str
    is_ticked: bool


@pages.get(f"{PLACE}/keep", whom=ANALYSTS)
def try_keep(draft: UUID) -> BaseResponse:
    """Offer what happened in the trial as what is to be expected of it."""
    return _keeping(draft, None)


def _keeping(draft: UUID, refusal: EngineError | None) -> BaseResponse:
    trial = scratch.current(engine(), person(), draft)
    if trial is None:
        raise TrialMoved
    names = scratch.names_of(trial.world)
    offers = [
        _offer(each, names, is_ticked=each.what in _USUAL)
        for each in scratch.offered(scratch.look(trial.world))
    ]
    return page(
        "try_keep.html",
        opened(draft),
        200 if refusal is None else status_of(refusal),
        tab=TAB,
        offers=offers,
        name=request.form.get("name", ""),
        refused=refusal_words(refusal) if refusal else "",
        moves=[pair(names.move(move)) for move, _ in trial.moves[: trial.row.position]],
    )


def _offer(expected: Expectation, names: Names, *, is_ticked: bool) -> Offer:
    told = orjson.dumps(expected.to_json()).decode()
    return Offer(value=told, words=pair(scratch.said(expected, names)), is_ticked=is_ticked)


@pages.post(f"{PLACE}/keep", whom=ANALYSTS)
def try_kept(draft: UUID) -> BaseResponse:
    """Keep the trial as a scenario."""
    trial = scratch.current(engine(), person(), draft)
    if trial is None:
        raise TrialMoved
    try:
        name = request.form.get("name", "")
        scratch.keep(engine(), person(), trial, name, _ticked())
    except EngineError as refusal:
        return _keeping(draft, refusal)
    flash("ok", t("เก็บเป็นสถานการณ์ทดสอบแล้ว", "The scenario is kept."))
    return redirect(url_for("studio.try_scenarios", draft=draft), 303)


def _ticked() -> list[Expectation]:
    """Read the expectations that were ticked.

    Raises:
        MoveInvalid: one is none.
    """
    try:
        told = [orjson.loads(each) for each in request.form.getlist("expect")]
    except orjson.JSONDecodeError:
        raise MoveInvalid(why_th="สิ่งที่คาดหวังอ่านไม่ได้", why_en="it cannot be read.") from None
    return [scratch.from_json(each if isinstance(each, dict) else {}) for each in told]


@pages.get(_LIST, whom=ANALYSTS)
def try_scenarios(draft: UUID) -> BaseResponse:
    """List the scenarios; `run`: with what comes of each on the draft as it is, and coverage."""
    found = opened(draft)
    rows = scratch.list_all(engine(), person(), draft)
    results: dict[UUID, scratch.ScenarioResult] = {}
    covered: list[DiagramCoverage] = []
    if "run" in request.args:
        try:
            ran = scratch.run_all(engine(), person(), draft)
        except DeploymentRefused as refused:
            problems = list(refused.particulars.get("problems", ()))
            return page("try_refused.html", found, tab=TAB, problems=problems)
        results = {each.id: each for each in ran}
        covered = scratch.coverage(drafts.bodies(engine(), person(), draft), ran)
    return page(
        "try_scenarios.html",
        found,
        tab=TAB,
        rows=rows,
        results=results,
        covered=covered,
        pair=pair,
        failed=sum(not each.is_passed for each in results.values()),
        state_of=_state,
    )


def _state(covered: DiagramCoverage) -> dict[str, Any]:
    every = [*covered.elements, *covered.flows]
    return {
        "times": {each.id: each.times for each in covered.elements if each.times},
        "taken": [each.id for each in covered.flows if each.times],
        "never": [each.id for each in every if not each.times],
    }


@pages.get(_ONE, whom=ANALYSTS)
def try_scenario(draft: UUID, scenario: UUID) -> BaseResponse:
    """Show a scenario: its moves, and what is expected, to be changed."""
    return _scenario(draft, scratch.get(engine(), person(), draft, scenario), None)


def _scenario(draft: UUID, row: ScenarioRow, refusal: EngineError | None) -> BaseResponse:
    names = _names(draft, row)
    offers = [_offer(each, names, is_ticked=True) for each in scratch.expectations_of(row)]
    return page(
        "try_scenario.html",
        opened(draft),
        200 if refusal is None else status_of(refusal),
        tab=TAB,
        row=row,
        by=_called(draft, row.changed_by),
        offers=offers,
        name=request.form.get("name", row.name),
        refused=refusal_words(refusal) if refusal else "",
        moves=[pair(names.move(each)) for each in scratch.moves_of(row)],
        elements=sorted((pair(each), key) for key, each in names.steps.items()),
        kinds=_kinds(),
    )


def _called(draft: UUID, user: str) -> str:
    """Return what somebody is called who works on the draft."""
    return t(*opened(draft).names.get(user, (user, user)))


def _names(draft: UUID, row: ScenarioRow) -> Names:
    """Return how things are called; by their ids where the draft cannot run just now."""
    try:
        return scratch.names_for(engine(), person(), draft, row)
    except DeploymentRefused:
        return Names(elements={}, steps={}, procedures={}, parties={}, variables={}, options={})


def _kinds() -> list[tuple[str, str]]:
    return [
        (What.PASSED, t("ผ่านขั้นตอนนี้", "this step is passed")),
        (What.NOT_PASSED, t("ไม่ผ่านขั้นตอนนี้", "this step is not passed")),
        (What.DUE, t("ขั้นตอนนี้ครบกำหนดวันที่ …", "this step is due on …")),
        (What.ENDED, t("เรื่องจบที่นี่", "the case ends here")),
        (What.VARIABLE, t("ข้อมูลมีค่าเป็น …", "data are …")),
    ]


@pages.post(_ONE, whom=ANALYSTS)
def try_change(draft: UUID, scenario: UUID) -> BaseResponse:
    """Change a scenario's name and what is expected; what was unticked is expected no more."""
    row = scratch.get(engine(), person(), draft, scenario)
    try:
        expected = [*_ticked(), *_added()]
        seen = replace(row, revision=_revision())
        name = request.form.get("name", "")
        scratch.change(engine(), person(), seen, name, expected)
    except EngineError as refusal:
        return _scenario(draft, row, refusal)
    flash("ok", t("บันทึกสถานการณ์ทดสอบแล้ว", "The scenario is saved."))
    return redirect(url_for("studio.try_scenario", draft=draft, scenario=scenario), 303)


def _revision() -> int:
    text = request.form.get("revision", "")
    return int(text) if text.isdecimal() else -1


def _added() -> list[Expectation]:
    """Read the one expectation that was written by hand, if any."""
    given = request.form
    what, value = given.get("what", ""), given.get("value", "").strip()
    if not what:
        return []
    told: dict[str, Any] = {"what": what, "subject": given.get("subject", "")}
    if what == What.DUE:
        told["value"] = _day(value).isoformat()
    elif what == What.VARIABLE:
        told |= {"subject": given.get("variable", "").strip(), "value": _plain(value)}
    return [scratch.from_json(told)]


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except DateUnreadable:
        raise MoveInvalid(
            why_th="วันที่อ่านไม่ได้ ให้เขียนเช่น 1/4/2569", why_en="the day cannot be read; write 1/4/2026."
        ) from None


def _plain(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


@pages.post(f"{_ONE}/remove", whom=ANALYSTS)
def try_remove(draft: UUID, scenario: UUID) -> BaseResponse:
    """Remove a scenario."""
    scratch.remove(engine(), person(), draft, scenario)
    flash("ok", t("ลบสถานการณ์ทดสอบแล้ว", "The scenario is removed."))
    return redirect(url_for("studio.try_scenarios", draft=draft), 303)


@pages.post(f"{_ONE}/open", whom=ANALYSTS)
def try_open(draft: UUID, scenario: UUID) -> BaseResponse:
    """Live a scenario's moves in the person's trial, to look at them or to go on from there."""
    row = scratch.get(engine(), person(), draft, scenario)
    try:
        scratch.take_up(engine(), person(), draft, row)
    except DeploymentRefused as refused:
        problems = list(refused.particulars.get("problems", ()))
        return page("try_refused.html", opened(draft), tab=TAB, problems=problems)
    return redirect(url_for(TAB, draft=draft), 303)
