"""What the service does by itself: timers moved and run, incidents mended."""

from uuid import uuid4

from engine import jobs


def timer_of(call, case):
    listed = call.get("officer", f"/jobs?kind=timer&state=waiting&instance_id={case['id']}").json
    return listed["items"][0]


def stuck(call):
    case = call.start(variables={"share": 0})
    call.complete("officer", call.task(case["id"]))
    call.complete("director", call.task(case["id"]))
    return case


def test_timers_are_listed_with_due_date_basis_and_reasons(call):
    case = call.start()

    timer = timer_of(call, case)

    assert (timer["kind"], timer["state"]) == ("timer", "waiting")
    assert timer["due_date"] == "2026-04-28"
    assert timer["basis"] == "ตัวอย่างฐานกฎหมาย"
    assert call.get("officer", "/jobs?kind=timer&due_before=2026-04-28").json["items"] == []
    assert call.get("family", "/jobs").json["items"] == []
    assert call.get("officer2", f"/jobs?instance_id={case['id']}").json["items"] == []


def test_a_timer_is_moved_with_a_reason(call):
    place = f"/jobs/{timer_of(call, call.start())['id']}"
    due = "2026-05-10T16:30:00+07:00"

    officer = call("officer", "PATCH", place, json={"due_at": due, "reason": "ลอง"})
    silent = call("admin", "PATCH", place, json={"due_at": due, "reason": " "})
    naive = call("admin", "PATCH", place, json={"due_at": "2026-05-10T16:30:00", "reason": "ลอง"})
    moved = call("admin", "PATCH", place, json={"due_at": due, "reason": "น้ำท่วม"})

    assert officer.status_code == 403
    assert silent.json["code"] == "reason_required"
    assert "due_at" in naive.json["errors"]
    assert moved.json["due_at"] == due


def test_a_job_is_run_at_once_and_only_once(call):
    place = f"/jobs/{timer_of(call, call.start())['id']}/run"

    officer = call.post("officer", place)
    done = call.post("admin", place)
    again = call.post("admin", place)

    assert officer.status_code == 403
    assert done.json["state"] == "done"
    assert (again.status_code, again.json["code"]) == (409, "job_not_waiting")


def test_a_job_that_is_not_there_is_not_found(call):
    assert call.post("admin", f"/jobs/{uuid4()}/run").status_code == 404
    assert call.post("admin", f"/incidents/{uuid4()}/retry").status_code == 404


def test_the_clock_set_forward_fires_the_timer_when_a_worker_comes_by(call):
    case = call.start()

    moved = call("admin", "PUT", "/clock", json={"now": "2026-04-29T00:00:01+07:00"})
    jobs.run_due(call.engine)

    assert moved.json == {"now": "2026-04-29T00:00:01+07:00", "is_manual": True}
    assert call.get("officer", f"/process-instances/{case['id']}").json["timers"] == []


def test_the_clock_is_read_by_all_and_never_goes_back(call):
    backwards = call("admin", "PUT", "/clock", json={"now": "2026-03-01T00:00:00+07:00"})
    officer = call("officer", "PUT", "/clock", json={"now": "2026-05-01T00:00:00+07:00"})

    assert call.get("family", "/clock").json["now"] == "2026-04-01T08:30:00+07:00"
    assert (backwards.status_code, backwards.json["code"]) == (422, "clock_set_backwards")
    assert officer.status_code == 403


def test_a_stuck_case_says_where_and_goes_on_once_mended(call):
    case = stuck(call)
    place = f"/process-instances/{case['id']}"

    listed = call.get("officer", f"/incidents?instance_id={case['id']}").json["items"]
    call("admin", "PATCH", f"{place}/variables", json={"variables": {"share": 4}, "reason": "แก้"})
    retried = call.post("admin", f"/incidents/{listed[0]['id']}/retry", {"reason": "แก้แล้ว"})
    again = call.post("admin", f"/incidents/{listed[0]['id']}/retry")

    assert listed[0]["element_id"] == "amount"
    assert listed[0]["code"] == "expression_failed"
    assert retried.json["resolved_by"] == "admin"
    assert (again.status_code, again.json["code"]) == (409, "incident_not_open")
    assert call.get("officer", f"/incidents/{listed[0]['id']}").status_code == 200
    assert call.get("officer", place).json["subscriptions"][0]["name"] == "evidence_arrived"
    assert call.get("officer", "/incidents").json["items"] == []
    assert len(call.get("officer", "/incidents?state=any").json["items"]) == 1


def test_incidents_of_another_office_are_not_there(call):
    case = stuck(call)
    incident = call.get("officer", "/incidents").json["items"][0]

    assert call.get("officer2", "/incidents").json["items"] == []
    assert call.get("officer2", f"/incidents/{incident['id']}").status_code == 404
    assert call.get("family", f"/incidents?instance_id={case['id']}").json["items"] == []
    assert call.post("officer", f"/incidents/{incident['id']}/retry").status_code == 403


def test_incidents_alike_are_retried_together_and_each_is_answered(call):
    one, two = stuck(call), stuck(call)
    mended = {"variables": {"share": 4}, "reason": "แก้"}
    call("admin", "PATCH", f"/process-instances/{two['id']}/variables", json=mended)
    incident = call.get("officer", f"/incidents?instance_id={one['id']}").json["items"][0]
    asked = {"incident_id": incident["id"], "reason": "แก้แล้ว"}

    officer = call.post("officer", "/incidents/retry-alike", asked)
    silent = call.post("admin", "/incidents/retry-alike", {**asked, "reason": " "})
    answers = call.post("admin", "/incidents/retry-alike", asked).json["items"]

    assert (officer.status_code, silent.json["code"]) == (403, "reason_required")
    assert {a["instance_id"]: a["is_mended"] for a in answers} == {
        one["id"]: False,
        two["id"]: True,
    }
    assert {answer["code"] for answer in answers} == {None}


def test_the_heat_of_a_procedure_counts_where_cases_wait(call):
    call.start()

    heat = call.get("officer", "/process-definitions/review/heat").json
    strange = call.get("family", "/process-definitions/review/heat").json
    none = call.get("officer", "/process-definitions/review/heat?version=9")

    assert [e["tokens"] for e in heat["elements"] if e["tokens"]] == [1]
    assert (heat["version"], heat["whole"]) == (
        1,
        {"sample": 0, "mean": None, "median": None, "longest": None},
    )
    assert strange["elements"] == []
    assert none.status_code == 404
