"""The expression language: what each construct means, and what people are told when it fails."""

import copy
import operator
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.errors import ExpressionFailed, ExpressionInvalid, SettingUnknown
from engine.expressions import is_expression, parse, parse_script, parts, value_of

NAMES = {
    "score": 72,
    "half": 2.5,
    "name": "นายสมมติ ตัวอย่าง",
    "tags": ["ด่วน", "plan"],
    "plan": {"result": "approve", "pages": [3, 5], "author": {"age": 40}},
    "nothing": None,
    "done": True,
    "จำนวน": 4,
}


def value(text, names=NAMES, **functions):
    return parse(text).evaluate(names, functions)


def failure(text, names=NAMES, **functions):
    with pytest.raises(ExpressionFailed) as caught:
        value(text, names, **functions)
    return caught.value


def refusal(text):
    with pytest.raises(ExpressionInvalid) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1),
        ("1.5", 1.5),
        ("'ข้อความ'", "ข้อความ"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("None", None),
        ("score", 72),
        ("${score}", 72),
        (" ${ score } ", 72),
        ('${"}" + "{"}', "}{"),
        ("จำนวน + 1", 5),
        ("score + 1 - 2 * 3", 67),
        ("7 / 2", 3.5),
        ("-7 // 2", -4),
        ("-7 % 3", 2),
        ("-score", -72),
        ("+half", 2.5),
        ("'a' + 'b'", "ab"),
        ("tags + [1]", ["ด่วน", "plan", 1]),
        ("score >= 60", True),
        ("0 < score <= 72", True),
        ("0 < score < 72", False),
        ("'ก' < 'ข'", True),
        ("score == 72 and done", True),
        ("nothing or 'x'", "x"),
        ("0 and missing", 0),
        ("not done", False),
        ("'plan' in tags", True),
        ("9 not in tags", True),
        ("'สมมติ' in name", True),
        ("'result' in plan", True),
        ("nothing is null", True),
        ("score is not null", True),
        ("'ผ่าน' if score >= 60 else 'ไม่ผ่าน'", "ผ่าน"),
        ('plan["result"]', "approve"),
        ("plan.result", "approve"),
        ("plan.author.age", 40),
        ("plan.pages[-1]", 5),
        ("tags[0]", "ด่วน"),
        ("name[0]", "น"),
        ("[1, score]", [1, 72]),
        ("(1, 2)", [1, 2]),
        ("[]", []),
        ("{'a': score}", {"a": 72}),
        ("${{'a': {'b': 1}}}", {"a": {"b": 1}}),
        ("[p * 2 for p in plan.pages if p > 3]", [10]),
        ("any(p > 4 for p in plan.pages)", True),
        ("[[a + b for b in plan.pages] for a in plan.pages]", [[6, 8], [8, 10]]),
        ("all([true, 0])", False),
        ("len(tags) + len('ab') + len(plan)", 7),
        ("min(3, 1, 2)", 1),
        ("max(plan.pages)", 5),
        ("max('a', 'b')", "b"),
        ("sum(plan.pages)", 8),
        ("sum([])", 0),
        ("round(2.567, 2)", 2.57),
        ("round(2.5)", 2),
        ("abs(-3)", 3),
        ("int('42') + int(3.9) + int()", 45),
        ("float('1.5')", 1.5),
        ("str(72) + str(null) + str(true)", "72true"),
        ("defined('score')", True),
        ("defined('nothing')", False),
        ("defined('missing')", False),
        ("days_between('2026-04-01', '2026-05-01')", 30),
        ("days_between('2026-04-01T23:00:00+07:00', '2026-04-01T18:00:00+00:00')", 1),
        ("score\n  >= 60", True),
    ],
)
def test_an_expression_means_what_it_says(text, expected):
    found = value(text)

    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thai_date('2026-04-01')", "๑ เมษายน ๒๕๖๙"),
        ("thai_date('2026-04-01T18:00:00+00:00')", "๒ เมษายน ๒๕๖๙"),
        ("month_day('2026-04-01T18:00:00Z')", "04-02"),
        ("thai_digits(5000)", "๕,๐๐๐"),
        ("thai_digits(5000.5)", "๕,๐๐๐.๕๐"),
        ("thai_digits('ป.3')", "ป.๓"),
        ("thai_digits(nothing)", ""),
    ],
)
def test_days_and_numbers_are_written_as_papers_write_them(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    "text", ["thai_date(nothing)", "month_day(nothing)", "thai_date('2569-04-01')"]
)
def test_what_is_no_day_is_not_written_as_one(text):
    assert failure(text).particulars["expression"] == text


def test_surrounding_functions_are_passed_in():
    assert value('setting("days") + 1', setting={"days": 15}.__getitem__) == 16
    assert value("days_between(today(), today())", today=lambda: date(2026, 4, 1)) == 0
    assert "ที่นี่ไม่ได้" in failure("now()").text("th")


def test_an_error_of_a_surrounding_function_passes_through():
    def setting(name):
        raise SettingUnknown(name=name)

    with pytest.raises(SettingUnknown):
        value('setting("days")', setting=setting)


def test_an_expression_tells_its_free_names_and_functions():
    found = parse("[a + b for a in xs if len(a) > n] == a")

    assert found.names == {"a", "b", "n", "xs"}
    assert found.functions == {"len"}


@pytest.mark.parametrize(
    ("text", "th", "en"),
    [
        ("missing + 1", "ยังไม่มีค่าของตัวแปร missing", "variable missing is not set"),
        ("nothing.result", "nothing เป็นค่าว่าง จึงไม่มีค่า result", "nothing is null"),
        ("plan.author.name.first", "plan.author ไม่มีค่า name", "plan.author has no name"),
        ("plan.result.first", "plan.result เป็นข้อความ", "plan.result is a text"),
        ("plan['x']", "plan ไม่มีค่า x", "plan has no x"),
        ("plan[1]", "plan ไม่มีค่า", "plan has no a number"),
        ("nothing[0]", "nothing เป็นค่าว่าง", "nothing is null"),
        ("tags[7]", "tags มี 2 รายการ", "tags has 2 items"),
        ("tags['x']", "จำนวนเต็ม", "by its number"),
        ("score + name", "score เป็นตัวเลข และ name เป็นข้อความ", "score is a number and name is"),
        ("nothing > 5", "nothing เป็นค่าว่าง", "nothing is null"),
        ("tags < tags", "tags เป็นรายการ", "tags is a list"),
        ("tags * 2", "tags เป็นรายการ", "tags is a list"),
        ("'x' in nothing", "nothing เป็นค่าว่าง", "nothing is null"),
        ("[] in plan", "plan เป็นกลุ่มข้อมูล", "plan is a dictionary"),
        ("-name", "name เป็นข้อความ ไม่ใช่ตัวเลข", "name is a text, not a number"),
        ("1 / (score - 72)", "หารด้วยศูนย์: score - 72", "score - 72 is 0"),
        ("5 % 0", "หารด้วยศูนย์", "0 is 0"),
        ("{[1]: 2}", "ชื่อในกลุ่มข้อมูลต้องเป็นข้อความ", "key of a dictionary is a text"),
        ("[x for x in plan]", "plan เป็นกลุ่มข้อมูล ไม่ใช่รายการ", "plan is a dictionary, not a list"),
        ("len(5)", "len(5): ต้องเป็นรายการหรือข้อความ", "expected a list or a text"),
        ("sum(name)", "ต้องเป็นรายการ", "expected a list"),
        ("sum(tags)", "ต้องเป็นตัวเลข แต่ได้ข้อความ", "expected a number, but got a text"),
        ("min([])", "รายการว่างเปล่า", "the list is empty"),
        ("min([1, 'a'])", "ปนกัน", "mixed"),
        ("max([[1]])", "ต้องเป็นตัวเลขหรือข้อความ", "but got a list"),
        ("round(1.5, 99)", "ทศนิยม", "digits go from 0"),
        ("int('สิบ')", "“สิบ” ไม่ใช่จำนวนเต็ม", "“สิบ” is not a whole number"),
        ("float(nothing)", "แต่ได้ค่าว่าง", "but got null"),
        ("str(tags)", "ต้องเป็นค่าเดี่ยว", "expected a single value"),
        ("days_between('พรุ่งนี้', '2026-01-01')", "ไม่ใช่วันที่", "is not a date"),
        ("days_between('2569-01-01', '2026-01-01')", "เป็น พ.ศ.", "looks like B.E."),
        ("days_between(1, 2)", "ต้องเป็นวันที่", "expected a date"),
    ],
)
def test_a_failure_says_what_is_wrong_in_thai_and_english(text, th, en):
    found = failure(text)

    assert th in found.text("th")
    assert en in found.text("en")
    assert found.particulars["expression"] == text


@pytest.mark.parametrize(
    ("text", "th", "en"),
    [
        ("", "ว่างเปล่า", "empty"),
        ("${}", "ว่างเปล่า", "empty"),
        ("a && b", "ใช้ and แทน &&", "`and`"),
        ("a || b", "ใช้ or แทน ||", "`or`"),
        ("a = 1", "ใช้ == แทน =", "`==`"),
        ("a === 1", "ใช้ == แทน ===", "`==`"),
        ("!a", "ใช้ not แทน !", "`not`"),
        ("a ? 1 : 2", "else", "x if condition else y"),
        ("a <> 1", "ใช้ != แทน <>", "`!=`"),
        ("a => 1", "ใช้ >= หรือ <=", "`>=`"),
        ("a AND b", "ตัวพิมพ์เล็ก", "small letters"),
        ("a eq 1", "ใช้ ==", "=="),
        ("a == “x”", "เครื่องหมายคำพูดตรง", "straight quotes"),
        ("a > ๑๕", "เลขอารบิก", "Arabic digits"),
        ("${a} and ${b}", "ครอบนิพจน์เดียว", "one ${…}"),
        ("${a > 1", "ครอบนิพจน์เดียว", "one ${…}"),
        ("a >", "อ่านไม่ได้", "invalid syntax"),
        ("'a && b' >", "อ่านไม่ได้", "invalid syntax"),
        ("2 ** 3", "การยกกำลัง", "power"),
        ("lambda: 1", "ฟังก์ชันที่เขียนเอง", "functions of your own"),
        ("a[1:2]", "การตัดช่วง", "slices"),
        ("name.upper()", "เรียกได้เฉพาะ", "can be called"),
        ("print(1)", "เรียกได้เฉพาะ", "can be called"),
        ("len()", "len รับ 1 ค่า แต่ได้ 0", "len takes 1 values, got 0"),
        ("round(1, 2, 3)", "รับ 1-2 ค่า", "takes 1-2"),
        ("defined(a)", 'defined("ชื่อตัวแปร")', 'defined("name")'),
        ("_a", "ขึ้นต้นด้วย _", "begin with _"),
        ("a is 1", "โปรดใช้ ==", "write `==`"),
        ("1234567890123456789012", "มากเกินไป", "too large"),
        ("a + " * 60 + "a", "ลึกเกินไป", "too deep"),
        ("'" + "ก" * 2100 + "'", "ยาวเกินไป", "longer than 2000"),
    ],
)
def test_a_refusal_says_what_to_write_in_thai_and_english(text, th, en):
    found = refusal(text)

    assert th in found.text("th")
    assert en in found.text("en")


def test_a_script_sets_names_that_later_lines_see():
    script = (
        "\n  total = sum([\n    fee,  # ค่าธรรมเนียม\n    5,\n  ])\n\n  double = (total +\n total)\n"
    )
    known = {"fee": 10}

    for line in parse_script(script):
        known[line.name] = line.expression.evaluate(known)

    assert known == {"fee": 10, "total": 15, "double": 30}


@pytest.mark.parametrize(
    ("script", "line", "th", "en"),
    [
        ("x = 1\ny = 2 +", 2, "อ่านไม่ได้", "name = expression"),
        ("x = 1\n\ny = a && b", 3, "ใช้ and แทน &&", "`and`"),
        ("x = [\n1,\n2]\ny = print(x)", 4, "เรียกได้เฉพาะ", "can be called"),
        ("x == 1", 1, "เขียน ชื่อ = นิพจน์", "name = expression"),
        ("x += 1", 1, "เขียน ชื่อ = นิพจน์", "name = expression"),
        ("x = y = 1", 1, "เขียน ชื่อ = นิพจน์", "name = expression"),
        ("import os", 1, "เขียน ชื่อ = นิพจน์", "name = expression"),
        ("a.b = 1", 1, "เฉพาะชื่อตัวแปร", "plain name"),
        ("x = 1\napplicant = 1", 2, "กำหนดค่า applicant ไม่ได้", "applicant cannot be set"),
        ("true = 1", 1, "กำหนดค่า true ไม่ได้", "true cannot be set"),
        ("_x = 1", 1, "กำหนดค่า _x ไม่ได้", "_x cannot be set"),
    ],
)
def test_a_script_is_refused_by_its_line(script, line, th, en):
    with pytest.raises(ExpressionInvalid) as caught:
        parse_script(script)

    assert caught.value.particulars["at"] == line
    assert f"บรรทัดที่ {line}: " in caught.value.text("th")
    assert f"line {line}: " in caught.value.text("en")
    assert th in caught.value.text("th")
    assert en in caught.value.text("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("เรียน ${name}", "เรียน นายสมมติ ตัวอย่าง"),
        ("${score}", 72),
        (" ${tags} ", ["ด่วน", "plan"]),
        ("${score} คะแนน ${'}'} ${nothing}.", "72 คะแนน } ."),
        ("เอกสาร: ${tags}", "เอกสาร: ด่วน, plan"),
        ("ผ่าน: ${done}", "ผ่าน: true"),
        ("ไม่มีนิพจน์ {} $5", "ไม่มีนิพจน์ {} $5"),
        ("", ""),
    ],
)
def test_a_text_is_filled_in(text, expected):
    assert value_of(text, NAMES) == expected


def test_the_places_of_a_text_are_found_beside_braces_in_quotes():
    assert parts("a ${x == '}'} b ${y") == ["${x == '}'}", "${y"]
    assert is_expression("a ${x}")
    assert not is_expression("a {x}")


ARITHMETIC = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "%": operator.mod,
}
ORDER = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
LOGIC = {"and": all, "or": any, "not": lambda values: not next(values)}
INTS = {"a": 7, "b": -3, "c": 0}
LEAVES = st.integers(-99, 99) | st.sampled_from(sorted(INTS))
NUMBERS = st.recursive(
    LEAVES, lambda inner: st.tuples(st.sampled_from(sorted(ARITHMETIC)), inner, inner), max_leaves=8
)
TRUTHS = st.recursive(
    st.tuples(st.sampled_from(sorted(ORDER)), NUMBERS, NUMBERS),
    lambda inner: (
        st.tuples(st.sampled_from(["and", "or"]), inner, inner) | st.tuples(st.just("not"), inner)
    ),
    max_leaves=6,
)


def drawn(tree):
    if not isinstance(tree, tuple):
        return str(tree)
    return "(" + f" {tree[0]} ".join(map(drawn, ["", *tree[1:]][-2:])).strip() + ")"


def reference(tree):
    if isinstance(tree, str):
        return INTS[tree]
    if not isinstance(tree, tuple):
        return tree
    name, *inside = tree
    values = (reference(each) for each in inside)
    if name in LOGIC:
        return LOGIC[name](values)
    return (ARITHMETIC | ORDER)[name](*values)


@given(NUMBERS | TRUTHS)
def test_random_expressions_agree_with_python(tree):
    try:
        expected = reference(tree)
    except ZeroDivisionError:
        assert "หารด้วยศูนย์" in failure(drawn(tree), INTS).text("th")
        return
    assume(abs(expected) < 10**18)

    assert value(drawn(tree), INTS) == expected


TEXTS = ["plan", "tags + tags", "[p for p in plan.pages]", "plan.pages + [1]", "{'plan': plan}"]


@given(st.sampled_from(TEXTS) | NUMBERS.map(drawn))
def test_evaluation_never_changes_the_names(text):
    names = {**NAMES, **INTS}
    before = copy.deepcopy(names)
    with suppress(ExpressionFailed):
        value(text, names)

    assert names == before
