"""Files of cases, to be saved: what was attached, and the papers that the office issued."""

from uuid import UUID

from flask import Response, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import attachments
from web.audience import SIGNED_IN
from web.flashes import flash
from web.language import t
from web.routing import Pages
from web.sending import sent
from web.session import engine, person

pages = Pages("papers")


@pages.get("/papers/<uuid:attachment_id>", whom=SIGNED_IN)
def one(attachment_id: UUID) -> Response:
    """Send a file, to be saved; who opens it is noted."""
    return sent(attachments.open(engine(), person(), attachment_id), to_be_saved=True)


@pages.post("/cases/<uuid:case_id>/papers/<uuid:attachment_id>/remove", whom=SIGNED_IN)
def remove(case_id: UUID, attachment_id: UUID) -> BaseResponse:
    """Take back a paper of one's own that was added beside the forms."""
    attachments.remove(engine(), person(), attachment_id)
    flash("ok", t("นำเอกสารออกแล้ว", "The paper was taken back."))
    return redirect(url_for("cases.one", case_id=case_id, _anchor="papers"), 303)
