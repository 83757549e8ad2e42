"""The BPMN 2.0 XML schema, which unknown elements and misplaced ones do not pass."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from itertools import islice
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import Check, Diagram
from engine.execution.vocabulary import Element
from engine.model import Problem

_MOST = 20
"""Problems told of one file: a schema error tends to bring others along."""

_NAMESPACE = re.compile(r"\{[^}]*\}")

XSD = Fault(
    "xsd",
    "ไม่ตรงตามโครงสร้าง XML ของ BPMN 2.0 (บรรทัด {line}): {why}",
    "It breaks the XML schema of BPMN 2.0 (line {line}): {why}",
    "แก้ส่วนที่ระบุ แล้วบันทึกใหม่จากโปรแกรมวาดผังที่ได้มาตรฐาน BPMN 2.0",
    "Mend what is named, then save again from a modeller that keeps to BPMN 2.0.",
)


@cache
def _validator() -> BpmnValidator:
    return BpmnValidator()


def obeys_the_schema(diagram: Diagram) -> Iterator[Problem]:
    """The file must pass the schema that SpiffWorkflow ships."""
    tree = deepcopy(diagram.root)
    _validator().preprocess(tree)
    schema: etree.XMLSchema = _validator().validator
    if schema.validate(tree):
        return
    log: Any = schema.error_log  # iterable, which lxml-stubs do not say
    for entry in islice(log, _MOST):
        element = element_at(tree, entry.path)
        why = _NAMESPACE.sub("", entry.message)
        yield XSD.at(diagram, element, line=entry.line, why=why)


def element_at(tree: Element, path: str | None) -> Element:
    """Return the element at a path of the validator's log; the root when there is none."""
    prefixes = {prefix: uri for prefix, uri in tree.nsmap.items() if prefix}
    try:
        found = tree.getroottree().xpath(path or "/*", namespaces=prefixes)
    except etree.XPathError:
        return tree
    return found[0] if isinstance(found, list) and etree.iselement(found[0]) else tree


RULES: tuple[Check, ...] = (obeys_the_schema,)
