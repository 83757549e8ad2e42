"""The names in a diagram's XML: namespaces, and how a name of each is written for lxml."""

from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name lxml gives its elements

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
KHANTON = "https://khanton.example/schema/1.0/bpmn"

NS = {
    "bpmn": BPMN,
    "bpmndi": BPMNDI,
    "dc": DC,
    "di": DI,
    "xsi": XSI,
    "camunda": CAMUNDA,
    "khanton": KHANTON,
}
"""Prefix to namespace, as our diagrams write them."""


def bpmn(name: str) -> str:
    """Return the qualified name of a BPMN element."""
    return f"{{{BPMN}}}{name}"


def bpmndi(name: str) -> str:
    """Return the qualified name of a diagram interchange element."""
    return f"{{{BPMNDI}}}{name}"


def camunda(name: str) -> str:
    """Return the qualified name of a camunda attribute or element."""
    return f"{{{CAMUNDA}}}{name}"


def khanton(name: str) -> str:
    """Return the qualified name of an attribute or element of our own."""
    return f"{{{KHANTON}}}{name}"


def local_name(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: Element) -> str:
    """Return an element's namespace, empty when it has none."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")
