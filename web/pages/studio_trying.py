"""Trying a draft: a case of it, done as any role, on a clock that one moves oneself."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import Response, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from api.errors import status_of
from engine import drafts
from engine import trying as scratch
from engine.calendar import local_date
from engine.errors import (
    AttachmentNotFound,
    DeploymentRefused,
    EngineError,
    MoveInvalid,
    TrialMoved,
)
from engine.trying import Do, Move, Seen, Trial
from web.audience import ANALYSTS
from web.desk import refusal_words
from web.pages import studio_try_words as words
from web.pages.office_family import day_field
from web.pages.studio_family import opened, page, pages
from web.pages.studio_try_typed import (
    asked_place,
    seen_version,
    typed_moment,
    typed_variables,
)
from web.rendering import is_htmx, show, today
from web.sending import ALONE
from web.session import engine, person

PLACE: Final = "/studio/<uuid:draft>/try"
TAB: Final = "studio.trying"


@pages.get(PLACE, whom=ANALYSTS)
def trying(draft: UUID) -> BaseResponse:
    """Show the trial that the person is in, or how one is begun."""
    return trial_page(draft)


def trial_page(
    draft_id: UUID, refusal: EngineError | None = None, status: int = 200
) -> BaseResponse:
    """Return the page of a trial; for htmx, only what a move changes."""
    draft = opened(draft_id)
    try:
        trial = scratch.current(engine(), person(), draft_id)
    except DeploymentRefused as refused:
        return page("try_refused.html", draft, 200, tab=TAB, problems=_problems(refused))
    if trial is None or request.args.get("new") is not None:
        return _beginning(draft, refusal, status)
    values = shown(draft, trial, refusal)
    if is_htmx():
        return make_response(show("studio/try_live.html", draft=draft, **values), status)
    return page("try.html", draft, status, tab=TAB, **values)


def _problems(refused: DeploymentRefused) -> list[Any]:
    return list(refused.particulars.get("problems", ()))


def _beginning(
    draft: drafts.Draft, refusal: EngineError | None = None, status: int = 200
) -> BaseResponse:
    try:
        ways, parties = scratch.ways(engine(), person(), draft.row.id)
    except DeploymentRefused as refused:
        return page("try_refused.html", draft, status, tab=TAB, problems=_problems(refused))
    given = request.form
    return page(
        "try_begin.html",
        draft,
        status,
        tab=TAB,
        ways=ways,
        parties=parties,
        pair=words.pair,
        refused=refusal_words(refusal) if refusal else "",
        day=given.get("day") or day_field(today()),
        clock=given.get("clock") or "09:00",
        given=given,
    )


def shown(draft: drafts.Draft, trial: Trial, refusal: EngineError | None = None) -> dict[str, Any]:
    """Return what the templates of a trial show."""
    seen, names = scratch.look(trial.world), scratch.names_of(trial.world)
    chosen = _chosen(seen)
    case = seen.cases[chosen] if seen.cases else None
    stopped = trial.world.stopped
    return {
        "trial": trial,
        "seen": seen,
        "case": case,
        "chosen": chosen,
        "day": day_field(local_date(seen.now)),
        "pair": words.pair,
        "refused": refusal_words(refusal) if refusal else "",
        "stopped": (words.pair(names.move(stopped[0])), refusal_words(stopped[1]))
        if stopped
        else None,
        "moves": words.moves_of(trial, names),
        "files": [each.name for each in draft.files],
        "letters": [(each, words.letter_to(each.to)) for each in reversed(seen.letters)],
        "may_play": not draft.row.archived_at,
        **(_of_case(seen, case, names) if case else {}),
    }


def _of_case(seen: Seen, case: scratch.CaseSeen, names: scratch.Names) -> dict[str, Any]:
    drawn = case.drawn
    stuck = words.stuck_of(case)
    return {
        "tasks": words.tasks_of(seen, case),
        "timers": words.timers_of(case),
        "ears": words.ears_of(case),
        "stuck": stuck,
        "values": words.values_of(case, names),
        "papers": words.papers_of(case, names),
        "procedure": words.pair((case.definition.name, case.definition.name_en)),
        "end": words.pair((case.end.name, case.end.name_en)) if case.end else "",
        "diagrams": [
            (key, words.pair(names.procedures.get(key, (key, key)))) for key in case.diagrams
        ],
        "diagram": _shown_diagram(case),
        "state": {
            "here": drawn.here,
            "done": drawn.done,
            "taken": drawn.taken,
            "broken": drawn.broken,
        },
    }


def _shown_diagram(case: scratch.CaseSeen) -> str:
    """Return the key of the diagram to draw: the one asked for, else the case's own."""
    asked = request.args.get("diagram", "")
    return asked if asked in case.diagrams else case.instance.definition_key


def _chosen(seen: Seen) -> int:
    """Return which case is looked at: the one asked for, else the newest."""
    asked = request.values.get("case", "")
    number = int(asked) if asked.isdecimal() else len(seen.cases) - 1
    return max(0, min(number, len(seen.cases) - 1))


@pages.post(f"{PLACE}/begin", whom=ANALYSTS)
def try_begin(draft: UUID) -> BaseResponse:
    """Begin a trial: at a moment, by a start event, for a party."""
    try:
        ways, _ = scratch.ways(engine(), person(), draft)
        number = int(request.form.get("way", "0"))
        way = ways[number]
        move = way.move(request.form.get("party") or None, typed_variables())
        trial = scratch.begin(engine(), person(), draft, typed_moment())
        scratch.play(engine(), person(), draft, move, trial.row.version)
    except (ValueError, IndexError):
        return _beginning(opened(draft), MoveInvalid(**_NO_WAY), 422)
    except DeploymentRefused:
        return trial_page(draft)
    except EngineError as refusal:
        return _beginning(opened(draft), refusal, status_of(refusal))
    return redirect(url_for(TAB, draft=draft), 303)


_NO_WAY: Final = {"why_th": "ยังไม่ได้เลือกว่าจะเริ่มอย่างไร", "why_en": "it does not say how to begin."}


@pages.post(f"{PLACE}/move", whom=ANALYSTS)
def try_move(draft: UUID) -> BaseResponse:
    """Do a move: jump in time, fire a timer, do a task with sample data, say a message."""
    return _answered(draft, lambda: _play(draft, _asked(draft)))


@pages.post(f"{PLACE}/step", whom=ANALYSTS)
def try_step(draft: UUID) -> BaseResponse:
    """Step back, or forward again, to after another of the moves."""
    position = request.form.get("position", "")
    to = int(position) if position.isdecimal() else -1
    return _answered(draft, lambda: scratch.step_to(engine(), person(), draft, to, seen_version()))


@pages.post(f"{PLACE}/leave", whom=ANALYSTS)
def try_leave(draft: UUID) -> BaseResponse:
    """End the trial; scenarios that were kept of it stay."""
    scratch.leave(engine(), person(), draft)
    return redirect(url_for(TAB, draft=draft), 303)


def _answered(draft: UUID, act: Callable[[], Any]) -> BaseResponse:
    try:
        act()
    except DeploymentRefused:
        return trial_page(draft)
    except EngineError as refusal:
        return trial_page(draft, refusal, status_of(refusal))
    if is_htmx():
        return trial_page(draft)
    return redirect(url_for(TAB, draft=draft, case=request.form.get("case")), 303)


def _play(draft: UUID, move: Move) -> Trial:
    return scratch.play(engine(), person(), draft, move, seen_version())


def _asked(draft: UUID) -> Move:
    """Read a move that a button of the page asks for."""
    given = request.form
    if given.get("do") == "sample":
        return _sampled(draft)
    try:
        do = Do(given.get("do", ""))
    except ValueError:
        raise MoveInvalid(why_th="ไม่รู้จักการกระทำนี้", why_en="it is no move that we know.") from None
    if do is Do.ADVANCE:
        return Move(do=do, given={"to": typed_moment().isoformat()})
    variables = typed_variables() if do in (Do.HEAR, Do.SERVE) else {}
    more = {"variables": variables} if variables else {}
    return Move(do=do, place=asked_place() if "element" in given else None, given=more)


def _sampled(draft: UUID) -> Move:
    trial = scratch.current(engine(), person(), draft)
    if trial is None:
        raise TrialMoved
    with scratch.inside(trial):
        at_desk = scratch.at_desk(trial, asked_place())
        return at_desk.move(at_desk.sample())


@pages.get(f"{PLACE}/diagrams/<key>.bpmn", whom=ANALYSTS)
def try_diagram(draft: UUID, key: str) -> Response:
    """Send the diagram of a procedure as it is in the trial."""
    response = Response(
        scratch.diagram(engine(), person(), draft, key),
        content_type="application/xml; charset=utf-8",
    )
    response.headers["Content-Disposition"] = "attachment"  # never a document of this origin
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get(f"{PLACE}/papers/<sha256>.pdf", whom=ANALYSTS)
def try_paper(draft: UUID, sha256: str) -> Response:
    """Send a paper that was made in the trial."""
    trial = scratch.current(engine(), person(), draft)
    if trial is None:
        raise AttachmentNotFound
    with scratch.inside(trial) as world, world.files.open(sha256) as stream:
        content = stream.read()
    headers = {"Content-Security-Policy": ALONE, "Content-Disposition": "inline"}
    return Response(content, headers=headers, content_type="application/pdf")
