"""Checks while drawing, as the editors' scripts ask for them."""

import json

import pytest

from engine import drafts


@pytest.fixture
def draft(site):
    made = drafts.create(site.engine, site.person("analyst"), "ชุมชน", of="school_community")
    return made.id


def check(client, draft, files):
    return client.post(f"/studio/{draft}/check", json.dumps({"files": files}))


def test_problems_are_told_in_the_readers_language_with_element_and_remedy(site, draft):
    name = "school_community.bpmn"
    body = drafts.bodies(site.engine, site.person("analyst"), draft)[name].decode()
    broken = body.replace('khanton:role="', 'khanton:role="nobody_')
    analyst = site.client("analyst")

    assert check(analyst, draft, {}).json == {"problems": []}
    found = check(analyst, draft, {name: broken}).json["problems"]

    assert {each["rule"] for each in found} == {"role-unknown"}
    assert found[0].keys() == {"file", "element_id", "rule", "severity", "message", "remedy"}
    assert "บทบาท" in found[0]["message"]
    assert found[0]["remedy"]
    assert f'id="{found[0]["element_id"]}"' in body


def test_what_is_no_set_of_files_is_refused(site, draft):
    analyst = site.client("analyst")
    assert check(analyst, draft, {"x.bpmn": 1}).json["code"] == "body_unfit"
    assert analyst.post(f"/studio/{draft}/check", "[]").json["code"] == "body_unfit"
    assert check(site.client("officer"), draft, {}).status_code in {403, 404}
