"""Two versions of a procedure beside each other: in words, and on both diagrams."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from engine import deployments
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import OPERATOR, visible

ROOT = Path(__file__).parents[2]
KEY = "student_welfare_nomination"
PAGE = f"/admin/procedures/{KEY}/compare"


@pytest.fixture
def edited(site):
    """Version 2, with one task called otherwise and one shape moved; returns the task's id."""
    body = (ROOT / "bpmn" / "student_welfare" / f"{KEY}.bpmn").read_text("utf-8")
    start = body.index("<bpmn:userTask ")
    tag = body[start : body.index(">", start)]
    name = tag.split(' name="')[1].split('"')[0]
    changed = tag.replace(f' name="{name}"', ' name="ลงนามสองชั้น &lt;b&gt;"')
    bounds = '<dc:Bounds x="'
    at = body.index(
        bounds,
        body.index(
            "<bpmndi:BPMNShape", body.index('bpmnElement="', body.rindex("<bpmndi:BPMNPlane"))
        ),
    )
    moved = body[:at] + bounds + "1" + body[at + len(bounds) :]
    second = moved.replace(tag, changed)
    deployments.deploy(site.engine, OPERATOR, {f"{KEY}.bpmn": second.encode()})
    return tag.split(' id="')[1].split('"')[0], name


def test_the_change_is_told_in_words_and_escaped(site, edited):
    task, name = edited
    html = site.client("officer").text(PAGE)

    assert "ลงนามสองชั้น &lt;b&gt;" in html
    told = visible(html)
    assert f"{name} → ลงนามสองชั้น" in told.replace(" →  ", " → ")
    assert task in told
    assert "ย้ายที่บนผังอย่างเดียว" in told
    english = visible(site.client("director", "en").text(f"{PAGE}?before=2&after=1"))
    assert "≠ changed" in english
    assert "What differs on the diagram" in english


def test_an_office_s_value_is_called_by_its_name(site):
    key = "home_education_permission"
    body = (ROOT / "bpmn" / "home_education" / f"{key}.bpmn").read_bytes()
    asked = b"setting(&quot;plan_review_days&quot;)"
    deployments.deploy(site.engine, OPERATOR, {f"{key}.bpmn": body.replace(asked, b"10")})

    told = visible(site.client("analyst").text(f"/admin/procedures/{key}/compare"))

    assert "ค่าของสำนักงาน “จำนวนวันทำการที่คณะกรรมการวิชาการพิจารณาแผน”" in told
    assert "setting(" not in told


@pytest.mark.usefixtures("edited")
def test_who_may_look_and_what_is_not_there(site):
    for user, status in (("officer", 200), ("admin", 200), ("family", 403)):
        assert site.client(user).get(PAGE).status_code == status
    assert site.client(None).get(PAGE).status_code == 303
    admin = site.client("admin")
    assert admin.get("/admin/procedures/nothing/compare").status_code == 404
    for query in ("before=9", "after=x", "before=-1", "before=99999999999999999999", "before=٣"):
        assert admin.get(f"{PAGE}?{query}").status_code == 404


def test_versions_that_are_alike_are_said_to_be(site):
    told = visible(site.client("admin").text(PAGE))

    assert "สองรุ่นนี้เหมือนกันทุกอย่าง" in told


@pytest.mark.usefixtures("edited")
def test_the_procedure_leads_to_it_when_there_are_two_versions(site):
    admin = site.client("admin")

    assert PAGE in admin.text(f"/admin/procedures/{KEY}/2")
    assert "/compare" not in admin.text("/admin/procedures/home_education_permission/1")


def view(page, side):
    """What of a diagram is in sight: its scale and place."""
    return page.locator(f"[data-side={side}] .viewport").evaluate(
        "each => (({a, e, f}) => [a, e, f])(each.transform.baseVal.consolidate().matrix)"
    )


@pytest.mark.parametrize(("width", "language"), [(1366, "th"), (390, "en")])
def test_both_diagrams_are_marked_and_move_together(edited, browser_page, width, language):
    task, _ = edited
    page = browser_page("admin", width=width, language=language)
    page.goto(PAGE)
    expect(page.locator("#both[data-ready]")).to_be_attached()
    for side in ("before", "after"):
        diagram = page.locator(f"[data-side={side}]")
        expect(
            diagram.locator(f".djs-element.how-changed[data-element-id={task}]")
        ).to_be_attached()
        expect(diagram.locator(".how.how-changed")).to_have_count(1)
        expect(diagram.locator(".how.how-moved")).to_have_count(1)
    check_axe(page)
    check_width(page)

    page.locator("[data-element]").first.click()
    for side in ("before", "after"):
        picked = page.locator(f"[data-side={side}] .djs-element.picked")
        expect(picked).to_have_attribute("data-element-id", task)
        expect(picked).to_be_in_viewport()
    page.locator("[data-side=before] .zoombar button").first.click()
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert view(page, "before") == pytest.approx(view(page, "after"), abs=0.01)
