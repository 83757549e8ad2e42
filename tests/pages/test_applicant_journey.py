"""A family's journey in a browser: from filing on a phone to the permit; withdrawing; tracking."""

import re
import secrets
import struct
import zlib
from uuid import UUID

import pytest
from playwright.sync_api import expect

from engine import attachments
from tests.pages.browsing import check_axe, check_width
from tests.pages.journey import PERMISSION, Office
from tests.processes.filled import INCOMPLETE

PDF = {"name": "วุฒิการศึกษา.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + b"0" * 99}
NOTES = {"name": "บันทึก.txt", "mimeType": "text/plain", "buffer": b"x"}


@pytest.fixture
def office(site):
    return Office(site)


def looked_at(page):
    check_axe(page)
    check_width(page)


def case_of(page):
    return UUID(re.search(r"/cases/([0-9a-f-]{36})", page.url)[1])


def file_on_the_phone(page):
    """From the first page to a case of one's own."""
    page.goto("/")
    expect(page.get_by_text("ยังไม่มีเรื่อง", exact=True)).to_be_visible()
    page.get_by_role("link", name="ดูว่ายื่นอะไรได้บ้าง").click()
    looked_at(page)
    page.get_by_role("link", name="การขออนุญาตจัดการศึกษาขั้นพื้นฐานโดยครอบครัว", exact=True).click()
    looked_at(page)
    page.get_by_role("button", name="เริ่มยื่นเรื่อง").click()
    expect(page.locator(".hero-kind").first).to_contain_text("รอเจ้าหน้าที่กลุ่มส่งเสริมฯ")
    expect(page.get_by_text("ท่านยังไม่ต้องทำอะไร")).to_be_visible()
    looked_at(page)


def answer_the_request(page):
    """Open what is asked for from the list of own cases, and hand it in."""
    page.goto("/my")
    looked_at(page)
    page.get_by_role("link", name=re.compile("เปิดทำ")).click()
    page.get_by_role("button", name="บันทึกและส่งต่อ").click()
    page.wait_for_url("**/done")


def add_a_paper(page):
    """A wrong file is refused in words before it is sent; a right one appears in the case."""
    chooser = page.locator("[data-adder] input[name=file]")
    chooser.set_input_files(NOTES)
    expect(page.locator("[data-error]")).to_have_text("รับเฉพาะไฟล์ PDF, JPG และ PNG")
    chooser.set_input_files(PDF)
    expect(page.locator(".said.ok")).to_have_text("แนบเอกสารเข้าเรื่องแล้ว")
    expect(page.get_by_role("link", name=PDF["name"])).to_have_count(1)


def test_a_family_goes_from_filing_on_a_phone_to_its_permit(browser_page, office):
    page = browser_page("family", width=390)
    file_on_the_phone(page)
    case = office.case(case_of(page))
    for step in ("consult", "draft_plan", "academic_review", "apply"):
        case.do(step)
    case.do("check_documents", **INCOMPLETE)
    answer_the_request(page)
    page.goto(f"/cases/{case.id}")
    expect(page.locator(".hero h2")).to_have_text("กำลังตรวจสอบเอกสาร ประกอบคำขออนุญาต")
    expect(page.get_by_role("link", name="ถ่ายรูปเอกสาร")).to_have_count(0)
    add_a_paper(page)
    for step in ("check_documents", "academic_screen", "pec_decide", "issue_permit"):
        case.do(step)
    case.do("register_learner")
    page.reload()
    expect(page.locator(".hero.over h2")).to_have_text(re.compile("อนุญาต"))
    looked_at(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name=re.compile("หนังสืออนุญาต")).click()
    assert "หนังสืออนุญาต" in saved.value.suggested_filename


def test_the_case_on_a_wide_screen_in_english_with_its_diagram(browser_page, office):
    case = office.open()
    case.do("consult")
    page = browser_page("family", language="en")
    page.goto(f"/cases/{case.id}")
    expect(page.locator(".hero.mine h2")).to_have_text("Draft the education plan with the office")
    page.locator(".diagram").scroll_into_view_if_needed()
    expect(page.locator("[data-element-id=draft_plan].current")).to_be_visible()
    expect(page.locator("[data-element-id=consult].done")).to_have_count(1)
    page.get_by_role("button", name="All of it").click()
    looked_at(page)
    for path in ("/my", "/apply", f"/apply/{PERMISSION}"):
        page.goto(path)
        looked_at(page)


def test_a_family_withdraws_and_says_why(browser_page, office):
    case = office.open()
    page = browser_page("family", width=390)
    page.goto(f"/cases/{case.id}")
    page.get_by_role("button", name="ถอนเรื่อง…").click()
    expect(page.get_by_text("เปิดต่อจากเดิมไม่ได้")).to_be_visible()
    looked_at(page)
    page.get_by_label("เหตุผลที่ถอน").fill("ย้ายไปต่างจังหวัด")
    page.get_by_role("button", name="ยืนยันถอนเรื่อง").click()
    expect(page.locator(".hero.stopped h2")).to_have_text("ถอนเรื่องหรือยุติเรื่องแล้ว")
    assert case.status == "cancelled"


def test_a_grandmother_follows_by_the_slip_without_an_account(browser_page, office):
    case = office.open()
    family = browser_page("family")
    family.goto(f"/cases/{case.id}")
    family.get_by_role("button", name="ขอรหัสติดตาม").click()
    secret = family.locator(".secret").inner_text()
    looked_at(family)
    grandmother = browser_page(None, width=390)
    grandmother.goto("/track")
    looked_at(grandmother)
    grandmother.get_by_label("เลขที่เรื่อง").fill("he-๒๕๖๙-000001")
    grandmother.get_by_label("รหัสติดตาม").fill("0000 0000 0000")
    grandmother.get_by_role("button", name="ดูเรื่อง").click()
    expect(grandmother.locator("[role=alert]")).to_contain_text("ไม่พบเรื่อง")
    grandmother.get_by_label("รหัสติดตาม").fill(secret.lower().replace("-", ""))
    grandmother.get_by_role("button", name="ดูเรื่อง").click()
    expect(grandmother.locator(".hero h2")).to_have_text("ให้คำปรึกษา แนะนำครอบครัว")
    assert grandmother.url.endswith("/track/case")
    looked_at(grandmother)


def noise(side):
    """Return a picture that packs badly, as a photo does: above 10 MB for 2,200 dots a side."""
    rows = b"".join(b"\0" + secrets.token_bytes(3 * side) for _ in range(side))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))]
    parts += [(b"IDAT", zlib.compress(rows, 0)), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_photo_too_large_is_made_smaller_before_it_is_sent(browser_page, office, tmp_path):
    case = office.open()
    photo = tmp_path / "ทะเบียนบ้าน.png"
    photo.write_bytes(noise(2200))
    assert photo.stat().st_size > office.engine.settings.max_file_bytes
    page = browser_page("family", width=390)
    page.goto(f"/cases/{case.id}")
    page.locator("[data-adder] input[name=file]").set_input_files(photo)
    expect(page.get_by_role("link", name="ทะเบียนบ้าน.jpg")).to_be_visible()
    (kept,) = attachments.list_for(office.engine, office.person("family"), instance_id=case.id)
    assert kept.content_type == "image/jpeg"
