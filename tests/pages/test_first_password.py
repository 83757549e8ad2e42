"""A password that an admin gave opens nothing but the form that changes it."""

import re

import pytest

from engine import people
from tests.pages.site import ORIGIN, PASSWORD, visible

GIVEN = {"password_reason": "ลืมรหัส"}


def given_password(site, user):
    page = site.client("admin").post(f"/admin/people/{user}/password", GIVEN)
    return re.search(r"data-password>([^<]+)<", page.text)[1]


@pytest.fixture
def fresh(site):
    """The officer, signed in with the password that the admin has just given."""
    password = given_password(site, "officer")
    opened = people.open_session(site.engine, "officer", password, "192.0.2.9")
    site.keep("officer", opened.access_token)
    return site.client("officer"), password


def changed(password, wanted="ประโยคที่จำได้ดี"):
    return {"password": password, "new_password": wanted, "again": wanted}


def test_every_page_leads_to_the_password_until_it_is_changed(fresh):
    officer, password = fresh

    for place in ("/", "/inbox", "/account/substitution", "/help"):
        answer = officer.get(place)
        assert (answer.status_code, answer.location) == (303, "/account"), place
    page = officer.text("/account")
    assert "เปลี่ยนรหัสผ่านก่อนเริ่มใช้งาน" in visible(page)
    assert "/inbox" not in page
    assert "hx-get" not in page
    assert officer.get("/notices/bell", headers={"HX-Request": "true"}).status_code == 403
    done = officer.post("/account/password", changed(password))
    assert (done.status_code, done.location) == (303, "/")
    assert officer.get("/inbox").status_code == 200
    assert "เปลี่ยนรหัสผ่านก่อนเริ่มใช้งาน" not in visible(officer.text("/account"))


def test_a_form_of_another_page_is_not_carried_out(fresh, site):
    officer, _ = fresh

    answer = officer.post("/account/mail", {"mail": "daily"})

    assert (answer.status_code, answer.location) == (303, "/account")
    assert people.own(site.engine, site.person("officer")).mail == "at_once"


def test_the_given_password_cannot_be_kept(fresh):
    officer, password = fresh

    same = officer.post("/account/password", changed(password, password))

    assert same.status_code == 422
    assert "รหัสผ่านใหม่ต้องไม่ซ้ำรหัสผ่านปัจจุบัน" in visible(same.text)
    assert officer.get("/inbox").status_code == 303


def test_the_language_and_signing_out_stay_open(fresh):
    officer, _ = fresh

    assert officer.get("/language/en?back=/account").status_code == 303
    assert "Change the password before you begin" in officer.text("/account")
    assert officer.post("/sign-out", headers=ORIGIN).location == "/sign-in"


def test_a_new_account_changes_its_password_and_others_need_not(site):
    user = people.NewUser(
        username="newcomer",
        name_th="นายสมมติ ผู้มาใหม่",
        name_en="Sommut Newcomer",
        password=PASSWORD,
        roles=("promo_officer",),
    )
    people.create_user(site.engine, site.person("admin"), "udonthani1", user)

    assert site.client("newcomer").get("/inbox").location == "/account"
    assert site.client("registrar").get("/inbox").status_code == 200
