"""Watching cases: who sees them, filters in the address, heat, and one case with its commands."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from engine import deployments, instances, jobs
from engine.calendar import end_of_day
from engine.monitoring import one
from tests.execution import drawing as d
from tests.pages.site import OPERATOR, visible

HE = "home_education_permission"


def page_of(site, case, user="admin", language="th"):
    return site.client(user, language).text(f"/admin/cases/{case}")


def form_of(html):
    """The hidden fields that a page's last form carries."""
    part = html[html.rindex('<form method="post" action="/admin') :]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', part)
    return {name: value for name, value in found if name != "csrf"}


@pytest.mark.parametrize("path", ["/admin/cases", "/admin/procedures", f"/admin/procedures/{HE}/1"])
def test_staff_look_and_applicants_do_not(site, path):
    for user, status in (("officer", 200), ("director", 200), ("admin", 200), ("family", 403)):
        assert site.client(user).get(path).status_code == status
    assert site.client(None).get(path).status_code == 303


def test_staff_are_shown_no_command_and_given_none(site):
    case = site.start()
    officer = site.client("officer")

    assert "/suspend" not in page_of(site, case, "officer")
    assert "/suspend" in page_of(site, case)
    assert 'name="deed"' not in officer.text("/admin/cases")
    for path in ("suspend", "variables"):
        assert officer.get(f"/admin/cases/{case}/{path}").status_code == 403
        assert officer.post(f"/admin/cases/{case}/{path}", {"reason": "ลอง"}).status_code == 403
    assert officer.post("/admin/cases/bulk", {"case": case, "deed": "cancel"}).status_code == 403
    assert instances.get(site.engine, site.person("admin"), case).instance.status == "active"


def test_cases_of_another_office_are_not_there(site):
    case = site.start()

    assert str(case) not in site.client("admin2").text("/admin/cases")
    for path in ("", "/suspend", "/variables"):
        assert site.client("admin2").get(f"/admin/cases/{case}{path}").status_code == 404
    assert site.client("admin").get(f"/admin/cases/{uuid4()}").status_code == 404


def test_filters_stay_in_the_address_and_narrow(site):
    case = site.start()
    admin = site.client("admin")
    task = site.tasks(case)[0]
    key = instances.get(site.engine, site.person("admin"), case).instance.business_key

    assert key in admin.text(f"/admin/cases?procedure={HE}&step={task.element_id}&q={key}")
    assert key not in admin.text(f"/admin/cases?procedure={HE}&step=nowhere")
    assert key not in admin.text("/admin/cases?view=late")
    assert key not in admin.text("/admin/cases?older=30")
    site.later(days=60)
    html = admin.text(f"/admin/cases?procedure={HE}&older=30")
    assert key in html
    assert f"view=late&amp;procedure={HE}&amp;older=30" in html
    assert admin.get("/admin/cases?cursor=made-up").status_code == 422
    assert "ไม่มีเรื่องตามเงื่อนไขนี้" in admin.text("/admin/cases?q=100%25")


def test_a_case_says_why_it_waits_and_that_its_end_is_not_known(site):
    case = site.start()

    thai, english = visible(page_of(site, case)), visible(page_of(site, case, language="en"))

    assert "ยังบอกไม่ได้ เพราะมีเรื่องที่เสร็จแล้วเพียง 0 เรื่อง" in thai
    assert site.tasks(case)[0].name in thai
    assert "Not known: only 0 case(s) have finished" in english
    assert site.tasks(case)[0].name_en in english
    assert "No case fits" in visible(site.client("admin", "en").text("/admin/cases?view=stuck"))


def test_heat_leads_to_the_cases_of_a_step(site):
    case = site.start()
    element = site.tasks(case)[0].element_id

    html = site.client("officer").text(f"/admin/procedures/{HE}/1?measure=late")
    analysts = site.client("analyst").text(f"/admin/procedures/{HE}/1")

    assert f"/admin/cases?procedure={HE}&amp;version=1&amp;step={element}" in html
    assert 'data-measure="late"' in html
    assert "/admin/cases?" not in analysts
    assert '"tokens": 1' in analysts
    assert site.client("admin").get(f"/admin/procedures/{HE}/9").status_code == 404


def test_suspending_asks_a_reason_and_resuming_goes_on(site):
    case = site.start()
    admin = site.client("admin")
    place = f"/admin/cases/{case}/suspend"

    fields = form_of(admin.text(place))
    silent = admin.post(place, {**fields, "reason": " "})
    done = admin.post(place, {**fields, "reason": "รอเอกสาร"})

    assert (silent.status_code, done.status_code) == (422, 303)
    assert "กรุณาระบุเหตุผล" in silent.text
    assert "ถูกระงับไว้ชั่วคราว" in page_of(site, case)
    assert "รอเอกสาร" in page_of(site, case)
    resume = f"/admin/cases/{case}/resume"
    assert admin.post(resume, {**form_of(admin.text(resume)), "reason": "ครบ"}).status_code == 303
    assert admin.get(resume).status_code == 422
    assert instances.get(site.engine, site.person("admin"), case).instance.status == "active"


def test_a_case_that_moved_meanwhile_is_shown_anew_and_nothing_is_done(site):
    case = site.start()
    admin = site.client("admin")
    place = f"/admin/cases/{case}/cancel"
    fields = form_of(admin.text(place))
    instances.set_variables(site.engine, site.person("admin"), case, ({"note": 1}, "แก้"))

    answer = admin.post(place, {**fields, "reason": "ยุติ"})

    assert answer.status_code == 409
    assert "เรื่องเปลี่ยนไปแล้ว" in answer.text
    assert instances.get(site.engine, site.person("admin"), case).instance.status == "active"
    again = admin.post(place, {**form_of(answer.text), "reason": "ยุติ"})
    assert again.status_code == 303


def with_data(site):
    """A case with a number, a truth and nothing among its data; and where they are changed."""
    case = site.start()
    data = {"rooms": 3, "flag": True, "old": None}
    instances.set_variables(site.engine, site.person("admin"), case, (data, "เริ่ม"))
    return case, f"/admin/cases/{case}/variables"


TYPED = {
    "v:rooms": "๔",
    "v:flag": "false",
    "v:old": "null",
    "new-name": "more",
    "new-value": "x",
}


def test_variables_are_changed_after_they_were_shown_before_and_after(site):
    case, place = with_data(site)
    admin = site.client("admin")

    seen = admin.post(f"{place}/preview", TYPED)
    done = admin.post(place, {**form_of(seen.text), "reason": "แก้ตามหนังสือ"})

    assert "rooms: 3 → 4" in visible(seen.text)
    assert "flag: true → false" in visible(seen.text)
    assert done.status_code == 303
    now = instances.variables(site.engine, site.person("admin"), case)
    assert (now["rooms"], now["flag"], now["old"], now["more"]) == (4, False, None, "x")


def test_what_cannot_be_read_is_told_by_field_and_what_was_typed_stays(site):
    _, place = with_data(site)
    admin = site.client("admin")

    wrong = admin.post(f"{place}/preview", {**TYPED, "v:rooms": "สี่", "v:old": "{"})
    name = admin.post(f"{place}/preview", {"new-name": "a b"})
    nothing = admin.post(f"{place}/preview", {})
    edited = admin.post(f"{place}/preview", {**TYPED, "edit": "yes"})

    assert wrong.status_code == name.status_code == nothing.status_code == 422
    assert "rooms: กรุณากรอกเป็นตัวเลข" in wrong.text
    assert "old: อ่านเป็น JSON ไม่ได้" in wrong.text
    assert "ชื่อข้อมูลใช้ตัวอักษร" in name.text
    assert "ยังไม่ได้แก้ข้อมูลใด" in nothing.text
    assert 'value="๔"' in edited.text
    assert 'name="v:applicant"' not in admin.text(place)


def test_a_token_is_moved_after_what_opens_and_closes_was_shown(site):
    case = site.start()
    admin = site.client("admin")
    place = f"/admin/cases/{case}/move"
    (token,) = one.view(site.engine, site.person("admin"), case).tokens
    target = next(each for each in token.targets if each.kind == "userTask")

    nowhere = admin.post(f"{place}/preview", {"token": str(token.id), "to": "nowhere"})
    seen = admin.post(f"{place}/preview", {"token": str(token.id), "to": target.id})
    done = admin.post(place, {**form_of(seen.text), "reason": "ข้ามขั้น"})

    assert nowhere.status_code == 422
    assert f"ปิดงาน “{token.element.name_th}”" in visible(seen.text)
    assert done.status_code == 303
    assert [task.element_id for task in site.tasks(case)] == [target.id]


def to_a_deadline(site):
    """A case at a task with a legal deadline, and its timer."""
    case = site.start()
    (token,) = one.view(site.engine, site.person("admin"), case).tokens
    for target in token.targets:
        try:
            instances.move(
                site.engine, site.person("admin"), case, token.id, (target.id, "ไปที่มีกำหนด")
            )
        except Exception:  # noqa: BLE001, S112 - any step with a deadline will do
            continue
        view = one.view(site.engine, site.person("admin"), case)
        legal = [timer for timer in view.timers if (timer.deadline or {}).get("basis")]
        if legal:
            return case, legal[0]
        if not view.tokens:
            case = site.start()
            view = one.view(site.engine, site.person("admin"), case)
        (token,) = view.tokens[:1]
    raise AssertionError("no step has a deadline")


def test_a_legal_deadline_is_moved_knowingly(site):
    case, timer = to_a_deadline(site)
    admin = site.client("admin")
    place = f"/admin/cases/{case}/due"
    later = (timer.due_at + timedelta(days=9)).date()

    html = admin.text(f"{place}?job={timer.id}")
    wrong = admin.post(f"{place}/preview", {"job": str(timer.id), "day": "วันหน้า"})
    asked = {"job": str(timer.id), "day": f"{later.day}/{later.month}/{later.year + 543}"}
    seen = admin.post(f"{place}/preview", asked)
    done = admin.post(place, {**form_of(seen.text), "reason": "น้ำท่วม"})

    assert timer.deadline["basis"] in html
    assert "กรอกวันที่ เช่น" in wrong.text
    assert "กำหนดที่เปลี่ยนมีฐานตามกฎหมายหรือคู่มือ" in seen.text
    assert done.status_code == 303
    moved = jobs.list_some(
        site.engine, site.person("admin"), jobs.Filter(instance_id=case, state="waiting"), None, 50
    )
    assert timer.id in {each.id for each in moved.items if each.due_at > timer.due_at}
    assert admin.get(place).status_code == 404


def test_a_bulk_order_shows_each_case_then_answers_each(site):
    going, gone = site.start(), site.start()
    instances.cancel(site.engine, site.person("admin"), gone, "ถอน")
    admin = site.client("admin")
    asked = {"case": [str(going), str(gone)], "deed": "suspend", "view": "all"}

    seen = admin.post("/admin/cases/bulk/preview", asked)
    silent = admin.post("/admin/cases/bulk", {"case": str(going), "deed": "suspend"})
    done = admin.post("/admin/cases/bulk", {**asked, "reason": "หยุดรอประกาศ"})
    nothing = admin.post("/admin/cases/bulk/preview", {"deed": "suspend"})

    assert "เรื่องจะหยุดไว้" in visible(seen.text)
    assert seen.text.count('type="hidden" name="case"') == 1
    assert (silent.status_code, done.status_code) == (422, 200)
    assert "ทำแล้ว 1 จาก 2 เรื่อง" in visible(done.text)
    assert "ยังไม่ได้เลือกเรื่อง" in nothing.text
    assert instances.get(site.engine, site.person("admin"), going).instance.status == "suspended"


def test_a_bulk_order_takes_everything_under_the_filter_and_moves_by_step(site):
    cases = [site.start(), site.start()]
    element = site.tasks(cases[0])[0].element_id
    admin = site.client("admin")
    listed = admin.text(f"/admin/cases?procedure={HE}&step={element}")
    asked = {"procedure": HE, "step": element, "deed": "move", "whole": "yes"}

    first = admin.post("/admin/cases/bulk/preview", asked)
    (token,) = one.view(site.engine, site.person("admin"), cases[0]).tokens
    target = next(each for each in token.targets if each.kind == "userTask")
    seen = admin.post("/admin/cases/bulk/preview", {**asked, "to": target.id})
    done = admin.post("/admin/cases/bulk", {**asked, "to": target.id, "reason": "ย้าย"})

    assert '<option value="move">' in listed
    assert '<option value="move">' not in admin.text("/admin/cases")
    assert f'<option value="{target.id}">' in first.text
    assert visible(seen.text).count("โดยไม่มีผู้ทำ") == 2
    assert "ทำแล้ว 2 จาก 2 เรื่อง" in visible(done.text)
    assert {site.tasks(case)[0].element_id for case in cases} == {target.id}


def test_names_with_markup_are_shown_as_text(site):
    case = site.start()
    evil = "<script>alert(1)</script>"
    instances.set_variables(site.engine, site.person("admin"), case, ({"x": evil}, evil))

    html = page_of(site, case)

    assert evil not in html
    assert "&lt;script&gt;" in html


def mending(site):
    """A case whose deadline binds the family, and its timer."""
    due = d.deadline(n="5", kind="due", duty="citizen")
    edge = {"attachedToRef": "mend", "cancelActivity": "false"}
    nodes = [
        d.start(),
        d.user_task("mend", camunda_candidateGroups="organiser", name="แก้ไขเอกสาร"),
        d.event("boundaryEvent", "until", "timer", due, name="ครบ ๕ วันทำการ", **edge),
        d.end(),
        d.end("past"),
    ]
    flows = [*d.way("start", "mend", "end"), d.flow("until", "past")]
    deployments.deploy(
        site.engine, OPERATOR, {"mending.bpmn": d.process(nodes, flows, id="mending")}
    )
    case = site.start("officer", "mending")
    return case, one.view(site.engine, site.person("admin"), case).timers[0]


def test_a_citizens_deadline_comes_earlier_only_when_that_is_confirmed(site):
    case, timer = mending(site)
    admin = site.client("admin")
    place = f"/admin/cases/{case}/due"
    asked = {"job": str(timer.id), "day": "3/4/2569", "time": "๑๖.๓๐"}

    seen = admin.post(f"{place}/preview", asked)
    silent = admin.post(place, {**form_of(seen.text), "reason": "เร่ง"})
    done = admin.post(place, {**form_of(seen.text), "reason": "ตกลงแล้ว", "confirmed": "yes"})

    assert "ผูกพันประชาชน" in page_of(site, case)
    assert "ประชาชนจะมีเวลาน้อยลงกว่าที่แจ้งไว้" in seen.text
    assert "เป็น 3 เม.ย. 2569 16:30 น." in visible(seen.text)
    assert silent.status_code == 422
    assert "ต้องยืนยันโดยชัดแจ้ง" in silent.text
    assert done.status_code == 303
    assert "ผู้ดูแลระบบเปลี่ยนกำหนดเป็น" in page_of(site, case)


def test_a_day_that_cannot_be_meant_is_told_on_the_form(site):
    case, timer = mending(site)
    admin = site.client("admin")
    place = f"/admin/cases/{case}/due"

    for day, why in (("31/12/9999", "เกิน 20 ปี"), ("31/3/2569", "ย้อนหลังไม่ได้")):
        refused = admin.post(f"{place}/preview", {"job": str(timer.id), "day": day})
        assert refused.status_code == 422
        assert why in refused.text
        assert f'value="{day}"' in refused.text


def test_a_moment_that_is_over_is_warned_of_loudly(site):
    case, timer = to_a_deadline(site)
    admin = site.client("admin")
    place = f"/admin/cases/{case}/due"

    seen = admin.post(f"{place}/preview", {"job": str(timer.id), "day": "31/3/2569"})
    later = admin.post(f"{place}/preview", {"job": str(timer.id), "day": "31/8/2569"})
    admin.post(place, {**form_of(later.text), "reason": "น้ำท่วม"})

    assert "ตัวจับเวลาจะทำงานทันที และย้อนกลับไม่ได้" in seen.text
    assert "ครบแล้ว จะทำงานทันที" in visible(seen.text)
    assert "ตัวจับเวลาจะทำงานทันที" not in later.text
    assert "→ สิ้นวันที่ 31 ส.ค. 2569" in visible(page_of(site, case))


def test_a_task_shows_the_day_set_by_hand_and_no_other_beside_it(site):
    case, timer = mending(site)
    officer, task = site.client("officer"), site.tasks(case)[0]
    before = visible(officer.text(f"/tasks/{task.id}"))

    later = end_of_day(date(2026, 4, 20))
    jobs.set_due(site.engine, site.person("admin"), timer.id, later, "ขยาย")
    after = visible(officer.text(f"/tasks/{task.id}"))

    assert "เริ่มนับจาก" in before
    assert "ผู้ดูแลระบบกำหนดวันนี้เอง" not in before
    assert "20 เม.ย. 2569" in after
    assert "ผู้ดูแลระบบกำหนดวันนี้เอง" in after
    assert "เริ่มนับจาก" not in after
    assert "ควรเสร็จภายใน" not in after


def test_people_are_called_by_their_names(site):
    case = site.start()
    html = visible(page_of(site, case))
    name = site.person("family").name

    assert name in html.partition("สิ่งที่เกิดขึ้น")[2]
