"""Cases: started, seen by whom they concern, and why they wait."""

from uuid import uuid4

import pytest


def test_a_started_case_says_its_number_its_tasks_and_where_it_is(call):
    answer = call.post(
        "officer", "/process-instances", {"definition_key": "review", "variables": {"a": "ก"}}
    )

    case = answer.json
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/process-instances/{case['id']}"
    assert answer.headers["ETag"] == f'"{case["version"]}"'
    assert case["business_key"] == "RV-2569-000001"
    assert case["started_at"] == "2026-04-01T08:30:00+07:00"
    assert [task["element_id"] for task in case["tasks"]] == ["check"]


def test_a_case_says_why_it_waits_in_both_languages(call):
    case = call.get("officer", f"/process-instances/{call.start()['id']}").json

    timer = case["timers"][0]
    assert timer["due_date"] == "2026-04-28"
    assert timer["due_at"] == "2026-04-29T00:00:00+07:00"
    assert timer["basis"] == "ตัวอย่างฐานกฎหมาย"
    assert timer["manual_rows"] == ["H-CAL-1-4"]
    assert "๑๕ วันทำการ" in timer["explanation"]["explanation_th"]
    assert {each["what"] for each in case["waits"]} == {"task", "timer"}
    assert "ภายในวันที่ ๒๘ เมษายน ๒๕๖๙" in case["waits"][0]["why_th"]
    assert "28 April 2026" in case["waits"][0]["why_en"]
    assert case["waits"][0]["for"] == ["promo_officer"]
    assert case["filing_window"]["is_open"] is True
    assert "เมษายน" in case["filing_window"]["th"]


def test_a_case_waits_for_its_message_then_for_its_signal(call):
    case = call.start()
    call.complete("officer", call.task(case["id"]))
    call.complete("director", call.task(case["id"]))
    place = f"/process-instances/{case['id']}"

    waiting = call.get("officer", place).json
    sent = call.post(
        "officer",
        "/messages",
        {
            "name": "evidence_arrived",
            "business_key": case["business_key"],
            "variables": {"ok": True},
        },
    )
    heard = call.post("officer", "/signals", {"name": "term_opened"})
    ended = call.get("officer", place).json

    assert [each["name"] for each in waiting["subscriptions"]] == ["evidence_arrived"]
    assert waiting["waits"][0]["what"] == "message"
    assert sent.json == {
        "instance_id": case["id"],
        "business_key": case["business_key"],
        "started": False,
    }
    assert heard.json == {"instance_ids": [case["id"]]}
    assert (ended["status"], ended["waits"]) == ("completed", [])


def test_a_message_that_nobody_waits_for_is_refused(call):
    answer = call.post("officer", "/messages", {"name": "evidence_arrived"})

    assert (answer.status_code, answer.json["code"]) == (404, "nobody_waits")


def test_a_case_that_cannot_be_started_says_why(call):
    def refused(body, user="officer"):
        answer = call.post(user, "/process-instances", body)
        return answer.status_code, answer.json["code"]

    known = {"definition_key": "review"}
    call.start(business_key="ก-1")

    assert refused({"definition_key": "nothing"}) == (404, "definition_not_found")
    assert refused({**known, "version": 99}) == (404, "definition_not_found")
    assert refused({**known, "business_key": "ก-1"}) == (409, "business_key_taken")
    assert refused({**known, "variables": {"office": "x"}}) == (422, "variables_reserved")
    assert refused({**known, "office": "phayao2"}) == (404, "not_found")
    assert refused({}) == (422, "request_invalid")
    assert refused({**known, "variables": [1], "colour": 1}) == (422, "request_invalid")
    assert refused(known, "auditor")[0] == 403


def test_an_applicant_sees_only_their_own_cases(call):
    own = call.start("family", "home_education_permission")
    other = call.start("officer")

    listed = call.get("family", "/process-instances").json["items"]

    assert [each["id"] for each in listed] == [own["id"]]
    assert call.get("family", f"/process-instances/{own['id']}").json["applicant"] == "family"
    for path in ("", "/variables"):
        answer = call.get("family", f"/process-instances/{other['id']}{path}")
        assert (answer.status_code, answer.json["code"]) == (404, "instance_not_found")


def test_a_case_of_another_office_is_not_there(call):
    case = call.start()

    for path in ("", "/variables"):
        assert call.get("officer2", f"/process-instances/{case['id']}{path}").status_code == 404
    assert call.get("officer2", "/process-instances").json["items"] == []
    assert call.get("admin", f"/process-instances/{case['id']}").status_code == 200


def test_cases_are_found_by_status_key_and_number(call):
    first, second = call.start(), call.start()

    def found(query):
        listed = call.get("officer", f"/process-instances?{query}").json["items"]
        return [each["id"] for each in listed]

    assert found("definition_key=review") == [second["id"], first["id"]]
    assert found(f"business_key={first['business_key']}") == [first["id"]]
    assert found(f"q={second['business_key'][-4:]}") == [second["id"]]
    assert found("status=completed") == []
    assert call.get("officer", "/process-instances?status=lost").status_code == 422


def test_variables_are_shown_and_mended_with_a_reason(call):
    case = call.start(variables={"share": 4})
    place = f"/process-instances/{case['id']}/variables"

    mended = call("admin", "PATCH", place, json={"variables": {"share": 5}, "reason": "พิมพ์ผิด"})
    silent = call("admin", "PATCH", place, json={"variables": {"share": 6}, "reason": ""})
    officer = call("officer", "PATCH", place, json={"variables": {}, "reason": "ลอง"})

    assert mended.status_code == 200
    assert mended.headers["ETag"] != f'"{case["version"]}"'
    assert call.get("officer", place).json["variables"]["share"] == 5
    assert (silent.status_code, silent.json["code"]) == (422, "reason_required")
    assert officer.status_code == 403


@pytest.mark.parametrize("verb", ["suspend", "resume", "cancel", "move"])
def test_what_changes_the_course_of_a_case_is_an_admins_and_needs_a_reason(call, verb):
    case = call.start()
    place = f"/process-instances/{case['id']}/{verb}"
    more = {"token": case["tasks"][0]["id"], "to": "sign"} if verb == "move" else {}

    assert call.post("officer", place, {"reason": "ลอง", **more}).status_code == 403
    assert call.post("officer2", place, {"reason": "ลอง", **more}).status_code == 404
    assert call.post("auditor", place, {"reason": "ลอง", **more}).status_code == 403
    assert call.post("admin", place, {"reason": " ", **more}).json["code"] == "reason_required"
    assert call.post("admin", place, more).json["errors"].keys() == {"reason"}


def test_a_suspended_case_takes_no_work_until_it_is_resumed(call):
    case = call.start()
    place = f"/process-instances/{case['id']}"
    task = f"/tasks/{call.task(case['id'])['id']}/complete"

    suspended = call.post("admin", f"{place}/suspend", {"reason": "รอคำสั่งศาล"})
    refused = call.post("officer", task, {"variables": {}})
    waits = call.get("officer", place).json["waits"]
    resumed = call.post("admin", f"{place}/resume", {"reason": "ศาลสั่งแล้ว"})

    assert suspended.json["status"] == "suspended"
    assert (refused.status_code, refused.json["code"]) == (409, "instance_not_active")
    assert waits[0]["what"] == "suspension"
    assert resumed.json["status"] == "active"
    assert call.post("officer", task, {"variables": {}}).status_code == 200


def test_a_moved_token_waits_elsewhere_and_a_cancelled_case_nowhere(call):
    case = call.start()
    place = f"/process-instances/{case['id']}"
    token = case["tokens"][0]["id"]

    lost = call.post("admin", f"{place}/move", {"token": token, "to": "moon", "reason": "ลอง"})
    moved = call.post("admin", f"{place}/move", {"token": token, "to": "sign", "reason": "ลัด"})
    ended = call.post("admin", f"{place}/cancel", {"reason": "ยื่นซ้ำ"})
    again = call.post("admin", f"{place}/cancel", {"reason": "ยื่นซ้ำ"})

    assert (lost.status_code, lost.json["code"]) == (404, "element_not_found")
    assert [task["element_id"] for task in moved.json["tasks"]] == ["sign"]
    assert ended.json["status"] == "cancelled"
    assert (again.status_code, again.json["code"]) == (409, "instance_not_active")


def test_a_case_nobody_started_is_not_there(call):
    answer = call.get("admin", f"/process-instances/{uuid4()}")

    assert (answer.status_code, answer.json["code"]) == (404, "instance_not_found")
