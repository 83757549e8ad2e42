"""One case: where it stands and whose turn it is, for the applicant and for the office."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

import segno
from flask import Response, current_app, jsonify, make_response, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from engine import attachments, comments, following, instances, stories
from engine.errors import AttachmentRefused, InstanceNotActive, ReasonRequired
from engine.monitoring import one as monitored
from engine.monitoring.outlook import Outlook
from engine.stories import Story
from web import happenings, ways
from web.audience import SIGNED_IN, Audience
from web.filed import shown
from web.flashes import flash
from web.language import language, t
from web.rendering import show
from web.routing import Declared, Pages
from web.session import engine, kinds, person, settings

pages = Pages("cases")
_PLACE = "/cases/<uuid:case_id>"
_MEGABYTE = 1024 * 1024


@pages.get(_PLACE, whom=SIGNED_IN)
def one(case_id: UUID) -> str:
    """Show a case."""
    return _page(case_id)


def _page(case_id: UUID, error: str = "") -> str:
    story = stories.one(engine(), person(), case_id)
    is_over, is_own = story.instance.ended_at is not None, story.rights.is_own
    return show(
        "cases/one.html",
        story=story,
        mine=[each for each in story.turns if each.is_mine and _is_active(story)],
        others=[each for each in story.turns if not each.is_mine or not _is_active(story)],
        way=ways.way(story.way, story.drawn, is_over=is_over, is_own=is_own),
        after=partial(ways.after, is_own=is_own),
        state=ways.diagram_state(story.drawn),
        lines=happenings.lines(story),
        filed=[(each.task, shown(each)) for each in story.filed],
        outlook=None if is_over else _outlook(case_id),
        remarks=comments.list_for(engine(), person(), instance_id=case_id)
        if story.rights.is_staff
        else [],
        most_megabytes=settings().max_file_bytes // _MEGABYTE,
        most_bytes=settings().max_file_bytes,
        can_list=bool(kinds() & (Audience.STAFF | Audience.ADMIN)),
        office_links=list(_office_links(case_id)) if story.rights.is_staff else [],
        withdraw_error=error,
    )


def _office_links(case_id: UUID) -> Iterator[tuple[str, str]]:
    """Yield what else of the case the visitor may look at: (address, text)."""
    places = (
        ("monitor.case", "ทำไมเรื่องนี้จึงรอ และจัดการเรื่อง", "Why it waits, and commands"),
        ("audit.replay", "เล่นย้อนเรื่องนี้บนแผนผัง", "Replay it on its diagram"),
    )
    whom: dict[str, Declared] = current_app.extensions["khanton-whom"]
    for endpoint, th, en in places:
        if endpoint in whom and whom[endpoint].whom & kinds():
            yield url_for(endpoint, case_id=case_id), t(th, en)


def _is_active(story: Story) -> bool:
    return story.instance.status.value == "active"


def _outlook(case_id: UUID) -> Outlook | None:
    """Return when such cases end, where enough have ended to say so."""
    found = monitored.view(engine(), person(), case_id).outlook
    return found if found.middle is not None else None


@pages.post(f"{_PLACE}/papers", whom=SIGNED_IN)
def add_paper(case_id: UUID) -> BaseResponse:
    """Add a paper to one's own case between its steps."""
    file = request.files.get("file")
    if file is None or not file.filename:
        sentence = t("กรุณาเลือกไฟล์หรือถ่ายรูปก่อน", "Choose a file or take a photo first.")
        return _said(case_id, sentence, is_refused=True)
    try:
        attachments.add_to_case(engine(), person(), case_id, file.filename, file.stream)
    except (AttachmentRefused, InstanceNotActive) as refusal:
        return _said(case_id, refusal.text(language()), is_refused=True)
    return _said(case_id, t("แนบเอกสารเข้าเรื่องแล้ว", "The paper was added to your case."))


def _said(case_id: UUID, sentence: str, *, is_refused: bool = False) -> BaseResponse:
    """Answer a script with the sentence, and a plain form with the page that says it."""
    if is_refused and request.accept_mimetypes.best == "application/json":
        return make_response(jsonify(error=sentence), 422)
    flash("bad" if is_refused else "ok", sentence)
    place = url_for("cases.one", case_id=case_id, _anchor="papers")
    if request.accept_mimetypes.best == "application/json":
        return make_response(jsonify(place=place))
    return redirect(place, 303)


@pages.post(f"{_PLACE}/withdraw", whom=SIGNED_IN)
def withdraw(case_id: UUID) -> BaseResponse:
    """End one's own case early, with a reason."""
    try:
        instances.cancel(engine(), person(), case_id, request.form.get("reason", "")[:2000])
    except ReasonRequired as refusal:
        return make_response(_page(case_id, refusal.text(language())), 422)
    flash(
        "ok",
        t("ถอนเรื่องแล้ว เอกสารและประวัติยังเปิดดูได้ที่นี่", "Withdrawn. Its papers and history stay here."),
    )
    return redirect(url_for("cases.one", case_id=case_id), 303)


@pages.post(f"{_PLACE}/tracking", whom=SIGNED_IN)
def issue_tracking(case_id: UUID) -> Response:
    """Issue a secret, and show it this once on a slip to print."""
    slip = following.issue(engine(), person(), case_id)
    place = url_for("track.by_link", number=slip.number, secret=slip.secret, _external=True)
    code = segno.make(place, error="m", micro=False)
    drawing = code.svg_inline(scale=5, border=2, svgclass="qr", lineclass="qr-ink", omitsize=True)
    drawn = Markup(drawing)  # segno writes numbers only
    page = show("cases/slip.html", slip=slip, place=place, drawing=drawn, case_id=case_id)
    return make_response(page)
