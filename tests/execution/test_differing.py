"""Two diagrams compared: a random edit of a random process is told as exactly that edit."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.differences import How, shifted
from engine.execution import differences
from engine.execution.vocabulary import BPMN, bpmn, camunda, khanton
from tests.execution import blocks
from tests.execution import drawing as d

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "bpmn").glob("*/*.bpmn"))
TASKS = ("userTask", "scriptTask", "task")


def told(before, after):
    return [(each.how, each.id, each.id_before) for each in differences(before, after)]


def the_change(before, after):
    (difference,) = differences(before, after)
    (change,) = difference.changes
    return difference.id, change


def retitle(node):
    node.set("name", "ชื่อใหม่")
    return [(How.CHANGED, node.get("id"), "@name")]


def ask_another_form(node):
    node.set(camunda("formKey"), "another")
    return [(How.CHANGED, node.get("id"), "@formKey")]


def hand_to_another(node):
    node.set(camunda("candidateGroups"), "office_director")
    return [(How.CHANGED, node.get("id"), "@candidateGroups")]


def explain(node):
    made = etree.Element(bpmn("documentation"))
    made.text = "คำอธิบาย"
    node.insert(0, made)
    return [(How.CHANGED, node.get("id"), "documentation")]


def set_unknown(node):
    node.set(khanton("nobody_knows"), "1")
    return [(How.CHANGED, node.get("id"), "@nobody_knows")]


def remove(node):
    node.getparent().remove(node)
    return [(How.REMOVED, node.get("id"), None)]


def add(node):
    etree.SubElement(node.getparent(), bpmn("userTask"), {"id": "fresh", "name": "งานใหม่"})
    return [(How.ADDED, "fresh", None)]


def rename(node):
    old = node.get("id")
    for each in node.getroottree().iter():
        for name in ("id", "sourceRef", "targetRef", "attachedToRef", "default"):
            if each.get(name) == old:
                each.set(name, "called_anew")
    return [(How.RENAMED, "called_anew", None)]


EDITS = (retitle, ask_another_form, hand_to_another, explain, set_unknown, remove, add, rename)


@settings(deadline=None, max_examples=25)
@given(blocks.blocks(), st.sampled_from(EDITS), st.data())
def test_a_random_edit_is_told_as_exactly_that_edit(block, edit, data):
    before = blocks.diagram(block)
    root = etree.fromstring(before)
    nodes = [node for kind in TASKS for node in root.iter(bpmn(kind))]
    expected = edit(data.draw(st.sampled_from(nodes)))

    after = etree.tostring(root)

    found = differences(before, after)
    assert [(each.how, each.id) for each in found] == [(how, name) for how, name, _ in expected]
    assert [c.property for each in found for c in each.changes] == [p for *_, p in expected if p]


@settings(deadline=None, max_examples=25)
@given(blocks.blocks(), blocks.blocks())
def test_what_one_way_adds_the_other_removes(one, other):
    left, right = blocks.diagram(one), blocks.diagram(other)
    there, back = differences(left, right), differences(right, left)

    def of(found, how):
        return {each.id for each in found if each.how is how}

    assert of(there, How.ADDED) == of(back, How.REMOVED)
    assert of(there, How.CHANGED) == of(back, How.CHANGED)
    assert differences(left, left) == ()


def test_every_kind_of_attribute_that_ships_is_compared():
    skipped = {"id", "isMarkerVisible", "isHorizontal", "isExpanded", "bpmnElement"}
    seen = set()
    for file in SHIPPED:
        before = file.read_bytes()
        root = etree.fromstring(before)
        assert differences(before, before) == ()
        for node in root.find(f".//{{{BPMN}}}process").iter():
            for name in set(node.attrib) - skipped:
                if "XMLSchema-instance" in name or (node.tag, name) in seen:
                    continue
                seen.add((node.tag, name))
                kept = node.get(name)
                node.set(name, "changed")
                assert told(before, etree.tostring(root)), (node.tag, name)
                node.set(name, kept)
    assert len(seen) > len(SHIPPED)


def drawn(*tasks, x="0", at=""):
    nodes = [d.start(), *tasks, d.end()]
    names = [task.split('id="')[1].split('"')[0] for task in tasks]
    made = d.process(nodes, d.way("start", *names, "end"), drawn=names)
    return (
        made.replace(f'bpmnElement="{at}"><dc:Bounds x="0"'.encode(), _bounds(at, x))
        if at
        else made
    )


def _bounds(name, x):
    return f'bpmnElement="{name}"><dc:Bounds x="{x}"'.encode()


def test_what_only_stands_elsewhere_is_moved_and_no_more():
    before = drawn(d.user_task("check"), d.user_task("sign"))

    assert told(before, drawn(d.user_task("check"), d.user_task("sign"), x="40", at="sign")) == [
        (How.MOVED, "sign", "sign")
    ]
    assert told(before, drawn(d.user_task("check"), d.user_task("sign"), x="0.0", at="sign")) == []


def test_a_deadline_is_told_in_words():
    def timed(**deadline):
        timer = d.event(
            "boundaryEvent", "due", "timer", d.deadline(**deadline), attachedToRef="work"
        )
        return d.process([d.start(), d.user_task(), timer, d.end()], d.way("start", "work", "end"))

    name, change = the_change(timed(), timed(n="10"))
    assert (name, change.called.th, change.before.th, change.after.th) == (
        "due",
        "จำนวนของกำหนด",
        "15",
        "10",
    )
    _, change = the_change(timed(), timed(rule="calendar_days"))
    assert (change.before.th, change.after.en) == ("วันทำการ", "calendar days")
    _, change = the_change(timed(), timed(basis="ข้อ 2"))
    assert (change.called.en, change.after.th) == ("basis of the deadline", "ข้อ 2")


def test_roles_flows_messages_and_repetitions_are_told_in_words():
    def one(*inside, message="asked", then="sign", **work):
        nodes = [
            d.start(),
            d.user_task("work", *inside, **work),
            d.user_task("sign", name="ลงนาม"),
            d.node("receiveTask", "wait", messageRef="m"),
            d.end(),
        ]
        declared = d.node("message", "m", name=message)
        flows = [d.flow("work", then, name="go"), *d.way("start", "work")]
        return d.process(nodes, flows, declared=declared)

    _, change = the_change(one(), one(camunda_candidateGroups="office_director"))
    assert change.called.th == "ผู้รับผิดชอบ"
    assert "promo" not in change.after.th
    name, change = the_change(one(), one(then="end"))
    assert (name, change.called.en, change.before.th, change.after.th) == (
        "go",
        "to",
        "ลงนาม",
        "end",
    )
    name, change = the_change(one(), one(message="answered"))
    assert (name, change.before.th, change.after.th) == ("wait", "asked", "answered")
    _, change = the_change(one(), one(d.node("multiInstanceLoopCharacteristics", "many")))
    assert (change.called.en, change.before, change.after.en) == (
        "done for each of many",
        None,
        "there",
    )


def test_the_order_in_which_a_choice_tries_its_flows_is_compared():
    def choice(*targets):
        nodes = [d.start(), d.node("exclusiveGateway", "which"), d.end("a"), d.end("b")]
        flows = [d.flow("which", each, "${x > 1}") for each in targets]
        return d.process(nodes, [*d.way("start", "which"), *flows])

    name, change = the_change(choice("a", "b"), choice("b", "a"))

    assert (name, change.property, change.before.th) == ("which", "order", "which → a, which → b")


def test_twins_with_new_ids_are_not_guessed_at():
    def twins(one, other):
        nodes = [d.start(), d.user_task(one), d.user_task(other), d.end()]
        return d.process(
            nodes, [d.flow("start", each, name=f"f{n}") for n, each in enumerate((one, other))]
        )

    found = [each.how for each in differences(twins("a", "b"), twins("c", "d"))]

    assert How.RENAMED not in found
    assert found.count(How.ADDED) == found.count(How.REMOVED) == 2


def test_what_is_no_diagram_is_refused():
    with pytest.raises(ValueError, match="XML"):
        differences(d.straight(names=[]), b"<broken")


@settings(deadline=None, max_examples=25)
@given(st.permutations(list("abcdefg")), st.sets(st.sampled_from("abcdefg")))
def test_the_fewest_are_called_moved(order, left_out):
    before = list("abcdefg")
    after = [each for each in order if each not in left_out]

    moved = shifted(before, after)

    staying = [each for each in after if each not in moved]
    assert staying == sorted(staying)
    longest = max(
        sum(mask >> n & 1 for n in range(len(after)))
        for mask in range(2 ** len(after))
        if (kept := [each for n, each in enumerate(after) if mask >> n & 1]) == sorted(kept)
    )
    assert len(staying) == longest
