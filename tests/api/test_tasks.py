"""The inbox and what people do with what is in it."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

from tests.api.conftest import new_key


def test_the_inbox_shows_what_is_the_callers_to_do_due_first(call):
    first = call.start()
    call.engine.clock.set(call.engine.clock.now() + timedelta(days=1))
    second = call.start()

    listed = call.get("officer", "/tasks?definition_key=review").json

    assert [each["instance_id"] for each in listed["items"]] == [first["id"], second["id"]]
    assert listed["next"] is None
    assert listed["items"][0]["due_date"] == "2026-04-28"
    assert listed["items"][0]["due_at"] == "2026-04-29T00:00:00+07:00"
    assert listed["items"][0]["roles"] == ["promo_officer"]
    assert call.get("director", "/tasks?definition_key=review").json["items"] == []


def test_pages_follow_one_another_without_gap_or_repetition(call):
    cases = {call.start()["id"] for _ in range(5)}

    seen, cursor = [], ""
    while cursor is not None:
        page = call.get("officer", f"/tasks?definition_key=review&limit=2&cursor={cursor}").json
        seen += [each["instance_id"] for each in page["items"]]
        cursor = page["next"]

    assert len(seen) == 5
    assert set(seen) == cases


def test_a_made_up_cursor_is_refused(call):
    for path in ("/tasks", "/process-instances", "/jobs", "/incidents"):
        answer = call.get("admin", f"{path}?cursor=made-up")
        assert (answer.status_code, answer.json["code"]) == (422, "cursor_invalid"), path


def test_a_query_that_is_not_documented_names_what_is_wrong(call):
    answer = call.get("officer", "/tasks?limit=0&state=half&due_before=tomorrow&colour=red")

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"limit", "state", "due_before", "colour"}


def test_the_inbox_narrows_by_due_date_text_and_state(call):
    case = call.start()
    key = case["business_key"]

    def found(query):
        return len(call.get("officer", f"/tasks?{query}").json["items"])

    assert found(f"q={key}") == 1
    assert found(f"q={key}&due_before=2026-04-28") == 0
    assert found(f"q={key}&due_before=2026-04-30T00:00:00%2B07:00") == 1
    assert found(f"q={key}&due_before=2026-04-30T00:00:00+07:00") == 1
    assert found(f"instance_id={case['id']}&state=completed") == 0
    assert found(f"instance_id={case['id']}&role=promo_officer&sort=due") == 1
    assert found(f"instance_id={case['id']}&mine=true") == 0


def test_a_claimed_task_is_mine_until_i_give_it_back(call):
    task = call.task(call.start()["id"])
    place = f"/tasks/{task['id']}"

    claimed = call.post("officer", f"{place}/claim")
    mine = call.get("officer", "/tasks?mine=true").json["items"]
    back = call.post("officer", f"{place}/unclaim")

    assert claimed.json["assignee"] == "officer"
    assert claimed.headers["ETag"] == f'"{claimed.json["version"]}"'
    assert [each["id"] for each in mine] == [task["id"]]
    assert back.json["assignee"] is None


def test_a_task_is_given_only_to_who_holds_its_role(call):
    place = f"/tasks/{call.task(call.start()['id'])['id']}/assign"

    unfit = call.post("officer", place, {"assignee": "registrar"})
    fit = call.post("officer", place, {"assignee": "officer"})

    assert (unfit.status_code, unfit.json["code"]) == (422, "assignee_unfit")
    assert fit.json["assignee"] == "officer"


def test_of_two_people_completing_one_task_the_second_is_told_who_and_when(call):
    task = call.task(call.start()["id"])
    call.complete("officer", task)

    late = call.post("officer", f"/tasks/{task['id']}/complete", {"variables": {}})

    assert (late.status_code, late.json["code"]) == (409, "task_not_open")
    assert late.json["about"]["by"] == "officer"
    assert late.json["about"]["at"].startswith("2026-04-01T")
    assert "นายสมมติ ตัวอย่าง" in late.json["detail"]


def test_of_two_at_the_very_same_time_exactly_one_wins(call):
    task = call.task(call.start()["id"])
    call.token("officer")
    barrier, answers = Barrier(2), []

    def complete():
        barrier.wait()
        body = {"variables": {}, "version": 1}
        answers.append(call.post("officer", f"/tasks/{task['id']}/complete", body).status_code)

    threads = [Thread(target=complete) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [200, 409]


def test_a_version_that_has_passed_is_refused_in_the_body_and_as_a_precondition(call):
    task = call.task(call.start()["id"])
    call.post("officer", f"/tasks/{task['id']}/claim")
    place = f"/tasks/{task['id']}/complete"

    stale = call.post("officer", place, {"variables": {}, "version": 1})
    unmatched = call.post("officer", place, {"variables": {}}, headers={"If-Match": '"1"'})
    matched = call.post("officer", place, {"variables": {}}, headers={"If-Match": '"2"'})

    assert (stale.status_code, stale.json["code"]) == (409, "version_conflict")
    assert (unmatched.status_code, unmatched.json["code"]) == (412, "precondition_failed")
    assert matched.status_code == 200


def test_who_does_not_hold_the_role_may_not_do_the_task(call):
    task = call.task(call.start()["id"])

    answer = call.post("registrar", f"/tasks/{task['id']}/complete", {"variables": {}})

    assert (answer.status_code, answer.json["code"]) == (403, "not_a_candidate")


def test_a_task_of_another_office_is_not_there(call):
    task = call.task(call.start()["id"])

    for method, verb in (("GET", ""), ("GET", "/form"), ("POST", "/claim"), ("POST", "/complete")):
        more = {} if method == "GET" else {"json": {}}
        answer = call("officer2", method, f"/tasks/{task['id']}{verb}", **more)
        assert (answer.status_code, answer.json["code"]) == (404, "task_not_found"), verb


def test_an_auditor_reads_and_never_writes(call):
    task = call.task(call.start()["id"])

    assert call.get("auditor", f"/tasks/{task['id']}").status_code == 200
    for verb in ("claim", "unclaim", "complete"):
        answer = call.post("auditor", f"/tasks/{task['id']}/{verb}")
        assert (answer.status_code, answer.json["code"]) == (403, "auditors_only_read"), verb


def test_a_form_says_what_is_asked_and_a_draft_survives(call):
    case = call.start(definition_key="home_education_permission")
    task = call.task(case["id"])
    place = f"/tasks/{task['id']}"
    form = call.get("officer", f"{place}/form").json
    field = form["definition"]["fields"][0]["key"]

    kept = call("officer", "PUT", f"{place}/draft", json={"data": {field: "ครึ่งหนึ่ง"}})
    again = call.get("officer", f"{place}/form").json

    assert form["schema"]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert kept.status_code == 200
    assert kept.json["version"] == task["version"]
    assert again["data"] == {field: "ครึ่งหนึ่ง"}


def test_a_form_not_filled_in_names_every_field_in_thai_or_english(call):
    task = call.task(call.start(definition_key="home_education_permission")["id"])
    place = f"/tasks/{task['id']}/complete"

    thai = call.post("officer", place, {"variables": {"colour": "red"}})
    english = call.post("officer", place, {"variables": {}}, headers={"Accept-Language": "en-GB"})

    assert (thai.status_code, thai.json["code"]) == (422, "form_invalid")
    assert thai.json["errors"]["colour"].startswith("แบบฟอร์มนี้ไม่มีช่อง")
    assert len(thai.json["errors"]) > 1
    assert all(text.isascii() or "“" in text for text in english.json["errors"].values())
    assert call.get("officer", f"/tasks/{task['id']}").json["state"] == "open"


def test_work_is_sent_back_with_a_reason(call):
    case = call.start()
    call.complete("officer", call.task(case["id"]))
    place = f"/tasks/{call.task(case['id'])['id']}/send-back"

    silent = call.post("director", place, {"reason": " "})
    sent = call.post("director", place, {"reason": "เอกสารไม่ครบ"})

    assert (silent.status_code, silent.json["code"]) == (422, "reason_required")
    assert sent.status_code == 200
    assert call.task(case["id"])["element_id"] == "check"


def test_in_bulk_each_task_is_answered_by_itself(call):
    good, foreign = call.start()["tasks"][0], call.start("officer2")["tasks"][0]
    asked = {"action": "claim", "task_ids": [good["id"], foreign["id"], str(uuid4())]}

    answer = call.post("officer", "/tasks/bulk", asked)

    assert [each["status"] for each in answer.json["items"]] == [200, 404, 404]
    assert answer.json["items"][0]["task"]["assignee"] == "officer"
    assert answer.json["items"][1]["problem"]["code"] == "task_not_found"


def test_bulk_under_a_key_does_each_task_once(call):
    tasks = [call.task(call.start()["id"])["id"] for _ in range(2)]
    body, key = {"action": "complete", "task_ids": tasks}, new_key()

    first = call.post("officer", "/tasks/bulk", body, headers=key)
    again = call.post("officer", "/tasks/bulk", body, headers=key)

    assert [each["status"] for each in first.json["items"]] == [200, 200]
    assert again.json == first.json


def test_bulk_needs_to_know_to_whom(call):
    task = call.task(call.start()["id"])

    answer = call.post("officer", "/tasks/bulk", {"action": "assign", "task_ids": [task["id"]]})

    assert answer.status_code == 422
    assert "assignee" in answer.json["errors"]
