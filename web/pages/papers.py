"""Files of cases, to be saved: what was attached, and the papers that the office issued."""

from collections.abc import Iterator
from typing import BinaryIO, Final
from uuid import UUID

from flask import Response, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import attachments
from engine.files import CHUNK, disposition
from web.audience import SIGNED_IN
from web.flashes import flash
from web.language import t
from web.routing import Pages
from web.session import engine, person

pages = Pages("papers")
ALONE: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""A file is nobody's page: whatever is in it runs nothing."""


@pages.get("/papers/<uuid:attachment_id>", whom=SIGNED_IN)
def one(attachment_id: UUID) -> Response:
    """Send a file, to be saved; who opens it is noted."""
    row, stream = attachments.open(engine(), person(), attachment_id)
    headers = {
        "Content-Disposition": disposition(row.name),
        "Content-Length": str(row.size),
        "Content-Security-Policy": ALONE,
    }
    response = Response(_chunks(stream), headers=headers, content_type=row.content_type)
    response.call_on_close(stream.close)
    return response


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk


@pages.post("/cases/<uuid:case_id>/papers/<uuid:attachment_id>/remove", whom=SIGNED_IN)
def remove(case_id: UUID, attachment_id: UUID) -> BaseResponse:
    """Take back a paper of one's own that was added beside the forms."""
    attachments.remove(engine(), person(), attachment_id)
    flash("ok", t("นำเอกสารออกแล้ว", "The paper was taken back."))
    return redirect(url_for("cases.one", case_id=case_id, _anchor="papers"), 303)
