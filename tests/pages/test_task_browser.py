"""The page of a task in a browser: an application, drafts that are not lost, long tables."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine import deployments, instances, people
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import OPERATOR, PASSWORD
from tests.processes.filled import filled

PDF = {"name": "หลักฐาน.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + b"0" * 64}
LISTING = (Path(__file__).parent / "listing.bpmn").read_bytes()
ROWS = 500
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def consultation(site):
    """The officer's first task of a family's case."""
    return site.tasks(site.start())[0]


@pytest.fixture
def application(site, consultation):
    """The family's application: their plan was approved."""
    case = consultation.instance_id
    site.complete("officer", consultation.id, **filled("consultation"))
    site.complete("family", site.tasks(case)[0].id, **filled("plan"))
    site.work()
    site.complete("academic", site.tasks(case)[0].id, **filled("plan_review"))
    site.work()
    return site.tasks(case)[0]


@pytest.fixture
def listing(site):
    """A task that asks for a list of students."""
    deployments.deploy(site.engine, OPERATOR, {"listing.bpmn": LISTING})
    asked = instances.Asked(definition_key="listing", variables={})
    case = instances.start(site.engine, site.person("officer"), asked).instance.id
    return site.tasks(case)[0]


def saved(page):
    return expect(page.locator("[data-draft-state]")).to_contain_text("บันทึกร่างแล้ว")


def sign_in(page, address):
    page.goto(address)
    page.fill("#username", "officer")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")


def fill_address(page, key):
    for part, text in (
        *(("house_no", "๙๙/๑"), ("tambon", "ตัวอย่าง"), ("amphoe", "เมืองตัวอย่าง")),
        *(("changwat", "อุดรธานี"), ("postcode", "๔๑๐๐๐")),
    ):
        page.fill(f"#f-{key}-{part}", text)


def fill_application(page):
    page.fill("#f-written_at", "บ้านเลขที่ ๙๙/๑")
    page.check("#f-organiser_type")
    page.check("[name=guardian_title][value=mrs]")
    page.fill("#f-guardian_name-first_name", "สมมติ")
    page.fill("#f-guardian_name-last_name", "บ้านเรียนตัวอย่าง")
    page.fill("#f-guardian_name-thai_id", "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑")
    page.fill("#f-guardian_phone", "๐๘๑ ๒๓๔ ๕๖๗๘")
    fill_address(page, "address")
    fill_address(page, "learning_place")
    page.check("[name=residence_differs][value=false]")
    page.fill("#f-learner_birthdate", "๑๒ พ.ค. ๒๕๖๒")
    page.check("[name=organiser_qualification][value=upper_secondary]")
    page.check("[name=level_requested][value=primary]")
    page.check("#f-consent_privacy")
    for key in ("house_family", "house_learner", "id_guardian", "qualification", "plan"):
        page.set_input_files(f"#f-att_{key}", PDF)
        expect(page.locator(f"[data-field=att_{key}] .file-list a")).to_have_text("หลักฐาน.pdf")


def test_a_family_applies_with_errors_first(site, browser_page, application):
    page = browser_page("family")
    page.goto(f"/tasks/{application.id}")
    check_axe(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".errors")).to_be_focused()
    check_axe(page)
    page.locator(".errors a").first.click()
    expect(page.locator("#f-written_at")).to_be_focused()
    fill_application(page)
    expect(page.locator("#f-learner_birthdate-echo")).to_contain_text("12 พฤษภาคม พ.ศ. 2562")
    page.locator("[data-send]").click()
    page.wait_for_url("**/done")
    check_axe(page)
    done = instances.get(site.engine, site.person("family"), application.instance_id)
    assert application.id not in {each.id for each in done.tasks}
    told = instances.variables(site.engine, site.person("officer"), application.instance_id)
    assert told["guardian_name"]["thai_id"] == "1234567890121"
    assert told["guardian_phone"] == "0812345678"
    assert told["learner_birthdate"] == "2019-05-12"
    assert page.evaluate("localStorage.length") == 0


def test_the_application_on_a_phone_in_english(browser_page, application):
    page = browser_page("family", width=390, language="en")
    page.goto(f"/tasks/{application.id}")
    check_axe(page)
    check_width(page)
    expect(page.locator(".submit")).to_be_visible()


def end_session(site, page):
    """End the officer's session behind the page's back, once the bell has asked while it might."""
    page.wait_for_load_state("networkidle")
    people.sign_out(site.engine, site.session("officer"))


def test_a_draft_outlives_a_reload_and_an_ended_session(site, served, browser_page, consultation):
    page = browser_page("officer")
    page.goto(f"/tasks/{consultation.id}")
    page.fill("#f-notes", "พิมพ์ไว้ก่อนเปิดใหม่")
    saved(page)
    page.reload()
    expect(page.locator("#f-notes")).to_have_value("พิมพ์ไว้ก่อนเปิดใหม่")
    end_session(site, page)
    page.fill("#f-notes", "พิมพ์หลังหมดเวลา")
    expect(page.locator("#signed-out")).to_be_visible()
    page.locator("[data-send]").click()
    expect(page.locator("#f-notes")).to_have_value("พิมพ์หลังหมดเวลา")
    other = page.context.new_page()
    sign_in(other, f"{served.address}/sign-in?back=/account")
    other.locator(".own summary").wait_for()
    other.close()
    page.bring_to_front()
    page.keyboard.press("Control+s")
    saved(page)
    page.reload()
    expect(page.locator("#f-notes")).to_have_value("พิมพ์หลังหมดเวลา")


def test_what_was_not_sent_is_back_after_signing_in(site, served, browser_page, consultation):
    page = browser_page("officer")
    page.goto(f"/tasks/{consultation.id}")
    end_session(site, page)
    page.fill("#f-notes", "ยังไม่ได้ส่ง")
    expect(page.locator("#signed-out")).to_be_visible()
    page.on("dialog", lambda asked: asked.accept())
    sign_in(page, f"{served.address}/sign-in?back=/tasks/{consultation.id}")
    expect(page.locator("#f-notes")).to_have_value("ยังไม่ได้ส่ง")
    saved(page)


def test_two_tabs_are_told_of_each_other(browser_page, consultation):
    first = browser_page("officer")
    first.goto(f"/tasks/{consultation.id}")
    second = first.context.new_page()
    second.goto(f"/tasks/{consultation.id}")
    first.fill("#f-notes", "แท็บแรก")
    saved(first)
    expect(second.locator("#draft-asks")).to_be_visible()
    second.get_by_role("button", name="ใช้ร่างล่าสุดนั้น").click()
    expect(second.locator("#f-notes")).to_have_value("แท็บแรก")
    second.fill("#f-notes", "แท็บที่สอง")
    saved(second)
    expect(first.locator("#draft-asks")).to_be_visible()
    first.get_by_role("button", name="ใช้ข้อมูลในหน้านี้แทน").click()
    saved(first)
    second.reload()
    expect(second.locator("#f-notes")).to_have_value("แท็บแรก")


def test_what_was_typed_for_a_case_that_was_ended_meanwhile_is_answered(
    site, browser_page, consultation
):
    page = browser_page("officer")
    page.goto(f"/tasks/{consultation.id}")
    page.fill("#f-notes", "พิมพ์ก่อนเรื่องถูกยุติ")
    instances.cancel(site.engine, site.person("admin"), consultation.instance_id, "ยุติ")
    page.locator("[data-send]").click()
    expect(page.locator(".said.warn")).to_contain_text("สิ่งที่ท่านกรอกยังอยู่ในหน้านี้")
    expect(page.locator("[data-send]")).to_have_count(0)
    expect(page.get_by_text("พิมพ์ก่อนเรื่องถูกยุติ")).to_be_visible()


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(browser_page, application):
    page = browser_page("family")
    sent = []
    page.on("request", lambda asked: sent.append(asked.url))
    page.goto(f"/tasks/{application.id}")
    large = {**PDF, "buffer": b"%PDF-1.4" + bytes(11 * 1024 * 1024)}
    page.set_input_files("#f-att_plan", large)
    expect(page.locator("[data-field=att_plan] .file-state")).to_contain_text("ใหญ่เกิน 10 MB")
    assert not [each for each in sent if each.endswith("/files")]


def sheet():
    lines = ["นักเรียน\tจำนวนเงิน\tได้รับแล้ว\tวันที่รับ\tนำไปใช้"]
    lines += [f"เด็กหญิงสมมติ ตัวอย่าง{n}\t1,500\tใช่\t1/4/2569\tอุปกรณ์" for n in range(1, ROWS + 1)]
    lines[121] = lines[121].replace("1/4/2569", "31/2/2569")
    lines[401] = lines[401].replace("1,500", "มาก")
    return "\n".join(lines)


def mend(page, where, text):
    page.get_by_role("button", name="ไปที่ข้อผิดถัดไป").click()
    expect(page.locator(where)).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def test_five_hundred_rows_are_pasted_and_two_errors_mended(site, browser_page, listing):
    page = browser_page("officer")
    page.goto(f"/tasks/{listing.id}")
    page.locator("[data-at='0']").first.focus()
    page.evaluate(PASTE, sheet())
    expect(page.locator(".grid-faults")).to_have_text("ผิด 2 แห่ง")
    expect(page.locator(".grid-count")).to_contain_text("500 แถว")
    assert page.locator(".grid tbody tr").count() < 60
    check_axe(page)
    mend(page, "#f-students-120-received_on", "๒๘/๒/๒๕๖๙")
    mend(page, "#f-students-400-amount", "2,000.50")
    expect(page.locator(".grid-faults")).to_have_text("ไม่พบข้อผิด")
    page.get_by_role("button", name="ใส่ชื่อของฉันและวันนี้").click()
    page.locator("[data-send]").click()
    page.wait_for_url("**/done")
    told = instances.variables(site.engine, site.person("officer"), listing.instance_id)
    rows = told["use_report"]["students"]
    assert len(rows) == ROWS
    assert rows[120]["received_on"] == "2026-02-28"
    assert rows[400]["amount"] == 2000.5
    assert rows[-1]["student"] == "เด็กหญิงสมมติ ตัวอย่าง500"
