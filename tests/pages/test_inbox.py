"""The inbox over HTTP: tabs, filters kept in the address, deeds on many tasks, what is new."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from engine import tasks
from tests.pages.site import visible
from tests.processes.filled import filled

LIVE = {"HX-Request": "true"}


@pytest.fixture
def three(site):
    """Three families' cases, each a day after the other: the officer is to advise each."""
    made = []
    for _ in range(3):
        made.append(site.tasks(site.start())[0])
        site.later(days=1)
    return made


def rows(html):
    return re.findall(r'data-task="([0-9a-f-]{36})"', html)


def tab_counts(html):
    found = re.findall(r'<span class="n[^"]*">([^<]+)</span>', html)
    return found[:5]


def act(client, tasks_, deed, **more):
    data = {"task": [str(each.id) for each in tasks_], "do": deed, **more}
    return client.post("/inbox/act", data)


def test_the_officer_sees_what_waits_with_number_applicant_and_who_has_it(site, three):
    tasks.claim(site.engine, site.person("officer"), three[1].id)
    page = site.client("officer").text("/inbox")
    text = visible(page)
    assert set(rows(page)) == {str(each.id) for each in three}
    assert tab_counts(page) == ["3", "0", "0", "1", "0"]
    for expected in ("HE-2569-000001", "นางสมมติ บ้านเรียนตัวอย่าง", "ยังไม่มีผู้รับ", "ฉัน", "1 เม.ย. 2569"):
        assert expected in text
    english = visible(site.client("officer", "en").text("/inbox"))
    for expected in (
        "My work",
        "Sommut Example (family)",
        "Free",
        "Take",
        "Give back",
        "1 Apr 2026",
    ):
        assert expected in english


def test_due_comes_first_and_the_newest_when_asked(site, three):
    page = site.client("officer").text("/inbox?order=newest")
    assert rows(page) == [str(each.id) for each in reversed(three)]
    assert rows(site.client("officer").text("/inbox")) != rows(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("procedure=home_education_permission&step=consult", 3),
        ("procedure=home_education_permission&step=pec_decide", 0),
        ("procedure=royal_award", 0),
        ("q=HE-2569-000002", 1),
        ("q=he-2569-000002", 1),
        ("q=บ้านเรียน", 3),
        ("q=Sommut Example (family)", 3),
        ("q=ให้คำปรึกษา", 3),
        ("q=%25", 0),
        ("who=person", 3),
        ("who=school", 0),
        ("taken=yes", 0),
        ("taken=no", 3),
        ("role=registrar", 0),
        ("due=none", 3),
        ("due=today", 0),
        ("office=phayao2", 0),
        ("tab=late", 0),
        ("tab=nonsense&due=nonsense&who=nonsense&cursor=", 3),
    ],
)
@pytest.mark.usefixtures("three")
def test_filters_narrow_and_the_page_says_when_nothing_fits(site, query, found):
    page = site.client("officer").text(f"/inbox?{query}")
    assert len(rows(page)) == found
    assert ('class="empty"' in page) == (found == 0)


def test_filters_stay_in_the_addresses_of_tabs_and_of_the_next_page(site, three, monkeypatch):
    monkeypatch.setattr("web.pages.inbox.A_PAGE", 2)
    officer = site.client("officer")
    query = "procedure=home_education_permission&q=บ้านเรียน&who=person&order=newest"
    page = officer.text(f"/inbox?{query}")
    following = re.search(r'href="([^"]+)" rel="next"', page)[1].replace("&amp;", "&")
    kept = parse_qs(urlsplit(following).query)
    assert kept.pop("cursor")
    assert kept == parse_qs(query)
    late = re.search(r'href="(/inbox\?tab=late[^"]+|/inbox\?[^"]*tab=late[^"]*)"', page)[1]
    assert parse_qs(urlsplit(late.replace("&amp;", "&")).query) == {
        **parse_qs(query),
        "tab": ["late"],
    }
    rest = officer.text(following)
    assert rows(page) + rows(rest) == [str(each.id) for each in reversed(three)]
    assert 'rel="next"' not in rest


def test_a_made_up_cursor_is_refused(site):
    assert site.client("officer").get("/inbox?cursor=AAAA").status_code == 422


def test_what_a_family_is_to_do_is_in_their_inbox_alone(site):
    case = site.start("family")
    (consult,) = site.tasks(case)
    assert str(consult.id) not in rows(site.client("family2").text("/inbox"))
    assert str(consult.id) not in rows(site.client("officer2").text("/inbox"))
    assert "ไม่มีงานที่รอท่าน" in visible(site.client("family2").text("/inbox"))


def test_a_task_is_taken_and_given_back_from_the_list(site, three):
    officer, first = site.client("officer"), three[0]
    taken = officer.post("/inbox/act", {"one": f"claim:{first.id}"})
    assert (taken.status_code, taken.location) == (303, "/inbox")
    assert "รับงานแล้ว 1 งาน" in visible(officer.text("/inbox?tab=mine"))
    assert rows(officer.text("/inbox?tab=mine")) == [str(first.id)]
    officer.post("/inbox/act", {"one": f"unclaim:{first.id}", "back": "/inbox?tab=mine"})
    assert rows(officer.text("/inbox?tab=mine")) == []


def test_of_many_tasks_each_is_answered_by_itself(site, three):
    tasks.assign(site.engine, site.person("officer"), three[0].id, "officer")
    stranger = site.client("officer2")
    answer = act(site.client("officer"), three, "claim")
    assert answer.status_code == 303
    now = [tasks.get(site.engine, site.person("officer"), each.id).assignee for each in three]
    assert now == ["officer"] * 3
    refused = act(stranger, three, "claim")
    assert refused.status_code == 409
    assert "ทำไม่ได้ 3 งาน" in visible(refused.text)
    assert "HE-2569" not in refused.text


def test_what_went_and_what_did_not_is_told_in_the_list(site, three):
    site.complete("officer", three[0].id, **filled("consultation"))
    answer = site.client("officer").post(
        "/inbox/act", {"task": [str(t.id) for t in three], "do": "claim"}, headers=LIVE
    )
    text = visible(answer.text)
    assert answer.status_code == 200
    assert "รับงานแล้ว 2 งาน" in text
    assert "ทำไม่ได้ 1 งาน" in text
    assert set(rows(answer.text)) == {str(three[1].id), str(three[2].id)}


def test_giving_tasks_asks_to_whom_and_only_who_is_fit_is_offered(site, three):
    officer = site.client("officer")
    asked = act(officer, three[:2], "assign")
    assert asked.status_code == 200
    assert re.findall(r'name="to" value="(\w+)"', asked.text) == ["officer"]
    given = act(officer, three[:2], "assign", to="officer")
    assert given.status_code == 303
    assert "มอบงานแล้ว 2 งาน" in visible(officer.text("/inbox"))
    unfit = act(officer, three[2:], "assign", to="registrar")
    assert unfit.status_code == 409
    assert rows(officer.text("/inbox?tab=mine")) == [str(t.id) for t in three[:2]]


def test_colleagues_are_found_by_a_part_of_their_name(site, three):
    path = f"/people/fit?task={three[0].id}"
    assert 'value="officer"' in site.client("officer").text(f"{path}&q=ตัวอย่าง")
    assert 'value="officer"' not in site.client("officer").text(f"{path}&q=ทะเบียน")
    assert site.client("officer2").get(path).status_code == 404
    assert "ไม่มีเพื่อนร่วมงาน" in site.client("officer").text("/people/fit")


@pytest.mark.parametrize("data", [{"do": "complete"}, {}, {"one": "drop:1"}])
def test_an_order_that_is_none_is_refused(site, data):
    assert site.client("officer").post("/inbox/act", data).status_code == 400


def test_nothing_chosen_is_told(site):
    officer = site.client("officer")
    assert officer.post("/inbox/act", {"do": "claim"}).status_code == 303
    assert "ยังไม่ได้เลือกงาน" in visible(officer.text("/inbox"))


def test_an_auditor_and_an_analyst_have_no_inbox_and_change_nothing(site, three):
    for user in ("auditor", "analyst", "admin"):
        assert site.client(user).get("/inbox").status_code == 403
        assert act(site.client(user), three, "claim").status_code == 403


def test_a_forged_order_changes_nothing(site, three):
    officer = site.client("officer")
    forged = officer.post(
        "/inbox/act", {"one": f"claim:{three[0].id}"}, headers={"X-CSRF-Token": "x"}
    )
    assert forged.status_code == 403
    assert tasks.get(site.engine, site.person("officer"), three[0].id).assignee is None


def news_of(page):
    address, seen = re.search(r'data-news="([^"]+)" data-seen="(\w+)"', page).groups()
    shown = ",".join(rows(page))
    return f"{address.replace('&amp;', '&')}&shown={shown}&seen={seen}"


def test_the_list_hears_what_changed_and_nothing_when_nothing_did(site, three):
    officer = site.client("officer")
    news = news_of(officer.text("/inbox"))
    assert officer.get(news, headers=LIVE).status_code == 204
    tasks.claim(site.engine, site.person("officer"), three[2].id)
    site.start()
    told = officer.get(news, headers=LIVE)
    assert told.status_code == 200
    assert "มีงานใหม่ 1 งาน – แสดง" in told.text
    assert tab_counts(told.text) == ["4", "0", "0", "1", "0"]
    again = news.replace(
        re.search("seen=(\\w+)", news)[1], re.search('data-seen="(\\w+)"', told.text)[1]
    )
    assert officer.get(again, headers=LIVE).status_code == 204


def test_a_task_done_by_somebody_else_is_no_longer_told_of(site, three):
    officer = site.client("officer")
    news = news_of(officer.text("/inbox"))
    site.complete("officer", three[0].id, **filled("consultation"))
    told = officer.get(news, headers=LIVE)
    assert set(rows(told.text)) == {str(three[1].id), str(three[2].id)}
    assert tab_counts(told.text)[4] == "1"


def test_an_empty_inbox_says_what_will_come(site):
    text = visible(site.client("registrar").text("/inbox"))
    assert "ไม่มีงานค้างในบทบาทของท่าน" in text
    assert "ไม่มีงานเกินกำหนด ดีมาก" in visible(site.client("registrar").text("/inbox?tab=late"))
    assert "Nothing waits for your roles" in visible(site.client("registrar", "en").text("/inbox"))


def test_done_tasks_are_listed_with_their_moment(site, three):
    site.complete("officer", three[0].id, **filled("consultation"))
    page = site.client("officer").text("/inbox?tab=done")
    assert rows(page) == [str(three[0].id)]
    assert "4 เม.ย. 2569 08:30 น." in visible(page)


def test_script_in_a_search_shows_as_text(site):
    page = site.client("officer").text("/inbox?q=<script>alert(1)</script>")
    assert "<script>alert(1)" not in page


def test_overdue_tasks_come_first_and_their_count_is_red(site):
    for days in (9, 1):
        case = site.start()
        site.complete("officer", site.tasks(case)[0].id, **filled("consultation"))
        site.complete("family", site.tasks(case)[0].id, **filled("plan"))
        site.later(days=days)
    academic = site.client("academic")
    assert tab_counts(academic.text("/inbox"))[:2] == ["2", "0"]
    site.later(days=22)
    page = academic.text("/inbox?tab=late")
    assert tab_counts(page)[:2] == ["2", "1"]
    assert 'class="n bad">1<' in page
    assert "เกิน 5 วัน" in visible(page)
    assert rows(academic.text("/inbox"))[0] == rows(page)[0]
