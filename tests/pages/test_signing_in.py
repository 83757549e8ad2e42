"""Signing in and out in the pages: sessions rotate, end, and cannot be forged."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from engine import people
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import ORIGIN, PASSWORD, visible

MISTYPED = {"password": "wrong"}
FIELDS = {"username": "officer", "password": PASSWORD}


def sign_in(client, *, headers=ORIGIN, **more):
    return client.client.post("/sign-in", data={**FIELDS, **more}, headers=headers)


def test_a_person_signs_in_and_goes_where_they_were_going(site):
    stranger = site.client(None)
    asked = stranger.get("/act-for")
    assert asked.status_code == 303
    assert asked.location == "/sign-in?back=/act-for"
    answer = sign_in(stranger, back="/act-for")
    assert (answer.status_code, answer.location) == (303, "/act-for")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert stranger.get("/act-for").status_code == 200


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_signing_in_never_leads_to_another_host(site, back):
    assert sign_in(site.client(None), back=back).location == "/"


def test_a_wrong_password_is_told_and_the_name_kept(site):
    answer = sign_in(site.client(None), **MISTYPED)
    assert answer.status_code == 422
    assert 'value="officer"' in answer.text
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in answer.text


def test_signing_in_gives_a_new_session_and_ends_the_old(site):
    stranger = site.client(None)
    sign_in(stranger)
    old = stranger.client.get_cookie("khanton").value
    sign_in(stranger)
    new = stranger.client.get_cookie("khanton").value
    assert new != old
    with pytest.raises(people.sessions.Unauthenticated):
        people.resume(site.engine, old)


def test_signing_out_ends_the_session_for_a_stolen_cookie_too(site):
    officer = site.client("officer")
    token = site.session("officer")
    assert officer.post("/sign-out").status_code == 303
    officer.client.set_cookie("khanton", token)
    assert officer.get("/act-for").status_code == 303


def test_an_idle_session_ends_and_a_used_one_goes_on(site, monkeypatch):
    monkeypatch.setattr(type(site.clock), "is_manual", False)
    officer = site.client("officer")
    for _ in range(3):
        site.clock.set(site.clock.now() + people.sessions.IDLE - timedelta(minutes=1))
        assert officer.get("/act-for").status_code == 200
    site.clock.set(site.clock.now() + people.sessions.IDLE + timedelta(minutes=1))
    assert officer.get("/act-for").status_code == 303


def test_a_session_ends_with_the_day_however_busy(site, monkeypatch):
    monkeypatch.setattr(type(site.clock), "is_manual", False)
    officer = site.client("officer")
    for _ in range(12):
        assert officer.get("/act-for").status_code == 200
        site.clock.set(site.clock.now() + timedelta(hours=1))
    assert officer.get("/act-for").status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {},
    ],
)
def test_a_forged_origin_is_refused(site, headers):
    answer = sign_in(site.client(None), headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("token", ["", "AAAA", "x" * 88, None])
def test_a_change_without_the_pages_own_token_is_refused(site, token):
    officer = site.client("officer")
    given = site.client("admin").token() if token is None else token
    answer = officer.post("/act-for", headers={"X-CSRF-Token": given})
    assert answer.status_code == 403


def test_the_token_in_a_page_is_never_twice_the_same(site):
    officer = site.client("family2")
    seen = {
        re.search(r'name="csrf" content="([^"]+)"', officer.text("/act-none", 404))[1] for _ in "ab"
    }
    assert len(seen) == 2


def test_acting_for_somebody_changes_the_session_and_ends_with_the_substitution(site):
    site_day = site.clock.now().date()
    lent = people.Substitution(
        office="udonthani1",
        absent="director",
        substitute="officer",
        role=None,
        valid_from=site_day,
        valid_to=site_day + timedelta(days=2),
        reason="ลาพักผ่อน",
    )
    people.substitute(site.engine, site.person("admin"), lent)
    officer = site.client("officer")
    before = site.session("officer")
    assert officer.post("/act-for", {"absent": "director"}).status_code == 303
    assert officer.client.get_cookie("khanton").value != before
    assert "ท่านกำลังปฏิบัติงานแทน director" in visible(officer.text("/none", 404))
    site.later(days=4)
    assert "ท่านกำลังปฏิบัติงานแทน" not in visible(officer.text("/none", 404))


def test_nobody_acts_for_who_has_lent_nothing(site):
    assert site.client("officer").post("/act-for", {"absent": "director"}).status_code == 403


def test_a_refusal_is_a_page_in_the_persons_language(site):
    assert "ไม่พบหน้านี้" in site.client("officer").text("/nowhere", 404)
    english = visible(site.client(None, "en").text("/nowhere", 404))
    assert "There is no such page" in english


def test_signing_in_in_the_browser(browser_page):
    page = browser_page(None)
    page.goto("/sign-in")
    check_axe(page)
    page.fill("#username", "officer")
    page.fill("#password", "wrong")
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert]")).to_be_visible()
    check_axe(page)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".own summary").click()
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url("**/sign-in")
    check_width(page)


def test_the_first_page_on_a_phone_in_english(browser_page):
    page = browser_page(None, width=390, language="en")
    page.goto("/")
    check_axe(page)
    check_width(page)
