"""How a rule says what is wrong: a fault is worded once, in Thai and English, with its remedy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.execution.rules.reading import identity
from engine.execution.vocabulary import Element, local_name
from engine.model import Problem, Severity


class Examined(Protocol):
    """What is examined: a diagram or a table, from a file."""

    @property
    def file(self) -> str:
        """The name of the file."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of problem. Texts name particulars in braces; the element is named by itself."""

    rule: str
    th: str
    en: str
    remedy_th: str
    remedy_en: str
    severity: Severity = Severity.ERROR

    def at(self, examined: Examined, element: Element, **particulars: object) -> Problem:
        """Return the problem of this kind at an element."""
        return Problem(
            file=examined.file,
            element_id=nearest_id(element),
            rule=self.rule,
            severity=self.severity,
            message_th=f"{label(element)}: {self.th.format_map(particulars)}",
            message_en=f"{label(element)}: {self.en.format_map(particulars)}",
            remedy_th=self.remedy_th.format_map(particulars),
            remedy_en=self.remedy_en.format_map(particulars),
        )


def nearest_id(element: Element) -> str | None:
    """Return the id of the element, or of the nearest one around it that has an id."""
    around: Element | None = element
    while around is not None and not identity(around):
        around = around.getparent()
    return None if around is None else identity(around)


def label(element: Element) -> str:
    """Return what a person calls the element: its name and id."""
    names: Mapping[str, str | None] = {"name": element.get("name"), "id": nearest_id(element)}
    if names["name"] and identity(element):
        return f"“{names['name']}” ({names['id']})"
    return identity(element) or f"{local_name(element)} ({names['id'] or '–'})"
