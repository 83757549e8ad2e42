"""The guide: every page of it opens, its pictures and links lead somewhere, nothing in it runs."""

import re
from pathlib import Path

import pytest

from tests.pages.browsing import check_axe, check_width
from tests.pages.site import visible
from web import guides
from web.audience import APPLICANTS, AUDITORS, STAFF

NAMES = [guide.name for guide in guides.GUIDES]


@pytest.fixture
def stranger(site):
    return site.client(None)


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_opens_for_everybody_and_its_links_and_pictures_lead_somewhere(site, name):
    html = site.client(None).text(f"/help/{name}")

    assert '<h2 id="' in html
    targets = re.findall(r'(?:href|src)="(/help[^"]*)"', html)
    for target in set(targets):
        path, _, place = target.partition("#")
        with site.client(None).get(path) as answer:
            assert answer.status_code == 200, target
            assert not place or f'id="{place}"' in answer.text, target
    for place in re.findall(r'href="#([a-z-]+)"', html):
        assert f'id="{place}"' in html


def test_the_contents_name_every_part_of_a_guide(stranger):
    html = stranger.text("/help/officer")

    places = re.findall(r'<h2 id="([a-z-]+)"', html)
    assert places
    assert re.findall(r'<li><a href="#([a-z-]+)"', html) == places
    assert "{#" not in html


def test_ones_own_guide_comes_first(site):
    first = re.search(r'class="way" href="([^"]+)"', site.client("auditor").text("/help"))
    assert first[1] == "/help/auditor"


@pytest.mark.parametrize("path", ["/help/nobody", "/help/..", "/help/shots/..%2Fofficer.md",
                                  "/help/shots/none.png", "/help/shots/officer.md"])  # fmt: skip
def test_nothing_else_of_the_folder_can_be_opened(stranger, path):
    assert stranger.get(path).status_code == 404


def test_markup_in_a_guide_is_shown_as_text_and_bad_links_lead_nowhere(site, tmp_path, monkeypatch):
    table = "|a|b|\n|:-|-:|\n|1|2|\n"
    text = f"# ก\n\n## ข {{#b}}\n\n<script>alert(1)</script> [x](javascript:alert(1))\n\n{table}"
    (tmp_path / "officer.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(guides, "FOLDER", tmp_path)

    html = site.client(None).text("/help/officer")

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert 'href="javascript' not in html
    assert "style=" not in html
    assert "<td>1</td>" in html


def test_the_english_reader_is_told_that_the_guide_is_in_thai(site):
    html = site.client(None, "en").text("/help/officer")

    assert "This guide is in Thai" in visible(html)
    assert '<article class="guide-text card" lang="th">' in html


def test_a_page_leads_to_the_place_that_explains_it(site):
    assert 'href="/help?of=session.sign_in_form"' in site.client(None).text("/sign-in")
    pages = {}
    for prefix, whom, name, place in guides.PLACES:
        found = guides.place_of(f"{prefix}x", whom)
        assert found is not None
        html = pages.setdefault(name, site.client(None).text(f"/help/{name}"))
        assert f'id="{place}"' in html, (prefix, place)
    assert guides.place_of("nothing.at_all", STAFF | APPLICANTS | AUDITORS) is None


def test_what_pages_want_explained_is_explained(site):
    asked = set()
    for file in (Path(__file__).parents[2] / "web" / "templates").rglob("*.html"):
        asked |= set(re.findall(r"""help_link\(['"]([a-z]+)['"]\)""", file.read_text("utf-8")))
    assert {"inbox", "tasks"} <= asked
    for name in asked:
        reader = {"audit": "auditor", "webhooks": "admin"}.get(name, "officer")
        answer = site.client(reader).get(f"/help/{name}")
        assert answer.status_code in (200, 303), name
        if answer.status_code == 303:
            path, _, place = answer.location.partition("#")
            assert f'id="{place}"' in site.client(reader).text(path)


def test_every_place_is_of_pages_that_exist(site):
    endpoints = {rule.endpoint for rule in site.app.url_map.iter_rules()}
    unknown = [p for p, *_ in guides.PLACES if not any(e.startswith(p) for e in endpoints)]
    assert not unknown


def test_the_guide_in_the_browser(browser_page):
    for width in (1366, 390):
        page = browser_page("officer", width=width)
        for path in ("/help", "/help/officer"):
            page.goto(path)
            check_axe(page)
            check_width(page)
