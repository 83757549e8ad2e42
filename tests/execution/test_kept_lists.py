"""Long lists are kept apart from the state, and read equal everywhere."""

import orjson
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import StateUnreadable
from engine.execution.apart import MOST_BYTES
from engine.kept import KeptList, whole
from tests.execution import drawing as d
from tests.execution.running import Running

ROW = {"name": "เด็กชายสมมติ ตัวอย่าง", "amount": 1250.5, "present": True, "note": None}


def students(count=2000):
    return [{**ROW, "no": number} for number in range(count)]


def steps(*nodes):
    names = [node.split('id="')[1].split('"')[0] for node in nodes]
    return d.process([d.start(), *nodes, d.end()], d.way("start", *names, "end"))


def two_tasks():
    return steps(d.user_task("fill"), d.user_task("sign"))


def test_a_step_after_a_long_list_writes_a_state_as_small_as_without_it():
    running = Running(two_tasks()).complete("fill", students=students())
    plain = Running(two_tasks()).complete("fill", students=[])

    running.set(remark="ก")

    assert len(running.snapshot.state) < len(plain.set(remark="ก").snapshot.state) + 200
    assert running.snapshot.kept.fresh == {}
    assert len(running.kept) == 1
    assert running.variables["students"] == students()


def test_only_who_looks_into_a_list_reads_it():
    running = Running(two_tasks()).complete("fill", students=students())
    running.kept.clear()

    running.set(remark="ก")

    assert len(running.variables["students"]) == 2000
    with pytest.raises(StateUnreadable, match="cannot be read"):
        running.variables["students"].items()


def test_a_list_that_was_changed_behind_the_engine_is_refused():
    running = Running(two_tasks()).complete("fill", students=students())
    (digest,) = running.kept
    running.kept[digest] = zstandard.compress(orjson.dumps([{"amount": 9}] * 2000))

    with pytest.raises(StateUnreadable, match="not what was kept"):
        running.set(remark="ก").variables["students"].items()


def test_a_list_that_nothing_names_any_more_is_dropped_and_one_that_stays_is_not():
    running = Running(two_tasks()).complete("fill", students=students(), twice=students())
    assert len(running.kept) == 1  # equal lists are one

    running.set(students=None)
    assert len(running.kept) == 1
    running.set(twice=students(1999))
    assert len(running.kept) == 1
    running.set(twice=[])
    assert running.kept == {}
    assert zstandard.decompress(running.snapshot.state).startswith(b"[1,")


SCRIPT = """
count = len(students)
total = sum([s.amount for s in students if s.present])
last = students[-1].no
known = students[5] in students
same = students == copy
some = [s for s in students if s.no < 1990]
copy = students
both = {"all": students, "n": 1}
"""


def test_expressions_and_scripts_see_a_list_like_any_other():
    nodes = [d.user_task("fill"), d.user_task("hold"), d.script("compute", SCRIPT)]
    running = Running(steps(*nodes, d.user_task("sign")))
    running.complete("fill", students=students(), copy=students()).complete("hold")

    assert running.failures() == {}
    seen = running.verb(lambda _: None).variables
    assert (seen["count"], seen["total"], seen["last"]) == (2000, 2000 * 1250.5, 1999)
    assert (seen["known"], seen["same"]) == (True, True)
    assert seen["some"] == students()[:1990]
    assert whole(seen["both"]) == {"all": students(), "n": 1}
    assert len(running.kept) == 2  # the copies are the same rows


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_a_multi_instance_goes_over_a_list_kept_apart(sequential):
    over = {"camunda_collection": "students", "camunda_elementVariable": "student"}
    each = d.element("bpmn:multiInstanceLoopCharacteristics", isSequential=sequential, **over)
    nodes = [d.user_task("fill"), d.user_task("hold"), d.user_task("visit", each)]
    running = Running(steps(*nodes)).complete("fill", students=students(300))
    running.complete("hold")

    for _ in range(300):
        running.complete("visit", seen=True)

    assert running.status == "completed"


def test_what_a_service_is_given_is_a_list():
    box = d.inputs(rows="${students}")
    serve = d.node("serviceTask", "serve", box, camunda_type="external", camunda_topic="number")
    running = Running(steps(d.user_task("fill"), d.user_task("hold"), serve))
    running.complete("fill", students=students()).complete("hold")

    (service,) = running.verb(lambda _: None).snapshot.services
    assert whole(service.inputs) == {"rows": students()}
    assert running.serve("serve").status == "completed"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=6,
)
LONG = st.builds(lambda value, n: [value] * n, VALUES, st.sampled_from([1, 9000, MOST_BYTES // 2]))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from("abcd"), VALUES | LONG | st.lists(LONG, max_size=2)))
def test_whatever_is_kept_apart_reads_equal(variables):
    running = Running(two_tasks()).complete("fill", **variables)
    first = running.snapshot.state

    running.verb(lambda _: None)

    assert whole(dict(running.variables)) == variables
    assert running.snapshot.state == first
    assert all(len(each) <= MOST_BYTES for each in _lists(dict(running.variables)))


def _lists(value):
    inside = value.values() if isinstance(value, dict) else value
    for each in inside if isinstance(value, dict | list) else ():
        yield from _lists(each)
    if isinstance(value, list) and not isinstance(value, KeptList):
        yield orjson.dumps(value, default=lambda _: None)
