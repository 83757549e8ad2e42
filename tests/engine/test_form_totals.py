"""Fields that look at others: totals, comparisons between fields, and values no two rows share."""

import pytest

from engine import forms
from engine.baht import baht_words

LABEL = {"th": "ช่อง", "en": "Field"}
RESULTS = [
    {"value": "granted", "th": "อนุมัติ", "en": "Granted"},
    {"value": "refused", "th": "ไม่อนุมัติ", "en": "Refused"},
]


def field(key, kind, **more):
    return {"key": key, "type": kind, "label": {"th": f"ช่อง {key}", "en": f"Field {key}"}, **more}


def problems_of(*fields):
    body = {"key": "sample", "title": LABEL, "rows": [], "fields": list(fields)}
    definition, problems = forms.load(body, "sample.json")
    return definition, {(problem.rule, problem.element_id) for problem in problems}


def form(*fields):
    definition, problems = problems_of(*fields)
    assert problems == set()
    return definition


PAYMENT = form(
    field("received", "money", required=True),
    field(
        "rows",
        "table",
        required=True,
        max_rows=2000,
        columns=[
            field("no", "int", auto="row"),
            field("thai_id", "thai_id", unique=True),
            field("days_open", "int"),
            field("present", "int", max_field="days_open"),
            field("rate", "percent", auto="percent:present/days_open"),
            field("wage", "money"),
            field("farm", "money"),
            field("amount", "money", auto="sum:wage+farm"),
            field("gpa", "decimal", min=0, max=4),
            field("result", "enum", options=RESULTS),
        ],
    ),
    field("total", "money", auto="sum:rows.amount", max_field="received"),
    field("words", "text", auto="words:total"),
    field("members", "int", auto="count:rows"),
    field("granted", "int", auto="count:rows.result=granted"),
    field("marked", "int", auto="count:rows.gpa"),
    field("mean", "decimal", auto="average:rows.gpa"),
    field("each", "money", auto="ratio:total/members"),
    field("attendance", "percent", auto="percent:rows.present/rows.days_open"),
    field("left", "money", auto="sum:received-total"),
    field("reason", "text", visible={"field": "left", "op": "gt", "value": 0}, required=True),
)
ROWS = [
    {"thai_id": "1234567890121", "days_open": 20, "present": 19, "wage": 0.1, "farm": 0.2},
    {"days_open": 3, "present": 1, "wage": "๑,๐๐๐", "gpa": 3.25, "result": "granted"},
    {"gpa": 2.5, "result": "refused"},
]


def test_totals_are_worked_out_whatever_the_caller_sends_for_them():
    data = {"received": 2000, "rows": ROWS, "total": 9, "granted": 7, "reason": "คงเหลือ"}
    read, errors = forms.check(PAYMENT, data)
    assert errors == {}
    assert [row["no"] for row in read["rows"]] == [1, 2, 3]
    assert [row["amount"] for row in read["rows"]] == [0.3, 1000, 0]
    assert [row.get("rate") for row in read["rows"]] == [95, 33.33, None]
    assert read["total"] == 1000.3
    assert read["words"] == "หนึ่งพันบาทสามสิบสตางค์"
    assert (read["members"], read["granted"], read["marked"], read["mean"]) == (3, 1, 2, 2.88)
    assert (read["each"], read["attendance"], read["left"]) == (333.43, 86.96, 999.7)


def test_working_out_twice_changes_nothing():
    once = forms.normalise(PAYMENT, {"received": 2000, "rows": [*ROWS, {}, {"no": 5}]})
    assert len(once["rows"]) == len(ROWS)  # computed columns alone make no row
    assert forms.normalise(PAYMENT, once) == once


def test_a_total_that_is_above_what_was_received_is_told_by_both_names():
    _, errors = forms.check(PAYMENT, {"received": 1000, "rows": ROWS})
    assert errors["total"]["th"] == "“ช่อง total” ต้องไม่เกิน “ช่อง received”"
    assert errors["total"]["en"] == "“Field total” must not be above “Field received”."
    read, errors = forms.check(PAYMENT, {"received": 1000.3, "rows": ROWS})
    assert errors == {}
    assert "reason" not in read  # nothing is left, so the field that asks why is hidden


def test_a_row_is_held_against_itself_and_named_by_its_number():
    rows = [ROWS[0], {"days_open": 3, "present": 4}]
    _, errors = forms.check(PAYMENT, {"received": 1000, "rows": rows, "reason": "x"})
    assert list(errors) == ["rows.1.present", "rows.1.rate"]  # so many days would be 133 percent
    assert errors["rows.1.present"]["en"].startswith("“Field rows”, row 2: ")


def test_rows_that_repeat_a_unique_value_name_each_other():
    rows = [{"thai_id": "1234567890121"}, {"gpa": 1}, {"thai_id": "๑-2345-67890-12-1"}]
    _, errors = forms.check(PAYMENT, {"received": 0, "rows": rows})
    assert list(errors) == ["rows.0.thai_id", "rows.2.thai_id"]
    assert errors["rows.0.thai_id"]["th"].endswith("“ช่อง thai_id” ซ้ำกับรายการที่ 3")
    assert errors["rows.2.thai_id"]["en"].endswith("is the same as in row 1.")


@pytest.mark.parametrize("gpa", [-0.01, 4.01, 3.255, "ดี", True])
def test_a_decimal_has_limits_and_two_places(gpa):
    _, errors = forms.check(PAYMENT, {"received": 0, "rows": [{"gpa": gpa}]})
    assert list(errors) == ["rows.0.gpa"]


TERM = form(
    field("term_from", "date"),
    field("term_to", "date", after_field="term_from", within_years=4),
    field("counted", "int"),
    field("stated", "int", equal_field="counted"),
    field("fund", "ref", of="a fund"),
)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"term_from": "1/4/2569", "term_to": "31/3/2573"}, []),
        ({"term_from": "1/4/2569", "term_to": "1/4/2573"}, []),
        ({"term_from": "1/4/2569", "term_to": "2/4/2573"}, ["term_to"]),
        ({"term_from": "1/4/2569", "term_to": "31/3/2569"}, ["term_to"]),
        ({"term_from": "29/2/2567", "term_to": "29/2/2571"}, []),
        ({"term_from": "29/2/2567", "term_to": "1/3/2571"}, ["term_to"]),
        ({"term_to": "31/3/2569"}, []),
        ({"counted": 3, "stated": 3}, []),
        ({"counted": 3, "stated": 4}, ["stated"]),
        ({"fund": "W-2569-000001"}, []),
        ({"fund": "ก" * 201}, ["fund"]),
    ],
)
def test_fields_are_held_against_those_before_them(data, wrong):
    assert list(forms.check(TERM, data)[1]) == wrong


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        (("form-between", "a"), [field("a", "int", max_field="b"), field("b", "int")]),
        (("form-between", "a"), [field("b", "text"), field("a", "int", max_field="b")]),
        (("form-between", "a"), [field("b", "datetime"), field("a", "date", after_field="b")]),
        (("form-between", "a"), [field("a", "date", within_years=1)]),
        (("form-property", "a"), [field("b", "int"), field("a", "date", max_field="b")]),
        (("form-unique", "a"), [field("a", "text", unique=True)]),
        (("form-auto", "a"), [field("a", "money", auto="sum:b.c")]),
        (("form-auto", "a"), [field("a", "int", auto="row")]),
        (("form-auto", "a"), [field("b", "text"), field("a", "int", auto="sum:b")]),
        (("form-auto", "a"), [field("b", "int"), field("a", "int", auto="words:b")]),
        (("form-auto", "a"), [field("b", "int"), field("a", "int", auto="sum:b**b")]),
        (
            ("form-auto", "a"),
            [
                field("b", "table", columns=[field("c", "enum", options=RESULTS)]),
                field("a", "int", auto="count:b.c=lost"),
            ],
        ),
        (("form-property", "a"), [field("a", "int", decimals=1)]),
        (("form-columns", "b"), [field("b", "table", columns=[field("c", "text", auto="now")])]),
    ],
)
def test_a_definition_that_looks_at_what_is_not_there_is_refused(expected, fields):
    assert expected in problems_of(*fields)[1]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (1, "หนึ่งบาทถ้วน"),
        (10, "สิบบาทถ้วน"),
        (11, "สิบเอ็ดบาทถ้วน"),
        (21, "ยี่สิบเอ็ดบาทถ้วน"),
        (101, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (1250.5, "หนึ่งพันสองร้อยห้าสิบบาทห้าสิบสตางค์"),
        (0.25, "ยี่สิบห้าสตางค์"),
        (1_000_001, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (12_345_678, "สิบสองล้านสามแสนสี่หมื่นห้าพันหกร้อยเจ็ดสิบแปดบาทถ้วน"),
        (-20, "ลบยี่สิบบาทถ้วน"),
    ],
)
def test_an_amount_is_read_aloud(amount, words):
    assert baht_words(amount) == words


def test_a_large_sound_table_and_its_first_unsound_row_are_told_apart():
    rows = [{"days_open": 200, "present": n % 200, "gpa": 3.5} for n in range(2000)]
    assert forms.check(PAYMENT, {"received": 0, "rows": rows})[1] == {}
    rows[1999] = {**rows[1999], "gpa": 5, "nickname": "แดง"}
    _, errors = forms.check(PAYMENT, {"received": 0, "rows": rows})
    assert list(errors) == ["rows.1999.gpa", "rows.1999.nickname"]
