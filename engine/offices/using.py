"""Which procedures ask for a setting, as their newest versions and decision tables say."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from engine import access
from engine.context import Engine
from engine.execution import asked_decisions
from engine.model import Person
from engine.store import Transaction, catalogue, outlook

_ASKED: Final = re.compile(rb"setting\(\s*(?:&quot;|&#34;|[\"'])([a-z0-9_]+)")
"""How a diagram asks for a setting, quotation marks written as XML has them."""
_WINDOWS: Final = re.compile(rb'filingWindows="([a-z0-9_]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A procedure that asks for a setting; `going_on`: how many of its cases run in the office."""

    definition_key: str
    name_th: str
    name_en: str
    going_on: int


def uses(engine: Engine, person: Person, office: str) -> dict[str, list[Use]]:
    """Return by setting which procedures' newest versions ask for it.

    Raises:
        NotFound: the person has nothing to do with the office.
    """
    access.require_member(person, office)
    found: dict[str, list[Use]] = {}
    with engine.reading() as tx:
        going_on = outlook.going_on(tx, office)
        for row in catalogue.newest_of_all(tx):
            use = Use(
                definition_key=row.key,
                name_th=row.name_th,
                name_en=row.name_en,
                going_on=going_on.get(row.key, 0),
            )
            for name in _asked_by(tx, row.key, row.version):
                found.setdefault(name, []).append(use)
    return found


def _asked_by(tx: Transaction, key: str, version: int) -> list[str]:
    diagram: Any = catalogue.diagram(tx, key, version)
    names = set(_asked(diagram[0]))
    for table in asked_decisions(diagram[0]):
        if (found := catalogue.decision(tx, table)) is not None:
            names.update(_asked(found[1]))
    return sorted(names)


@lru_cache(256)
def _asked(xml: bytes) -> tuple[str, ...]:
    """Return the settings that a diagram or a table asks for, each once."""
    names = {*_ASKED.findall(xml), *_WINDOWS.findall(xml)}
    return tuple(sorted(name.decode() for name in names))
