"""Due dates that explain themselves, and calendars that change."""

from uuid import uuid4

DUE = "/calendars/udonthani1/due?rule=working_days&n=15&from=2026-04-03&duty=official"
DAY = {"day": "2026-04-20", "name_th": "วันหยุดพิเศษ", "source": "มติ ครม. (ตัวอย่าง)"}


def test_a_due_date_is_counted_and_explained(call):
    answer = call.get("family", DUE)

    assert answer.status_code == 200
    assert answer.json["due_date"] == "2026-04-30"
    assert answer.json["due_at"] == "2026-05-01T00:00:00+07:00"
    assert answer.json["counted_from"] == "2026-04-03"
    assert "2026-04-13" in [each["day"] for each in answer.json["skipped"]]
    assert "๑๕ วันทำการ" in answer.json["explanation_th"]
    assert answer.json["explanation_en"].isascii()


def test_what_comes_after_office_hours_counts_from_the_next_working_day(call):
    early = call.get("officer", DUE.replace("2026-04-03", "2026-04-03T16:00:00%2B07:00"))
    late = call.get("officer", DUE.replace("2026-04-03", "2026-04-03T17:00:00%2B07:00"))

    assert early.json["due_date"] == "2026-04-30"
    assert late.json["due_date"] > early.json["due_date"]


def test_a_deadline_that_makes_no_sense_is_refused(call):
    def refused(query):
        answer = call.get("officer", f"/calendars/udonthani1/due?{query}")
        return answer.status_code, answer.json["code"]

    assert refused("rule=someday&from=2026-04-03") == (422, "request_invalid")
    assert refused("rule=working_days&n=15") == (422, "request_invalid")
    assert refused("rule=working_days&n=15&from=2569-04-03") == (422, "request_invalid")
    assert refused("rule=window&from=2026-04-03") == (422, "deadline_invalid")
    assert refused("rule=window&from=2026-04-03&window=13-01/05") == (422, "deadline_invalid")


def test_a_calendar_of_another_office_is_not_there(call):
    for path in ("", "/due?rule=working_days&n=1&from=2026-04-03"):
        assert call.get("officer2", f"/calendars/udonthani1{path}").status_code == 404


def test_a_calendar_lists_its_days(call):
    calendar = call.get("officer", "/calendars/udonthani1").json

    assert "2026-04-13" in [each["day"] for each in calendar["days"]]
    assert calendar["settings"]["closes"] == "16:30"


def test_a_day_the_cabinet_adds_moves_the_deadlines_that_run(call):
    case = call.start()
    body = {"days": [DAY], "reason": "มติคณะรัฐมนตรี"}
    place = "/calendars/udonthani1/days"

    dry = call("admin", "PUT", place, json={**body, "dry_run": True})
    before = call.get("officer", f"/process-instances/{case['id']}").json["timers"][0]["due_date"]
    done = call("admin", "PUT", place, json=body)
    after = call.get("officer", f"/process-instances/{case['id']}").json["timers"][0]["due_date"]

    assert [each["instance_id"] for each in dry.json["moved"]] == [case["id"]]
    assert done.json["moved"] == dry.json["moved"]
    assert (before, after) == ("2026-04-28", "2026-04-29")


def test_only_an_admin_changes_a_calendar_and_says_why(call):
    place, body = "/calendars/udonthani1/days", {"days": [DAY], "reason": "ลอง"}

    assert call("officer", "PUT", place, json=body).status_code == 403
    assert call("officer2", "PUT", place, json=body).status_code == 404
    assert (
        call("admin", "PUT", place, json={**body, "reason": ""}).json["code"] == "reason_required"
    )
    wrong = call("admin", "PUT", place, json={**body, "days": [{**DAY, "day": "เมื่อวาน"}]})
    assert wrong.json["errors"].keys() == {"days.0.day"}


def test_an_admin_keeps_the_people_of_the_office(call):
    place = "/offices/udonthani1"
    new = {"username": "officer9", "name_th": "นายสมมติ ตัวอย่าง", "password": "ยาวพอแน่นอน"}
    role = {"username": "officer9", "role": "registrar", "valid_from": "2026-04-01"}

    made = call.post("admin", f"{place}/users", {**new, "roles": ["promo_officer"]})
    again = call.post("admin", f"{place}/users", {**new, "roles": ["promo_officer"]})
    granted = call.post("admin", f"{place}/memberships", role)
    ended = call.post(
        "admin", f"{place}/memberships/{granted.json['id']}/end", {"last_day": "2026-04-30"}
    )
    listed = call.get("admin", f"{place}/users").json["items"]

    assert (made.status_code, made.json) == (201, {"username": "officer9"})
    assert (again.status_code, again.json["code"]) == (409, "user_exists")
    assert granted.status_code == 201
    assert ended.json["last_day"] == "2026-04-30"
    held = next(each for each in listed if each["username"] == "officer9")["roles"]
    assert {(each["role"], each["valid_to"]) for each in held} == {
        ("promo_officer", None),
        ("registrar", "2026-04-30"),
    }


def test_people_are_kept_by_admins_only(call):
    place = "/offices/udonthani1"

    assert call.get("officer", f"{place}/users").status_code == 403
    assert call.get("officer2", f"{place}/users").status_code == 404
    lost = call.post("admin", f"{place}/memberships/{uuid4()}/end", {"last_day": "2026-04-30"})
    assert lost.status_code == 404
    role = {"username": "officer", "role": "emperor", "valid_from": "2026-04-01"}
    assert call.post("admin", f"{place}/memberships", role).json["code"] == "role_unknown"
