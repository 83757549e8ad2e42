"""Notices: the list, the bell in the header, and the demonstration's mailbox."""

from typing import Final
from uuid import UUID

from flask import current_app, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from engine import notices, offices, outgoing
from engine.tidings import NoticeKind
from web.audience import ADMINS, SIGNED_IN
from web.destinations import case_place, task_place
from web.flashes import flash
from web.language import t
from web.rendering import show
from web.routing import Pages
from web.session import engine, person

pages = Pages("notices")
_A_PAGE: Final = 30
_KINDS: Final = {
    NoticeKind.LETTER: ("หนังสือแจ้ง", "letter", ""),
    NoticeKind.TASKS: ("งานใหม่", "new work", "run"),
    NoticeKind.ASSIGNED: ("มอบหมาย", "assigned", "run"),
    NoticeKind.MENTIONED: ("กล่าวถึง", "mention", "run"),
    NoticeKind.YOUR_TURN: ("ถึงขั้นของท่าน", "your turn", "warn"),
    NoticeKind.ENDED: ("สิ้นสุด", "finished", "ok"),
    NoticeKind.PAPER: ("เอกสาร", "document", "ok"),
    NoticeKind.FILED: ("เอกสารเพิ่ม", "more papers", "run"),
    NoticeKind.DUE: ("กำหนดเวลา", "deadlines", "warn"),
    NoticeKind.INCIDENTS: ("ติดขัด", "stuck", "bad"),
    NoticeKind.WEBHOOK: ("เว็บฮุก", "webhook", "bad"),
    NoticeKind.SUBSTITUTION: ("ทำแทน", "stand in", "run"),
}
_LEADS: Final = {
    NoticeKind.TASKS: "inbox.list_all",
    NoticeKind.DUE: "inbox.list_all",
    NoticeKind.INCIDENTS: "incidents.list_all",
    NoticeKind.WEBHOOK: "account.webhooks",
    NoticeKind.SUBSTITUTION: "account.substitution",
}
"""Where a notice leads that is of no single case."""


@pages.get("/notices", whom=SIGNED_IN)
def list_all() -> str:
    """List the person's notices, newest first."""
    unread = request.args.get("show") == "unread"
    cursor = request.args.get("after")
    found = notices.list_some(engine(), person(), cursor, _A_PAGE, unread=unread)
    return show(
        "notices/list.html",
        found=found,
        unread=unread,
        count=notices.unread_count(engine(), person()),
        kinds_called=_called(),
    )


@pages.get("/notices/bell", whom=SIGNED_IN)
def bell() -> Response:
    """Show how many notices are unread; asked for again and again by every open page."""
    count = notices.unread_count(engine(), person())
    answer = make_response(show("notices/_bell.html", count=count, most=notices.MOST_UNREAD))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/notices/<uuid:notice_id>", whom=SIGNED_IN)
def open_one(notice_id: UUID) -> Response:
    """Lead to what a notice is about, and take it as read."""
    found = notices.open_one(engine(), person(), notice_id)
    return make_response(redirect(_place(found), 303))


@pages.post("/notices/read", whom=SIGNED_IN, own=True)
def read_all() -> Response:
    """Take every notice as read."""
    count = notices.mark_read(engine(), person())
    if count:
        flash("ok", t(f"อ่านแล้วทั้งหมด {count} รายการ", f"{count} marked as read."))
    return make_response(redirect(url_for("notices.list_all"), 303))


@pages.get("/admin/mailbox", whom=ADMINS)
def mailbox() -> str:
    """Show what would be mailed, or, where a mail server is set up, how mailing goes."""
    return show(
        "notices/mailbox.html",
        letters=notices.mailbox(engine(), person()),
        sending=outgoing.standing(engine(), person())["mail"],
        offices={each.id: each for each in offices.administered(engine(), person())},
    )


def _place(notice: notices.Notice) -> str:
    if notice.task_id is not None:
        return task_place(notice.task_id)
    if notice.instance_id is not None:
        return case_place(notice.instance_id)
    endpoint = _LEADS.get(notice.kind, "")
    return url_for(endpoint if endpoint in current_app.view_functions else "notices.list_all")


def _called() -> dict[NoticeKind, tuple[str, str]]:
    """Return what each kind is called, and its colour."""
    return {kind: (t(th, en), colour) for kind, (th, en, colour) in _KINDS.items()}
