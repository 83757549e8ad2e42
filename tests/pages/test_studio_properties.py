"""The properties panel in the browser: an analyst changes what a step is, in the office's words."""

import re
from html import unescape

import pytest
from playwright.sync_api import expect

from engine import deployments, drafts
from tests.pages.browsing import check_axe
from tests.pages.site import OPERATOR

HOME = "home_education_permission"


@pytest.fixture
def opened(site, browser_page):
    """Open the modeler on a draft of a procedure; returns the page and what is saved."""

    def open_draft(*, of=None, key=HOME):
        begun = drafts.Begun(key=key, title_th="ทดลอง", title_en="A trial")
        row = drafts.create(site.engine, site.person("analyst"), begun, of=of)
        page = browser_page("analyst")
        page.goto(f"/studio/{row.id}/diagrams/{key}.bpmn")
        expect(page.locator(".studio-diagram.ready")).to_be_attached()
        return page, lambda: saved(site, row.id, page)

    return open_draft


def saved(site, draft, page):
    """Return the draft's files once the page says that they are saved."""
    page.keyboard.press("Control+s")
    expect(page.locator("#saving")).to_contain_text("บันทึกแล้ว")
    return drafts.bodies(site.engine, site.person("analyst"), draft)


def show(page, element):
    page.evaluate(f"document.querySelector('[data-studio]').studio.properties.show('{element}')")


def deadlines(files):
    """Return the counted numbers of the deadlines that begin with the plan's receipt."""
    found = re.findall(
        r"<khanton:deadline [^>]*plan_received_at[^>]*>", files[f"{HOME}.bpmn"].decode()
    )
    return [re.search(r' n="([^"]*)"', each)[1] for each in found]


def test_a_period_is_shortened_and_the_new_date_stands_beside_the_old(opened):
    page, files = opened(of=HOME)
    show(page, "academic_review")
    panel = page.get_by_role("region", name="คุณสมบัติ")
    expect(panel).to_contain_text("จะครบกำหนด 28 เม.ย. 2569")
    check_axe(page, within="'#properties'")

    panel.get_by_label("จำนวน", exact=True).fill("10")

    expect(panel).to_contain_text("เดิม 28 เม.ย. 2569 → ใหม่ 21 เม.ย. 2569")
    expect(panel).to_contain_text("เดิม 21 เม.ย. 2569 → ใหม่ 9 เม.ย. 2569")
    expect(panel.get_by_label("จำนวน", exact=True)).to_be_focused()
    found = files()
    assert deadlines(found) == ["10", "10"]
    assert "ครบ ๑๐ วันทำการ" in found[f"{HOME}.bpmn"].decode()

    page.locator("[data-do=undo]").click()
    expect(panel.get_by_label("จำนวน", exact=True)).to_have_value("15")
    assert deadlines(files()) == ["setting(&#34;plan_review_days&#34;)"] * 2


def draw_task(page, name):
    """Draw a task behind the beginning, by keyboard."""
    page.locator("[data-element-id=start]").click()
    page.keyboard.press("a")
    page.keyboard.type("งานของเจ้าหน้าที่")
    page.keyboard.press("Enter")
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def test_a_step_gets_its_role_form_deadline_and_law_by_keyboard(site, opened):
    page, files = opened(key="trial")
    panel = page.get_by_role("region", name="คุณสมบัติ")
    draw_task(page, "ตรวจคำขอ")
    expect(panel.locator("h2")).to_have_text("ตรวจคำขอ")

    pick(panel, "บทบาทที่ทำงานนี้", "นายทะเบียน")
    expect(panel.get_by_role("button", name="เอา “นายทะเบียน” ออก")).to_be_visible()
    pick(panel, "แบบฟอร์มที่กรอก", "ทะเบียน")
    expect(panel).to_contain_text("ข้อที่ถาม")
    panel.get_by_role("button", name="เพิ่มกำหนดเสร็จ").click()
    expect(panel).to_contain_text("จะครบกำหนด")
    panel.get_by_role("button", name="ฐานอำนาจ ผู้รับแจ้ง และรายละเอียด").click()
    give_law(panel)
    check_axe(page, within="'#properties'")

    add_reminder(page, panel)

    problems = deployments.deploy(site.engine, OPERATOR, files()).problems
    assert [each for each in problems if each.severity == "error"] == []


def add_reminder(page, panel):
    """Add a reminder: undone and done again, it is one step."""
    panel.get_by_role("button", name="กลับไปที่").click()
    panel.get_by_role("button", name="เพิ่มการเตือนก่อนครบกำหนด").click()
    expect(panel).to_contain_text("จะเตือน")
    page.locator("[data-do=undo]").click()
    expect(panel).not_to_contain_text("จะเตือน")
    page.locator("[data-do=redo]").click()
    expect(panel).to_contain_text("จะเตือน")


def give_law(panel):
    """Write the basis of the deadline that is shown, and the sentence of the manual."""
    expect(panel).to_contain_text("ต้องบอกฐานอำนาจ")
    basis = panel.get_by_role("textbox", name="ฐานอำนาจ")
    basis.fill("คู่มือ ข้อ ๑")
    basis.press("Tab")
    expect(panel).not_to_contain_text("ต้องบอกฐานอำนาจ")
    pick(panel, "ข้อในคู่มือ", "H-CAL-1-4")
    expect(panel.get_by_role("button", name="H-CAL-1-4")).to_be_visible()


def pick(panel, label, words):
    """Search in a field with a list, and take the first that is found, by keyboard."""
    control = panel.get_by_role("combobox", name=label)
    control.fill(words)
    expect(control).to_have_attribute("aria-expanded", "true")
    control.press("ArrowDown")
    control.press("Enter")


def test_conditions_are_built_and_expressions_checked_while_typed(opened):
    page, files = opened(of=HOME)
    show(page, "flow_plan_approved")
    panel = page.get_by_role("region", name="คุณสมบัติ")
    expect(panel.get_by_label("ค่า", exact=True)).to_have_value("approve")
    panel.get_by_label("ค่า", exact=True).select_option(index=1)
    panel.get_by_role("button", name="เขียนเงื่อนไขเอง").click()
    condition = panel.get_by_role("textbox", name="ไปทางนี้เมื่อ")
    chosen = condition.input_value()
    assert chosen.startswith("plan_review.")
    assert f"${{{chosen}}}" in unescape(files()[f"{HOME}.bpmn"].decode())

    write_wrongly(panel, condition)
    condition.fill("plan_reviw == 1")
    expect(panel).to_contain_text("หมายถึง plan_review หรือไม่")
    condition.fill("")
    condition.press_sequentially("วันเวลาที่เริ่ม")
    expect(panel.get_by_role("option").first).to_contain_text("started_at")
    condition.press("Enter")
    expect(condition).to_have_value("started_at")
    check_axe(page, within="'#properties'")


def write_wrongly(panel, condition):
    """What is wrong is told, and stays to be mended while other things are changed."""
    condition.fill("plan_review.result => 1")
    expect(panel).to_contain_text("ใช้ >= หรือ <=")
    panel.get_by_label("ชื่อภาษาอังกฤษ").fill("Passed")
    panel.get_by_label("คำอธิบาย").focus()
    expect(panel.locator("h2")).to_have_text("ผ่าน")
    expect(condition).to_have_value("plan_review.result => 1")
