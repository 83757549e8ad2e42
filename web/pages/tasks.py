"""A user task: its form, its place in the diagram, its papers and history; and what is done."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, jsonify, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from api.errors import status_of
from engine import desk, instances, tasks
from engine.desk import Desk
from engine.errors import DraftChanged, EngineError, FormInvalid
from engine.model import Variables
from web.audience import SIGNED_IN
from web.case_links import case_link
from web.desk import Given, page_of, refusal_words, saved_words
from web.flashes import flash
from web.forms import read
from web.handing_in import with_uploads
from web.language import t
from web.next_steps import next_tasks, what_now
from web.rendering import show
from web.routing import Pages
from web.session import engine, person

pages = Pages("tasks")
_PLACE = "/tasks/<uuid:task_id>"
_NO_VERSION = 0


@pages.get(_PLACE, whom=SIGNED_IN)
def one(task_id: UUID) -> str:
    """Show a task: to be done, or to be read where it is somebody else's, or done."""
    return page_of(desk.look(engine(), person(), task_id), Given())


@pages.post(_PLACE, whom=SIGNED_IN)
def complete(task_id: UUID) -> BaseResponse:
    """Hand in what the form asks for; what is refused comes back with all that was typed."""
    at_hand = desk.look(engine(), person(), task_id)
    data = {} if at_hand.form is None else read(at_hand.form, request.form)
    data, errors = with_uploads(engine(), person(), at_hand, data)
    is_other = _has_other_draft(at_hand)
    if errors:
        return _shown(at_hand, Given(data=data, errors=errors), 422)
    if at_hand.refusal is not None or is_other:
        given = Given(data=data, refusal=at_hand.refusal, is_draft_other=is_other)
        return _shown(at_hand, given, 409)
    do = _kept_by_hand if request.form.get("_do") == "draft" else _handed_in
    return do(at_hand, data)


def _handed_in(at_hand: Desk, data: Variables) -> BaseResponse:
    task_id = at_hand.task.id
    try:
        tasks.complete(engine(), person(), task_id, data, _version())
    except FormInvalid as invalid:
        told = invalid.particulars
        given = Given(data=data, errors=told["errors"], total=told["count"])
        return _shown(at_hand, given, 422)
    except EngineError as refusal:
        now = desk.look(engine(), person(), task_id)
        return _shown(now, Given(data=data, refusal=refusal), status_of(refusal))
    return redirect(url_for("tasks.done", task_id=task_id), 303)


def _version() -> int:
    text = request.form.get("_version", "")
    return int(text) if text.isdecimal() else _NO_VERSION


def _has_other_draft(at_hand: Desk) -> bool:
    """Whether the draft was changed elsewhere since the page was made; asked once."""
    seen = request.form.get("_draft")
    return seen is not None and seen != (at_hand.draft.tag if at_hand.draft else "")


def _shown(at_hand: Desk, given: Given, status: int) -> Response:
    return make_response(page_of(at_hand, given), status)


def _kept_by_hand(at_hand: Desk, data: Variables) -> BaseResponse:
    """Keep the draft for a browser without scripts."""
    task_id = at_hand.task.id
    try:
        desk.keep(engine(), person(), task_id, data, None)
    except EngineError as refusal:
        given = Given(data=data, refusal=refusal)
        return _shown(desk.look(engine(), person(), task_id), given, status_of(refusal))
    flash("ok", t("บันทึกร่างแล้ว", "The draft is saved."))
    return redirect(url_for("tasks.one", task_id=task_id), 303)


@pages.post(f"{_PLACE}/draft", whom=SIGNED_IN)
def keep_draft(task_id: UUID) -> BaseResponse:
    """Keep what was typed so far; says when, or that it was changed elsewhere."""
    form = desk.form_of(engine(), person(), task_id)
    data = {} if form is None else read(form, request.form)
    try:
        draft = desk.keep(engine(), person(), task_id, data, request.form.get("_draft"))
    except DraftChanged as other:
        told = {"told": refusal_words(other), "tag": other.particulars["tag"]}
        return make_response(jsonify(told), 409)
    except EngineError as refusal:
        return make_response(jsonify(told=refusal_words(refusal)), status_of(refusal))
    return jsonify(tag=draft.tag if draft else "", told=saved_words(draft) if draft else "")


@pages.post(f"{_PLACE}/check", whom=SIGNED_IN)
def check(task_id: UUID) -> BaseResponse:
    """Say what is wrong with what was typed so far; nothing is handed in."""
    form = desk.form_of(engine(), person(), task_id)
    data = {} if form is None else read(form, request.form)
    found = desk.faults(engine(), person(), task_id, data)
    return jsonify(errors={path: t(said["th"], said["en"]) for path, said in found.items()})


@pages.post(f"{_PLACE}/claim", whom=SIGNED_IN)
def claim(task_id: UUID) -> BaseResponse:
    """Take a task that nobody has."""
    done = t("ท่านรับงานนี้แล้ว", "The task is yours now.")
    return _done(task_id, lambda: tasks.claim(engine(), person(), task_id), done)


@pages.post(f"{_PLACE}/unclaim", whom=SIGNED_IN)
def unclaim(task_id: UUID) -> BaseResponse:
    """Give a task back to its role."""
    done = t("คืนงานให้ผู้อื่นรับได้แล้ว", "The task was given back.")
    return _done(task_id, lambda: tasks.unclaim(engine(), person(), task_id), done)


@pages.post(f"{_PLACE}/assign", whom=SIGNED_IN)
def assign(task_id: UUID) -> BaseResponse:
    """Give a task to a colleague."""
    to = request.form.get("to", "").strip()
    done = t("มอบงานแล้ว", "The task was given.")
    return _done(task_id, lambda: tasks.assign(engine(), person(), task_id, to), done)


@pages.post(f"{_PLACE}/send-back", whom=SIGNED_IN)
def send_back(task_id: UUID) -> BaseResponse:
    """Send the case back a step, with a reason."""
    reason = request.form.get("reason", "")[:2000]
    try:
        tasks.send_back(engine(), person(), task_id, reason)
    except EngineError as refusal:
        flash("bad", refusal_words(refusal))
        return redirect(url_for("tasks.one", task_id=task_id), 303)
    flash("ok", t("ส่งกลับขั้นก่อนหน้าแล้ว", "Sent back a step."))
    return redirect(url_for("tasks.done", task_id=task_id), 303)


def _done(task_id: UUID, act: Callable[[], Any], done: str) -> BaseResponse:
    try:
        act()
    except EngineError as refusal:
        flash("bad", refusal_words(refusal))
    else:
        flash("ok", done)
    return redirect(url_for("tasks.one", task_id=task_id), 303)


@pages.get(f"{_PLACE}/done", whom=SIGNED_IN)
def done(task_id: UUID) -> BaseResponse | str:
    """Say what happens next in the case, and offer the person's next task."""
    task = tasks.get(engine(), person(), task_id)
    if task.closed_at is None:
        return redirect(url_for("tasks.one", task_id=task_id), 303)
    standing = instances.get(engine(), person(), task.instance_id)
    return show(
        "tasks/done.html",
        task=task,
        standing=standing,
        sentences=what_now(standing),
        others=next_tasks(engine(), person()),
        case_link=case_link,
    )
