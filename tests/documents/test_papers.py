"""Every paper: it is set from its sample, says what it was told, and asks for what it needs."""

from datetime import UTC, datetime, timedelta

import pytest

from engine import papers, shelf
from engine.errors import (
    PaperInputInvalid,
    PaperInputMissing,
    PaperInputUnknown,
    PaperTemplateBroken,
    PaperUnknown,
)
from engine.thai import to_arabic_digits
from tests.documents.pdf import fonts, letters, pages
from tests.documents.samples import AROUND, SAMPLES

AT = datetime(2026, 4, 1, 1, 30, tzinfo=UTC)
REQUIRED = [
    (key, name) for key, each in shelf.templates().items() for name in sorted(each.paper.required)
]


def made(key, number=None, at=AT, around=AROUND, **told):
    template = shelf.template(key)
    filled = papers.fill(template.paper, {**SAMPLES[key], **told})
    sheet = papers.sheet(template.bundle, filled, around, number)
    return papers.render(template.bundle, sheet, at, key)


def test_every_paper_has_a_sample():
    assert shelf.templates().keys() == SAMPLES.keys()


@pytest.mark.parametrize("key", SAMPLES)
def test_every_page_names_its_case_and_the_digest_of_what_is_on_it(key):
    template = shelf.template(key)
    filled = papers.fill(template.paper, SAMPLES[key])
    sheet = papers.sheet(template.bundle, filled, AROUND, None)

    for page in pages(papers.render(template.bundle, sheet, AT, key)):
        assert "HE-2569-000001" in page
        assert papers.digest_of(template.bundle.digest, sheet)[:16] in page


@pytest.mark.parametrize(
    "key", [key for key, each in shelf.templates().items() if each.paper.numbering != "none"]
)
def test_a_number_is_set_in_thai_digits(key):
    assert "MARK-๗๗" in letters(made(key, number="MARK-77"))


@pytest.mark.parametrize("key", SAMPLES)
def test_each_text_that_a_paper_is_told_stands_in_it(key):
    inputs = shelf.template(key).paper.inputs
    marks = {
        name: f"MARK{number:02}Q"
        for number, (name, each) in enumerate(inputs.items())
        if each.kind in ("text", "person", "address", "texts", "period")
    }
    told = {name: [mark] if inputs[name].kind == "texts" else mark for name, mark in marks.items()}
    wide = {"rows": [["x"]]} if "columns" in told else {}
    number = marks.get(shelf.template(key).paper.given_number)

    text = to_arabic_digits(letters(made(key, number, **{**told, **wide})))

    assert [name for name, mark in marks.items() if mark not in text] == []


@pytest.mark.parametrize("key", SAMPLES)
def test_a_paper_needs_no_more_than_it_declares(key):
    template = shelf.template(key)
    least = {name: SAMPLES[key][name] for name in template.paper.required}
    sheet = papers.sheet(template.bundle, papers.fill(template.paper, least), AROUND, None)

    assert papers.render(template.bundle, sheet, AT, key).startswith(b"%PDF-")


@pytest.mark.parametrize(("key", "name"), REQUIRED)
@pytest.mark.parametrize("nothing", [None, "", " \n", []])
def test_whatever_a_paper_must_be_told_is_named_when_missing(key, name, nothing):
    template = shelf.template(key)

    with pytest.raises((PaperInputMissing, PaperInputInvalid)) as refused:
        papers.fill(template.paper, {**SAMPLES[key], name: nothing})

    assert (refused.value.particulars["paper"], refused.value.particulars["input"]) == (key, name)


def test_a_missing_input_is_told_in_thai_and_english():
    with pytest.raises(PaperInputMissing) as refused:
        papers.fill(shelf.template("receipt").paper, {**SAMPLES["receipt"], "subject": None})

    assert "“เรื่อง” (subject)" in refused.value.text("th")
    assert "“Subject” (subject) is missing" in refused.value.text("en")


@pytest.mark.parametrize(
    ("key", "told", "why"),
    [
        ("receipt", {"received_at": "soon"}, "must be a date"),
        ("receipt", {"received_at": 2569}, "must be a date"),
        ("receipt", {"subject": {"a": 1}}, "must be a text"),
        ("receipt", {"subject": True}, "must be a text"),
        ("receipt", {"documents": {"a": 1}}, "must be a list"),
        ("missing_documents", {"items": ["x"]}, "must have document, reason, due in row 1"),
        ("missing_documents", {"items": [{"reason": "x"}]}, "lacks “Document” (document) in row 1"),
        ("home_education_end_order", {"ground": "whim"}, "must be one of family_request"),
        ("announcement", {"rows": [["a", "b", "c"], ["a"]]}, "has 1 cells in row 2"),
        ("announcement", {"rows": [["x"] * 3] * 2001}, "at most 2,000 entries"),
        (
            "announcement",
            {"columns": ["ก"] * 11, "rows": [["x"] * 11] * 1819},
            "at most 20,000 cells",
        ),
    ],
)
def test_what_is_not_of_its_kind_is_refused(key, told, why):
    with pytest.raises(PaperInputInvalid) as refused:
        papers.fill(shelf.template(key).paper, {**SAMPLES[key], **told})

    assert why in refused.value.text("en")


def test_what_a_paper_has_no_place_for_is_refused():
    with pytest.raises(PaperInputUnknown, match="remark"):
        papers.fill(shelf.template("receipt").paper, {**SAMPLES["receipt"], "remark": "x"})
    with pytest.raises(PaperUnknown, match="nothing"):
        shelf.template("nothing")


def test_dates_names_and_addresses_are_put_in_order():
    permit = shelf.template("home_education_permit").paper
    told = {
        **SAMPLES["home_education_permit"],
        "issued_date": "2026-04-27T23:30:00+00:00",
        "place": {"house_no": "๑", "tambon": "ก", "amphoe": "ข", "changwat": "กรุงเทพมหานคร"},
    }

    filled = papers.fill(permit, told)

    assert filled["issued_date"] == "2026-04-28"
    assert filled["organiser_name"] == "นางสาวสมมติ บ้านเรียนตัวอย่าง"
    assert filled["place"] == "เลขที่ ๑ แขวงก เขตข กรุงเทพมหานคร"
    assert filled["effective_from"] == {"text": "ปีการศึกษา ๒๕๖๙"}
    assert papers.fill(permit, {**told, "effective_from": "๑ พฤษภาคม ๒๕๖๙"})["effective_from"] == {
        "date": "2026-05-01"
    }


def test_dates_and_numbers_are_set_in_thai_digits_of_the_buddhist_era():
    text = letters(made("letter", number="ศธ 04999/12", date="2026-05-09"))

    assert "ศธ๐๔๙๙๙/๑๒" in text
    assert "๙พฤษภาคม๒๕๖๙" in text
    assert "2026" not in text


def test_what_people_typed_is_set_in_thai_digits_but_not_what_has_latin_letters():
    typed = "ตามเรื่อง HE-2569-000001 ปีการศึกษา 2569 จำนวน 1,250 คน"
    text = letters(made("letter", paragraphs=[typed, "จึงเรียนมาเพื่อทราบ"]))

    assert "HE-2569-000001ปีการศึกษา๒๕๖๙จำนวน๑,๒๕๐คน" in text


@pytest.mark.parametrize(
    "hostile",
    [
        '#eval("1+1")',
        '#read("/etc/passwd")',
        "#import sys: *",
        "$ sum_(i=0)^n $ $",
        "*bold* _it_ `raw` = Heading",
        "] #] [ )} {( \\",
        "<label> @ref // comment /* */",
        '"; panic("x"); "',
        "{{sheet}} ${1}",
    ],
)
def test_no_text_becomes_code(hostile):
    pdf = made("letter", subject=hostile, paragraphs=[hostile, "ANCHOR"], to=hostile)

    text = letters(pdf)
    assert text.count("".join(hostile.split())) >= 3
    assert "ANCHOR" in text


def test_invisible_and_overriding_signs_are_left_out():
    paper = shelf.template("letter").paper

    filled = papers.fill(
        paper, {**SAMPLES["letter"], "subject": "a\u202eb\u0000c\u2066d\ufeff e\u0007"}
    )

    assert filled["subject"] == "abcd e"


@pytest.mark.parametrize(
    "long",
    [
        "A" * 5_000,
        "ก" * 5_000,
        "ที่" * 1_500,
        "مرحبا بالعالم " * 200,
        "👩‍👩‍👧‍👦" * 200,
        "a\u200b" * 1_000,
        "\n" * 500 + "z",
    ],
)
def test_very_long_or_strange_text_is_still_a_paper(long):
    pdf = made("letter", subject=long, paragraphs=[long, "ANCHOR"])

    assert "ANCHOR" in letters(pdf)


def test_nothing_runs_over_the_edge_of_the_page():
    """What has no word in it breaks anywhere: as many lines as its length asks for."""
    for long in ("ก" * 1_000, "ที่" * 500, "A" * 1_000):
        lines = "\n".join(pages(made("receipt", subject=long))).splitlines()
        longest = max(line.count(long[0]) for line in lines)
        assert longest < 100, f"{longest} of {long[:3]} in one line"


def test_the_same_is_set_to_the_same_bytes_and_anything_else_to_others():
    first = made("letter", number="๑")

    assert made("letter", number="๑") == first
    assert made("letter", number="๒") != first
    assert made("letter", number="๑", at=AT + timedelta(seconds=1)) != first
    assert made("letter", number="๑", subject="อื่น") != first


def test_a_long_table_repeats_its_head_and_pages_are_numbered_from_the_second():
    rows = [[f"NAME{number}", "S", number] for number in range(300)]

    texts = pages(made("announcement", columns=["HEADX", "HEADY", "HEADZ"], rows=rows))

    assert len(texts) > 5
    assert all("HEADX" in text for text in texts[:-1])
    assert "– ๒ –" in texts[1]
    assert "– ๑ –" not in texts[0]
    assert sum(text.count("NAME") for text in texts) == len(rows)


def test_only_the_font_that_comes_along_is_used():
    assert fonts(made("letter", number="๑")) == {"Sarabun"}


def test_thai_is_in_the_pdf_as_text_to_search_and_copy():
    said = "น้ำที่ปู่ย่าเก็บไว้ ญี่ปุ่น ฐานะกตัญญู ผู้ใหญ่บ้านเรียนรู้ ฎีกา ฏ์ ๑๒๓"

    text = letters(made("receipt", subject=said, documents=None, receiver_name=None))

    assert "".join(said.split()) in text
    assert "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาอุดรธานีเขต๑" in text


def test_a_template_reaches_no_file_and_no_package():
    for code in (
        '#read("/etc/hostname")',
        '#import "@preview/cetz:0.3.0"',
        '#read("official.typ")',
    ):
        broken = papers.bundle(b"", papers.HEAD + code.encode(), "broken.typ")
        with pytest.raises(PaperTemplateBroken, match="broken"):
            papers.render(broken, {}, AT, "broken")
