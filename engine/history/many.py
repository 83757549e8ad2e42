"""All cases of a procedure at once: what moved in them, in the order in which it happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.context import Engine
from engine.history.casefile import CaseFile, Diagram, Drawn, casefile, diagrams
from engine.history.finding import Search, selected
from engine.model import Person
from engine.replay import ToldEvent
from engine.replay.stories import Pair
from engine.rows import InstanceRow
from engine.store import Transaction, audited, people

MOST_CASES: Final = 300
MOST_EVENTS: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """The cases of one version of a procedure. `is_cut`: older ones were left out.

    `events`: each with the case that it is of, by moment; those without a step are left out.
    """

    diagrams: tuple[Diagram, ...]
    cases: tuple[CaseFile, ...]
    events: tuple[tuple[CaseFile, ToldEvent], ...]
    people: Mapping[str, Pair]
    is_cut: bool


def replay_many(engine: Engine, person: Person, wanted: Search) -> Many:
    """Return the newest cases found, at most 300 with 2,000 events; the look is written down.

    `wanted` names the procedure and its version. No data of the cases are told, only their steps.

    Raises:
        Forbidden: the person audits no office, or not the one named.
        DefinitionNotFound: there is no such version.
    """
    key, version = str(wanted.definition_key), wanted.definition_version or 0
    with engine.begin() as tx:
        asked = selected(tx, person, wanted)
        own = diagrams(tx, key, version)
        rows = audited.find(tx, asked, None, MOST_CASES)
        cases = _newest(tx, rows[:MOST_CASES], {(key, version): own})
        for office in asked.offices:
            people.note(tx, office, person.id, f"replay_many:{key}")
    events = [(case, event) for case in cases for event in case.events if _moves(event)]
    known = {name: pair for case in cases for name, pair in case.people.items()}
    return Many(
        diagrams=own,
        cases=tuple(cases),
        events=tuple(sorted(events, key=_order)),
        people=known,
        is_cut=len(cases) < len(rows),
    )


def _newest(tx: Transaction, rows: list[InstanceRow], drawn: Drawn) -> list[CaseFile]:
    found: list[CaseFile] = []
    left = MOST_EVENTS
    for row in rows:
        case = casefile(tx, row, drawn)
        left -= sum(_moves(event) for event in case.events)
        if left < 0 and found:
            break
        found.append(case)
    return found


def _moves(event: ToldEvent) -> bool:
    return bool((event.data or {}).get("steps"))


def _order(each: tuple[CaseFile, ToldEvent]) -> tuple[float, str, int]:
    case, event = each
    return event.at.timestamp(), case.instance.business_key, event.seq
