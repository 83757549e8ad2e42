"""The auditors' pages: what they find, prove and take; nobody can change anything there."""

import json
import re
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest

from engine import history, instances, ledger
from engine.store.tables import history_event
from tests.pages.audited import lived
from tests.pages.site import visible


@pytest.fixture
def case(site):
    found = lived(site)
    ledger.seal_ledger(site.engine)
    return found


@pytest.fixture
def auditor(site):
    return site.client("auditor")


def replayed(client, case):
    return client.get(f"/audit/cases/{case}/replay.json").json


def test_a_case_is_found_by_number_name_procedure_state_and_period(site, auditor, case):
    other = site.start("family2")
    number = instances.get(site.engine, site.person("admin"), case).instance.business_key
    for query, hits in (
        (f"q={number[-4:]}", True),
        (f"q={quote('บ้านเรียนตัวอย่าง')}", True),
        ("q=nothing-like-it", False),
        ("procedure=home_education_permission&status=completed", True),
        ("procedure=royal_award", False),
        ("status=suspended", False),
        ("since=1/4/2569&until=1%20เม.ย.%202569", True),
        ("since=2/4/2569&until=3/4/2569", False),
    ):
        assert (f"/audit/cases/{case}" in auditor.text(f"/audit?{query}")) is hits, query
    assert f"/audit/cases/{other}" not in auditor.text("/audit?q=HE-"), "another office's"


def test_a_date_that_cannot_be_read_is_told_at_its_field(auditor):
    text = auditor.text("/audit?since=soon")
    assert 'id="since-error"' in text
    assert "อ่านวันที่" in visible(text)


def test_the_story_is_told_in_sentences_with_who_and_under_which_rule(auditor, case):
    text = visible(auditor.text(f"/audit/cases/{case}"))
    assert "ทำงานเสร็จ: ให้คำปรึกษา แนะนำครอบครัว" in text
    assert "15 วันทำการ · นับจาก 1 เม.ย. 2569" in text
    assert "บันทึกครบถ้วน ไม่พบการแก้ไข" in text
    english = visible(auditor.site.client("auditor", "en").text(f"/audit/cases/{case}"))
    assert "Completed: Advise the family on home education" in english
    assert "The record is whole; no change was found" in english


def test_who_read_the_case_is_shown_and_the_look_itself_is_noted(site, auditor, case):
    instances.variables(site.engine, site.person("officer"), case)
    text = visible(auditor.text(f"/audit/cases/{case}"))
    assert "ข้อมูลของเรื่อง" in text
    read = history.accesses(site.engine, site.person("auditor"), case)
    assert {("auditor", "history"), ("officer", "variables")} <= {(r.user_id, r.what) for r in read}


def test_a_record_that_was_altered_is_told_in_plain_words(site, auditor, case):
    at = history_event.c
    with site.engine.store.writing() as connection:
        connection.execute(
            history_event.update().where(at.instance_id == case, at.seq == 5).values(actor="admin")
        )
    text = visible(auditor.text(f"/audit/cases/{case}"))
    assert "เหตุการณ์ลำดับที่ 5 ถูกแก้ไข" in text
    assert "บันทึกครบถ้วน" not in text


def test_the_replay_is_told_each_event_with_its_steps_people_and_data(auditor, case):
    told = replayed(auditor, case)
    events = told["events"]
    assert [each["seq"] for each in events] == list(range(1, len(events) + 1))
    done = next(e for e in events if e["type"] == "task_completed" and e["element"] == "consult")
    assert done["by"] == "นายสมมติ ตัวอย่าง"
    (consultation,) = [each for each in done["set"] if each["name"] == "consultation"]
    assert consultation["title"] == "บันทึกการให้คำปรึกษาการจัดการศึกษาโดยครอบครัว"
    assert ["ครอบครัวประสงค์จะดำเนินการต่อ", "ใช่"] in consultation["lines"]
    assert [s[:2] for s in done["steps"]][:2] == [
        ["completed", "consult"],
        ["entered", events[2]["steps"][1][1]],
    ]
    due = next(each for e in events for each in e.get("dues", ()) if each["rule"])
    assert due["rule"].startswith("15 วันทำการ")
    assert told["diagrams"][0]["address"].startswith("/diagrams/home_education_permission/1")


def test_two_moments_are_compared_by_data_tokens_and_events(auditor, case):
    page = auditor.text(f"/audit/cases/{case}/compare?one=20&other=5")
    text = visible(page)
    assert "plan_returned_at" in text
    assert "54 วัน" in text
    assert json.loads(re.search(r"data-state>(.*?)</script>", page)[1])["here"] == [
        "academic_review"
    ]
    assert "ข้อมูลไม่ต่างกัน" in visible(auditor.text(f"/audit/cases/{case}/compare?one=3&other=3"))


@pytest.mark.usefixtures("case")
def test_all_cases_of_a_procedure_are_replayed_at_once_without_their_data(site, auditor):
    site.start()
    place = "/audit/procedures/home_education_permission"
    assert "รุ่นของแผนผัง" in visible(auditor.text(f"{place}/replay"))
    told = auditor.get(f"{place}/replay.json?version=1").json
    assert len({each["case"] for each in told["events"]}) == 2
    assert [e["at"] for e in told["events"]] == sorted(e["at"] for e in told["events"])
    assert not any("set" in each for each in told["events"])
    early = auditor.get(f"{place}/replay.json?version=1&since=1/1/2569&until=31/1/2569").json
    assert early["events"] == []
    assert auditor.get("/audit/procedures/nothing/replay").status_code == 404


def test_the_evidence_and_the_logs_are_taken_from_the_page(site, auditor, case):
    number = instances.get(site.engine, site.person("admin"), case).instance.business_key
    page = auditor.text(f"/audit/cases/{case}")
    for kind, beginning in (
        ("pdf", b"%PDF"),
        ("zip", b"PK"),
        ("xes", b"<?xml"),
        ("csv", b"\xef\xbb"),
    ):
        assert f"/audit/cases/{case}/{kind}" in page
        answer = auditor.get(f"/audit/cases/{case}/{kind}")
        assert answer.data.startswith(beginning)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert f"{number}.{kind}" in answer.headers["Content-Disposition"]
    with ZipFile(BytesIO(auditor.get(f"/audit/cases/{case}/zip").data)) as packed:
        assert "evidence.json" in packed.namelist()
    log = auditor.get("/audit/procedures/home_education_permission/history.xes?version=1")
    assert b"<trace>" in log.data
    record = auditor.get("/audit/offices/udonthani1/history.jsonl").data
    assert json.loads(record.splitlines()[0])["format"] == "khanton-history"


PLACES = ("/audit", "/audit/cases/{}", "/audit/cases/{}/replay", "/audit/cases/{}/replay.json")
PLACES += ("/audit/cases/{}/compare", "/audit/cases/{}/pdf", "/audit/cases/{}/zip")
PLACES += ("/audit/procedures/home_education_permission/replay.json?version=1",)
PLACES += ("/audit/offices/udonthani1/history.jsonl",)


@pytest.mark.parametrize("place", PLACES)
def test_only_auditors_and_admins_come_in_and_only_to_their_own_office(site, place):
    found = place.format(site.start())
    for who, status in (("officer", 403), ("family", 403), ("analyst", 403), (None, 303)):
        assert site.client(who).get(found).status_code == status, who
    for who in ("auditor", "admin"):
        assert site.client(who).get(found).status_code == 200, who
    if "{}" in place:
        assert site.client("admin2").get(found).status_code == 404


def test_an_auditor_finds_no_form_and_no_button_that_changes_anything(auditor, case):
    for place in (
        "/audit",
        f"/audit/cases/{case}",
        f"/audit/cases/{case}/replay",
        f"/audit/cases/{case}/compare",
    ):
        page = auditor.text(place)
        forms = re.findall(r"<form[^>]*method=\"post\"[^>]*action=\"([^\"]+)\"", page)
        assert set(forms) <= {"/sign-out"}, place
        assert "hx-post" not in page
    for rule in auditor.site.app.url_map.iter_rules():
        if rule.endpoint.startswith(("audit.", "audit_files.")):
            assert rule.methods <= {"GET", "HEAD", "OPTIONS"}, rule


def test_texts_of_strangers_stay_texts(site, auditor):
    hostile = "<img src=x onerror=alert(1)>"
    case = site.start("family")
    instances.cancel(site.engine, site.person("admin"), case, hostile)
    page = auditor.text(f"/audit/cases/{case}")
    assert hostile not in page
    assert "&lt;img" in page


def test_an_erased_case_says_so_and_shows_no_data(site, auditor):
    case = site.start("family")
    instances.cancel(site.engine, site.person("admin"), case, "ยุติ")
    history.erase(site.engine, site.person("admin"), case, "คำขอที่ 1")
    assert "ลบข้อมูลส่วนบุคคลของเรื่องนี้แล้ว" in visible(auditor.text(f"/audit/cases/{case}"))
    told = replayed(auditor, case)
    assert any(each.get("erased") for each in told["events"])
    assert not any("set" in each for each in told["events"])
