"""Webhooks of an office: where its own systems hear of its cases. Its admins keep them."""

from typing import Final
from uuid import UUID

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from engine import offices, outgoing
from engine import webhooks as hooks
from engine.errors import EventUnknown, WebhookUnfit
from engine.tidings import EVENTS
from web.audience import ADMINS
from web.flashes import flash
from web.language import t
from web.pages.account_family import Errors, page, pages, refused
from web.session import engine, person

_HOOK: Final = "/admin/webhooks/<office>/<uuid:hook_id>"
_NAMES: Final = {
    "case.started": ("เรื่องใหม่เริ่มขึ้น", "a case begins"),
    "task.opened": ("มีงานใหม่", "a task opens"),
    "paper.issued": ("ออกเอกสาร", "a document is issued"),
    "case.ended": ("เรื่องสิ้นสุด", "a case ends"),
    "incident.raised": ("เรื่องติดขัด", "a case is stuck"),
    "deadlines.today": ("สรุปกำหนดเวลาทุกเช้า", "the deadlines, every morning"),
}


@pages.get("/admin/webhooks", whom=ADMINS)
def webhooks() -> Response:
    """Show where the office's systems hear of it, and how that goes."""
    return _shown()


@pages.post("/admin/webhooks", whom=ADMINS)
def add_webhook() -> Response:
    """Add a webhook, and show its secret this once."""
    given = {name: request.form.get(name, "").strip() for name in ("office", "url")}
    try:
        made = hooks.add(
            engine(), person(), given["office"], given["url"], request.form.getlist("event")
        )
    except (WebhookUnfit, EventUnknown) as refusal:
        return _shown(refused(refusal, {EventUnknown: "event"}, "url"), given=given)
    return _shown(made=made)


@pages.post(f"{_HOOK}/events", whom=ADMINS)
def choose_events(office: str, hook_id: UUID) -> Response:
    """Let a webhook hear of other events; it is called (again)."""
    try:
        hooks.choose(engine(), person(), office, hook_id, request.form.getlist("event"))
    except EventUnknown as refusal:
        return _shown(refused(refusal, {}, f"events-{hook_id}"))
    flash("ok", t("บันทึกแล้ว เว็บฮุกเปิดใช้อยู่", "Saved; the webhook is on."))
    return _back()


@pages.post(f"{_HOOK}/off", whom=ADMINS)
def switch_off(office: str, hook_id: UUID) -> Response:
    """Call a webhook no more."""
    hooks.switch_off(engine(), person(), office, hook_id)
    flash("ok", t("ปิดเว็บฮุกแล้ว", "The webhook is off."))
    return _back()


@pages.post(f"{_HOOK}/try", whom=ADMINS)
def try_out(office: str, hook_id: UUID) -> Response:
    """Send a trial."""
    hooks.try_out(engine(), person(), office, hook_id)
    flash(
        "ok",
        t(
            "กำลังส่งข้อความทดลอง ผลจะปรากฏในตารางภายในไม่กี่วินาที",
            "A trial is on its way; the table shows in a few seconds whether it arrived.",
        ),
    )
    return _back()


@pages.post(f"{_HOOK}/remove", whom=ADMINS)
def remove_webhook(office: str, hook_id: UUID) -> Response:
    """Forget a webhook."""
    hooks.remove(engine(), person(), office, hook_id)
    flash("ok", t("ลบเว็บฮุกแล้ว", "The webhook was removed."))
    return _back()


def _back() -> Response:
    return make_response(redirect(url_for("account.webhooks"), 303))


def _shown(
    errors: Errors | None = None,
    given: dict[str, str] | None = None,
    made: hooks.Made | None = None,
) -> Response:
    names = {event: t(*_NAMES[event]) for event in EVENTS}
    return page(
        "webhooks.html",
        422 if errors else 200,
        hooks=hooks.list_for(engine(), person()),
        offices=offices.administered(engine(), person()),
        sending=outgoing.standing(engine(), person())["webhook"],
        names=names,
        made=made,
        given=given or {},
        wrong=errors or {},
        errors=list((errors or {}).items()),
    )
