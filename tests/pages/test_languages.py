"""In English, Thai letters stand only in data; every sentence of a template has both languages."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from engine import (
    admin_events,
    attachments,
    calendars,
    comments,
    history,
    instances,
    offices,
    people,
    shipped,
    tasks,
)
from engine.model import SYSTEM
from tests.access import scene
from tests.pages import walking
from tests.pages.site import visible

TEMPLATES = Path(__file__).parents[2] / "web" / "templates"
THAI = re.compile(r"[฀-๿]+")
FILLED = r"""(?:\s*(?:%|\|\s*format)\s*\((?:[^()]|\([^()]*\))*\))?"""
TEXT = r"""(?:"[^"]*"|'[^']*')"""
PAIR = re.compile(rf"""\bt\(\s*{TEXT}{FILLED}\s*,\s*{TEXT}""", re.DOTALL)
ROW = re.compile(r"""["'][^"']*[฀-๿][^"']*["']\s*,\s*["']""")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
LETTER = "/remind"
"""Shows the letter to schools before it goes: letters of an office are in Thai."""
ALWAYS = {"ไทย"}
"""The way back to Thai is written in Thai."""


def test_every_thai_word_of_a_template_has_its_english_beside_it():
    alone = [
        f"{file.relative_to(TEMPLATES)}: {line.strip()[:120]}"
        for file in sorted(TEMPLATES.rglob("*.html"))
        for line in PAIR.sub("", COMMENT.sub("", file.read_text("utf-8"))).splitlines()
        if any(word not in ALWAYS for word in THAI.findall(line)) and not _is_paired(line)
    ]
    assert not alone


def _is_paired(line):
    """Whether Thai stands in what is chosen by language, as in `("ก", "A")` or by `language()`."""
    return "language()" in line or ROW.search(line)


@pytest.fixture(scope="module")
def made(lived_directory, tmp_path_factory):
    ready = scene.set_up(lived_directory, tmp_path_factory.mktemp("languages"))
    with closing(ready.engine):
        yield ready


@pytest.fixture(scope="module")
def data(made):
    """All that people, offices and the law have written in Thai, as one text."""
    law = (re.findall(rb'(?:basis|rows)="([^"]*)"', body) for body in shipped.files().values())
    written = " ".join(text.decode() for found in law for text in found)
    return " ".join([written, *_strings(_written(made.engine))])


def _written(engine):
    cases, cursor = [], None
    while True:
        page = instances.list_some(engine, SYSTEM, instances.Filter(), cursor, 200)
        cases += page.items
        if (cursor := page.next) is None:
            break
    for case in cases:
        yield history.list_some(engine, SYSTEM, case.id, None, 1000).items
        yield instances.variables(engine, SYSTEM, case.id)
        yield comments.list_for(engine, SYSTEM, instance_id=case.id)
        yield attachments.list_for(engine, SYSTEM, instance_id=case.id)
        yield [each.draft.decode() for each in tasks_of(engine, case.id) if each.draft]
    for office in ("udonthani1", "phayao2"):
        yield calendars.get(engine, SYSTEM, office)
        yield people.list_users(engine, SYSTEM, office)
        yield people.substitutions(engine, SYSTEM, office)
        yield offices.settings(engine, SYSTEM, office)
        place = (office, admin_events.Filter())
        yield admin_events.list_some(engine, SYSTEM, place, None, 200).page.items


def tasks_of(engine, case):
    return tasks.list_some(engine, SYSTEM, tasks.Filter(instance_id=case), None, 200).items


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (each for part in value.values() for each in _strings(part))
    elif hasattr(value, "__dataclass_fields__"):
        yield from _strings({name: getattr(value, name) for name in value.__dataclass_fields__})
    elif hasattr(value, "__iter__") and not isinstance(value, bytes):
        yield from (each for part in value for each in _strings(part))


def test_in_english_thai_letters_stand_only_in_data(made, data):
    left = {}
    for page in walking.walked(made, "en", ("owner", "colleague", "admin", "auditor")):
        if page.text is None or page.path.startswith("/help/") or page.path.endswith(LETTER):
            continue
        for word in THAI.findall(visible(page.text)):
            if word not in data and word not in ALWAYS:
                left.setdefault(word, f"{page.who} {page.path}")
    assert not left
