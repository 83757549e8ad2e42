"""Notices in the page, the bell, search, webhooks and the mailbox, as each person finds them."""

import re
from dataclasses import replace

from engine import comments, news, notices
from engine.notifier import Notification, OutboxNotifier, outbox_file
from tests.pages.site import visible


def mention(site, *names):
    case = site.start("family")
    site.work()
    [task] = site.tasks(case)[:1]
    text = " ".join(f"@{each}" for each in names) + " <script>alert(1)</script>"
    comments.add(site.engine, site.person("officer"), task.id, text)
    return case, task


def test_a_notice_counts_at_the_bell_until_it_is_opened(site):
    mention(site, "director")
    visitor = site.client("director")
    assert "ยังไม่อ่าน 1 รายการ" in visitor.text("/notices/bell")
    page = visitor.text("/notices")
    assert "นายสมมติ ตัวอย่าง กล่าวถึงท่าน" in page
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page

    [place] = re.findall(r'href="(/notices/[0-9a-f-]{36})"', page)
    assert visitor.get(place).status_code == 303
    assert "ยังไม่อ่าน 0 รายการ" in visitor.text("/notices/bell")
    assert "ไม่มีเรื่องที่ยังไม่อ่าน" in visitor.text("/notices?show=unread")
    assert site.client("officer").get(place).status_code == 404


def test_all_are_taken_as_read_in_english_too(site):
    mention(site, "director", "registrar")
    visitor = site.client("registrar", "en")
    assert "Sommut Example (officer) mentioned you" in visitor.text("/notices")

    assert visitor.post("/notices/read").status_code == 303
    assert notices.unread_count(site.engine, site.person("registrar")) == 0
    assert notices.unread_count(site.engine, site.person("director")) == 1


def test_new_work_leads_to_the_inbox_and_is_read_by_being_there(site):
    news.tell(site.engine)
    site.start("family")
    site.later(minutes=1)
    news.tell(site.engine)
    visitor = site.client("officer")
    page = visitor.text("/notices?show=unread")
    assert "งานใหม่ 1 งานในกล่องงานของท่าน" in page
    [place] = re.findall(r'href="(/notices/[0-9a-f-]{36})"', page)
    visitor.text("/inbox")
    assert "ไม่มีเรื่องที่ยังไม่อ่าน" in visitor.text("/notices?show=unread")

    answer = visitor.get(place)
    assert (answer.status_code, answer.location) == (303, "/inbox")


def test_search_finds_a_case_by_its_number_and_nothing_foreign(site):
    case = site.start("family")
    site.work()
    key = site.tasks(case)[0].business_key

    found = site.client("officer").text(f"/search?q={key.lower()}")
    assert key in visible(found)
    assert "นางสมมติ บ้านเรียนตัวอย่าง" in visible(found)
    assert "ไม่พบเรื่องที่ตรงกับ" in site.client("officer2").text(f"/search?q={key}")
    assert "พิมพ์อย่างน้อย 2 ตัวอักษร" in site.client("officer").text("/search?q=H")
    hostile = site.client("officer").text("/search?q=<script>x</script>")
    assert "<script>x" not in hostile


def test_webhooks_are_added_chosen_and_removed_by_the_admin(site):
    admin = site.client("admin")
    new = {"office": "udonthani1", "url": "https://hooks.example/line", "event": "case.started"}
    refused = admin.post("/admin/webhooks", new | {"url": "http://10.0.0.1/"})
    assert refused.status_code == 422
    assert 'href="#url"' in refused.text
    assert admin.post("/admin/webhooks", {**new, "event": []}).status_code == 422

    made = admin.post("/admin/webhooks", new)
    [secret] = re.findall(r'id="secret" readonly value="([\w-]{43})"', made.text)
    assert made.headers["Cache-Control"] == "no-store"
    page = admin.text("/admin/webhooks")
    assert secret not in page
    [hook] = re.findall(r"/admin/webhooks/udonthani1/([0-9a-f-]{36})/events", page)

    place = f"/admin/webhooks/udonthani1/{hook}"
    assert admin.post(f"{place}/events", {"event": []}).status_code == 422
    for command in ("events", "try", "off", "remove"):
        given = {"event": ["case.ended", "task.opened"]}
        assert site.client("admin2").post(f"{place}/{command}", given).status_code == 404
        assert site.client("officer").post(f"{place}/{command}", given).status_code == 403
        assert admin.post(f"{place}/{command}", given).status_code == 303
    assert "ยังไม่มีเว็บฮุก" in admin.text("/admin/webhooks")


def test_the_mailbox_shows_what_would_be_mailed(site):
    admin = site.client("admin")
    assert "ยังไม่มีจดหมาย" in admin.text("/admin/mailbox")
    assert site.client("officer").get("/admin/mailbox").status_code == 403

    outbox = OutboxNotifier(outbox_file(site.engine.settings.data_dir))
    letter = {"key": "1", "subject": "<b>ใกล้ครบกำหนด</b>", "body": "โปรดเร่งรัด", "business_key": ""}
    outbox.send(Notification(office_id="udonthani1", to="promo_director", **letter))
    outbox.send(Notification(office_id="phayao2", to="officer2", **letter))
    page = admin.text("/admin/mailbox")
    assert page.count("โปรดเร่งรัด") == 1
    assert "&lt;b&gt;ใกล้ครบกำหนด" in page
    assert "ผู้อำนวยการกลุ่ม" in visible(page) or "ผอ.กลุ่ม" in visible(page)


def test_where_mail_is_set_up_the_mailbox_says_how_mailing_goes(site):
    by_mail = replace(site.engine.settings, smtp_url="smtp://localhost")
    site.app.extensions["khanton"] = replace(site.engine, settings=by_mail)

    page = visible(site.client("admin").text("/admin/mailbox"))
    assert "ตั้งค่าเซิร์ฟเวอร์อีเมลแล้ว" in page
    assert "0 รอส่ง" in page
