"""Tracking without an account: by form, by the slip's link, for half an hour, nothing personal."""

import re

import pytest

from tests.pages.journey import Office
from tests.pages.site import ORIGIN, visible

NUMBER = "HE-2569-000001"


@pytest.fixture
def case(site):
    made = Office(site).open()
    made.do("consult")
    made.do("draft_plan", "2026-04-01 09:00")
    return made


@pytest.fixture
def secret(site, case):
    page = site.client("family").post(f"/cases/{case.id}/tracking")
    assert page.status_code == 200
    return re.search(r'class="secret">([0-9A-Z-]+)<', page.text)[1]


def enter(visitor, secret, number=NUMBER):
    form = {"number": number, "secret": secret}
    return visitor.client.post("/track", data=form, headers=ORIGIN)


def test_a_stranger_follows_a_case(site, secret):
    stranger = site.client(None)
    answer = enter(stranger, secret.lower())
    assert (answer.status_code, answer.location) == (303, "/track/case")
    page = visible(stranger.text("/track/case"))
    assert "รอคณะกรรมการวิชาการ พิจารณา แผนการจัดการศึกษา" in page
    assert "วันอังคารที่ ๒๘ เมษายน ๒๕๖๙" in page
    assert "ผ่านแล้ว 2 จาก" in page


def test_nothing_personal_is_on_the_page(site, secret):
    stranger = site.client(None)
    enter(stranger, secret)
    page = stranger.text("/track/case")
    for personal in ("สมมติ", "บ้านเรียนตัวอย่าง", "เอกสารตัวอย่าง", "เกษตรกร", "/papers/"):
        assert personal not in page


def test_the_secret_stays_out_of_addresses_and_scripts(site, secret):
    answer = enter(site.client(None), secret)
    cookie = answer.headers["Set-Cookie"]
    assert secret not in answer.location
    for flag in ("HttpOnly", "SameSite=Lax", "Path=/track", "Max-Age=1800"):
        assert flag in cookie


def test_the_link_of_the_slip_leads_on_without_the_secret(site, secret):
    stranger = site.client(None)
    answer = stranger.get(f"/track/{NUMBER}/{secret}")
    assert (answer.status_code, answer.location) == (303, "/track/case")
    assert NUMBER in stranger.text("/track/case")


def test_the_slip_has_a_code_to_scan_and_is_kept_by_nobody(site, case):
    page = site.client("family").post(f"/cases/{case.id}/tracking")
    assert "<svg" in page.text
    assert "style=" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "ออกรหัสใหม่" in site.client("family").text(f"/cases/{case.id}")


def test_a_wrong_code_is_told_in_words_and_then_must_wait(site, secret):
    stranger = site.client(None)
    for _ in range(10):
        refused = enter(stranger, "AAAA-BBBB-CCCC")
        assert refused.status_code == 422
    assert "ไม่พบเรื่องที่มีเลขที่และรหัสติดตามนี้" in visible(refused.text)
    assert f'value="{NUMBER}"' in refused.text
    waits = enter(stranger, secret)
    assert waits.status_code == 429
    assert "กรุณารอ 300 วินาที" in visible(waits.text)


def test_a_new_secret_ends_what_the_old_one_had_opened(site, case, secret):
    stranger = site.client(None)
    enter(stranger, secret)
    site.client("officer").post(f"/cases/{case.id}/tracking")
    assert stranger.get("/track/case").location == "/track"
    assert "รหัสติดตามนี้ใช้ไม่ได้แล้ว" in visible(stranger.text("/track"))


def test_leaving_forgets_the_case(site, secret):
    stranger = site.client(None)
    enter(stranger, secret)
    stranger.client.post("/track/leave", headers=ORIGIN)
    assert stranger.get("/track/case").location == "/track"


def test_another_site_cannot_enter_for_somebody(site, secret):
    form = {"number": NUMBER, "secret": secret}
    forged = site.client(None).client.post(
        "/track", data=form, headers={"Origin": "http://evil.example"}
    )
    assert forged.status_code == 403


def test_who_is_signed_in_may_follow_too(site, secret):
    officer = site.client("officer2")
    form = {"number": NUMBER, "secret": secret}
    assert officer.post("/track", form).status_code == 303
    assert NUMBER in officer.text("/track/case")


@pytest.mark.parametrize(("user", "status"), [("family2", 404), ("auditor", 403), (None, 303)])
def test_others_get_no_slip(site, case, user, status):
    assert site.client(user).post(f"/cases/{case.id}/tracking").status_code == status
