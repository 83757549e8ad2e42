"""Cases that begin by themselves or by another's message, as the office sees them."""

import pytest

from engine import deployments, jobs
from tests import starting as s
from tests.execution import drawing as d
from tests.stage import OPERATOR

SCHOOLS = [{"code": f"{n:03}", "applicant": f"school-{n:03}"} for n in range(3)]


@pytest.fixture
def begun(call):
    files = {
        "office_case.bpmn": s.many(),
        "school_case.bpmn": s.child(),
        "annual.bpmn": s.annual(),
    }
    deployments.deploy(call.engine, OPERATOR, files)
    case = call.start(definition_key="office_case", variables={"schools": SCHOOLS})
    while jobs.run_due(call.engine):
        pass
    return f"/process-instances/{case['id']}/started"


def test_the_office_sees_who_has_not_finished(call, begun):
    first = call.get("officer", begun).json["items"][0]
    call.complete("officer", call.task(first["id"]))

    whole = call.get("officer", f"{begun}?limit=2").json
    rest = call.get("auditor", f"{begun}?limit=2&cursor={whole['next']}").json
    active = call.get("admin", f"{begun}?status=active").json

    assert [each["applicant"] for each in (*whole["items"], *rest["items"])] == [
        each["applicant"] for each in SCHOOLS
    ]
    assert whole["totals"] == active["totals"]
    assert active["totals"] == {"active": 2, "suspended": 0, "completed": 1, "cancelled": 0}
    assert [each["status"] for each in active["items"]] == ["active", "active"]
    step = {"element_id": "answer", "name_th": "ตอบ", "name_en": "Answer", "due_date": None}
    assert active["items"][0]["steps"] == [step]
    assert (rest["next"], whole["items"][0]["steps"]) == (None, [])


def test_nobody_else_sees_what_was_begun(call, begun):
    assert call.get("officer2", begun).status_code == 404
    assert call.get("family", begun).status_code == 404
    assert call.get("officer", f"{begun}?status=asleep").status_code == 422
    assert call.get("officer", f"{begun}?cursor=made-up").status_code == 422


@pytest.mark.usefixtures("begun")
def test_a_family_does_not_oversee_what_its_case_began(call):
    nodes = [d.start(), s.throw(d.inputs(code="x")), d.user_task(), d.end()]
    body = d.process(nodes, d.way("start", "send", "work", "end"), id="own", declared=s.INVITE)
    deployments.deploy(call.engine, OPERATOR, {"own.bpmn": body})
    case = call.start("family", "own")

    refused = call.get("family", f"/process-instances/{case['id']}/started")

    assert refused.status_code == 403


@pytest.mark.usefixtures("begun")
def test_starts_are_listed_run_at_once_and_not_moved(call):
    chosen = {"settings": {"self_starting": ["annual"]}, "reason": "ทดลอง"}
    assert call("admin", "PATCH", "/offices/udonthani1/settings", json=chosen).status_code == 200
    listed = call.get("officer", "/jobs?kind=start&state=waiting").json["items"]
    (start,) = [each for each in listed if each["name"] == "annual"]
    place = f"/jobs/{start['id']}"
    due = {"due_at": "2026-05-10T16:30:00+07:00", "reason": "ลอง"}

    moved = call("admin", "PATCH", place, json=due)
    officer = call.post("officer", f"{place}/run")
    done = call.post("admin", f"{place}/run", {"reason": "เริ่มก่อน"})
    again = call.post("admin", f"{place}/run")

    assert (start["due_at"], start["due_date"]) == ("2026-06-01T08:30:00+07:00", "2026-06-01")
    assert (start["rule"], start["manual_rows"]) == ("yearly", ["A-1"])
    assert (moved.status_code, moved.json["code"]) == (409, "start_is_planned")
    assert officer.status_code == 403
    case = call.get("officer", f"/process-instances/{done.json['instance_id']}").json
    assert (case["definition_key"], case["started_by"]) == ("annual", "admin")
    assert (again.status_code, again.json["code"]) == (409, "job_not_waiting")
