"""Files brought to a task, and remarks on it."""

from io import BytesIO
from uuid import uuid4

import pytest

from tests.api.conftest import PDF, new_key


@pytest.fixture
def task(call):
    return call.start()["tasks"][0]


def attach(call, user, task, *, body=PDF, name="แผน การจัดการ.pdf", **more):
    files = {"data": {"file": (BytesIO(body), name)}}
    return call(user, "POST", f"/tasks/{task['id']}/attachments", **files, **more)


def test_a_file_is_attached_listed_and_given_back_as_it_was(call, task):
    made = attach(call, "officer", task)
    listed = call.get("officer", f"/tasks/{task['id']}/attachments").json["items"]
    of_case = call.get("officer", f"/process-instances/{task['instance_id']}/attachments").json
    given = call.get("officer", f"/attachments/{made.json['id']}")

    assert made.status_code == 201
    assert made.json["content_type"] == "application/pdf"
    assert made.json["size"] == len(PDF)
    assert listed == of_case["items"] == [made.json]
    assert given.data == PDF


def test_a_file_is_only_ever_saved_never_run(call, task):
    made = attach(call, "officer", task, name="../../<b>แผน</b>.pdf")

    with call.get("officer", f"/attachments/{made.json['id']}") as answer:
        headers = answer.headers

    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert "<" not in made.json["name"]
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Length"] == str(len(PDF))


def test_what_is_no_pdf_or_picture_is_refused_whatever_its_name(call, task):
    for body in (b"", b"<html><script>", b"MZ\x90"):
        refused = attach(call, "officer", task, body=body, name="plan.pdf")
        assert (refused.status_code, refused.json["code"]) == (422, "attachment_refused")
    assert attach(call, "officer", task, body=b"").json["detail"].startswith("แนบไฟล์ไม่ได้")
    assert call.get("officer", f"/tasks/{task['id']}/attachments").json["items"] == []


def test_a_file_is_needed_and_goes_in_multipart(call, task):
    place = f"/tasks/{task['id']}/attachments"
    empty = {"data": {"field": "x"}, "content_type": "multipart/form-data"}

    assert call.post("officer", place).status_code == 415
    assert "file" in call("officer", "POST", place, **empty).json["errors"]


def test_a_file_sent_again_under_its_key_is_attached_once(call, task):
    key = new_key()

    first = attach(call, "officer", task, headers=key)
    again = attach(call, "officer", task, headers=key)

    assert again.json == first.json
    assert len(call.get("officer", f"/tasks/{task['id']}/attachments").json["items"]) == 1


def test_a_file_is_taken_back_by_who_brought_it(call, task):
    made = attach(call, "officer", task).json

    foreign = call("admin", "DELETE", f"/attachments/{made['id']}")
    own = call("officer", "DELETE", f"/attachments/{made['id']}")

    assert foreign.status_code == 403
    assert own.json == {"removed": True}
    assert call.get("officer", f"/attachments/{made['id']}").status_code == 404


def test_files_of_another_office_are_not_there(call, task):
    made = attach(call, "officer", task).json

    assert call.get("officer2", f"/attachments/{made['id']}").status_code == 404
    assert call.get("family", f"/attachments/{made['id']}").status_code == 404
    assert call.get("officer", f"/attachments/{uuid4()}").status_code == 404
    assert attach(call, "officer2", task).status_code == 404
    assert attach(call, "auditor", task).status_code == 403


def test_a_remark_is_kept_and_shown_to_who_may_see_the_case(call, task):
    place = f"/tasks/{task['id']}/comments"

    made = call.post("registrar", place, {"text": "โทรแจ้งแล้ว"})
    silent = call.post("registrar", place, {"text": "   "})

    assert made.status_code == 201
    assert made.json["author"] == "registrar"
    assert silent.status_code == 422
    assert call.get("officer", place).json["items"] == [made.json]
    of_case = call.get("officer", f"/process-instances/{task['instance_id']}/comments").json
    assert of_case["items"] == [made.json]
    assert call.get("officer2", place).status_code == 404
    assert call.post("auditor", place, {"text": "เห็นแล้ว"}).status_code == 403
