"""Two versions of a procedure held against each other: diagram, forms and tables, in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from engine import context
from engine.context import Engine
from engine.differences import Difference
from engine.errors import DefinitionNotFound
from engine.execution import asked_decisions, asked_forms, differences, table_differences
from engine.forms import differing as forms
from engine.rows import DefinitionRow
from engine.store import Transaction, catalogue

Files: TypeAlias = Mapping[str, tuple[int, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A form or decision table of the two versions; None: the older or newer one has none."""

    key: str
    before: int | None
    after: int | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs between two versions; `forms` and `tables`: only those that differ."""

    before: DefinitionRow
    after: DefinitionRow
    elements: tuple[Difference, ...]
    forms: tuple[Part, ...]
    tables: tuple[Part, ...]


def versions(engine: Engine, key: str, before: int, after: int) -> Comparison:
    """Compare two deployed versions, with their forms and tables as they stood at deployment.

    What is deployed is everybody's to see. Later versions of a form, deployed without the
    diagram, belong to the diagram's next version.

    Raises:
        DefinitionNotFound: there is no such version.
    """
    with engine.reading() as tx:
        old, new = _version(tx, key, before), _version(tx, key, after)
        return Comparison(
            before=old.row,
            after=new.row,
            elements=differences(old.xml, new.xml),
            forms=_parts(old.forms, new.forms, forms.differences),
            tables=_parts(old.tables, new.tables, table_differences),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    row: DefinitionRow
    xml: bytes
    forms: Files
    tables: Files


def _version(tx: Transaction, key: str, number: int) -> _Version:
    row, found = catalogue.version(tx, key, number), catalogue.diagram(tx, key, number)
    if row is None or found is None:
        raise DefinitionNotFound(key=f"{key} {number}")
    xml, of = found[0], row.deployment_id
    return _Version(
        row=row,
        xml=xml,
        forms=catalogue.forms_as_of(tx, asked_forms(xml), of),
        tables=catalogue.decisions_as_of(tx, asked_decisions(xml), of),
    )


def files_of(engine: Engine, key: str, number: int) -> dict[str, bytes]:
    """Return a deployed version as files: its diagram, and its forms and tables as they stood.

    Raises:
        DefinitionNotFound: there is no such version.
    """
    with engine.reading() as tx:
        found = _version(tx, key, number)
        called = context.diagrams_of(tx, key, number)[1]
    forms_ = {f"{name}.json": body for name, (_, body) in found.forms.items()}
    tables = {f"{name}.dmn": body for name, (_, body) in found.tables.items()}
    return {
        f"{key}.bpmn": found.xml,
        **{f"{name}.bpmn": body for name, body in called.items()},
        **forms_,
        **tables,
    }


def _parts(
    old: Files, new: Files, compare: Callable[[bytes, bytes], Iterable[Difference]]
) -> tuple[Part, ...]:
    found = []
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        told = tuple(compare(was[1], now[1])) if was and now else ()
        if told or was is None or now is None:
            before, after = was and was[0], now and now[0]
            found.append(Part(key=key, before=before, after=after, differences=told))
    return tuple(found)
