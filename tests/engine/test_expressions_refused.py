"""What an expression must never do: reach the program, change its data, or take long."""

import copy
import time

import pytest

from engine.errors import ExpressionFailed, ExpressionInvalid
from engine.expressions import parse, parse_script, value_of

THAI = range(0x0E01, 0x0E5C)
PATIENCE = 2.0


class Thing:
    mark = "ของเดิม"

    def act(self):
        Thing.mark = "เปลี่ยนแล้ว"


def helper(value):
    Thing.mark = "เปลี่ยนแล้ว"
    return value


def names():
    return {"thing": Thing(), "helper": helper, "xs": list(range(1000)), "held": {"thing": Thing()}}


ESCAPES = {
    "import": "__import__('os').getcwd()",
    "class walk": "[].__class__.__mro__[1].__subclasses__()",
    "str.format attribute": "'{0.mark}'.format(thing)",
    "f-string": "f'{thing.mark}'",
    "getattr": "getattr(thing, 'ma' + 'rk')",
    "method reference on a comprehension": "[x for x in xs].append",
    "generator frame": "(x for x in xs).gi_frame.f_back",
    "function globals": "helper.func_globals",
    "type()": "type(thing)",
    "open": "open('/etc/hostname')",
    "eval": "eval('2 + 2')",
    "huge power": "10 ** 10 ** 10",
    "huge list": "[1] * 9999999999",
    "string repeat": "'ก' * 9999999999",
    "deep nesting": "(" * 150 + "1" + ")" * 150,
    "nested comprehension": "[1 for a in xs for b in xs for c in xs]",
    "method call on an object": "thing.act()",
}
REACHING = [
    "thing",
    "helper",
    "[thing]",
    "held.thing",
    'held["thing"]',
    "{'a': helper}",
    "helper(1)",
    "thing.mark",
    "thing['mark']",
    "'%s' % thing",
    "str(thing)",
    "held.__class__",
    "(lambda: 1)()",
    "[y := 1]",
    "{1, 2}",
    "{x: 1 for x in xs}",
    "len(*xs)",
    "[*xs]",
    "{**held}",
    "b'x'",
    "1j",
    "...",
    "~1",
    "xs[0:2]",
    "sum(values=xs)",
    "(yield)",
    "await thing",
    "[x async for x in xs]",
    "[a for a, b in xs]",
    "1 @ 2",
    "1 << 9",
]
DOUBLED = "[[c, c, c, c, c, c, c, c, c, c] for c in {}]"
EXPLODING = "xs"
for _ in range(7):
    EXPLODING = DOUBLED.format(EXPLODING) if EXPLODING != "xs" else "[1]"
SLOW = [
    "[[a for a in xs] for b in xs]",
    EXPLODING,
    f"{EXPLODING} == {EXPLODING}",
    "round(5, -1000000000000)",
    "round(xs[5], -1000000000000)",
    "int(digits)",
    "str(huge)",
    "huge + 0.5",
    "huge * huge",
    "-" * 1990 + "1",
    "not " * 400 + "1",
    "[" * 90 + "]" * 90,
    "a" + "[0]" * 400,
    "sum([[1], [2]])",
    "[text + text for x in xs]",
    "float('inf')",
    "float('nan')",
    "1e999",
    "9" * 30,
    "1 + " * 600 + "1",
    "[text for x in xs]",
]
BIG = {"digits": "9" * 5000, "huge": 10**5000, "text": "ก" * 60_000, "a": [0]}


def refused(text, given):
    """Return the refusal of an expression; it comes soon, and in both languages."""
    began = time.perf_counter()
    with pytest.raises((ExpressionInvalid, ExpressionFailed)) as caught:
        parse(text).evaluate(given)
    assert time.perf_counter() - began < PATIENCE
    told = caught.value.particulars
    assert told["why"]
    assert any(ord(letter) in THAI for letter in told["why_th"])
    return caught.value


@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES.keys())
def test_each_known_escape_is_refused_without_effect(text):
    assert len(ESCAPES) == 17

    refused(text, names())

    assert Thing.mark == "ของเดิม"


@pytest.mark.parametrize("text", REACHING)
def test_nothing_but_data_is_reached(text):
    refused(text, names())

    assert Thing.mark == "ของเดิม"


@pytest.mark.parametrize("text", SLOW, ids=range(len(SLOW)))
def test_too_much_is_refused_soon(text):
    refused(text, {**BIG, "xs": list(range(9000))})


def test_names_given_as_deep_structures_are_compared_within_bounds():
    deep = []
    for _ in range(50):
        deep = [deep, deep]

    refused("a == b", {"a": deep, "b": copy.deepcopy(deep)})
    refused("a", {"a": deep})
    refused("a in [b]", {"a": deep, "b": copy.deepcopy(deep)})


def run(lines, known):
    for line in lines:
        known[line.name] = line.expression.evaluate(known)


def test_a_script_cannot_double_a_value_until_it_bursts():
    lines = parse_script("\n".join(["a = [1, 1]", *["a = [a, a]"] * 40]))
    known = {}

    run(lines[:10], known)

    with pytest.raises(ExpressionFailed):
        run(lines[10:], known)


def test_a_text_filled_in_stays_within_bounds():
    with pytest.raises(ExpressionFailed):
        value_of("${text}" * 3 + "!", {"text": "ก" * 60_000})


def test_scripts_that_are_too_long_or_too_deep_are_refused():
    for text in ("x = 1\n" * 200, "x = " + "-" * 15_000 + "1", "x = " + "[" * 80, "#" * 30_000):
        with pytest.raises(ExpressionInvalid):
            parse_script(text)


def test_a_zero_byte_is_refused():
    refused("1 + \0", {})
