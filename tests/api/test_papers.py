"""Official papers over HTTP: which there are, who reads them, and whether they are as made."""

from uuid import uuid4

import pytest

from engine import deployments, jobs
from tests.api.conftest import _OPERATOR
from tests.execution import drawing as d

KEEPING = {"camunda_type": "external", "camunda_topic": "document"}


@pytest.fixture
def made(call):
    """A family's case with its receipt."""
    told = d.inputs(
        paper="receipt",
        into="kept",
        applicant_name="นางสมมติ ตัวอย่าง",
        subject="ขออนุญาต",
        received_at="${started_at}",
    )
    nodes = [d.start(), d.node("serviceTask", "receipt", told, **KEEPING), d.user_task(), d.end()]
    diagram = d.process(nodes, d.way("start", "receipt", "work", "end"), id="receipts")
    deployments.deploy(call.engine, _OPERATOR, {"receipts.bpmn": diagram})
    case = call.start("family", "receipts")["id"]
    while jobs.run_due(call.engine):
        pass
    [file] = call.get("family", f"/process-instances/{case}/attachments").json["items"]
    return case, file


def verify(call, user, case, file):
    return call.post(user, f"/process-instances/{case}/papers/{file}/verify")


def test_whoever_signs_in_sees_which_papers_there_are_and_what_they_ask_for(call):
    listed = call.get("officer", "/papers").json["items"]

    receipt = next(each for each in listed if each["key"] == "receipt")
    assert receipt["title_th"] == "ใบรับคำขอ"
    assert [i["key"] for i in receipt["inputs"] if i["required"]] == [
        "applicant_name",
        "subject",
        "received_at",
    ]
    assert call.get(None, "/papers").status_code == 401


def test_a_family_downloads_its_receipt(call, made):
    _, file = made

    with call.get("family", f"/attachments/{file['id']}") as given:
        assert given.data.startswith(b"%PDF-")
        assert given.headers["Content-Type"] == "application/pdf"
    assert (file["task_id"], file["field"], file["uploaded_by"]) == (None, "receipt", "system")


def test_a_paper_is_made_again_for_staff_and_auditors(call, made):
    case, file = made

    for user in ("officer", "auditor"):
        answer = verify(call, user, case, file["id"])
        assert answer.status_code == 200
        assert answer.json["identical"] is True
        assert answer.json["remade_sha256"] == file["sha256"]
    assert verify(call, "family", case, file["id"]).json["code"] == "forbidden"
    assert verify(call, "officer", case, uuid4()).json["code"] == "paper_not_found"
    assert verify(call, "officer", uuid4(), file["id"]).json["code"] == "instance_not_found"


def test_nobody_takes_a_paper_of_the_office_away(call, made):
    _, file = made

    for user in ("family", "officer", "admin"):
        assert call(user, "DELETE", f"/attachments/{file['id']}").status_code == 403
