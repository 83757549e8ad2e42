"""Trying a draft in its pages: by the client what is refused, in a browser a whole journey."""

import io
import re
from uuid import uuid4

import pytest

from engine import drafts, trying
from engine.trying import keeping
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import visible

NAME = "home_education_permission.bpmn"
LATE = "คณะกรรมการพิจารณาเกินกำหนด"


@pytest.fixture
def draft(site):
    row = drafts.create(
        site.engine, site.person("analyst"), "แก้ระยะเวลาพิจารณา", of="home_education_permission"
    )
    yield row.id
    keeping.forget_all()


def seen(page):
    return re.search(r'name="seen" value="(\d+)"', page)[1]


def begin(client, draft, **changed):
    given = {"way": "0", "party": "try_organiser", "day": "1/4/2569", "clock": "09:00", **changed}
    return client.post(f"/studio/{draft}/try/begin", given)


def move(client, draft, do, **given):
    """Do a move as the page's own form would."""
    version = seen(client.text(f"/studio/{draft}/try"))
    return client.post(f"/studio/{draft}/try/move", {"do": do, "seen": version, **given})


def shorten(site, draft):
    """Change the committee's 15 working days to 10."""
    me = site.person("analyst")
    row, body = drafts.read(site.engine, me, draft, NAME)
    shorter = body.replace(b"setting(&quot;plan_review_days&quot;)", b"10")
    assert shorter != body
    drafts.save(site.engine, me, draft, NAME, shorter, row.revision)


class Trial:
    """A trial in the browser, as its analyst uses it."""

    def __init__(self, page, draft):
        self.page = page
        page.goto(f"/studio/{draft}/try")

    def begin(self):
        check_axe(self.page)
        self.page.get_by_role("button", name="เริ่มทดลอง").click()
        self.page.locator("#trial-diagram.ready").wait_for()

    def press(self, button, moves):
        """Press a button that makes one more move, and wait for it."""
        self.page.locator("#trial-live button", has_text=button).first.click()
        self.page.locator(".try-moves li").nth(moves - 1).wait_for()

    def step_to(self, move, day):
        self.page.locator(".try-moves li").nth(move - 1).locator("button").click()
        self.page.locator(".try-clock .now", has_text=day).wait_for()

    def fill_in(self):
        """Do the task by its real form: refused empty, taken with sample data."""
        self.page.get_by_role("link", name="เปิดแบบฟอร์มแล้วทำ").first.click()
        self.page.get_by_role("button", name="บันทึกและส่งต่อ").click()
        self.page.locator(".errors").wait_for()
        check_axe(self.page)
        self.page.get_by_role("link", name="เติมข้อมูลตัวอย่าง").click()
        self.page.wait_for_url("**sample=1**")
        self.page.get_by_role("button", name="บันทึกและส่งต่อ").click()

    def keep(self, name):
        self.page.get_by_role("link", name="เก็บเป็นสถานการณ์ทดสอบ").click()
        self.page.get_by_label("ชื่อสถานการณ์").fill(name)
        check_axe(self.page)
        self.page.get_by_role("button", name="เก็บ", exact=True).click()
        self.page.get_by_role("link", name=name).wait_for()

    def waits(self):
        return self.page.locator(".try-waits").first.inner_text()


@pytest.fixture
def trial(browser_page, draft):
    return Trial(browser_page("analyst"), draft)


def test_analyst_jumps_to_the_escalation_and_steps_back_to_before(trial):
    trial.begin()
    trial.press("ทำด้วยข้อมูลตัวอย่าง", 2)
    trial.press("ทำด้วยข้อมูลตัวอย่าง", 3)
    assert "28 เม.ย. 2569" in trial.waits()
    trial.press("ข้ามไปกำหนดเวลาถัดไป", 4)
    trial.press("ข้ามไปกำหนดเวลาถัดไป", 5)

    assert "๒๙ เมษายน" in trial.page.locator(".try-clock .now").inner_text()
    assert "พิจารณาแผนเกินกำหนด" in trial.page.locator("#trial-live").inner_text()
    stands = trial.page.locator(".djs-element.current[data-element-id=academic_review]")
    assert stands.count() == 1
    check_axe(trial.page)
    check_width(trial.page)
    trial.step_to(3, "๑ เมษายน")
    assert "28 เม.ย. 2569" in trial.waits()
    trial.step_to(5, "๒๙ เมษายน")
    assert "เกิน 1 วัน" in trial.waits()


def test_a_kept_scenario_tells_which_due_date_a_shorter_period_changes(site, trial, draft):
    trial.begin()
    for moves in (2, 3):
        trial.press("ทำด้วยข้อมูลตัวอย่าง", moves)
    trial.fill_in()
    trial.keep(LATE)

    shorten(site, draft)
    trial.page.get_by_role("link", name="รันทั้งหมดกับแบบร่างปัจจุบัน").click()

    trial.page.locator("[data-coverage].ready").wait_for()
    told = trial.page.locator(".scenario-fails").inner_text()
    assert "ครบกำหนดวันที่ ๒๑ เมษายน ๒๕๖๙ แต่คาดไว้ ๒๘ เมษายน ๒๕๖๙" in told
    assert trial.page.locator(".djs-element.never").count() > 10
    check_axe(trial.page)


def test_a_phone_shows_a_trial_without_scrolling_sideways(site, browser_page, draft):
    assert begin(site.client("analyst"), draft).status_code == 303
    page = browser_page("analyst", width=390, language="en")

    page.goto(f"/studio/{draft}/try")
    page.locator("#trial-diagram.ready").wait_for()

    check_width(page)
    check_axe(page)


def test_a_draft_with_errors_says_what_to_mend(site, draft):
    client = site.client("analyst")
    begin(client, draft)
    me = site.person("analyst")
    row, body = drafts.read(site.engine, me, draft, NAME)
    broken = body.replace(b"promo_officer", b"nobody_of_that_name")
    drafts.save(site.engine, me, draft, NAME, broken, row.revision)

    told = visible(client.text(f"/studio/{draft}/try"))

    assert "ต้องแก้แบบร่างก่อน" in told
    assert "nobody_of_that_name" in told


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"day": "31/2/2569"}, "วันที่หรือเวลาอ่านไม่ได้"),
        ({"clock": "เช้า"}, "วันที่หรือเวลาอ่านไม่ได้"),
        ({"way": "77"}, "ยังไม่ได้เลือก"),
        ({"variables": "ไม่มีเท่ากับ"}, "ชื่อ = ค่า"),
    ],
)
def test_what_cannot_begin_says_why(site, draft, given, words):
    answer = begin(site.client("analyst"), draft, **given)

    assert answer.status_code in {409, 422}
    assert words in visible(answer.text)


def test_a_move_refused_or_seen_too_late_changes_nothing(site, draft):
    client = site.client("analyst")
    begin(client, draft)

    assert move(client, draft, "dance").status_code == 422
    assert move(client, draft, "next").status_code == 409, "nothing waits yet"
    assert move(client, draft, "advance", day="1/1/2569").status_code == 409
    late = client.post(f"/studio/{draft}/try/move", {"do": "next", "seen": "99"})
    assert late.status_code == 409
    assert "เดินต่อไปแล้วในอีกหน้าหนึ่ง" in visible(late.text)
    assert client.text(f"/studio/{draft}/try").count('name="position"') == 1


def test_papers_letters_and_files_of_a_trial_are_looked_at(site, draft):
    client = site.client("analyst")
    begin(client, draft)
    for element in ("consult", "draft_plan", "academic_review", "apply"):
        answer = move(client, draft, "sample", case="0", element=element, nth="0")
        assert answer.status_code == 303, visible(answer.text)

    page = client.text(f"/studio/{draft}/try")
    paper = re.search(r'href="([^"]+/papers/[^"]+)"', page)[1]
    assert client.get(paper).data.startswith(b"%PDF-")
    assert client.get(f"/studio/{draft}/try/files/{uuid4()}").data.startswith(b"%PDF-")
    assert client.get(f"/studio/{draft}/try/diagrams/nothing.bpmn").status_code == 404
    assert client.get(f"/studio/{draft}/try/papers/{'0' * 64}.pdf").status_code == 404


def test_the_form_of_a_trial_has_its_own_helps(site, draft):
    client = site.client("analyst")
    begin(client, draft)
    task = f"/studio/{draft}/try/task/0/consult/0"

    sent = client.post(f"{task}/files", {"file": (io.BytesIO(b"%PDF-1.7"), "แผน.pdf")})
    assert sent.json["name"] == "แผน.pdf"
    gone = client.post(f"/studio/{draft}/try/files/{sent.json['attachment_id']}/remove")
    assert gone.json == {"removed": True}
    assert client.post(f"{task}/files").status_code == 422
    assert client.post(f"{task}/check").json["errors"]
    assert client.get(f"{task}/schools?q=บ้าน").json
    assert client.get(f"/studio/{draft}/try/task/0/nothing/0").status_code == 409


def test_a_scenario_is_changed_opened_and_removed(site, draft):
    client, me = site.client("analyst"), site.person("analyst")
    begin(client, draft)
    kept = client.post(f"/studio/{draft}/try/keep", {"name": "เริ่มเฉย ๆ"})
    assert kept.status_code == 303
    (row,) = trying.list_all(site.engine, me, draft)
    place = f"/studio/{draft}/try/scenarios/{row.id}"

    again = client.post(f"/studio/{draft}/try/keep", {"name": "เริ่มเฉย ๆ"})
    assert "อยู่แล้ว" in visible(again.text)
    added = {"name": "เริ่ม", "revision": "1", "what": "due", "subject": "academic_review"}
    assert "อ่านไม่ได้" in visible(client.post(place, {**added, "value": "พรุ่งนี้"}).text)
    assert client.post(place, {**added, "value": "28/4/2569"}).status_code == 303
    assert client.post(place, {**added, "value": "28/4/2569"}).status_code == 409
    assert "๒๘ เมษายน ๒๕๖๙" in client.text(place)
    assert "ไม่มีวันครบกำหนด" in visible(client.text(f"/studio/{draft}/try/scenarios?run=1"))
    assert client.post(f"{place}/open").status_code == 303
    assert client.text(f"/studio/{draft}/try").count('name="position"') == 1
    assert client.post(f"{place}/remove").status_code == 303
    assert client.get(place).status_code == 404
    assert client.post(f"/studio/{draft}/try/leave").status_code == 303
    assert "เริ่มเรื่องอย่างไร" in client.text(f"/studio/{draft}/try")


def test_only_analysts_try(site, draft):
    for path in ("", "/scenarios", "/keep", "/task/0/consult/0"):
        assert site.client("officer").get(f"/studio/{draft}/try{path}").status_code == 403
    assert site.client("analyst").get(f"/studio/{uuid4()}/try").status_code == 404
