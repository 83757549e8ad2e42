"""Every form of the two manuals ships with every field: `manual_forms.json` says where each is.

Its fields come from the manuals and from what the offices' real forms ask; a field may be a column
of a table, or stand in the form of whoever fills it in.
"""

from pathlib import Path

import orjson
import pytest
from jsonschema import Draft202012Validator

from engine import forms, shipped

MANUAL = orjson.loads((Path(__file__).parent / "manual_forms.json").read_bytes())
SHIPPED = {
    name.removesuffix(".json"): body
    for name, body in shipped.files().items()
    if name.endswith(".json")
}
SOURCES = {"seed", "found", "inference", "memory"}


def read(key):
    definition, problems = forms.load(SHIPPED[key], f"{key}.json")
    assert problems == []
    return definition


def every_field(definition):
    for field in definition.body["fields"]:
        yield field["key"], field
        for column in field.get("columns", ()):
            yield f"{field['key']}.{column['key']}", column


@pytest.mark.parametrize("name", MANUAL)
def test_a_form_of_the_manual_ships_with_every_field(name):
    for key, place in MANUAL[name]["fields"].items():
        form, _, path = place.partition(".")
        assert path in dict(every_field(read(form))), f"{name}.{key} should be {place}"


@pytest.mark.parametrize("name", MANUAL)
def test_a_form_of_the_manual_names_its_rows(name):
    carrying = {place.partition(".")[0] for place in MANUAL[name]["fields"].values()}

    claimed = {row for key in carrying for row in read(key).body["rows"]}

    assert set(MANUAL[name]["rows"]) <= claimed


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_a_shipped_form_is_sound_bilingual_and_says_where_it_comes_from(key):
    definition = read(key)

    assert {"th", "en"} <= definition.title.keys()
    for path, field in every_field(definition):
        assert field["label"]["th"] != field["label"]["en"], path
    for field in definition.body["fields"]:
        assert field.get("source") in SOURCES, f"{key}.{field['key']} says no source"
    Draft202012Validator.check_schema(forms.schema(definition))
