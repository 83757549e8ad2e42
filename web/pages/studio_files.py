"""Files of a draft for the editors' scripts: read, saved over what was seen; and who is here.

GET  /studio/<draft>/files/<name>            body; ETag: the revision
POST /studio/<draft>/files/<name>            {body, revision} → {revision}; 409: who, when
POST /studio/<draft>/files/<name>/remove     {revision}
POST /studio/<draft>/files/<name>/rename     {to, revision} → {revision, name}
POST /studio/<draft>/here                    {file, element} → {present: […],
                                                 files: {name: {revision, by, by_name, at}}}
"""

from typing import Any, Final
from uuid import UUID

from flask import Response, request

from engine import drafts
from web.audience import ANALYSTS
from web.language import t
from web.pages.studio_family import answers_json, field, pages, place, sent_json
from web.session import engine, person

_TYPES: Final = {"json": "application/json", "bpmn": "application/xml", "dmn": "application/xml"}


@pages.get("/studio/<uuid:draft>/files/<name>", whom=ANALYSTS)
@answers_json
def file(draft: UUID, name: str) -> Response:
    """Send a file as it is saved; its revision is the ETag."""
    row, body = drafts.read(engine(), person(), draft, name)
    kind = _TYPES[name.rpartition(".")[2]]
    response = Response(body, content_type=f"{kind}; charset=utf-8")
    response.set_etag(str(row.revision))
    response.headers["X-Revision"] = str(row.revision)
    response.headers["Content-Disposition"] = "attachment"  # never a document of this origin
    return response


@pages.post("/studio/<uuid:draft>/files/<name>", whom=ANALYSTS)
@answers_json
def save_file(draft: UUID, name: str) -> dict[str, Any]:
    """Save a file over the revision that the script saw; 0: a new file."""
    sent = sent_json()
    body = field(sent, "body", str).encode()
    if sent.get("keeps_theirs"):
        drafts.keep_version(
            engine(), person(), draft, f"ก่อนบันทึกทับไฟล์ {name} (before it was overwritten)"
        )
    row = drafts.save(engine(), person(), draft, name, body, field(sent, "revision", int))
    return {"revision": row.revision, "name": row.name}


@pages.post("/studio/<uuid:draft>/files/<name>/remove", whom=ANALYSTS)
@answers_json
def remove_file(draft: UUID, name: str) -> dict[str, Any]:
    """Take a file out of the draft."""
    drafts.remove(engine(), person(), draft, name, field(sent_json(), "revision", int))
    return {"name": name}


@pages.post("/studio/<uuid:draft>/files/<name>/rename", whom=ANALYSTS)
@answers_json
def rename_file(draft: UUID, name: str) -> dict[str, Any]:
    """Give a file another name."""
    sent = sent_json()
    to, revision = field(sent, "to", str), field(sent, "revision", int)
    row = drafts.rename(engine(), person(), draft, name, to, revision)
    return {"revision": row.revision, "name": row.name}


@pages.post("/studio/<uuid:draft>/here", whom=ANALYSTS)
@answers_json
def here(draft: UUID) -> dict[str, Any]:
    """Note where the person is, or that they leave; say who else is here, what changed since."""
    sent = sent_json() if request.content_length else {}
    where = (str(sent.get("file", "")), str(sent.get("element", "")))
    others = drafts.here(engine(), person(), draft, *where)
    found = drafts.get(engine(), person(), draft)
    return {
        "present": [place(each) for each in others],
        "files": {
            each.name: {
                "revision": each.revision,
                "by": each.changed_by,
                "by_name": t(*found.names[each.changed_by]),
                "at": each.changed_at,
            }
            for each in found.files
        },
    }
