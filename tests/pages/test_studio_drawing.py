"""The modeler in the browser: drawn by keys and mouse; what ships comes through it unchanged."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine import deployments, drafts
from engine.execution import differences
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import OPERATOR

ROOT = Path(__file__).parents[2]
STUDIO = "document.querySelector('[data-studio]').studio"


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


def shipped_diagrams():
    return {path.name: path.read_bytes() for path in sorted((ROOT / "bpmn").glob("*/*.bpmn"))}


def test_what_ships_is_opened_and_saved_without_loss(site, opened):
    shipped = shipped_diagrams()
    files = {**shipped, "nested.bpmn": _strange()}

    written = {
        name: opened.evaluate(
            f"""async (xml) => {{
              const {{ modeler, reopen }} = {STUDIO};
              await reopen(xml);
              return (await modeler.saveXML({{ format: true }})).xml;
            }}""",
            body.decode(),
        ).encode()
        for name, body in files.items()
    }

    for name, body in files.items():
        assert differences(body, written[name]) == (), name
    told = _strange().decode()
    for kept in ("<camunda:property ", "<camunda:value>", 'khanton:odd="1"', "<z:note"):
        assert kept in told
        assert kept in written["nested.bpmn"].decode()
    drawn = {name: body for name, body in written.items() if name in shipped}
    whole = deployments.deploy(site.engine, OPERATOR, shipped, dry_run=True)
    again = deployments.deploy(site.engine, OPERATOR, drawn, dry_run=True)
    assert again.problems == whole.problems


def _strange():
    """A diagram with what we do not know: camunda's properties and lists, somebody's namespace."""
    more = (
        '<bpmn:extensionElements xmlns:z="urn:z"><camunda:properties><camunda:property name="a" '
        'value="b"/></camunda:properties><camunda:inputOutput><camunda:inputParameter name="l">'
        "<camunda:list><camunda:value>1</camunda:value></camunda:list></camunda:inputParameter>"
        '</camunda:inputOutput><z:note where="here"/></bpmn:extensionElements>'
    )
    text = shipped_diagrams()["student_welfare_nomination.bpmn"].decode()
    at = text.index("<bpmn:documentation>", text.index("<bpmn:userTask "))
    head, tail = text[:at], text[at:]
    tag = head.rindex("<bpmn:userTask ")
    head = f'{head[:tag]}<bpmn:userTask khanton:odd="1" {head[tag + 15 :]}'
    end = tail.index("</bpmn:documentation>") + len("</bpmn:documentation>")
    return (head + tail[:end] + more + tail[end:]).encode()


def test_every_text_of_the_libraries_has_a_thai_one():
    modules = ROOT / "web" / "front" / "node_modules"
    ours = (ROOT / "web" / "front" / "src" / "studio" / "translating.js").read_text("utf-8")
    known = set(re.findall(r"^  '([^']+)':", ours, re.MULTILINE))

    said = set()
    for package in ("bpmn-js/lib", "diagram-js/lib", "diagram-js-minimap/dist"):
        for script in (modules / package).rglob("*.js"):
            if not script.name.endswith(".prod.js"):
                said |= set(_SAID.findall(script.read_text("utf-8")))

    said = {text for found in said for text in found if text}
    ways = ("bottom", "center", "left", "middle", "right", "top")
    aligned = {f"Align elements {way}" for way in ways}
    written = {text for text in said if text[0].isalpha()}
    wanted = (written | aligned) - {"HELLO {you}", "Align elements "}
    assert len(wanted) > 100
    assert wanted - known == set()


_SAID = re.compile(
    r"""(?<![\w.])translate\(\s*'([^']+)'|_translate\(\s*'([^']+)'"""
    r"""|^\s+label:\s*'([A-Z][^']+)'|_MSG = '([^']+)'""",
    re.MULTILINE,
)
