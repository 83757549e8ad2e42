"""Where a file speaks of variables: each expression of a diagram, each column and cell of a table.

Reads only, and forgives: what does not parse says nothing here; the checks tell of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from engine.differences import Said
from engine.errors import ExpressionInvalid
from engine.execution.cells import as_condition
from engine.execution.differing.telling import kind_called, property_called
from engine.execution.rules.expressions import Place, places
from engine.execution.rules.reading import Diagram, Known
from engine.execution.table import VERSIONS, Table, named, read_table
from engine.execution.vocabulary import Element, camunda, khanton, local_name
from engine.expressions import named as paths_in
from engine.expressions import parse_script, parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An expression: at which element, in what of it, as written, and the paths it reads."""

    element_id: str
    kind: Said
    name: Said
    place: Said
    text: str
    paths: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An element that asks for a form or a table by key."""

    element_id: str
    kind: Said
    name: Said


def mentions(xml: bytes) -> list[Mention]:
    """Return every expression of a diagram; none where it cannot be read."""
    diagram = _diagram(xml)
    if diagram is None:
        return []
    return [each for place in places(diagram) if place.text for each in _of_place(diagram, place)]


def asks(xml: bytes, attribute: str, key: str) -> list[Asked]:
    """Return the elements whose `formKey` or `decisionRef` (the attribute) is the key."""
    diagram = _diagram(xml)
    if diagram is None:
        return []
    return [
        Asked(element_id=node.get("id", ""), kind=_kind(node), name=_name(diagram, node))
        for node in diagram.nodes
        if node.get(camunda(attribute)) == key
    ]


def table_mentions(xml: bytes) -> list[Mention]:
    """Return the columns and cells of a decision table that read variables."""
    table = _table(xml)
    return [] if table is None else [each for each in _in_table(table) if each.paths]


def _diagram(xml: bytes) -> Diagram | None:
    root = _root(xml)
    return None if root is None else Diagram(root, "", Known())


def _root(xml: bytes) -> Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _of_place(diagram: Diagram, place: Place) -> Iterator[Mention]:
    paths = frozenset[str]().union(*map(paths_in, _expressions(place)))
    if paths:
        yield Mention(
            element_id=place.element.get("id", ""),
            kind=_kind(place.element),
            name=_name(diagram, place.element),
            place=_place_called(place.name),
            text=place.text.strip(),
            paths=paths,
        )


def _expressions(place: Place) -> Iterable[str]:
    if place.name == "script":
        try:
            return [line.expression.text for line in parse_script(place.text)]
        except ExpressionInvalid:
            return []
    inner = parts(place.text)
    is_bare = place.name.startswith(("khanton:", "camunda:")) or place.name in _BARE
    return inner or ([place.text] if is_bare else [])


_BARE = frozenset({"loopCardinality", "messagePath"})


def _place_called(name: str) -> Said:
    if name.startswith("inputParameter "):
        return property_called(f"inputParameter[{name.removeprefix('inputParameter ')}]")
    if name.startswith("khanton:deadline "):
        return property_called(f"deadline/@{name.rpartition(' ')[2]}")
    bare = name.rpartition(":")[2]
    found = property_called(f"@{bare}")
    return property_called(bare) if found.th == f"@{bare}" else found


def _kind(element: Element) -> Said:
    return kind_called(local_name(element))


def _name(diagram: Diagram, element: Element) -> Said:
    """Return an element's name; a flow without one is known by where it comes from."""
    th = element.get("name", "").strip()
    if not th and local_name(element) == "sequenceFlow":
        source = element.get("sourceRef")
        near = next((node for node in diagram.nodes if node.get("id") == source), None)
        th = "" if near is None else near.get("name", "").strip()
    th = th or element.get("id", "")
    return Said(th=th, en=element.get(khanton("nameEn"), "") or th)


def _table(xml: bytes) -> Table | None:
    root = _root(xml)
    if root is None or etree.QName(root).namespace not in VERSIONS:
        return None
    for decision in named(root, "decision"):
        for element in named(decision, "decisionTable"):
            return read_table(decision, element)
    return None


def _in_table(table: Table) -> Iterator[Mention]:
    column, cell = Said(th="คอลัมน์", en="column"), Said(th="ช่องของกฎ", en="cell of a rule")
    for clause in table.inputs:
        yield _of_table(table, column, clause.text, clause.text)
    for rule in table.rules:
        for clause, entry in zip(table.inputs, rule.inputs, strict=False):
            own = paths_in(as_condition(clause.text, entry.text) or "0") - paths_in(clause.text)
            yield _of_table(table, cell, entry.text, own)
        for entry in rule.outputs:
            yield _of_table(table, cell, entry.text, entry.text)


def _of_table(table: Table, place: Said, text: str, read: str | frozenset[str]) -> Mention:
    return Mention(
        element_id=table.key,
        kind=Said(th="ตารางตัดสินใจ", en="decision table"),
        name=Said(th=table.key, en=table.key),
        place=place,
        text=text,
        paths=paths_in(read or "0") if isinstance(read, str) else read,
    )
