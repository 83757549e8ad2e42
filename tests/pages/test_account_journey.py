"""A director goes on leave: a colleague is told, sees it, acts for her; in both languages."""

import pytest

from engine import comments
from engine.notifier import Mail, Notification, OutboxNotifier, outbox_file
from tests.pages.browsing import check_axe, check_width

WIDTHS = (1366, 390)


def write_letters(site):
    """Put into the outbox what a procedure and a notice would have put there."""
    outbox = OutboxNotifier(outbox_file(site.engine.settings.data_dir))
    case = {"office_id": "udonthani1", "business_key": "HE-2569-000001"}
    body = "งาน “พิจารณาแผน” ครบกำหนดวันที่ ๒๘ เมษายน ๒๕๖๙\n\nThe task is due on 28 April 2026."
    outbox.send(
        Notification(key="1", to="promo_director", subject="ใกล้ครบกำหนด", body=body, **case)
    )
    outbox.mail(
        Mail(
            key="2",
            to="officer@example.go.th",
            subject="งานใหม่ 3 งานในกล่องงานของท่าน",
            body="• ตรวจเอกสาร",
            language="th",
            at=site.clock.now(),
            **case,
        )
    )


def look(page, path):
    page.goto(path)
    check_axe(page)
    check_width(page)


def test_a_director_s_leave_from_the_first_form_to_the_substitute_s_act(site, browser_page):
    _entrusts(browser_page("director"))
    registrar = browser_page("registrar", width=390)
    _acts_for_her(registrar)
    case = site.start("family")
    [task] = site.tasks(case)[:1]
    comments.add(site.engine, site.person("officer"), task.id, "@registrar โปรดดูเรื่องนี้")
    _reads_in_english(registrar)


def _entrusts(director):
    look(director, "/account/substitution")
    director.select_option("#substitute", "registrar")
    director.fill("#until", "5/4/2569")
    director.get_by_role("button", name="มอบหมาย", exact=True).click()
    assert "เหตุผล" in director.locator(".errors").inner_text()
    check_axe(director)
    director.fill("#reason", "ลาพักผ่อน")
    director.get_by_role("button", name="มอบหมาย", exact=True).click()
    director.get_by_text("มอบหมายแล้ว และแจ้งผู้ปฏิบัติหน้าที่แทนแล้ว").wait_for()
    assert "5 เม.ย. 2569" in director.locator("main").inner_text()
    check_axe(director)


def _acts_for_her(registrar):
    registrar.goto("/notices")
    registrar.locator(".bell .n").get_by_text("1").wait_for()
    check_axe(registrar)
    check_width(registrar)
    registrar.get_by_text("ท่านได้รับมอบหมายให้ปฏิบัติหน้าที่แทน").click()
    registrar.wait_for_url("**/account/substitution")
    registrar.get_by_role("main").get_by_role("button", name="ปฏิบัติงานแทน").click()
    registrar.locator(".strip.warn").get_by_text("ท่านกำลังปฏิบัติงานแทน").wait_for()
    look(registrar, "/account")
    assert registrar.get_by_role("button", name="เปลี่ยนรหัสผ่าน").is_disabled()


def _reads_in_english(registrar):
    registrar.get_by_role("button", name="English").click()
    registrar.get_by_role("heading", name="My account").wait_for()
    look(registrar, "/notices?show=unread")
    assert "mentioned you" in registrar.locator(".notices").inner_text()
    registrar.get_by_role("button", name="Mark all as read").click()
    registrar.goto("/notices?show=unread")
    assert "Nothing unread" in registrar.locator("main").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pages_of_everyone_are_accessible_at_both_widths(site, browser_page, width, language):
    case = site.start("family")
    site.work()
    key = site.tasks(case)[0].business_key
    write_letters(site)
    page = browser_page("admin", width=width, language=language)

    for path in ("/account", "/notices", f"/search?q={key}", "/admin/webhooks", "/admin/mailbox"):
        look(page, path)
    page.locator(".letters summary").first.click()
    check_axe(page)
    _adds_a_webhook(page)
    page.goto("/account")
    page.locator("#calendar").get_by_role("button").first.click()
    page.locator("#feed").wait_for()
    check_axe(page)
    check_width(page)


def _adds_a_webhook(page):
    page.goto("/admin/webhooks")
    page.fill("#url", "https://hooks.example/khanton/line")
    page.check("input[value='case.started']")
    page.locator("form", has=page.locator("#url")).get_by_role("button").click()
    page.locator("#secret").wait_for()
    check_axe(page)
    check_width(page)
    page.locator("[data-dialog^=remove-]").click()
    page.locator("dialog[open]").wait_for()
    check_axe(page)
