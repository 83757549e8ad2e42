"""The modeler in the browser: drawn by keys and mouse; what ships comes through it unchanged."""

import pytest
from playwright.sync_api import expect

from engine import drafts
from tests.pages.browsing import check_axe, check_width


@pytest.fixture
def draft(site):
    """An empty draft: a beginning, an end."""
    analyst = site.person("analyst")
    begun = drafts.Begun(key="trial", title_th="ทดลองวาด", title_en="A trial")
    return drafts.create(site.engine, analyst, begun).id


@pytest.fixture
def opened(draft, browser_page):
    """The modeler on the empty draft, ready."""
    page = browser_page("analyst")
    page.goto(f"/studio/{draft}/diagrams/trial.bpmn")
    expect(page.locator(".studio-diagram.ready")).to_be_attached()
    return page


def choose(page, key, typed):
    """Open a menu by its key, filter it by typing, take the first."""
    page.keyboard.press(key)
    expect(page.locator(".djs-popup input")).to_be_focused()
    page.keyboard.type(typed)
    expect(page.locator(".djs-popup .entry.selected")).to_contain_text(typed)
    page.keyboard.press("Enter")
    expect(page.locator(".djs-popup")).to_have_count(0)


def write(page, name):
    """Write into the name that is being edited."""
    expect(page.locator(".djs-direct-editing-content")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator(".djs-direct-editing-content")).to_have_count(0)


def saved(site, draft, page):
    """Return the diagram once the page says that it is saved."""
    expect(page.locator("#saving")).to_contain_text("บันทึกแล้ว")
    return drafts.bodies(site.engine, site.person("analyst"), draft)["trial.bpmn"].decode()


def test_a_step_is_drawn_by_keys_saved_and_undone_after_saving(site, draft, opened):
    page = opened
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-said]")).to_have_text("จุดเริ่ม เริ่ม")
    choose(page, "a", "งานของเจ้าหน้าที่")
    write(page, "ตรวจ <b>คำขอ</b>")
    expect(page.locator("[data-said]")).to_have_text("งานของคน ตรวจ <b>คำขอ</b>")

    assert 'name="ตรวจ &#60;b&#62;คำขอ&#60;/b&#62;"' in saved(site, draft, page)

    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-said]")).to_have_text("")
    page.keyboard.press("Control+s")
    expect(page.locator("#saving")).to_contain_text("บันทึกแล้ว")
    check_axe(page)
    check_width(page)
