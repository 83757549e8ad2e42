"""One's own account: choices, password, mail and the calendar, each refused with its reason."""

import re

from engine import people
from tests.pages.site import PASSWORD, visible


def own(site, user):
    return people.own(site.engine, site.person(user))


def test_the_account_says_who_one_is_in_both_languages(site):
    assert "เจ้าหน้าที่กลุ่มส่งเสริมฯ" in visible(site.client("officer").text("/account"))
    english = visible(site.client("officer", "en").text("/account"))
    assert "Officer of the educational promotion group" in english
    assert "Sommut Example (officer)" in english
    assert "โรงเรียน" in visible(site.client("school").text("/account"))


def test_an_auditor_keeps_their_own_account_too(site):
    answer = site.client("auditor").post("/account/mail", {"mail": "daily"})

    assert answer.status_code == 303
    assert own(site, "auditor").mail == "daily"


def test_a_language_is_for_pages_and_mails(site):
    visitor = site.client("family")
    answer = visitor.post("/account/language", {"language": "en"})

    assert answer.status_code == 303
    assert own(site, "family").language == "en"
    assert "My account" in visitor.text("/account")
    assert visitor.post("/account/language", {"language": "xx"}).status_code == 422


def test_an_address_is_changed_with_the_password(site):
    visitor = site.client("officer")
    wrong = visitor.post("/account/email", {"email": "me@host.go.th", "email_password": "guess"})
    assert wrong.status_code == 422
    assert 'href="#email_password"' in wrong.text
    assert 'value="me@host.go.th"' in wrong.text
    unfit = visitor.post("/account/email", {"email": "me", "email_password": PASSWORD})
    assert 'href="#email"' in unfit.text

    right = visitor.post("/account/email", {"email": "me@host.go.th", "email_password": PASSWORD})
    assert right.status_code == 303
    assert own(site, "officer").email == "me@host.go.th"


def password_form(**more):
    given = {"password": PASSWORD, "new_password": "a better one", "again": "a better one"}
    return given | more


def test_a_password_is_changed_and_this_browser_stays(site):
    visitor = site.client("officer")
    other = people.open_session(site.engine, "officer", PASSWORD, "192.0.2.9").access_token

    for wrong, field in (
        ({"again": "another"}, "again"),
        ({"new_password": "short", "again": "short"}, "new_password"),
        ({"password": "guess"}, "password"),
    ):
        answer = visitor.post("/account/password", password_form(**wrong))
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text

    assert visitor.post("/account/password", password_form()).status_code == 303
    assert "เปลี่ยนรหัสผ่านแล้ว" in visitor.text("/account")
    stranger = site.app.test_client()
    stranger.set_cookie("khanton", other)
    assert stranger.get("/account").status_code == 303


def test_the_calendar_s_address_is_shown_once_and_answers_without_a_session(site):
    site.start("family")
    visitor = site.client("family")
    page = visitor.post("/account/calendar").text
    [address] = re.findall(r"http://localhost(/calendar/[\w-]+\.ics)", page)
    assert address not in visitor.text("/account")

    answer = site.app.test_client().get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n")
    assert site.app.test_client().get("/calendar/made-up.ics").status_code == 404

    visitor.post("/account/calendar/end")
    assert site.app.test_client().get(address).status_code == 404


def lend(site, **more):
    given = {
        "office": "udonthani1",
        "substitute": "registrar",
        "role": "",
        "from": "1/4/2569",
        "until": "3 เม.ย. 2569",
        "reason": "ลาพักผ่อน",
    }
    return site.client("director").post("/account/substitution", given | more)


def test_a_colleague_stands_in_until_it_is_ended(site):
    page = site.client("director").text("/account/substitution")
    assert 'value="registrar"' in page
    assert 'value="family"' not in page
    assert 'value="auditor"' not in page
    assert 'value="director"' not in page

    assert lend(site).status_code == 303
    mine = visible(site.client("director").text("/account/substitution"))
    assert "1 เม.ย. 2569 – 3 เม.ย. 2569" in mine
    assert "ปฏิบัติงานแทน" in visible(site.client("registrar").text("/account/substitution"))

    [which] = re.findall(
        r"/account/substitution/([0-9a-f-]+)/end",
        site.client("director").text("/account/substitution"),
    )
    director = site.client("director")
    ended = director.post(f"/account/substitution/{which}/end", {"office": "udonthani1"})
    assert ended.status_code == 303
    me = people.me(site.engine, site.person("registrar"))
    assert me.substitutions == ()


def test_what_is_wrong_with_a_substitution_is_said_at_its_field(site):
    for wrong, field in (
        ({"substitute": ""}, "substitute"),
        ({"substitute": "family"}, "substitute"),
        ({"from": "soon"}, "from"),
        ({"from": "31/3/2569"}, "from"),
        ({"until": "31/3/2569"}, "until"),
        ({"reason": " "}, "reason"),
        ({"role": "registrar"}, "role"),
    ):
        answer = lend(site, **wrong)
        assert answer.status_code == 422, wrong
        assert f'href="#{field}"' in answer.text, wrong
    assert people.entrusted(site.engine, site.person("director")) == []


def test_only_staff_have_a_page_for_substitutions(site):
    assert site.client("family").get("/account/substitution").status_code == 403
    assert site.client(None).get("/account/substitution").status_code == 303
