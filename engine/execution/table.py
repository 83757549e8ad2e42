"""A decision table as its DMN file has it: inputs, outputs and rules, each with its element.

SpiffWorkflow's own reading loses default outputs, annotations and the aggregation.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from lxml import etree

from engine.execution.vocabulary import Element

DMN_1_1 = "http://www.omg.org/spec/DMN/20151101/dmn.xsd"
DMN_1_2 = "http://www.omg.org/spec/DMN/20180521/MODEL/"
DMN_1_3 = "https://www.omg.org/spec/DMN/20191111/MODEL/"
VERSIONS = (DMN_1_3, DMN_1_2, DMN_1_1)


@dataclass(frozen=True, slots=True)
class Clause:
    """A column: an input, whose `text` is its expression, or an output, whose `text` is its name.

    `type`: its typeRef without prefix; `listed`: its inputValues or outputValues, as a cell;
    `default`: what the output is when no rule holds, an expression.
    """

    element: Element
    text: str
    type: str
    listed: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell of a rule."""

    element: Element
    text: str


@dataclass(frozen=True, slots=True)
class TableRule:
    """A row: its number, counted from 1, its cells, and what somebody noted about it."""

    element: Element
    number: int
    inputs: tuple[Entry, ...]
    outputs: tuple[Entry, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; `digest` is the SHA-256 of its file, by which its version is known."""

    key: str
    element: Element
    policy: str
    aggregation: str
    inputs: tuple[Clause, ...]
    outputs: tuple[Clause, ...]
    rules: tuple[TableRule, ...]
    digest: str = ""


def load_table(xml: bytes) -> Table:
    """Return the table of a file that has passed the checks."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    decision = next(named(etree.fromstring(xml, parser), "decision"))
    table = read_table(decision, next(named(decision, "decisionTable")))
    return replace(table, digest=sha256(xml).hexdigest())


def read_table(decision: Element, element: Element) -> Table:
    """Return what stands in a decisionTable element."""
    return Table(
        key=decision.get("id", ""),
        element=element,
        policy=element.get("hitPolicy", "UNIQUE"),
        aggregation=element.get("aggregation", ""),
        inputs=tuple(_input(each) for each in named(element, "input")),
        outputs=tuple(_output(each) for each in named(element, "output")),
        rules=tuple(_rule(each, n) for n, each in enumerate(named(element, "rule"), start=1)),
    )


def named(element: Element, *names: str) -> Iterator[Element]:
    """Return the children with one of these names, of the element's own namespace."""
    space = etree.QName(element).namespace
    wanted = {f"{{{space}}}{name}" for name in names}
    return (child for child in element if child.tag in wanted)


def _input(element: Element) -> Clause:
    asked = next(named(element, "inputExpression"), None)
    written = "" if asked is None else _text(asked)
    kind = "" if asked is None else asked.get("typeRef", "")
    return Clause(
        element, written or element.get("label", ""), _type(kind), _inside(element, "inputValues")
    )


def _output(element: Element) -> Clause:
    name = element.get("name", "") or element.get("label", "")
    kind, listed = _type(element.get("typeRef", "")), _inside(element, "outputValues")
    return Clause(element, name, kind, listed, _inside(element, "defaultOutputEntry"))


def _rule(element: Element, number: int) -> TableRule:
    notes = [_text(each) for each in named(element, "annotationEntry")]
    notes += [_content(each) for each in named(element, "description")]
    return TableRule(
        element,
        number,
        tuple(Entry(each, _text(each)) for each in named(element, "inputEntry")),
        tuple(Entry(each, _text(each)) for each in named(element, "outputEntry")),
        " ".join(note for note in notes if note),
    )


def _inside(element: Element, name: str) -> str:
    found = next(named(element, name), None)
    return "" if found is None else _text(found)


def _text(element: Element) -> str:
    return " ".join(_content(each) for each in named(element, "text"))


def _content(element: Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def _type(reference: str) -> str:
    return reference.rpartition(":")[2]
