"""Deploying over HTTP, and what is deployed."""

from io import BytesIO

from tests.api.conftest import REVIEW, upload

BROKEN = REVIEW.replace(b'candidateGroups="promo_officer"', b'candidateGroups="nobody_such"')


def deploy(call, user, files, query=""):
    return call(user, "POST", f"/deployments{query}", data=files)


def test_a_changed_diagram_becomes_the_next_version(call):
    changed = REVIEW.replace("ลงนาม".encode(), "อนุมัติ".encode())

    made = deploy(call, "analyst", upload(body=changed))
    versions = call.get("officer", "/process-definitions/review/versions").json["items"]

    assert made.status_code == 201
    assert made.json["definitions"] == [
        {"kind": "process", "key": "review", "version": 2, "is_new": True}
    ]
    assert [each["version"] for each in versions] == [2, 1]


def test_the_same_diagram_keeps_its_version(call):
    made = deploy(call, "analyst", upload())

    assert made.status_code == 201
    assert made.json["definitions"][0]["is_new"] is False


def test_a_bad_diagram_lists_every_problem_with_its_remedy(call):
    made = deploy(call, "analyst", {"files": [(BytesIO(BROKEN), "review.bpmn")]})

    assert (made.status_code, made.json["code"]) == (422, "deployment_refused")
    problem = made.json["problems"][0]
    assert problem.keys() == {"file", "element_id", "rule", "severity", "message", "remedy"}
    assert problem["file"] == "review.bpmn"
    assert problem["severity"] == "error"
    assert not problem["message"].isascii()


def test_no_xml_is_a_problem_told_in_english_too(call):
    made = call(
        "analyst",
        "POST",
        "/deployments",
        data=upload(body=b"<bpmn"),
        headers={"Accept-Language": "en"},
    )

    assert made.status_code == 422
    assert made.json["problems"][0]["message"].isascii()


def test_a_dry_run_checks_and_writes_nothing(call):
    changed = REVIEW.replace("ลงนาม".encode(), "อนุมัติ".encode())

    made = deploy(call, "analyst", upload(body=changed), "?dry_run=true")
    refused = deploy(call, "analyst", upload(body=BROKEN), "?dry_run=true")

    assert made.status_code == 200
    assert made.json["id"] is None
    assert refused.status_code == 422
    assert len(call.get("officer", "/process-definitions/review/versions").json["items"]) == 1


def test_only_analysts_deploy(call):
    for user in ("officer", "family", "auditor"):
        assert deploy(call, user, upload()).status_code == 403, user


def test_a_deployment_is_multipart_with_files(call):
    assert call.post("analyst", "/deployments", {}).status_code == 415
    empty = {"data": {"name": "ว่าง"}, "content_type": "multipart/form-data"}
    assert call("analyst", "POST", "/deployments", **empty).status_code == 422
    twice = {"files": [(BytesIO(REVIEW), "review.bpmn"), (BytesIO(REVIEW), "review.bpmn")]}
    assert "files" in deploy(call, "analyst", twice).json["errors"]


def test_definitions_are_listed_shown_and_drawn(call):
    listed = call.get("family", "/process-definitions").json["items"]
    one = call.get("family", "/process-definitions/home_education_permission").json
    xml = call.get("family", "/process-definitions/review/versions/1/xml")

    assert {"review", "home_education_permission"} <= {each["key"] for each in listed}
    assert one["business_key_prefix"] == "HE"
    assert xml.content_type == "application/xml"
    assert xml.data == REVIEW


def test_a_definition_that_is_not_there_is_not_found(call):
    for path in ("/nothing", "/nothing/versions", "/review/versions/9/xml"):
        answer = call.get("officer", f"/process-definitions{path}")
        assert (answer.status_code, answer.json["code"]) == (404, "definition_not_found")
