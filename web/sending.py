"""Files sent to the browser: shut off from the pages, whatever is in them."""

from typing import BinaryIO, Final

from flask import Response

from engine.attachments import Attachment
from engine.files import chunks, disposition

ALONE: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""A file is nobody's page: whatever is in it runs nothing."""


def sent(file: tuple[Attachment, BinaryIO], *, to_be_saved: bool) -> Response:
    """Return an answer with a file, to be saved, or to be looked at in the browser."""
    row, stream = file
    named = disposition(row.name)
    headers = {
        "Content-Disposition": named if to_be_saved else named.replace("attachment", "inline", 1),
        "Content-Length": str(row.size),
        "Content-Security-Policy": ALONE,
    }
    response = Response(chunks(stream), headers=headers, content_type=row.content_type)
    response.call_on_close(stream.close)
    return response
