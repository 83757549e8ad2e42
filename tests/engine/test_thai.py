from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import thai

DAYS = st.dates(min_value=date(1941, 1, 1), max_value=date(2200, 12, 31))


def test_digits_go_both_ways_and_leave_other_text_alone():
    assert thai.to_thai_digits("ข้อ 10 พ.ศ. 2569") == "ข้อ ๑๐ พ.ศ. ๒๕๖๙"
    assert thai.to_thai_digits(15) == "๑๕"
    assert thai.to_arabic_digits("ข้อ ๑๐ พ.ศ. ๒๕๖๙") == "ข้อ 10 พ.ศ. 2569"


def test_a_day_is_written_as_offices_write_it():
    day = date(2026, 4, 28)

    assert thai.thai_long(day) == "๒๘ เมษายน ๒๕๖๙"
    assert thai.thai_short(day) == "28 เม.ย. 2569"
    assert thai.thai_full(day) == "วันอังคารที่ ๒๘ เมษายน ๒๕๖๙"
    assert thai.english_long(day) == "28 April 2026"
    assert thai.english_full(day) == "Tuesday 28 April 2026"


@pytest.mark.parametrize(
    "text",
    [
        "๒๘ เมษายน ๒๕๖๙",
        "28 เม.ย. 2569",
        "28 เม.ย. 69",
        "28เม.ย.69",
        " วันที่ ๒๘ เมษายน พ.ศ. ๒๕๖๙ ",
        "วันอังคารที่ ๒๘ เมษายน ๒๕๖๙",
        "28 เมษายน ค.ศ. 2026",
        "28/4/2569",
        "๒๘/๐๔/๒๕๖๙",
        "28/04/2026",
        "2026-04-28",
        "2569-04-28",
        "28 April 2026",
        "28 apr 2026",
        "Tuesday 28 April 2026",
    ],
)
def test_a_date_is_read_in_every_form_people_write(text):
    assert thai.parse_date(text) == date(2026, 4, 28)


@pytest.mark.parametrize(
    "text",
    ["", "พรุ่งนี้", "31/4/2569", "29 ก.พ. 2569", "28 ม. 2569", "28 April 26", "4/2569", "28 X 2026"],
)
def test_what_is_no_date_is_refused_in_both_languages(text):
    with pytest.raises(thai.DateUnreadable) as refusal:
        thai.parse_date(text)

    assert "อ่านวันที่" in refusal.value.text("th")
    assert "Expected a date" in refusal.value.text("en")


def test_a_leap_day_is_read_in_its_buddhist_year():
    assert thai.parse_date("29 ก.พ. 2567") == date(2024, 2, 29)


@given(DAYS)
def test_every_text_this_module_writes_reads_back(day):
    writers = (thai.thai_long, thai.thai_short, thai.thai_full)
    english = (thai.english_long, thai.english_full, date.isoformat)

    assert {thai.parse_date(write(day)) for write in (*writers, *english)} == {day}
