"""Form definitions: which are accepted, and what an analyst is told of the others."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import forms

LABEL = {"th": "ช่อง", "en": "Field"}
OPTIONS = [{"value": "yes", "th": "ใช่", "en": "Yes"}, {"value": "no", "th": "ไม่", "en": "No"}]


def field(key, kind, **more):
    return {"key": key, "type": kind, "label": LABEL, **more}


def body(*fields, **more):
    return {"key": "sample", "title": LABEL, "rows": [], "fields": list(fields), **more}


def rules(*fields, **more):
    definition, problems = forms.load(body(*fields, **more), "sample.json")
    assert (definition is None) == bool(problems)
    return {(problem.rule, problem.element_id) for problem in problems}


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        (("form-type", "a"), [field("a", "colour")]),
        (("form-key", "A b"), [field("A b", "text")]),
        (("form-key", "lambda"), [field("lambda", "text")]),
        (("form-key-twice", "a"), [field("a", "text"), field("a", "int")]),
        (("form-reserved-key", "applicant"), [field("applicant", "text")]),
        (("form-label", "a"), [{"key": "a", "type": "text", "label": {"th": "ก"}}]),
        (("form-label", "a"), [{"key": "a", "type": "text"}]),
        (("form-options", "a"), [field("a", "enum", options=[])]),
        (("form-options", "a"), [field("a", "enum")]),
        (("form-options", "a"), [field("a", "enum", options=OPTIONS * 2)]),
        (("form-columns", "a"), [field("a", "table")]),
        (
            ("form-columns", "a"),
            [field("a", "table", columns=[field("b", "table", columns=[field("c", "int")])])],
        ),
        (
            ("form-key-twice", "a.b"),
            [field("a", "table", columns=[field("b", "int"), field("b", "int")])],
        ),
        (("form-property", "a"), [field("a", "int", options=OPTIONS)]),
        (("form-range", "a"), [field("a", "int", min=2, max=1)]),
        (("form-auto", "a"), [field("a", "int", auto="today")]),
        (("form-auto", "a"), [field("a", "int", auto="tomorrow")]),
        (("form-pattern", "a"), [field("a", "text", pattern="^(a+)+$", max_length=9)]),
        (("form-pattern", "a"), [field("a", "text", pattern="^a$")]),
        (("form-pattern", "a"), [field("a", "text", pattern="[", max_length=9)]),
        (
            ("form-condition", "a"),
            [field("a", "text", visible={"field": "b", "op": "filled"}), field("b", "text")],
        ),
        (
            ("form-condition", "a"),
            [
                field("b", "enum", options=OPTIONS),
                field("a", "text", visible={"field": "b", "op": "eq", "value": "x"}),
            ],
        ),
        (
            ("form-condition", "a"),
            [
                field("b", "text"),
                field("a", "text", required_if={"field": "b", "op": "gt", "value": 1}),
            ],
        ),
        (("form-condition", "a"), [field("a", "text", visible={"field": "b", "op": "like"})]),
        (("form-shape", None), []),
    ],
)
def test_a_definition_that_would_not_work_is_refused_with_the_field_and_the_rule(expected, fields):
    assert expected in rules(*fields)


def test_sections_hold_every_field_once_and_the_file_has_the_forms_name():
    section = {"title": LABEL, "fields": ["a"]}

    assert rules(field("a", "text"), field("b", "text"), sections=[section]) == {
        ("form-sections", "b")
    }
    problems = forms.load(body(field("a", "text")), "forms/other.json")[1]
    assert [problem.rule for problem in problems] == ["form-file-name"]


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{", b"\xff", b'{"a": NaN}', b"[" * 100_000, b"null"]
)
def test_a_file_that_is_no_form_is_told_and_nothing_breaks(text):
    definition, problems = forms.load(text, "x.json")

    assert definition is None
    assert problems[0].rule.startswith("form-")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
SHAPED = st.fixed_dictionaries(
    {"key": JSON, "title": JSON, "rows": JSON},
    optional={
        "fields": st.lists(
            st.dictionaries(st.sampled_from(["key", "type", "label", "visible", "columns"]), JSON)
        ),
        "sections": JSON,
    },
)


@settings(deadline=None)
@given(JSON | SHAPED)
def test_reading_any_json_as_a_definition_never_fails(data):
    definition, problems = forms.load(json.dumps(data).encode(), "x.json")

    assert definition is None
    assert problems


def test_definitions_of_the_same_content_are_equal():
    one, _ = forms.load(body(field("a", "text")), "sample.json")
    same, _ = forms.load(json.dumps(body(field("a", "text"))).encode(), "sample.json")
    other, _ = forms.load(body(field("b", "text")), "sample.json")

    assert one == same
    assert hash(one) == hash(same)
    assert one != other
