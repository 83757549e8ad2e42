"""A case moved to another version by the API: looked at first, refused in words, done."""

from tests.api.conftest import REVIEW, upload

SHORTER = REVIEW.replace(b'n="15"', b'n="10"')
WITHOUT = REVIEW.replace(b'"check"', b'"inspect"').replace(
    "ตรวจเอกสาร".encode(), "สอบเอกสาร".encode()
)


def deploy(call, body):
    assert call("analyst", "POST", "/deployments", data=upload(body=body)).status_code == 201


def migrate(call, case, user="admin", **more):
    body = {"version": 2, "reason": "ระเบียบใหม่", **more}
    return call.post(user, f"/process-instances/{case['id']}/migrate", body)


def test_a_dry_run_says_what_would_come_of_it_then_it_is_done(call):
    case = call.start()
    promised = case["timers"][0]["due_date"]
    deploy(call, SHORTER)

    looked = migrate(call, case, dry_run=True)
    still = call.get("admin", f"/process-instances/{case['id']}").json
    done = migrate(call, case, user="analyst")
    now = call.get("admin", f"/process-instances/{case['id']}").json

    assert (looked.status_code, looked.json["moved"], looked.json["verdict"]) == (
        200,
        False,
        "movable",
    )
    timer = looked.json["timers"][0]
    assert (timer["before"], timer["after"]) == (promised, promised)
    assert timer["offered"] < promised
    assert still["definition_version"] == 1
    assert (done.status_code, done.json["moved"], done.json["definition_version"]) == (200, True, 2)
    assert (now["definition_version"], now["timers"][0]["due_date"]) == (2, promised)
    assert now["tasks"][0]["id"] == case["tasks"][0]["id"]


def test_what_hinders_is_said_and_chosen_away(call):
    case = call.start()
    deploy(call, WITHOUT)

    looked = migrate(call, case, dry_run=True).json
    refused = migrate(call, case)
    mapped = migrate(call, case, mapping={"check": "inspect"})

    assert looked["verdict"] == "after_choice"
    assert {each["choice"] for each in looked["hindrances"]} == {"map"}
    assert (refused.status_code, refused.json["code"]) == (409, "migration_refused")
    assert mapped.json["moved"] is True


def test_others_are_told_that_nothing_is_there(call):
    case = call.start()
    deploy(call, SHORTER)

    assert migrate(call, case, user="officer").status_code == 404
    assert migrate(call, case, user="family").status_code == 404
    assert migrate(call, case, reason="").status_code == 422
    assert migrate(call, case, version=1).status_code == 422
    assert migrate(call, case, version=9).status_code == 404
