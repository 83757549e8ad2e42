"""Forms: what a definition makes of what people type."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine import forms
from engine.forms.conditions import as_schema, holds

LABEL = {"th": "ช่อง", "en": "Field"}
OPTIONS = [{"value": "yes", "th": "ใช่", "en": "Yes"}, {"value": "no", "th": "ไม่", "en": "No"}]
ADDRESS = {
    "house_no": "๙๙/๑",
    "tambon": "ตัวอย่าง",
    "amphoe": "ตัวอย่าง",
    "changwat": "ตัวอย่าง",
    "postcode": "๔๑๐๐๐",
}
PERSON = {"first_name": "สมมติ", "last_name": "ตัวอย่าง"}
FILE = [{"attachment_id": "0193-abc", "name": "แผน.pdf"}]


def field(key, kind, **more):
    return {"key": key, "type": kind, "label": LABEL, **more}


def body(*fields, **more):
    return {"key": "sample", "title": LABEL, "rows": [], "fields": list(fields), **more}


def form(*fields, **more):
    definition, problems = forms.load(body(*fields, **more), "forms/sample.json")
    assert problems == []
    assert definition is not None
    return definition


GOOD = [
    ("text", {}, "  นายสมมติ \r\n ตัวอย่าง ", "นายสมมติ \n ตัวอย่าง"),
    ("text", {"digits": True}, "๑๒/๓", "12/3"),
    ("longtext", {}, "ก" * 20_000, "ก" * 20_000),
    ("int", {}, "๑,๒๓๔", 1234),
    ("int", {}, 5.0, 5),
    ("money", {}, "๑,๕๐๐.๕๐ บาท", 1500.5),
    ("money", {}, "1500.00", 1500),
    ("percent", {}, "๘๐.๒๕%", 80.25),
    ("date", {}, "๑ เมษายน ๒๕๖๙", "2026-04-01"),
    ("date", {}, "วันที่ 1 เมษายน พ.ศ. 2569", "2026-04-01"),
    ("date", {}, "1 เม.ย. 2569", "2026-04-01"),
    ("date", {}, "1/4/2569", "2026-04-01"),
    ("date", {}, "1/4/2026", "2026-04-01"),
    ("date", {}, "29-2-2567", "2024-02-29"),
    ("date", {}, "2026-04-01", "2026-04-01"),
    ("datetime", {}, "๑/๔/๒๕๖๙ ๐๘:๓๐", "2026-04-01T08:30:00+07:00"),
    ("datetime", {}, "1 เม.ย. 2569 เวลา 16.45 น.", "2026-04-01T16:45:00+07:00"),
    ("datetime", {}, "2026-04-01T08:30", "2026-04-01T08:30:00+07:00"),
    ("datetime", {}, "2026-04-01T08:30:00Z", "2026-04-01T08:30:00+00:00"),
    ("bool", {}, "ไม่ใช่", False),
    ("bool", {"must": True}, "on", True),
    ("enum", {"options": OPTIONS}, " yes ", "yes"),
    ("multi", {"options": OPTIONS}, ["no", "no", "yes"], ["no", "yes"]),
    ("be_year", {}, "พ.ศ. ๒๕๖๙", 2569),
    ("thai_id", {}, "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑", "1234567890121"),
    ("thai_id", {"student": True}, "g123456789012", "G123456789012"),
    ("phone_th", {}, "๐๘๑-๒๓๔ ๕๖๗๘", "0812345678"),
    ("phone_th", {}, "+66 42 123 456", "042123456"),
    ("email", {}, " someone@example.com ", "someone@example.com"),
    ("address_th", {}, ADDRESS, {**ADDRESS, "house_no": "99/1", "postcode": "41000"}),
    ("person", {}, {**PERSON, "title": " "}, PERSON),
    ("person", {"student": True}, {**PERSON, "thai_id": "G123456789012"}, None),
    ("signature", {}, {"name": "สมมติ", "date": "1/4/2569"}, {"name": "สมมติ", "date": "2026-04-01"}),
    ("geo", {}, "๑๗.๔๑, 102.78", {"lat": 17.41, "lon": 102.78}),
    ("geo", {}, {"lat": "17.41", "lon": 102.78}, {"lat": 17.41, "lon": 102.78}),
    ("school_code", {}, "๑๐๔๑ ๒๓๔๕๖๗", "1041234567"),
    ("file", {}, FILE, FILE),
    (
        "table",
        {"columns": [field("name", "text")]},
        [{"name": "ก"}, {"name": ""}, {}],
        [{"name": "ก"}],
    ),
]
BAD = [
    ("text", {}, 5),
    ("text", {}, "ก" * 2_001),
    ("text", {"pattern": "^[0-9]{3}$", "max_length": 3}, "12"),
    ("longtext", {}, "ก" * 20_001),
    ("int", {}, "1.5"),
    ("int", {}, True),
    ("int", {"min": 0}, "-1"),
    ("money", {}, "1.005"),
    ("money", {}, -1),
    ("money", {}, 10_000_000_000),
    ("money", {}, float("nan")),
    ("money", {}, 10**400),
    ("money", {}, "12,34"),
    ("percent", {}, 100.01),
    ("date", {}, "30 กุมภาพันธ์ 2569"),
    ("date", {}, "1/4/69"),
    ("date", {}, "1 เมษายน พ.ศ. 2026"),
    ("date", {}, "1/4/2300"),
    ("date", {}, "2569-04-01"),
    ("date", {}, "2026-04-31"),
    ("date", {}, "2026-04-01\n."),
    ("datetime", {}, "1/4/2569 25:00"),
    ("datetime", {}, "2026-04-01T08:30:00+99:00"),
    ("bool", {}, "maybe"),
    ("bool", {}, 1),
    ("bool", {"must": True}, False),
    ("enum", {"options": OPTIONS}, "perhaps"),
    ("multi", {"options": OPTIONS}, ["yes", "perhaps"]),
    ("multi", {"options": OPTIONS}, "yes"),
    ("be_year", {}, 2026),
    ("thai_id", {}, "1234567890122"),
    ("thai_id", {}, "G123456789012"),
    ("thai_id", {"student": True}, "G12345678901"),
    ("phone_th", {}, "0112345678"),
    ("phone_th", {}, "081234567"),
    ("email", {}, "someone@example"),
    ("address_th", {}, {**ADDRESS, "postcode": "0100"}),
    ("address_th", {}, {**ADDRESS, "planet": "โลก"}),
    ("person", {}, {"first_name": "<b>", "last_name": "ตัวอย่าง"}),
    ("signature", {}, {"name": "สมมติ"}),
    ("geo", {}, {"lat": 51.5, "lon": 102.0}),
    ("geo", {}, "ตรงนั้น"),
    ("school_code", {}, "123"),
    ("file", {}, [*FILE, *FILE]),
    ("file", {}, "แผน.pdf"),
    ("table", {"columns": [field("name", "text")], "max_rows": 1}, [{"name": "ก"}] * 2),
    ("table", {"columns": [field("name", "text")]}, "rows"),
]


@pytest.mark.parametrize(("kind", "more", "typed", "stored"), GOOD)
def test_what_people_type_is_read_and_accepted(kind, more, typed, stored):
    definition = form(field("it", kind, **more))

    data, errors = forms.check(definition, {"it": typed})

    assert errors == {}
    assert data == {"it": typed if stored is None else stored}
    assert Draft202012Validator(forms.schema(definition)).is_valid(data)


@pytest.mark.parametrize(("kind", "more", "typed"), BAD)
def test_what_is_wrong_is_told_in_both_languages_and_left_as_it_was(kind, more, typed):
    data, errors = forms.check(form(field("it", kind, **more)), {"it": typed})

    assert "it" in data
    assert errors
    for path, message in errors.items():
        assert path.split(".")[0] == "it"
        assert message["th"]
        assert message["en"]


@pytest.mark.parametrize("empty", [None, "", "   ", [], {}])
def test_an_empty_value_is_an_absent_one(empty):
    definition = form(field("name", "text", required=True), field("more", "longtext"))

    data, errors = forms.check(definition, {"name": empty, "more": empty})

    assert data == {}
    assert list(errors) == ["name"]
    assert errors["name"]["th"] == "กรุณากรอก “ช่อง”"


def test_what_is_hidden_is_dropped_and_not_required():
    shown = {"field": "go", "op": "eq", "value": "yes"}
    definition = form(
        field("go", "enum", options=OPTIONS),
        field("why", "text", required=True, visible=shown),
        field("how", "text", visible={"field": "why", "op": "filled"}),
    )

    assert forms.check(definition, {"go": "no", "why": "ก", "how": "ข"}) == ({"go": "no"}, {})
    assert list(forms.check(definition, {"go": "yes"})[1]) == ["why"]
    assert not Draft202012Validator(forms.schema(definition)).is_valid({"go": "no", "why": "ก"})


def test_a_value_may_be_required_only_under_a_condition():
    many = {
        "all": [
            {"field": "sum", "op": "gt", "value": 100},
            {"field": "ok", "op": "ne", "value": True},
        ]
    }
    definition = form(
        field("sum", "money"), field("ok", "bool"), field("why", "text", required_if=many)
    )

    assert list(forms.check(definition, {"sum": "๑๐๑"})[1]) == ["why"]
    assert forms.check(definition, {"sum": "100"})[1] == {}
    assert forms.check(definition, {"sum": 101, "ok": True})[1] == {}


def test_errors_come_in_the_order_of_fields_and_name_the_row():
    columns = [
        field("name", "text", required=True),
        field("age", "int", label={"th": "อายุ", "en": "Age"}),
    ]
    definition = form(
        field("first", "date"),
        field("children", "table", columns=columns),
        field("last", "text", required=True),
    )
    rows = [{"name": "ก"}, {"age": "สาม"}]

    errors = forms.check(definition, {"children": rows, "first": "?", "zzz": 1})[1]

    assert list(errors) == ["first", "children.1.name", "children.1.age", "last", "zzz"]
    assert errors["children.1.age"] == {
        "th": "“ช่อง” รายการที่ 2: “อายุ” ต้องเป็นจำนวนเต็ม",
        "en": "“Field”, row 2: “Age” must be a whole number.",
    }


def test_no_more_errors_are_told_than_asked_for():
    columns = [field(f"c{number}", "int") for number in range(10)]
    definition = form(field("rows", "table", columns=columns, max_rows=2000))
    rows = [{f"c{number}": "x" for number in range(10)}] * 2000

    assert len(forms.check(definition, {"rows": rows})[1]) == 200
    assert len(forms.check(definition, {"rows": rows}, max_errors=3)[1]) == 3


def test_a_table_of_two_thousand_rows_is_read_whole():
    columns = [field(f"c{number}", "int", required=True) for number in range(48)]
    definition = form(field("rows", "table", columns=columns, max_rows=2000, required=True))
    rows = [{f"c{number}": "๑,๐๐๐" for number in range(48)} for _ in range(2000)]

    data, errors = forms.check(definition, {"rows": rows})

    assert errors == {}
    assert data["rows"][1999]["c47"] == 1000
    assert list(forms.check(definition, {"rows": [*rows, rows[0]]})[1]) == ["rows"]


def test_fields_of_another_hand_are_not_asked():
    definition = form(
        field("name", "text", required=True),
        field("receipt", "text", required=True, by="office"),
        filled_by="family",
    )

    assert [each["key"] for each in definition.fields] == ["name"]
    assert list(forms.check(definition, {"name": "ก", "receipt": "๑"})[1]) == ["receipt"]


def test_what_the_engine_fills_is_read_only_and_not_required_of_people():
    definition = form(
        field("number", "text", auto="number:receipt", required=True),
        field("day", "date", auto="today"),
    )

    assert forms.auto_fields(definition) == {"number": "number:receipt", "day": "today"}
    assert forms.check(definition, {})[1] == {}
    assert forms.schema(definition)["properties"]["number"]["readOnly"] is True


def test_the_window_of_a_day_is_one_of_the_options():
    windows = [{"value": "yes", "from": "04-01", "to": "05-31"}]
    window = field("window", "enum", options=OPTIONS, auto="window", windows=windows)

    assert forms.window_of(window, date(2026, 5, 31)) == "yes"
    assert forms.window_of(window, date(2026, 6, 1)) == "no"


def test_a_form_is_prefilled_with_what_fits():
    definition = form(
        field("name", "text"),
        field("born", "date"),
        field("place", "text", **{"from": "plan.place"}),
        field(
            "people", "table", columns=[field("name", "text"), field("age", "int", required=True)]
        ),
        field("number", "text", auto="number:x"),
    )
    variables = {
        "name": 5,
        "born": "1/4/2569",
        "plan": {"place": "บ้าน"},
        "people": [{"name": "ก", "shoe": 9}],
        "number": "7",
    }

    data = forms.prefill(definition, variables)

    assert data == {"born": "2026-04-01", "place": "บ้าน", "people": [{"name": "ก"}]}


def test_completing_writes_variables_flat_or_under_one_name():
    fields = [
        field("result", "text"),
        field("note", "text"),
        field("number", "text", auto="number:x"),
    ]

    assert forms.variables_of(form(*fields), {"result": "ok"}) == {"result": "ok", "note": None}
    assert forms.variables_of(form(*fields, into="review"), {"result": "ok", "number": "1"}) == {
        "review": {"result": "ok", "note": None, "number": "1"}
    }


EVERYTHING = form(
    *[field(f"f{place}", kind, **more) for place, (kind, more, *_) in enumerate(GOOD)],
    field("seen", "text", visible={"field": "f3", "op": "gt", "value": 3}),
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text("๐๑19/-:. ก\x00\u200b\ud800a,", max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
TYPED = st.dictionaries(
    st.sampled_from([*(each["key"] for each in EVERYTHING.fields), "other"]),
    JSON | st.sampled_from([typed for _, _, typed, _ in GOOD]),
)


@settings(deadline=None)
@given(TYPED)
def test_normalising_twice_changes_nothing(data):
    once = forms.normalise(EVERYTHING, data)

    assert repr(forms.normalise(EVERYTHING, once)) == repr(once)


@settings(deadline=None)
@given(JSON | TYPED)
def test_checking_never_fails_and_agrees_with_the_published_schema(data):
    read, errors = forms.check(EVERYTHING, data)

    if not errors:
        assert Draft202012Validator(forms.schema(EVERYTHING)).is_valid(read)


VALUES = st.one_of(st.booleans(), st.integers(0, 3), st.sampled_from(["yes", "no"]))
LEAF = st.one_of(
    st.fixed_dictionaries(
        {"field": st.just("f"), "op": st.sampled_from(["eq", "ne"]), "value": VALUES}
    ),
    st.fixed_dictionaries(
        {"field": st.just("g"), "op": st.sampled_from(["gt", "lt"]), "value": st.integers(0, 3)}
    ),
    st.fixed_dictionaries(
        {"field": st.just("f"), "op": st.just("in"), "value": st.lists(VALUES, min_size=1)}
    ),
    st.just({"field": "g", "op": "filled"}),
)
CONDITION = st.recursive(
    LEAF,
    lambda inner: (
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)})
    ),
    max_leaves=4,
)


@given(CONDITION, st.dictionaries(st.sampled_from(["f", "g"]), VALUES))
def test_a_condition_means_the_same_here_and_in_the_schema(condition, data):
    assert holds(condition, data) == Draft202012Validator(as_schema(condition)).is_valid(data)


def test_json_nested_too_deep_is_told_and_nothing_breaks():
    deep: list = []
    for _ in range(5000):
        deep = [deep]

    errors = forms.check(EVERYTHING, {"f0": deep, "other": deep})[1]

    assert list(errors) == ["f0", "other"]


def test_of_several_paths_the_first_that_holds_something_prefills():
    definition = form(field("name", "text", **{"from": "last.name first.name"}))

    assert forms.prefill(definition, {"first": {"name": "ก"}}) == {"name": "ก"}
    assert forms.prefill(definition, {"first": {"name": "ก"}, "last": {"name": "ข"}}) == {
        "name": "ข"
    }
    assert forms.prefill(definition, {}) == {}
