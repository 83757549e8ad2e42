"""Rules that meet, come too late or leave gaps: told at deployment with an example."""

from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.execution import check_table
from engine.execution.cells import as_condition
from engine.expressions import parse
from tests import profiles
from tests.execution.tabling import Input, Output, dmn

profiles.load()

AGE = Input("age", "number")
WHOLE = Input("age", "integer")
LATE = Input("late", "boolean")
KIND = Input("kind", "string")
RATE = Input("rate", "number")


def told(inputs: list[Input], *rules: tuple[str, ...], policy: str = "UNIQUE") -> dict[str, str]:
    """Return what is said of a table, by rule; each rule of the table says its last cell."""
    data = dmn(inputs, [Output("fee")], rules, policy)
    return {each.rule: each.message_en for each in check_table(data, "fee.dmn", 1_000_000)}


@pytest.mark.parametrize(
    ("inputs", "one", "other", "example"),
    [
        ([AGE], "< 7", "[6..8]", "age: 6"),
        ([AGE], "<= 7", ">= 7", "age: 7"),
        ([AGE], "(6..7)", "(6..8]", "age: 6.5"),
        ([AGE], "1, 2, 3", "not(1, 2)", "age: 3"),
        ([AGE], "< 3, > 7", "8", "age: 8"),
        ([AGE], "> 100", "-", "age: 101"),
        ([AGE], "? > 5 and ? < 9", "7", "age: 7"),
        ([KIND], '"ก", "ข"', '"ข", "ค"', 'kind: "ข"'),
        ([KIND], 'not("ก")', 'not("ข")', "kind: …"),
        ([KIND], '>= "2026-01-01"', '< "2026-02-01"', 'kind: "2026-01-01"'),
        ([LATE], "true", "not(false)", "late: true"),
        ([RATE], '>= setting("r")', '<= setting("r")', "rate: == setting('r')"),
        ([RATE], '> setting("r")', 'not(setting("r"))', "rate: > setting('r')"),
        ([Input("len(rows)")], "0", "< 1", "len(rows): 0"),
        ([AGE], "? % 2 == 1", "? % 2 == 1", "–"),
    ],
)
def test_two_rules_that_can_hold_together_are_refused_under_unique(inputs, one, other, example):
    said = told(inputs, (one, "1"), (other, "2"))["table-overlap"]
    assert said.startswith("rule_2: Rules 1 and 2 ")
    assert example in said


@pytest.mark.parametrize(
    ("inputs", "one", "other"),
    [
        ([AGE], "< 7", ">= 7"),
        ([AGE], "[1..2)", "[2..3]"),
        ([AGE], "(6..7)", "7, 6"),
        ([WHOLE], "> 6", "< 7"),
        ([WHOLE], "(6..7)", "[6..7]"),
        ([KIND], '"ก"', '"ข"'),
        ([KIND], '"ก", "ข"', 'not("ก", "ข")'),
        ([LATE], "true", "false"),
        ([RATE], '> setting("r")', '<= setting("r")'),
        ([RATE], '> setting("r")', '< setting("s")'),
        ([AGE], "? % 2 == 1", "? % 2 == 0"),
        ([AGE], "> limit", "5"),
    ],
)
def test_rules_that_exclude_each_other_or_may_do_so_pass(inputs, one, other):
    assert "table-overlap" not in told(inputs, (one, "1"), (other, "2"))


def test_rules_meet_only_if_they_do_in_every_column():
    rules = (("< 7", "true", "1"), ("< 9", "false", "2"))
    assert "table-overlap" not in told([AGE, LATE], *rules)
    assert "age: 6, late: false" in told([AGE, LATE], *rules, ("< 7", "-", "3"))["table-overlap"]


def test_two_columns_that_ask_the_same_are_one():
    rules = (("> 5", "< 9", "1"), ("> 9", "-", "2"))
    assert "table-overlap" not in told([AGE, AGE], *rules)
    assert "table-overlap" in told([AGE, AGE], *rules, ("7", "-", "3"))


def test_any_refuses_only_rules_that_say_different_things():
    assert "table-disagree" in told([AGE], ("< 7", "1"), ("< 9", "2"), policy="ANY")
    assert "table-disagree" not in told([AGE], ("< 7", "1"), ("< 9", "1"), policy="ANY")
    assert "table-disagree" not in told([AGE], ("< 7", "1"), ("< 9", "age"), policy="ANY")


@pytest.mark.parametrize(
    ("rules", "who"),
    [
        ([("< 9", "1"), ("[1..5]", "2")], "(1)"),
        ([("< 5", "1"), (">= 5", "2"), ("-", "3")], "rule_3"),
        ([("-", "1"), ("? % 2 == 1", "2")], "(1)"),
    ],
)
def test_first_tells_of_a_rule_that_is_never_reached(rules, who):
    assert who in told([AGE], *rules, policy="FIRST")["table-rule-unreached"]


@pytest.mark.parametrize(
    "rules",
    [
        [("[1..5]", "1"), ("< 9", "2")],
        [("< 5", "1"), ("> 5", "2"), ("-", "3")],
        [("? % 2 == 1", "1"), ("-", "2")],
    ],
)
def test_first_keeps_a_rule_that_may_be_reached(rules):
    assert "table-rule-unreached" not in told([AGE], *rules, policy="FIRST")


@pytest.mark.parametrize("cell", ["[7..5]", "? > 5 and ? < 5", "in []"])
def test_a_rule_that_never_holds_is_told(cell):
    assert "table-rule-never" in told([AGE], (cell, "1"), policy="COLLECT")


@pytest.mark.parametrize(
    ("inputs", "rules", "example"),
    [
        ([AGE], [("< 7", "1"), ("> 7", "2")], "age: 7"),
        ([AGE], [("[0..5)", "1"), ("[5..9]", "2")], "age: -1"),
        ([KIND], [('"ก"', "1"), ('"ข"', "2")], "kind: …"),
        ([LATE], [("true", "1")], "late: false"),
        ([LATE, AGE], [("true", "-", "1"), ("false", "> 5", "2")], "late: false, age: 4"),
        ([RATE], [('> setting("r")', "1")], "rate: < setting('r')"),
        ([AGE, LATE], [("? % 2 == 1", "true", "1")], "late: false"),
    ],
)
def test_what_no_rule_covers_is_told_with_an_example(inputs, rules, example):
    assert example in told(inputs, *rules, policy="FIRST")["table-gap"]


@pytest.mark.parametrize(
    ("inputs", "rules"),
    [
        ([AGE], [("< 7", "1"), (">= 7", "2")]),
        ([WHOLE], [("<= 6", "1"), ("> 6", "2")]),
        ([Input("kind", "string", '"ก", "ข"')], [('"ก"', "1"), ('"ข"', "2")]),
        ([LATE, AGE], [("true", "-", "1"), ("-", "> 5", "2"), ("false", "<= 5", "3")]),
        ([RATE], [('> setting("r")', "1"), ('<= setting("r")', "2")]),
        ([AGE], [("? % 2 == 1", "1"), ("-", "2")]),
    ],
)
def test_a_table_that_covers_everything_has_no_gap(inputs, rules):
    assert not told(inputs, *rules, policy="FIRST").keys() & {"table-gap", "table-unproven"}


def test_what_cannot_be_told_is_said():
    said = told([AGE], ("? % 2 == 1", "1"), ("? % 2 == 0", "2"))
    assert "rules 1, 2" in said["table-unproven"]
    assert "table-gap" not in said


def test_a_list_may_be_empty_and_a_default_closes_every_gap():
    assert told([AGE], ("< 7", "1"), policy="COLLECT") == {}
    data = dmn([AGE], [Output("fee", default="0")], [("< 7", "1")])
    assert check_table(data, "fee.dmn", 1_000_000) == []


def pigeons(count: int) -> tuple[list[Input], list[tuple[str, ...]]]:
    """Return a table of count pigeons that do not fit into one hole less, which is hard to see.

    A column says whether a pigeon is in a hole. Some pigeon is in none, or two are in one: the
    rules cover everything.
    """
    places = list(product(range(count), range(count - 1)))
    cases = [{(pigeon, hole): "false" for hole in range(count - 1)} for pigeon in range(count)]
    for hole in range(count - 1):
        two = combinations(range(count), 2)
        cases += [{(one, hole): "true", (other, hole): "true"} for one, other in two]
    inputs = [Input(f"in_{pigeon}_{hole}", "boolean") for pigeon, hole in places]
    return inputs, [(*(case.get(each, "-") for each in places), "1") for case in cases]


def test_a_search_that_would_take_long_is_given_up_and_said():
    inputs, rules = pigeons(4)
    assert told(inputs, *rules, policy="ANY") == {}
    inputs, rules = pigeons(8)
    assert "too large" in told(inputs, *rules, policy="ANY")["table-unproven"]


def test_a_column_of_very_many_values_is_not_tried_and_that_is_said():
    rules = [(str(number), "1") for number in range(300)]
    assert told([AGE], *rules, ("not(0)", "2")).keys() == {"table-unproven"}


def test_what_is_superfluous_is_told():
    twice = told([AGE], ("< 7", "1"), ("< 7", "1"), policy="COLLECT")
    assert "rule 1" in twice["table-rule-twice"]
    unused = told([AGE, LATE], ("< 7", "-", "1"), (">= 7", "", "2"))
    assert unused.keys() == {"table-input-unused"}


NUMBER = st.integers(0, 4).map(str)
NUMBER_CELL = st.one_of(
    st.just("-"),
    NUMBER,
    st.tuples(st.sampled_from(["<", "<=", ">", ">=", "!="]), NUMBER).map(" ".join),
    st.tuples(st.sampled_from("[("), NUMBER, NUMBER, st.sampled_from(")]")).map(
        lambda found: f"{found[0]}{found[1]}..{found[2]}{found[3]}"
    ),
    st.lists(NUMBER, min_size=2, max_size=3).map(", ".join),
    st.lists(NUMBER, min_size=1, max_size=2).map(lambda each: f"not({', '.join(each)})"),
)
TEXT = st.sampled_from(['"a"', '"b"', '"c"'])
TEXT_CELL = st.one_of(
    st.just("-"),
    TEXT,
    TEXT.map(lambda each: f"not({each})"),
    st.tuples(st.sampled_from(["<", ">="]), TEXT).map(" ".join),
)
TRUTH_CELL = st.sampled_from(["-", "true", "false"])
TABLES = st.lists(st.tuples(NUMBER_CELL, TEXT_CELL, TRUTH_CELL), min_size=1, max_size=5)
GRID: list[tuple[Any, ...]] = list(
    product(
        [half / 2 for half in range(-2, 11)], ["", "a", "a5", "b", "b5", "c", "c5"], [True, False]
    )
)


def holds(cells: tuple[str, ...], point: tuple[Any, ...]) -> bool:
    conditions = [
        (as_condition("x", cell), value) for cell, value in zip(cells, point, strict=True)
    ]
    return all(not each or parse(each).evaluate({"x": value}) for each, value in conditions)


@given(TABLES)
def test_what_is_told_is_what_trying_every_combination_finds(cells):
    inputs = [AGE, KIND, LATE]
    rules = [(*each, str(number)) for number, each in enumerate(cells)]
    holding = [[n for n, each in enumerate(cells) if holds(each, point)] for point in GRID]

    unique, first = told(inputs, *rules), told(inputs, *rules, policy="FIRST")

    assert ("table-overlap" in unique) is any(len(each) > 1 for each in holding)
    assert ("table-gap" in first) is any(not each for each in holding)
    reached = {each[0] for each in holding if each}
    some = {n for each in holding for n in each}
    assert ("table-rule-unreached" in first) is bool(some - reached)
    assert ("table-rule-never" in first) is bool(set(range(len(cells))) - some)
    assert "table-unproven" not in first
