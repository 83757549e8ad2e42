"""Which rows of a manual a diagram's elements say they carry: `khanton:rows` on elements."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.execution.vocabulary import Element, khanton, local_name

_DEADLINE = khanton("deadline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An element, process or deadline that says it carries a row; `basis` is a deadline's law."""

    row: str
    kind: str
    definition_key: str
    element_id: str
    name_th: str
    name_en: str
    basis: str


def claims(xml: bytes) -> list[Claim]:
    """Return every claim of a diagram that passed the rules of deployment, in document order."""
    root = etree.fromstring(xml)
    key = next(
        (
            each.get("id") or ""
            for each in root.iter("{*}process")
            if each.get("isExecutable") == "true"
        ),
        "",
    )
    return [claim for each in root.iter("{*}*") for claim in _of(each, key)]


def _of(element: Element, key: str) -> Iterator[Claim]:
    for row in (element.get(khanton("rows")) or "").split():
        yield _claim(element, key, row, local_name(element))
    if element.tag == _DEADLINE:
        event = next(each for each in element.iterancestors() if each.get("name"))
        for row in (element.get("rows") or "").split():
            yield _claim(event, key, row, "deadline", element.get("basis") or "")


def _claim(element: Element, key: str, row: str, kind: str, basis: str = "") -> Claim:
    name = element.get("name") or ""
    return Claim(
        row=row,
        kind=kind,
        definition_key=key,
        element_id=element.get("id") or "",
        name_th=name,
        name_en=element.get(khanton("nameEn")) or name,
        basis=basis or element.get(khanton("basis")) or "",
    )
