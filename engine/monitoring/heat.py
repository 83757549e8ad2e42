"""A procedure's version as a whole: where its tokens wait, what is late, how long steps take.

Tokens and delays are counted now. Times are calendar time, nights and holidays included. Those of
tasks are from the newest cases, those that ended and those that run: from a task's opening to its
completion. Those of messages, timers and services are from the histories of the newest that ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, median
from typing import Final

from engine import access
from engine.context import Engine
from engine.errors import DefinitionNotFound
from engine.execution import Definition
from engine.foreseeing import Named, name_of
from engine.model import InstanceStatus, Person
from engine.monitoring import passages
from engine.roles import ANALYST
from engine.rows import DefinitionRow
from engine.store import Transaction, catalogue
from engine.store import heat as rows
from engine.store.heat import Place, Tally

SAMPLE: Final = 200
"""So many of the newest finished cases, and of the newest running ones, are measured."""
FEWEST: Final = 5
"""Below so many nothing is said of how long something takes: it would be an anecdote."""
RUNNING: Final = (InstanceStatus.ACTIVE, InstanceStatus.SUSPENDED)
_WAITS = frozenset({"userTask", "receiveTask", "intermediateCatchEvent"})
"""What is listed though nobody waits there now; of the rest, only where something stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """How long something took, of the newest `sample` times; None below `FEWEST`."""

    sample: int
    mean: timedelta | None = None
    median: timedelta | None = None
    longest: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementHeat:
    """One element: tokens that stand there now, how many are late or stuck, how long it takes."""

    element: Named
    tokens: int
    late: int
    stuck: int
    times: Durations


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """A version of a procedure in the offices the person oversees, as it is at a moment."""

    definition: DefinitionRow
    at: datetime
    offices: list[str]
    by_status: dict[InstanceStatus, int]
    late: int
    stuck: int
    whole: Durations
    elements: list[ElementHeat]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureTally:
    """How many cases a version has; `is_newest`: the one that new cases begin with."""

    definition: DefinitionRow
    by_status: dict[InstanceStatus, int]
    late: int
    stuck: int
    is_newest: bool


def procedures(engine: Engine, person: Person, office: str | None = None) -> list[ProcedureTally]:
    """List the newest version of each procedure, and older ones that had cases, with counts.

    Those with the most running cases come first, the versions of one beside each other.
    """
    with engine.reading() as tx:
        offices = _offices(tx, person, office)
        found = {(t.key, t.version): t for t in rows.tallies(tx, offices)} if offices else {}
        newest = {row.key: row for row in catalogue.newest_of_all(tx)}
        older = [
            row
            for key in sorted({key for key, _ in found})
            for row in catalogue.versions(tx, key)
            if (key, row.version) in found and row.version != newest[key].version
        ]
        load = _load(found)
        listed = [*newest.values(), *older]
        listed.sort(key=lambda row: (-load.get(row.key, 0), row.key, -row.version))
        return [_tally(row, found, newest[row.key].version) for row in listed]


def _load(found: dict[tuple[str, int], Tally]) -> dict[str, int]:
    """Count the running cases of each procedure, of whichever version."""
    load: dict[str, int] = {}
    for (key, _), tally in found.items():
        running = sum(tally.by_status.get(status, 0) for status in RUNNING)
        load[key] = load.get(key, 0) + running
    return load


def _tally(row: DefinitionRow, found: dict[tuple[str, int], Tally], newest: int) -> ProcedureTally:
    tally = found.get((row.key, row.version))
    return ProcedureTally(
        definition=row,
        by_status={} if tally is None else tally.by_status,
        late=0 if tally is None else tally.late,
        stuck=0 if tally is None else tally.stuck,
        is_newest=row.version == newest,
    )


def of_version(
    engine: Engine, person: Person, place: tuple[str, int | None], office: str | None = None
) -> Heat:
    """Measure one version, `place` being its key and number, in one office or all overseen.

    Without a number it is the newest.

    Raises:
        DefinitionNotFound: there is no such version.
    """
    key, number = place
    with engine.reading() as tx:
        row = catalogue.version(tx, key, number) if number else catalogue.newest(tx, key)
        if row is None:
            raise DefinitionNotFound(key=f"{key} {number or ''}".strip())
        offices = _offices(tx, person, office)
        definition = engine.definitions.get(tx, key, row.version)
        here = Place(offices=offices, key=key, version=row.version)
        return _measured(tx, row, definition, here)


def _measured(tx: Transaction, row: DefinitionRow, definition: Definition, here: Place) -> Heat:
    mine = [t for t in rows.tallies(tx, here.offices, row.key) if t.version == row.version]
    done = rows.finished(tx, here, SAMPLE) if here.offices else []
    return Heat(
        definition=row,
        at=tx.now,
        offices=list(here.offices),
        by_status=mine[0].by_status if mine else {},
        late=mine[0].late if mine else 0,
        stuck=mine[0].stuck if mine else 0,
        whole=durations([each.ended - each.began for each in done]),
        elements=_elements(tx, definition, here, done) if here.offices else [],
    )


def _elements(
    tx: Transaction, definition: Definition, here: Place, done: Sequence[rows.Finished]
) -> list[ElementHeat]:
    drawn = definition.elements.values()
    others = [e.id for e in drawn if e.kind != "userTask" and e.attached_to is None]
    standing = (
        rows.tasks_waiting(tx, here),
        rows.others_waiting(tx, here, others),
        rows.failed_tokens(tx, here),
    )
    late, stuck = rows.tasks_late(tx, here), rows.stuck(tx, here)
    opened = passages.waits_of(tx, [(each.office, each.id) for each in done[: passages.CASES]])
    times = {**opened, **rows.passages(tx, here, SAMPLE)}
    found = [
        ElementHeat(
            element=name_of(definition, each.id),
            tokens=sum(some.get(each.id, 0) for some in standing),
            late=late.get(each.id, 0),
            stuck=stuck.get(each.id, 0),
            times=durations(times.get(each.id, [])),
        )
        for each in drawn
    ]
    return [e for e in found if e.tokens or e.stuck or _always(definition, e.element)]


def _always(definition: Definition, element: Named) -> bool:
    return element.kind in _WAITS and definition.elements[element.id].attached_to is None


def durations(lasted: Sequence[timedelta]) -> Durations:
    """Summarise how long something took; nothing but the number when that is below `FEWEST`."""
    if len(lasted) < FEWEST:
        return Durations(sample=len(lasted))
    seconds = [each.total_seconds() for each in lasted]
    return Durations(
        sample=len(lasted),
        mean=timedelta(seconds=fmean(seconds)),
        median=timedelta(seconds=median(seconds)),
        longest=timedelta(seconds=max(seconds)),
    )


def _offices(tx: Transaction, person: Person, office: str | None) -> list[str]:
    """Those whose every case the person sees; an analyst counts those of theirs, unnamed."""
    seen = set(access.seen_offices(tx, person))
    theirs = [o for o in access.offices_of(tx, person) if access.has_role(person, o, ANALYST)]
    return [each for each in sorted(seen.union(theirs)) if office in (None, each)]
