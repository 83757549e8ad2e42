"""Incidents in the pages: found, read, mended and retried; together where they are alike."""

import pytest

from engine import deployments, instances
from tests import starting
from tests.execution import drawing as d
from tests.pages.site import OPERATOR, visible


def splitting():
    """Shares a sum among the rooms; with no rooms, the script cannot divide."""
    nodes = [
        d.start(),
        d.user_task("count", camunda_candidateGroups="promo_officer", name="นับห้องเรียน"),
        d.script("share", "each = total / rooms", scriptFormat="khanton", name="แบ่งเงิน"),
        d.user_task("pay", camunda_candidateGroups="promo_officer", name="จ่ายเงิน"),
        d.end(),
    ]
    flows = d.way("start", "count", "share", "pay", "end")
    return d.process(nodes, flows, id="splitting", name="แบ่งเงินอุดหนุน")


@pytest.fixture
def stuck(site):
    """Three cases that are stuck alike."""
    deployments.deploy(site.engine, OPERATOR, {"splitting.bpmn": splitting()})
    made = []
    for _ in range(3):
        case = site.start("officer", "splitting", total=9000, rooms=0)
        site.complete("officer", site.tasks(case)[0].id)
        made.append(case)
    return made


def incident_of(site, case):
    return instances.get(site.engine, site.person("admin"), case).incidents[0].id


def mend(site, case):
    instances.set_variables(site.engine, site.person("admin"), case, ({"rooms": 3}, "แก้"))


def test_incidents_are_listed_by_kind_and_one_by_one(site, stuck):
    thai = site.client("admin").text("/admin/incidents")
    none = site.client("admin2").text("/admin/incidents")

    assert "<b>3</b>" in thai
    assert thai.count("แบ่งเงินอุดหนุน") == 4
    assert "ไม่มีเหตุขัดข้อง" in none
    assert site.client("officer").get("/admin/incidents").status_code == 403
    incident = incident_of(site, stuck[0])
    assert site.client("admin2").get(f"/admin/incidents/{incident}").status_code == 404
    assert site.client("admin").text("/admin/incidents?procedure=x").count("แบ่งเงินอุดหนุน") == 1


def test_an_incident_says_what_trying_again_would_do(site, stuck):
    place = f"/admin/incidents/{incident_of(site, stuck[0])}"
    admin = site.client("admin")

    broken = visible(admin.text(place))
    mend(site, stuck[0])
    mended = visible(site.client("admin", "en").text(place))

    assert "ขั้น “แบ่งเงิน” จะขัดข้อง" in broken
    assert "อีก 2 เรื่องที่ขัดข้องเหมือนกัน" in broken
    assert "“แบ่งเงิน” goes on again" in mended
    assert "Opens “จ่ายเงิน”" in mended


def test_retrying_asks_a_reason_and_says_whether_it_failed_again(site, stuck):
    admin = site.client("admin")
    place = f"/admin/incidents/{incident_of(site, stuck[0])}"

    silent = admin.post(f"{place}/retry", {"reason": " "})
    again = admin.post(f"{place}/retry", {"reason": "ลอง"})
    told = admin.text(again.location)
    mend(site, stuck[0])
    fresh = f"/admin/incidents/{incident_of(site, stuck[0])}"
    goes_on = admin.post(f"{fresh}/retry", {"reason": "แก้แล้ว"})

    assert silent.status_code == 422
    assert "ลองใหม่แล้ว แต่ขัดข้องอีก" in told
    assert "เรื่องดำเนินต่อได้" in admin.text(goes_on.location)
    assert [task.element_id for task in site.tasks(stuck[0])] == ["pay"]
    assert "แก้แล้ว" in admin.text(f"/admin/cases/{stuck[0]}")
    assert admin.post(f"{fresh}/retry", {"reason": "อีก"}).status_code == 422


def test_all_alike_are_retried_and_each_is_answered(site, stuck):
    admin = site.client("admin")
    mend(site, stuck[0])
    mend(site, stuck[1])
    place = f"/admin/incidents/{incident_of(site, stuck[0])}/retry-alike"

    silent = admin.post(place, {"reason": ""})
    done = visible(admin.post(place, {"reason": "แก้ข้อมูลแล้ว"}).text)

    assert silent.status_code == 422
    assert "ดำเนินต่อได้ 2 จาก 3 เรื่อง" in done
    assert done.count("ขัดข้องอีก") == 1
    assert site.client("officer").post(place, {"reason": "ลอง"}).status_code == 403


def unsendable():
    """Sends a message to an office that is not there: its job fails, again and again."""
    box = d.inputs(to_office="nowhere")
    thrown = d.event("endEvent", "tell", "message", messageRef="news_m")
    thrown = thrown.replace("<bpmn:messageEventDefinition", box + "<bpmn:messageEventDefinition")
    flows = d.way("start", "tell")
    return d.process([d.start(), thrown], flows, id="unsendable", declared=starting.NEWS)


@pytest.fixture
def unsent(site):
    """Two cases whose job was given up."""
    deployments.deploy(site.engine, OPERATOR, {"unsendable.bpmn": unsendable()})
    made = [site.start("officer", "unsendable") for _ in range(2)]
    for _ in range(site.engine.settings.attempts):
        site.later(minutes=1)
    return made


def test_a_job_tried_again_is_told_as_queued_not_as_going_on(site, unsent):
    admin = site.client("admin")
    place = f"/admin/incidents/{incident_of(site, unsent[0])}"

    done = visible(admin.post(f"{place}/retry-alike", {"reason": "ลอง"}).text)
    for _ in range(site.engine.settings.attempts):
        site.later(minutes=1)
    fresh = f"/admin/incidents/{incident_of(site, unsent[0])}"
    single = admin.post(f"{fresh}/retry", {"reason": "ลอง"})

    assert "ส่งกลับเข้าคิวงานระบบแล้ว 2 จาก 2 เรื่อง" in done
    assert "ดำเนินต่อได้" not in done
    assert "ผลจะปรากฏที่เรื่องในอีกสักครู่" in visible(admin.text(single.location))


def test_the_history_tells_what_broke_in_the_person_s_language(site, unsent):
    place = f"/admin/cases/{unsent[0]}"

    assert visible(site.client("admin").text(place)).count("งานระบบล้มเหลว") >= 2
    assert visible(site.client("admin", "en").text(place)).count("The job failed") >= 2
    story = visible(site.client("auditor").text(f"/audit/cases/{unsent[0]}"))
    assert "งานระบบล้มเหลว" in story
    assert "The job failed" not in story
