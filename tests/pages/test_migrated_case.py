"""A case that was moved to another version: replayed on the diagram it ran on, at every moment."""

import pytest

from engine import deployments, history, migrating
from engine.migrating import Order
from tests.pages.deploying_scene import KEY, diagram, eleven_cases
from tests.pages.site import OPERATOR, visible


@pytest.fixture
def case(site):
    """Return a case that began in version 1, was moved to version 2 and finished there."""
    moved = eleven_cases(site)[0]
    body = diagram(days=10, second=True).replace(b'id="sign"', b'id="sign_first"')
    body = body.replace(b'="sign"', b'="sign_first"')
    deployments.deploy(site.engine, OPERATOR, {f"{KEY}.bpmn": body})
    order = Order(after=2, reason="ระเบียบใหม่")
    migrating.move(site.engine, site.person("analyst"), moved, order)
    for _ in range(2):
        site.complete("director", site.tasks(moved)[0].id)
    return moved


def test_each_moment_stands_on_the_version_that_it_ran_in(site, case):
    found = history.open_case(site.engine, site.person("auditor"), case, "replay")
    (moved,) = (each for each in found.events if each.type == "instance_migrated")

    versions = [found.version_at(each.seq) for each in found.events]

    assert versions == [1] * (moved.seq - 1) + [2] * (len(found.events) - moved.seq + 1)
    assert [(each.key, each.version) for each in found.diagrams] == [(KEY, 2), (KEY, 1)]
    data = site.client("auditor").get(f"/audit/cases/{case}/replay.json").json
    assert ["รุ่น 2" in data["diagrams"][0]["name"], "รุ่น 1" in data["diagrams"][1]["name"]] == [
        True,
        True,
    ]
    told = data["events"][moved.seq - 1]
    assert (told["turn"]["from"], told["turn"]["to"]) == (1, 0)
    assert [element for _, element in told["turn"]["moved"]] == ["sign_first"]
    places = {step[4] for each in data["events"][: moved.seq - 1] for step in each["steps"]}
    assert places == {1}


def test_the_history_says_it_in_words_with_the_reason(site, case):
    shown = visible(site.client("auditor").text(f"/audit/cases/{case}"))

    assert "ย้ายเรื่องจากรุ่นที่ 1 ไปรุ่นที่ 2" in shown
    assert "ระเบียบใหม่" in shown
    pdf = history.evidence_pdf(site.engine, site.person("auditor"), case)
    assert pdf.startswith(b"%PDF")


def test_the_replay_turns_to_the_other_diagram_where_the_case_did(site, case, browser_page):
    found = history.open_case(site.engine, site.person("auditor"), case, "replay")
    seq = next(each.seq for each in found.events if each.type == "instance_migrated")
    page = browser_page("auditor")

    page.goto(f"/audit/cases/{case}/replay?at={seq - 1}")
    page.wait_for_selector("[data-replay].ready")
    pressed = page.locator(".diagrams [aria-pressed=true]")
    pressed.get_by_text("รุ่น 1").wait_for()
    page.locator('[data-do="next"]').click()
    page.locator(".diagrams [aria-pressed=true]", has_text="รุ่น 2").wait_for()
    assert "ย้ายเรื่องจากรุ่นที่ 1" in page.inner_text(".moment")
