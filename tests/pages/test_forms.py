"""Every shipped form as controls: shown, labelled, and read back as exactly what it was."""

import re
from pathlib import Path
from types import MappingProxyType

import pytest

from engine.forms import auto_fields, check, load, normalise
from engine.forms.formulas import formula_of
from tests.pages.posting import Page
from tests.processes import filled as home
from tests.processes.cct_screening import filled as cct
from tests.processes.home_education_appeal import filled as appeal
from tests.processes.home_education_transfer import filled as transfer
from tests.processes.home_education_year import filled as year
from tests.processes.royal_award import filled as award
from tests.processes.school_community import filled as community
from tests.processes.student_welfare import filled as welfare
from web.forms import Filled, controls_of, read, summary, told
from web.forms.around import WORDS, Around
from web.forms.controls import sections_of
from web.rendering import show

FORMS = {
    path.stem: load(path.read_bytes(), path.name)[0]
    for path in sorted(Path("forms").glob("*.json"))
}
SCAN_KEPT = [{"attachment_id": "0190", "name": 'หลักฐาน "ฉบับจริง".pdf'}]
DATA = MappingProxyType(
    {
        **{f"home_education_{key}": data for key, data in home.FORMS.items()},
        **{
            k: v
            for m in (cct, appeal, transfer, year, award, community, welfare)
            for k, v in m.FORMS.items()
        },
    }
)


FILLED = [(key, form) for key, form in FORMS.items() if key in DATA]


def attached(value):
    """Put a kept file where the data say that one is attached."""
    if value == home.SCAN:
        return SCAN_KEPT
    if isinstance(value, dict):
        return {key: attached(each) for key, each in value.items()}
    return [attached(each) for each in value] if isinstance(value, list) else value


def rendered(app, form, data, language="th", errors=MappingProxyType({}), **more):
    with app.test_request_context(headers={"Cookie": f"khanton_language={language}"}):
        controls = controls_of(form, Filled(data=data, errors=errors, **more))
        around = Around(
            file=lambda identity: f"/attachments/{identity}",
            signer="สมมติ ตัวอย่าง",
            today="01/04/2569",
            most_bytes=10_000_000,
            errors=errors,
            is_read_only=more.get("is_read_only", False),
        )
        sections = sections_of(form, controls)
        html = show("forms/_form.html", sections=sections, place=around, **WORDS)
        return html, summary(controls, errors)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_shipped_form_is_shown_with_labels_and_places_for_errors(app, language):
    for key, form in FORMS.items():
        errors = {each["key"]: {"th": "ผิด", "en": "wrong"} for each in form.fields}
        errors |= check(form, {})[1]
        html, listed = rendered(app, form, {}, language, errors)
        page = Page(html)
        for _, given in page.controls:
            is_inside = given.get("type") in ("radio", "checkbox")
            assert given.get("id") in page.labels or "aria-labelledby" in given or is_inside, key
        assert {identity for identity, _ in listed} <= page.ids, key
        assert len(listed) == min(50, len(errors)), key


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_shown_is_read_back_as_the_same_data(app, scripts, language):
    for key, form in FILLED:
        stored = normalise(form, attached(DATA[key]))
        html, _ = rendered(app, form, stored, language)
        again = normalise(form, read(form, Page(html, scripts=scripts).posted))
        asked = {each for each in stored if each not in auto_fields(form)}
        computed = {f["key"] for f in form.fields if formula_of(f.get("auto", ""))}
        assert {k: again[k] for k in asked & again.keys()} == {k: stored[k] for k in asked}, key
        assert again.keys() - asked <= computed, key


def test_what_somebody_typed_stands_as_they_typed_it(app):
    for key, form in FILLED:
        typed = attached(DATA[key])
        html, _ = rendered(app, form, typed)
        asked = {each: typed[each] for each in typed if each not in auto_fields(form)}
        again = read(form, Page(html).posted)
        assert normalise(form, again) == normalise(form, asked), key


def test_every_form_can_be_read_where_it_cannot_be_filled_in(app):
    for key, form in FILLED:
        html, _ = rendered(app, form, normalise(form, attached(DATA[key])), is_read_only=True)
        assert not [c for c in Page(html).controls if c[1].get("type") != "hidden"], key


def test_every_form_with_data_is_known_here():
    assert len(FORMS) == 128
    assert len(FILLED) > 100


def test_markup_in_data_stays_text(app):
    form = FORMS["home_education_consultation"]
    evil = "</textarea><script>alert(1)</script>\"'>"
    html, _ = rendered(app, form, {"notes": evil, "consulted_on": evil})
    assert "<script>alert" not in html
    assert read(form, Page(html).posted)["notes"] == evil


def test_scripts_are_told_conditions_and_formulas(app):
    with app.test_request_context():
        script = told(FORMS["cct_payment"], {"school": "1041680001", "nothing": None})
    fields = {each["key"]: each for each in script["fields"]}
    assert script["own"] == {"school": "1041680001"}
    assert any("formula" in each for each in fields.values())
    assert fields["rows"]["max"] == 2000
    assert re.fullmatch(r"[a-z_]+", fields["rows"]["places"][0][0])
