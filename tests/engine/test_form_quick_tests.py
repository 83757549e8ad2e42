"""The quick tests of a table's rows never vouch for what the schema refuses."""

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine import forms
from engine.forms.accepting import accepts
from engine.forms.kinds import TYPES

LABEL = {"th": "ช่อง", "en": "Field"}
OPTIONS = [{"value": "a", "th": "ก", "en": "A"}, {"value": "b", "th": "ข", "en": "B"}]
MORE = {
    "enum": {"options": OPTIONS},
    "multi": {"options": OPTIONS},
    "text": {"pattern": "^[ab]{1,3}$", "max_length": 3},
    "decimal": {"min": 0, "max": 4},
    "int": {"min": -2, "max": 2},
    "file": {"max_files": 2},
}
COLUMNS = [
    {"key": kind, "type": kind, "label": LABEL, **MORE.get(kind, {})}
    for kind in sorted(TYPES - {"table"})
]
COLUMNS += [
    {"key": "needed", "type": "bool", "label": LABEL, "required": True},
    {
        "key": "hidden",
        "type": "text",
        "label": LABEL,
        "required": True,
        "visible": {"field": "needed", "op": "eq", "value": True},
    },
    {
        "key": "asked",
        "type": "text",
        "label": LABEL,
        "required_if": {"field": "int", "op": "gt", "value": 0},
    },
]
FORM, PROBLEMS = forms.load(
    {
        "key": "quick",
        "title": LABEL,
        "rows": [],
        "fields": [{"key": "rows", "type": "table", "label": LABEL, "columns": COLUMNS}],
    },
    "quick.json",
)
SOUND = {
    "address_th": {
        "house_no": "1",
        "tambon": "ก",
        "amphoe": "ข",
        "changwat": "ค",
        "postcode": "41000",
    },
    "be_year": 2569,
    "date": "2026-04-01",
    "datetime": "2026-04-01T08:30:00+07:00",
    "email": "name@example.com",
    "file": [{"attachment_id": "a1", "name": "แผน.pdf"}],
    "geo": {"lat": 17.4, "lon": 102.8},
    "money": 10.25,
    "multi": ["a"],
    "person": {"first_name": "สมมติ", "last_name": "ตัวอย่าง"},
    "phone_th": "0812345678",
    "school_code": "1041000001",
    "signature": {"name": "สมมติ", "date": "2026-04-01"},
    "thai_id": "1234567890121",
}
VALUES = (
    st.sampled_from(
        [*SOUND.values(), "a", "b", "abc", "", "2026-02-30", "1234567890123", True, None]
    )
    | st.integers(-5, 3000)
    | st.floats(allow_nan=True, width=16)
    | st.text("ab1ก\n ", max_size=4)
    | st.lists(st.sampled_from(["a", "b", "c", 1]), max_size=3)
    | st.dictionaries(st.sampled_from(["first_name", "last_name", "lat"]), st.text(max_size=2))
)
KEYS = [column["key"] for column in COLUMNS]
ROWS = st.builds(
    lambda base, changes: {**base, **changes},
    st.sampled_from(
        [{}, {"needed": False}, {"needed": True, "hidden": "x"}, {**SOUND, "needed": False}]
    ),
    st.dictionaries(st.sampled_from([*KEYS, "unknown"]), VALUES, max_size=4),
)
SCHEMA = Draft202012Validator(forms.schema(FORM))


@settings(max_examples=400, deadline=None)
@given(ROWS)
def test_what_is_vouched_for_is_accepted_by_the_schema_alone(row):
    if accepts(COLUMNS)(row):
        assert list(SCHEMA.iter_errors({"rows": [row]})) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(ROWS, max_size=4))
def test_whatever_breaks_the_schema_is_told(rows):
    read, errors = forms.check(FORM, {"rows": rows})
    broken = list(SCHEMA.iter_errors(read))
    assert bool(errors) or not broken


def test_a_sound_row_of_every_type_is_vouched_for():
    assert PROBLEMS == []
    assert accepts(COLUMNS)({**SOUND, "needed": True, "hidden": "x"})
    for key in SOUND:
        assert not accepts(COLUMNS)({**SOUND, "needed": False, key: object()}), key
