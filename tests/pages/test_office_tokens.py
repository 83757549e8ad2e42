"""Sessions and tokens in the pages: seen, made for another system, and ended."""

import re

import pytest
from playwright.sync_api import expect

from engine import people
from engine.errors import Unauthenticated
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import visible

NEW = {
    "token_name": "ระบบสารบรรณ <s>",
    "username": "officer",
    "days": "30",
    "token_reason": "เชื่อมทะเบียนหนังสือ",
}


def made(page):
    return re.search(r"data-token>([^<]+)<", page.text)[1]


def test_a_token_is_made_shown_once_and_acts_as_its_account(site):
    admin = site.client("admin")
    page = admin.post("/admin/tokens", NEW)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    token = made(page)
    assert people.who(site.engine, token).id == "officer"
    listed = admin.text("/admin/tokens")
    assert token not in listed
    assert "ระบบสารบรรณ &lt;s&gt;" in listed
    assert "เชื่อมทะเบียนหนังสือ" in visible(admin.text("/admin/changes?kind=tokens"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"token_name": ""}, "กรุณากรอกชื่อโทเคน"),
        ({"token_name": "ก" * 101}, "1 ถึง 100 ตัวอักษร"),
        ({"username": "nobody"}, "ไม่พบผู้ใช้ nobody"),
        ({"username": "officer2"}, "ไม่พบผู้ใช้ officer2"),
        ({"days": "หนึ่งปี"}, "ต้องเป็นจำนวนวัน 1 ถึง 400"),
        ({"days": "401"}, "ต้องเป็นจำนวนวัน 1 ถึง 400"),
        ({"token_reason": ""}, "กรุณากรอกเหตุผล"),
    ],
)
def test_what_is_wrong_with_a_token_is_told_and_the_rest_kept(site, wrong, sentence):
    page = site.client("admin").post("/admin/tokens", {**NEW, **wrong})
    assert page.status_code == 422
    assert sentence in visible(page.text)
    assert "เชื่อมทะเบียนหนังสือ" in page.text or "token_reason" in wrong
    assert "ยังไม่มีโทเคนสำหรับระบบอื่น" in page.text


def test_one_token_is_revoked_with_a_reason_and_others_stay(site):
    admin = site.client("admin")
    tokens = [made(admin.post("/admin/tokens", NEW)) for _ in range(2)]
    mark = re.search(r'name="mark" value="([0-9a-f]{8})"', admin.text("/admin/tokens"))[1]
    place = "/admin/tokens/officer/revoke"
    refused = admin.post(place, {"mark": mark, "revoke_reason": " "})
    assert refused.status_code == 422
    assert "กรุณาระบุเหตุผล" in refused.text
    assert admin.post(place, {"mark": mark, "revoke_reason": "เลิกใช้"}).status_code == 303
    left = []
    for token in tokens:
        try:
            left.append(people.who(site.engine, token))
        except Unauthenticated:
            continue
    assert len(left) == 1
    assert admin.post(place, {"mark": "00000000", "revoke_reason": "ไม่มี"}).status_code == 422


def test_somebody_is_signed_out_everywhere(site):
    officer, admin = site.client("officer"), site.client("admin")
    assert officer.get("/admin/deadlines").status_code == 200
    assert "officer" in visible(admin.text("/admin/tokens"))
    one = visible(admin.text("/admin/tokens?user=officer"))
    assert "การเข้าสู่ระบบที่ยังใช้ได้" in one
    done = admin.post("/admin/tokens/officer/revoke", {"mark": "", "revoke_reason": "เครื่องหาย"})
    assert done.status_code == 303
    assert officer.get("/admin/deadlines").status_code == 303


def test_tokens_are_the_admins_and_of_their_office(site):
    for user in ("officer", "auditor", "family", "analyst"):
        assert site.client(user).get("/admin/tokens").status_code == 403
        assert site.client(user).post("/admin/tokens", NEW).status_code == 403
    admin = site.client("admin")
    assert admin.get("/admin/tokens?office=phayao2").status_code == 404
    given = {"mark": "", "revoke_reason": "ไม่ใช่ของเรา"}
    assert admin.post("/admin/tokens/officer2/revoke", given).status_code == 422


@pytest.mark.parametrize(("width", "language"), [(1366, "th"), (390, "en")])
def test_making_and_revoking_a_token_in_the_browser(browser_page, width, language):
    page = browser_page("admin", width=width, language=language)
    page.goto("/admin/tokens")
    check_axe(page)
    check_width(page)
    for name, value in NEW.items():
        page.fill(f"#{name}", value)
    page.locator("form[action$='/admin/tokens'] button").click()
    check_axe(page)
    check_width(page)
    page.locator(".secret a.btn").click()
    row = page.locator("table").first.locator("tbody tr")
    expect(row).to_have_count(1)
    row.locator("summary").click()
    row.locator("input[name=revoke_reason]").fill("ทดลองแล้ว")
    check_axe(page)
    row.locator("button").click()
    expect(page.locator(".empty")).to_be_visible()
