"""Commands to one case: asked with what they need, shown before and after, given with a reason.

What is confirmed is what was shown: the fields travel hidden, with the version of the case that was
looked at. When the case has moved since, it is shown anew and nothing is done.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from flask import abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from engine import instances, jobs
from engine.errors import EngineError
from engine.foreseeing import Foreseen
from engine.monitoring import one
from engine.monitoring.one import CaseView
from engine.monitoring.preview import Asked, Command, preview
from web.audience import ADMINS
from web.flashes import flash
from web.language import language, t
from web.pages import monitor_words as words
from web.pages.monitor_asking import Unreadable, editable, read
from web.pages.monitor_case import definition_of, state_of, timer_row
from web.pages.monitor_family import pages
from web.pages.monitor_people import who
from web.rendering import show
from web.session import engine, person

_WITHOUT_FIELDS: Final = frozenset({Command.SUSPEND, Command.RESUME, Command.CANCEL})
_PLACE: Final = "/admin/cases/<uuid:case_id>/<what>"


@pages.get(_PLACE, whom=ADMINS)
def command(case_id: UUID, what: str) -> str | Response:
    """Ask for what a command needs; one that needs nothing is shown before and after at once."""
    asked = _known(what)
    view = one.view(engine(), person(), case_id)
    if asked in _WITHOUT_FIELDS:
        return _previewed(view, Asked(command=asked))
    return _form(view, asked, {}, 200)


@pages.post(f"{_PLACE}/preview", whom=ADMINS)
def look(case_id: UUID, what: str) -> str | Response:
    """Show what the command would change; or the form again, to be mended."""
    asked = _known(what)
    view = one.view(engine(), person(), case_id)
    if "edit" in request.form:
        return _form(view, asked, {}, 200)
    try:
        return _previewed(view, read(view, asked, request.form))
    except Unreadable as problem:
        return _form(view, asked, problem.errors, 422)


@pages.post(_PLACE, whom=ADMINS)
def give(case_id: UUID, what: str) -> str | Response:
    """Give the command, if the case is still as it was shown."""
    view = one.view(engine(), person(), case_id)
    try:
        asked = read(view, _known(what), request.form)
    except Unreadable as problem:
        return _form(view, _known(what), problem.errors, 422)
    if request.form.get("version") != str(view.standing.instance.lock_version):
        moved = t(
            "เรื่องเปลี่ยนไปแล้วระหว่างที่ท่านดูอยู่ นี่คือผลตามสถานะล่าสุด กรุณาตรวจอีกครั้ง",
            "The case has changed while you looked; this is what would happen now. Look again.",
        )
        return _previewed(view, asked, moved, 409)
    try:
        _GIVEN[asked.command](view, asked, request.form.get("reason", ""))
    except EngineError as refused:
        return _previewed(view, asked, refused.text(language()), 422)
    flash("ok", _DONE[asked.command]())
    return redirect(url_for("monitor.case", case_id=case_id), 303)


def _form(view: CaseView, asked: Command, errors: dict[str, str], status: int) -> Response:
    job = request.values.get("job", "")
    timer = next((each for each in view.timers if str(each.id) == job), None)
    if asked is Command.DUE and timer is None:
        abort(404)
    page = show(
        "monitor/command.html",
        title=title_of(asked),
        what=asked.value,
        view=view,
        row=view.standing.instance,
        definition=definition_of(view),
        state=state_of(view),
        errors=errors,
        given=request.form,
        timer=None if timer is None else timer_row(view, timer),
        due_words=words.due_words,
        fields=editable(view, request.form) if asked is Command.VARIABLES else [],
    )
    return make_response(page, status)


def _previewed(view: CaseView, asked: Asked, error: str = "", status: int = 200) -> Response:
    row, seen = view.standing.instance, Foreseen(status=view.standing.instance.status)
    try:
        seen = preview(engine(), person(), row.id, asked)
    except EngineError as refused:
        error, status = error or refused.text(language()), max(status, 422)
    page = show(
        "monitor/preview.html",
        title=title_of(asked.command),
        what=asked.command.value,
        view=view,
        row=row,
        error=error,
        is_refused=status == _REFUSED and not words.is_something(seen, row.status),
        changes=words.changes(seen, row.status, row.office_id),
        who=who,
        shortened=[words.timer_words(each) for each in seen.shortens_for_citizens],
        legal=[each for each in seen.timers if each.is_legal and each.before and each.after],
        is_over=asked.command is Command.DUE and bool(seen.fires),
        carried=[(k, v) for k, v in request.form.items(multi=True) if k not in _NOT_CARRIED],
        reason=request.form.get("reason", ""),
        has_fields=asked.command not in _WITHOUT_FIELDS,
    )
    return make_response(page, status)


_REFUSED: Final = 422
_NOT_CARRIED: Final = frozenset({"csrf", "version", "reason", "edit", "confirmed"})


def title_of(asked: Command) -> str:
    """Return what a command is called."""
    return {
        Command.SUSPEND: t("ระงับเรื่องไว้ชั่วคราว", "Suspend the case"),
        Command.RESUME: t("ให้เรื่องดำเนินต่อ", "Resume the case"),
        Command.CANCEL: t("ยุติเรื่อง", "End the case"),
        Command.MOVE: t("ย้ายไปขั้นตอนอื่น", "Move to another step"),
        Command.VARIABLES: t("แก้ข้อมูลของเรื่อง", "Change the data of the case"),
        Command.DUE: t("เปลี่ยนกำหนดเวลา", "Change a due date"),
        Command.RETRY: t("ลองใหม่", "Try again"),
    }[asked]


def _known(what: str) -> Command:
    if what not in {each.value for each in Command if each is not Command.RETRY}:
        abort(404)
    return Command(what)


def _move(view: CaseView, asked: Asked, reason: str) -> None:
    if asked.token is not None:
        to = (asked.to, reason)
        instances.move(engine(), person(), view.standing.instance.id, asked.token, to)


def _change(view: CaseView, asked: Asked, reason: str) -> None:
    given = (dict(asked.values), reason)
    instances.set_variables(engine(), person(), view.standing.instance.id, given)


def _set_due(_: CaseView, asked: Asked, reason: str) -> None:
    if asked.job is not None and asked.due_at is not None:
        confirmed = request.form.get("confirmed") == "yes"
        jobs.set_due(engine(), person(), asked.job, asked.due_at, reason, may_be_earlier=confirmed)


_Give = Callable[[CaseView, Asked, str], Any]
_GIVEN: Final[Mapping[Command, _Give]] = MappingProxyType(
    {
        Command.SUSPEND: lambda view, _, why: instances.suspend(
            engine(), person(), view.standing.instance.id, why
        ),
        Command.RESUME: lambda view, _, why: instances.resume(
            engine(), person(), view.standing.instance.id, why
        ),
        Command.CANCEL: lambda view, _, why: instances.cancel(
            engine(), person(), view.standing.instance.id, why
        ),
        Command.MOVE: _move,
        Command.VARIABLES: _change,
        Command.DUE: _set_due,
    }
)
_DONE: Final[Mapping[Command, Callable[[], str]]] = MappingProxyType(
    {
        Command.SUSPEND: lambda: t("ระงับเรื่องแล้ว", "The case is suspended."),
        Command.RESUME: lambda: t("เรื่องดำเนินต่อแล้ว", "The case goes on."),
        Command.CANCEL: lambda: t("ยุติเรื่องแล้ว", "The case is ended."),
        Command.MOVE: lambda: t("ย้ายขั้นตอนแล้ว", "Moved."),
        Command.VARIABLES: lambda: t("แก้ข้อมูลแล้ว", "The data are changed."),
        Command.DUE: lambda: t("เปลี่ยนกำหนดแล้ว", "The due date is changed."),
    }
)
