"""The modeler in the browser: drawn by keys and mouse; what ships comes through it unchanged."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine import attachments, deployments, drafts, instances
from engine.differences import How
from engine.execution import differences
from tests.pages.browsing import check_axe, check_width
from tests.pages.drawing_hand import Hand
from tests.pages.site import OPERATOR
from tests.processes.student_welfare.filled import FORMS

ROOT = Path(__file__).parents[2]
NOMINATION = "student_welfare_nomination"
NARROW = 900
STUDIO = "document.querySelector('[data-studio]').studio"


@pytest.fixture
def draft(site):
    """An empty draft: a beginning, an end."""
    analyst = site.person("analyst")
    begun = drafts.Begun(key="trial", title_th="ทดลองวาด", title_en="A trial")
    return drafts.create(site.engine, analyst, begun).id


@pytest.fixture
def opened(draft, browser_page):
    """The modeler on the empty draft, ready."""
    page = browser_page("analyst")
    page.goto(f"/studio/{draft}/diagrams/trial.bpmn")
    expect(page.locator(".studio-diagram.ready")).to_be_attached()
    return page


def saved(site, draft, page):
    """Return the diagram once the page says that it is saved."""
    expect(page.locator("#saving")).to_contain_text("บันทึกแล้ว")
    return drafts.bodies(site.engine, site.person("analyst"), draft)["trial.bpmn"].decode()


def test_a_step_is_drawn_by_keys_saved_and_undone_after_saving(site, draft, browser_page):
    page = browser_page("analyst")
    hand = Hand(page, draft, "trial.bpmn")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-said]")).to_have_text("จุดเริ่ม เริ่ม")
    hand.choose("a", "งานของเจ้าหน้าที่")
    hand.name("ตรวจ <b>คำขอ</b>")
    expect(page.locator("[data-said]")).to_have_text("งานของคน ตรวจ <b>คำขอ</b>")

    assert 'name="ตรวจ &#60;b&#62;คำขอ&#60;/b&#62;"' in saved(site, draft, page)

    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-said]")).to_have_text("")
    page.keyboard.press("Control+s")
    expect(page.locator("#saving")).to_contain_text("บันทึกแล้ว")
    check_axe(page)
    check_width(page)


def shipped_diagrams():
    return {path.name: path.read_bytes() for path in sorted((ROOT / "bpmn").glob("*/*.bpmn"))}


def test_what_ships_is_opened_and_saved_without_loss(site, opened):
    shipped = shipped_diagrams()
    files = {**shipped, "nested.bpmn": _strange()}

    written = {
        name: opened.evaluate(
            f"""async (xml) => {{
              const {{ modeler, reopen }} = {STUDIO};
              await reopen(xml);
              return (await modeler.saveXML({{ format: true }})).xml;
            }}""",
            body.decode(),
        ).encode()
        for name, body in files.items()
    }

    for name, body in files.items():
        assert differences(body, written[name]) == (), name
    told = _strange().decode()
    for kept in ("<camunda:property ", "<camunda:value>", 'khanton:odd="1"', "<z:note"):
        assert kept in told
        assert kept in written["nested.bpmn"].decode()
    drawn = {name: body for name, body in written.items() if name in shipped}
    whole = deployments.deploy(site.engine, OPERATOR, shipped, dry_run=True)
    again = deployments.deploy(site.engine, OPERATOR, drawn, dry_run=True)
    assert again.problems == whole.problems


def _strange():
    """A diagram with what we do not know: camunda's properties and lists, somebody's namespace."""
    more = (
        '<bpmn:extensionElements xmlns:z="urn:z"><camunda:properties><camunda:property name="a" '
        'value="b"/></camunda:properties><camunda:inputOutput><camunda:inputParameter name="l">'
        "<camunda:list><camunda:value>1</camunda:value></camunda:list></camunda:inputParameter>"
        '</camunda:inputOutput><z:note where="here"/></bpmn:extensionElements>'
    )
    text = shipped_diagrams()["student_welfare_nomination.bpmn"].decode()
    at = text.index("<bpmn:documentation>", text.index("<bpmn:userTask "))
    head, tail = text[:at], text[at:]
    tag = head.rindex("<bpmn:userTask ")
    head = f'{head[:tag]}<bpmn:userTask khanton:odd="1" {head[tag + 15 :]}'
    end = tail.index("</bpmn:documentation>") + len("</bpmn:documentation>")
    return (head + tail[:end] + more + tail[end:]).encode()


def test_every_text_of_the_libraries_has_a_thai_one():
    modules = ROOT / "web" / "front" / "node_modules"
    ours = (ROOT / "web" / "front" / "src" / "studio" / "translating.js").read_text("utf-8")
    known = set(re.findall(r"^  '([^']+)':", ours, re.MULTILINE))

    said = set()
    for package in ("bpmn-js/lib", "diagram-js/lib", "diagram-js-minimap/dist"):
        for script in (modules / package).rglob("*.js"):
            if not script.name.endswith(".prod.js"):
                said |= set(_SAID.findall(script.read_text("utf-8")))

    said = {text for found in said for text in found if text}
    ways = ("bottom", "center", "left", "middle", "right", "top")
    aligned = {f"Align elements {way}" for way in ways}
    written = {text for text in said if text[0].isalpha()}
    wanted = (written | aligned) - {"HELLO {you}", "Align elements "}
    assert len(wanted) > 100
    assert wanted - known == set()


_SAID = re.compile(
    r"""(?<![\w.])translate\(\s*'([^']+)'|_translate\(\s*'([^']+)'"""
    r"""|^\s+label:\s*'([A-Z][^']+)'|_MSG = '([^']+)'""",
    re.MULTILINE,
)


LANES = (
    ("ผอ.สพป.", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา (ผอ.สพป.)"),
    ("กลุ่มส่งเสริมฯ", "กลุ่มส่งเสริมการจัดการศึกษา"),
    ("คณะกรรมการจัดสรร", "คณะกรรมการพิจารณาจัดสรร"),
)
POLICY, DETAILS, ORDER = "กำหนดนโยบาย แนวปฏิบัติ", "กำหนดรายละเอียด แจ้งสถานศึกษา", "ร่างคำสั่งแต่งตั้ง"
SIGN, ALLOCATE, REPORT = "พิจารณาลงนามคำสั่ง", "จัดสรรทุน", "รายงานผลการดำเนินงาน"
STEPS = {
    POLICY: ("policy", "officer"),
    DETAILS: ("details", "officer"),
    ORDER: ("order", "officer"),
    SIGN: ("order_signing", "director"),
    ALLOCATE: ("allocation", "award"),
    REPORT: ("report", "officer"),
}
"""Step → the form of student welfare that it asks, and who does it in the demo office."""
WEEK = "คู่มืองานสวัสดิการและสงเคราะห์นักเรียน ข้อ ๙ “๑ สัปดาห์”"


def draw_student_welfare(hand):
    """Draw the manual's steps from nothing: lanes, steps, a signature that may be refused."""
    hand.press_there("Control+a", "Delete")
    hand.choose("n", "หน่วยงาน (มีเลน)")
    hand.name("สำนักงานเขตพื้นที่การศึกษา")
    hand.pick("a", "แบ่งเป็นสามเลน")
    for way, (name, _) in zip(("ArrowRight", "ArrowDown", "ArrowDown"), LANES, strict=True):
        hand.press_there(way, "e")
        hand.name(name)
    hand.press_there("ArrowUp")
    hand.is_at("กลุ่มส่งเสริมฯ")
    hand.choose("n", "จุดเริ่ม")
    hand.name("ได้รับนโยบายหรือข้อเสนอทุน")
    for name in (POLICY, DETAILS, ORDER):
        hand.choose("a", "งานของเจ้าหน้าที่")
        hand.name(name)
    hand.choose("a", "อนุมัติ / ลงนาม")
    hand.name(SIGN)
    hand.pick("m", "ผอ.สพป.")
    hand.find("ลงนามแล้ว")
    for name, lane in ((ALLOCATE, "คณะกรรมการจัดสรร"), (REPORT, "กลุ่มส่งเสริมฯ")):
        hand.choose("a", "งานของเจ้าหน้าที่")
        hand.name(name)
        hand.pick("m", lane)


def end_with_the_mouse(hand):
    """Drag the end from the palette with the mouse, and draw the flow to it."""
    hand.press_there("Control+0")
    box = hand.place(REPORT)
    hand.drag("end", box["x"] + box["width"] + 34, box["y"] + box["height"] / 2)
    hand.name("สิ้นสุดรอบทุน")
    hand.connect(REPORT, "สิ้นสุดรอบทุน")


def set_properties(hand, titles):
    """Say whose each lane is, which form each step asks, by when, and when the order is signed."""
    for name, role in LANES:
        hand.find(name)
        hand.property("lane-role", role)
    for name, (form, _) in STEPS.items():
        hand.find(name)
        hand.form(titles[f"student_welfare_{form}"])
        hand.deadline(7, WEEK)
    hand.find("ลงนามหรือไม่")
    hand.condition("order_signing.decision", "sign")


def test_student_welfare_is_drawn_from_an_empty_canvas(site, draft, browser_page):
    page = browser_page("analyst")
    hand = Hand(page, draft, "trial.bpmn")
    draw_student_welfare(hand)
    end_with_the_mouse(hand)
    titles = {
        path.stem: json.loads(path.read_text("utf-8"))["title"]["th"]
        for path in (ROOT / "forms").glob("student_welfare_*.json")
    }
    set_properties(hand, titles)
    hand.saved()
    expect(page.locator("[data-count]")).to_have_text("0")
    check_axe(page)

    try_it(page)
    deploy_on_its_page(page)
    case = site.start("officer", "trial")
    complete_in_the_browser(browser_page("officer"), site.tasks(case)[0])
    for name, (form, user) in list(STEPS.items())[1:]:
        [task] = site.tasks(case)
        assert task.name == name
        site.complete(user, task.id, **given(site, task, user, form))
    assert instances.get(site.engine, site.person("admin"), case).instance.status == "completed"


def try_it(page):
    """Try the draft: its first week passes, somebody is told, the step is done all the same."""
    page.get_by_role("link", name="ทดลอง", exact=True).click()
    page.get_by_role("button", name="เริ่มทดลอง").click()
    live = page.locator("#trial-live")
    expect(live).to_contain_text(POLICY)
    live.locator("button", has_text="ข้ามไปกำหนดเวลาถัดไป").click()
    expect(live.locator(".try-out")).to_contain_text("ครบกำหนดแล้ว")
    live.locator("button", has_text="ทำด้วยข้อมูลตัวอย่าง").click()
    expect(live.locator(".try-waits").first).to_contain_text(DETAILS)


def deploy_on_its_page(page):
    """Go to the draft's deployment, say why, deploy."""
    page.get_by_role("link", name="นำขึ้นใช้").click()
    page.fill("#message", "ตามคู่มือปี ๒๕๖๙")
    page.get_by_role("button", name="นำขึ้นใช้").click()
    expect(page.locator(".said.ok")).to_contain_text("นำร่างขึ้นใช้แล้ว")


def complete_in_the_browser(page, task):
    """Fill in the first step's form as its officer, and send it."""
    page.goto(f"/tasks/{task.id}")
    expect(page.locator("h1")).to_contain_text(POLICY)
    for key, text in FORMS["student_welfare_policy"].items():
        if key != "occasion":
            page.fill(f"#f-{key}", str(text))
    page.check("[name=occasion][value=yearly]")
    page.locator("[data-send]").click()
    page.wait_for_url("**/done")


def given(site, task, user, form):
    """Return what is filled in; the committee attaches its minutes and grants one student."""
    filled = FORMS[f"student_welfare_{form}"]
    if form != "allocation":
        return filled
    scan = b"%PDF-1.7\n" + b"0" * 64
    upload = attachments.Upload(field="minutes", name="รายงานการประชุม.pdf", content=scan)
    minutes = attachments.add(site.engine, site.person(user), task.id, upload)
    row = {"nomination": "SW-1", "student": "เด็กหญิงตัวอย่าง", "student_id": "1234567890121"}
    row |= {"school": "โรงเรียนตัวอย่าง", "selected": True, "amount": 5000, "reason": "ขาดแคลน"}
    told = {"attachment_id": str(minutes.id), "name": minutes.name}
    return filled | {"minutes": [told], "rows": [row]}


def nomination(site, browser_page):
    """Open what ships for changing; return the draft and a hand on it."""
    analyst = site.person("analyst")
    draft = drafts.create(site.engine, analyst, "สองลายเซ็น", of=NOMINATION).id
    return draft, Hand(browser_page("analyst"), draft, f"{NOMINATION}.bpmn")


def test_a_second_signature_is_put_into_what_ships(site, browser_page):
    draft, hand = nomination(site, browser_page)
    page, count = hand.page, hand.page.locator("[data-count]")
    expect(count).to_have_text("0")

    hand.find("รับรองรายชื่อ")
    hand.choose("a", "อนุมัติ / ลงนาม")
    hand.name("ลงนามชั้นที่สอง")
    expect(count).to_have_text("1")
    hand.press("F8")
    hand.is_at("เส้นทาง ลงนาม")
    expect(page.locator(".djs-connection.problem-error.selected")).to_have_count(1)
    hand.find("ลงนามหรือไม่")
    page.locator(".studio-drawer > summary").click()
    page.locator(".problems button").click()
    hand.is_at("เส้นทาง ลงนาม")
    check_axe(page)
    hand.saved()

    added, removed = changed(site, draft)
    assert {"ลงนามชั้นที่สอง", "ลงนามหรือไม่", "ลงนาม", "ส่งกลับแก้ไข"} <= added
    assert removed == set()


def changed(site, draft):
    """Return the names of what was added to the shipped nomination, and of what was taken out."""
    body = drafts.bodies(site.engine, site.person("analyst"), draft)[f"{NOMINATION}.bpmn"]
    told = differences(shipped_diagrams()[f"{NOMINATION}.bpmn"], body)
    return ({each.name.th for each in told if each.how is how} for how in (How.ADDED, How.REMOVED))


def test_a_version_is_kept_from_the_diagram_with_what_was_just_drawn(site, browser_page):
    draft, hand = nomination(site, browser_page)
    hand.find("รับรองรายชื่อ")
    hand.press_there("e")
    hand.name("ผู้อำนวยการรับรอง")

    hand.press_there("Control+Shift+S")
    hand.page.fill("#keep-message", "เรียกให้ชัด")
    hand.press("Enter")
    expect(hand.page.locator("#keep-version")).to_be_hidden()

    analyst = site.person("analyst")
    newest = drafts.versions(site.engine, analyst, draft)[0].row
    assert newest.message == "เรียกให้ชัด"
    kept = drafts.bodies_of_version(site.engine, analyst, draft, newest.number)
    assert "ผู้อำนวยการรับรอง" in kept[f"{NOMINATION}.bpmn"].decode()


def test_an_answer_that_was_overtaken_is_dropped(draft, browser_page):
    page = browser_page("analyst")
    late = []
    page.route("**/check", lambda route: late.append(route) if late == [] else route.continue_())
    hand = Hand(page, draft, "trial.bpmn")
    hand.press_there("ArrowRight", "Delete")
    expect(page.locator(".problems button").first).to_be_attached()
    told = page.locator("[data-count]").inner_text()

    late[0].fulfill(json={"problems": []})

    page.evaluate("new Promise((then) => setTimeout(then, 100))")
    expect(page.locator("[data-count]")).to_have_text(told)


@pytest.mark.parametrize(("width", "language"), [(390, "th"), (1180, "en")])
def test_a_phone_shows_the_diagram_and_english_is_whole(draft, browser_page, width, language):
    page = browser_page("analyst", width=width, language=language)
    page.goto(f"/studio/{draft}/diagrams/trial.bpmn")
    expect(page.locator(".studio-diagram.ready")).to_be_attached()
    expect(page.locator(".studio-canvas .djs-element").first).to_be_attached()
    if width < NARROW:
        expect(page.locator(".studio-narrow")).to_be_visible()
        expect(page.locator(".studio-palette")).to_be_hidden()
    else:
        page.keyboard.press("n")
        expect(page.locator(".djs-popup input")).to_be_focused()
        words = page.locator(".studio-diagram").inner_text().replace("ชื่อไทย", "")
        assert re.findall(r"[\u0e00-\u0e7f]+", words.replace("ทดลองวาด", "")) == []
    check_axe(page)
    check_width(page)
