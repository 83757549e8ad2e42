"""Every link of every template leads to a page that is there, with the values that it wants."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "web" / "templates"
CALL = re.compile(r"url_for\(\s*['\"]([a-z_.]+)['\"]((?:[^()]|\([^()]*\))*)\)")
GIVEN = re.compile(r"(?:^|,)\s*([a-z_0-9]+)\s*=")


def links():
    for file in sorted(TEMPLATES.rglob("*.html")):
        text = file.read_text("utf-8")
        for found in CALL.finditer(text):
            yield (
                file.relative_to(TEMPLATES),
                text,
                found[1],
                set(GIVEN.findall(found[2])),
                found[2],
            )


def test_every_link_names_a_page_that_is_there_or_asks_whether_it_is(site):
    known = {rule.endpoint for rule in site.app.url_map.iter_rules()}
    lost = [
        f"{file}: {endpoint}"
        for file, text, endpoint, _, _ in links()
        if endpoint not in known and not re.search(rf"has_page\(['\"]{endpoint}['\"]\)", text)
    ]
    assert not lost


def test_every_link_gives_the_values_that_its_page_wants(site):
    wanted = {}
    for rule in site.app.url_map.iter_rules():
        wanted.setdefault(rule.endpoint, []).append(rule.arguments)
    wrong = [
        f"{file}: {endpoint} wants {wanted[endpoint]}, gets {given}"
        for file, _, endpoint, given, raw in links()
        if endpoint in wanted
        and "**" not in raw
        and not any(arguments <= given for arguments in wanted[endpoint])
    ]
    assert not wrong


def test_some_links_were_found(site):
    assert site
    assert sum(1 for _ in links()) > 40
