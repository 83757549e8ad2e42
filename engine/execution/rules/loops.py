"""Rules on activities done more than once: how many rounds, and over what, is always said."""

import re
from collections.abc import Iterator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import Check, Diagram, children
from engine.execution.vocabulary import Element, camunda, khanton
from engine.model import Problem

_NAME = re.compile(r"[^\W\d]\w*\Z")
_REFERENCES = ("loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem")

ROUNDS = Fault(
    "loop-cardinality",
    "การทำหลายรายการต้องมี loopCardinality หรือ camunda:collection อย่างใดอย่างหนึ่ง แต่มี {count}",
    "Expected either a loopCardinality or a camunda:collection, but it has {count}.",
    'ใส่ camunda:collection="…" camunda:elementVariable="…" หรือ loopCardinality เพียงอย่างเดียว',
    "Give it camunda:collection with camunda:elementVariable, or a loopCardinality, not both.",
)
VARIABLE = Fault(
    "loop-variable",
    "ชื่อตัวแปรของแต่ละรายการ “{variable}” ไม่ถูกต้องหรือไม่ได้ระบุ",
    "The variable for each item, “{variable}”, is missing or not a name.",
    "ใส่ camunda:elementVariable เป็นชื่อตัวแปร เช่น child",
    "Set camunda:elementVariable to a name, such as child.",
)
OUTPUT = Fault(
    "loop-output",
    "khanton:outputCollection กับ khanton:outputElement ต้องมีคู่กัน",
    "Expected khanton:outputCollection together with khanton:outputElement.",
    "ใส่ outputCollection เป็นชื่อตัวแปรรายการผล และ outputElement เป็นนิพจน์ของแต่ละรอบ",
    "Name the list of results by outputCollection, and each round's value by outputElement.",
)
DATA = Fault(
    "loop-data-input",
    "{kind} ไม่รองรับในการทำหลายรายการ",
    "A multi-instance activity with {kind} is not supported.",
    "ใช้ camunda:collection และ camunda:elementVariable แทน",
    "Use camunda:collection and camunda:elementVariable.",
)
BEHAVIOUR = Fault(
    "loop-behaviour",
    'พฤติกรรมพิเศษของการทำหลายรายการ (behavior="{behaviour}") ไม่รองรับ',
    'A multi-instance behavior="{behaviour}" is not supported.',
    "ใช้ค่าปริยาย (All) และ completionCondition",
    "Use the default (All) with a completionCondition.",
)
ENDLESS = Fault(
    "loop-endless",
    "การวนซ้ำไม่ได้บอกว่าจะหยุดเมื่อใด",
    "The loop does not say when it stops.",
    "ใส่ loopMaximum ตั้งแต่ 1 หรือ loopCondition เช่น ${{not complete}}",
    "Give it a loopMaximum from 1, or a loopCondition such as ${{not complete}}.",
)


def rounds_are_counted_one_way(diagram: Diagram) -> Iterator[Problem]:
    """A multi-instance runs over a collection or up to a number, not both, not neither."""
    for node, loop in _multi(diagram):
        collection = loop.get(camunda("collection"))
        count = len(children(loop, "loopCardinality")) + (collection is not None)
        if count != 1 and not children(loop, "loopDataInputRef"):
            yield ROUNDS.at(diagram, node, count=count)
        variable = loop.get(camunda("elementVariable"), "")
        if collection is not None and not _NAME.match(variable):
            yield VARIABLE.at(diagram, node, variable=variable or "–")


def results_are_named_and_taken(diagram: Diagram) -> Iterator[Problem]:
    """Results are collected by a value of each round into a list."""
    for node, loop in _multi(diagram):
        collection = loop.get(khanton("outputCollection"))
        is_named = collection is None or bool(_NAME.match(collection))
        both = (collection is None) == (loop.get(khanton("outputElement")) is None)
        if not (both and is_named):
            yield OUTPUT.at(diagram, node)


def rounds_use_no_data_references(diagram: Diagram) -> Iterator[Problem]:
    """Data references are drawn data, which the engine neither reads nor writes."""
    for node, loop in _multi(diagram):
        for kind in _REFERENCES:
            if children(loop, kind):
                yield DATA.at(diagram, node, kind=kind)


def rounds_behave_plainly(diagram: Diagram) -> Iterator[Problem]:
    """Behaviours that throw events for rounds would be ignored."""
    for node, loop in _multi(diagram):
        behaviour = loop.get("behavior", "All")
        if behaviour != "All" or children(loop, "complexBehaviorDefinition"):
            yield BEHAVIOUR.at(diagram, node, behaviour=behaviour)


def loops_stop(diagram: Diagram) -> Iterator[Problem]:
    """A standard loop has a maximum or a condition."""
    for node in diagram.nodes:
        for loop in children(node, "standardLoopCharacteristics"):
            maximum = loop.get("loopMaximum", "")
            is_positive = maximum.isdecimal() and int(maximum) > 0
            if not (is_positive or (not maximum and children(loop, "loopCondition"))):
                yield ENDLESS.at(diagram, node)


def _multi(diagram: Diagram) -> Iterator[tuple[Element, Element]]:
    for node in diagram.nodes:
        for loop in children(node, "multiInstanceLoopCharacteristics"):
            yield node, loop


RULES: tuple[Check, ...] = (
    rounds_are_counted_one_way,
    results_are_named_and_taken,
    rounds_use_no_data_references,
    rounds_behave_plainly,
    loops_stop,
)
