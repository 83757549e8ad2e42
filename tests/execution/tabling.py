"""Writes small decision tables as XML text: `dmn([Input("age")], [Output("fee")], rules)`."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


@dataclass(frozen=True)
class Input:
    """A column of conditions: what it asks, its typeRef and its inputValues."""

    asks: str
    type: str = ""
    listed: str = ""


@dataclass(frozen=True)
class Output:
    """A column of outcomes: its name, typeRef, outputValues and what it is when no rule holds."""

    name: str
    type: str = ""
    listed: str = ""
    default: str = ""


def dmn(
    inputs: Sequence[Input],
    outputs: Sequence[Output],
    rules: Sequence[Sequence[str]],
    policy: str = "UNIQUE",
    **attributes: str,
) -> bytes:
    """Return a DMN file with the one decision `fee`; a rule is its cells, inputs first."""
    given = {"id": "table", "hitPolicy": policy, **attributes}
    columns = [_input(each, at) for at, each in enumerate(inputs)]
    columns += [_output(each, at) for at, each in enumerate(outputs)]
    rows = [_rule(cells, len(inputs), n) for n, cells in enumerate(rules, start=1)]
    return decision(tag("decisionTable", *columns, *rows, **given))


def decision(content: str, before: str = "", after: str = "", **attributes: str) -> bytes:
    """Return a DMN file whose decision `fee` is made of this; what stands before it and after."""
    given = {"id": "fee", "name": "fee", **attributes}
    return definitions(before + tag("decision", content, **given) + after)


def definitions(content: str, namespace: str = DMN, **attributes: str) -> bytes:
    """Return a DMN file with this content."""
    given = {"xmlns": namespace, "id": "file", "name": "file", "namespace": "n", **attributes}
    return tag("definitions", content, **given).encode()


def tag(name: str, /, *inside: str, **attributes: str) -> str:
    """Return one element."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def text(name: str, words: str, **attributes: str) -> str:
    """Return an element around a text element, as DMN writes expressions."""
    return tag(name, tag("text", escape(words)), **attributes)


def _input(clause: Input, at: int) -> str:
    kind = {"typeRef": clause.type} if clause.type else {}
    asked = text("inputExpression", clause.asks, id=f"asked_{at}", **kind)
    listed = text("inputValues", clause.listed) if clause.listed else ""
    return tag("input", asked, listed, id=f"in_{at}")


def _output(clause: Output, at: int) -> str:
    kind = {"typeRef": clause.type} if clause.type else {}
    listed = text("outputValues", clause.listed) if clause.listed else ""
    default = text("defaultOutputEntry", clause.default) if clause.default else ""
    return tag("output", listed, default, id=f"out_{at}", name=clause.name, **kind)


def _rule(cells: Sequence[str], inputs: int, number: int) -> str:
    kinds = ["inputEntry"] * inputs + ["outputEntry"] * (len(cells) - inputs)
    entries = [
        text(kind, cell, id=f"cell_{number}_{at}")
        for at, (kind, cell) in enumerate(zip(kinds, cells, strict=True))
    ]
    return tag("rule", tag("description", f"ข้อ {number}"), *entries, id=f"rule_{number}")
