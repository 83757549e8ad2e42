"""Scenarios: trials that were kept under a name with what is expected of them, and run again."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from engine import drafts
from engine.context import Engine
from engine.errors import (
    EngineError,
    MoveInvalid,
    ScenarioChanged,
    ScenarioNameTaken,
    ScenarioNotFound,
)
from engine.model import Person
from engine.store import Transaction, new_id
from engine.store import trying as rows
from engine.store.trying import ScenarioRow
from engine.trying import expecting, moves
from engine.trying.expecting import Expectation
from engine.trying.founding import found
from engine.trying.keeping import Trial
from engine.trying.looking import look
from engine.trying.moves import Move
from engine.trying.naming import Names, Pair, names_of
from engine.trying.world import World

MOST_SCENARIOS: Final = 200
_MOST_EXPECTATIONS: Final = 500
_MOST_NAME: Final = 120
Passed = Mapping[tuple[str, str], int]
"""How often, by the key of a diagram and the id of an element or flow in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a scenario failed: what was expected, if that is why, and what happened instead."""

    expected: Pair | None
    got: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioResult:
    """What came of a scenario on the draft's files as they are now.

    `done`: how many of its moves still fitted. `elements`, `flows`: how often each was passed.
    """

    id: UUID
    name: str
    is_passed: bool
    failures: tuple[Failure, ...]
    done: int
    elements: Passed = field(default_factory=dict)
    flows: Passed = field(default_factory=dict)


def list_all(engine: Engine, person: Person, draft_id: UUID) -> list[ScenarioRow]:
    """Return the scenarios of a draft by name.

    Raises:
        Forbidden, DraftNotFound: as for reading the draft.
    """
    drafts.bodies(engine, person, draft_id)
    with engine.reading() as tx:
        return rows.scenarios(tx, draft_id)


def get(engine: Engine, person: Person, draft_id: UUID, identity: UUID) -> ScenarioRow:
    """Return one scenario of a draft.

    Raises:
        ScenarioNotFound: there is none.
    """
    for row in list_all(engine, person, draft_id):
        if row.id == identity:
            return row
    raise ScenarioNotFound(id=identity)


def keep(
    engine: Engine, person: Person, trial: Trial, name: str, expected: Iterable[Expectation]
) -> ScenarioRow:
    """Keep what a trial did under a name, with what is expected of it from now on.

    Raises:
        MoveInvalid: it did nothing, or the name is empty.
        ScenarioNameTaken: another of the draft has that name.
    """
    draft_id, row = trial.row.draft_id, trial.row
    drafts.bodies(engine, person, draft_id)
    done = row.moves[: row.position]
    if not done:
        raise MoveInvalid(why_th="ยังไม่ได้ทำอะไรเลย", why_en="nothing has been done yet.")
    with engine.begin() as tx:
        made = ScenarioRow(
            id=new_id(),
            draft_id=draft_id,
            name=_fit_name(tx, draft_id, None, name),
            office=row.office,
            begins_at=row.begins_at,
            moves=done,
            expectations=_fit(expected),
            revision=1,
            changed_by=person.id,
            changed_at=tx.now,
        )
        _require_room(tx, draft_id)
        rows.add_scenario(tx, made)
        return made


def change(
    engine: Engine,
    person: Person,
    seen: ScenarioRow,
    name: str,
    expected: Iterable[Expectation],
) -> ScenarioRow:
    """Change the name and the expectations of a scenario as it was seen.

    Raises:
        ScenarioChanged: somebody has changed it meanwhile.
        ScenarioNameTaken: another of the draft has that name.
    """
    now = get(engine, person, seen.draft_id, seen.id)
    with engine.begin() as tx:
        changed = replace(
            seen,
            name=_fit_name(tx, seen.draft_id, seen.id, name),
            expectations=_fit(expected),
            revision=seen.revision + 1,
            changed_by=person.id,
            changed_at=tx.now,
        )
        if not rows.change_scenario(tx, changed, seen.revision):
            raise ScenarioChanged(by=now.changed_by)
        return changed


def remove(engine: Engine, person: Person, draft_id: UUID, identity: UUID) -> None:
    """Remove a scenario; one that is gone already is no error."""
    drafts.bodies(engine, person, draft_id)
    with engine.begin() as tx:
        rows.drop_scenario(tx, draft_id, identity)


def run_all(engine: Engine, person: Person, draft_id: UUID) -> list[ScenarioResult]:
    """Run every scenario of a draft on its files as they are now, by name.

    Raises:
        Forbidden, DraftNotFound: as for reading the draft.
        DeploymentRefused: the draft cannot run; `problems` says why.
    """
    files = drafts.bodies(engine, person, draft_id)
    return [_run(engine, files, row) for row in list_all(engine, person, draft_id)]


def run_one(engine: Engine, person: Person, draft_id: UUID, identity: UUID) -> ScenarioResult:
    """Run one scenario of a draft on its files as they are now; `run_all` says what it refuses."""
    files = drafts.bodies(engine, person, draft_id)
    return _run(engine, files, get(engine, person, draft_id, identity))


def expectations_of(row: ScenarioRow) -> list[Expectation]:
    """Return what is expected in a scenario."""
    return [expecting.from_json(each) for each in row.expectations]


def moves_of(row: ScenarioRow) -> list[Move]:
    """Return what is done in a scenario."""
    return [moves.from_json(each["move"]) for each in row.moves]


def names_for(engine: Engine, person: Person, draft_id: UUID, row: ScenarioRow) -> Names:
    """Return how everything is called that a scenario is about, as the draft calls it now.

    Raises:
        Forbidden, DraftNotFound: as for reading the draft.
        DeploymentRefused: the draft cannot run; `problems` says why.
    """
    files = drafts.bodies(engine, person, draft_id)
    world = World(found(engine, row.office, files), row.begins_at, steps_back=False)
    try:
        return names_of(world)
    finally:
        world.close()


def lived(engine: Engine, files: Mapping[str, bytes], row: ScenarioRow) -> World:
    """Return the world of a scenario on these files; whoever asks for it closes it.

    Raises:
        DeploymentRefused: the files cannot run.
    """
    world = World(found(engine, row.office, files), row.begins_at, steps_back=False)
    world.live(moves_of(row))
    return world


def _run(engine: Engine, files: Mapping[str, bytes], row: ScenarioRow) -> ScenarioResult:
    world = lived(engine, files, row)
    try:
        return _judged(world, row)
    finally:
        world.close()


def _judged(world: World, row: ScenarioRow) -> ScenarioResult:
    seen, names = look(world), names_of(world)
    failures = [] if world.stopped is None else [_unfit(world, names)]
    failures += [
        Failure(expected=expecting.said(each, names), got=got)
        for each in expectations_of(row)
        if (got := expecting.checked(each, seen, names)) is not None
    ]
    return ScenarioResult(
        id=row.id,
        name=row.name,
        is_passed=not failures,
        failures=tuple(failures),
        done=len(world.moves),
        elements=_summed(expecting.passed(case) for case in seen.cases),
        flows=_summed(expecting.taken(case) for case in seen.cases),
    )


def _unfit(world: World, names: Names) -> Failure:
    """Say which move no longer fits, and why."""
    move, refusal = world.stopped or (None, EngineError())
    number = len(world.moves) + 1
    th, en = ("", "") if move is None else names.move(move)
    return Failure(
        expected=(f"การกระทำที่ {number}: {th}", f"Move {number}: {en}"),
        got=(_worded(refusal, names, 0), _worded(refusal, names, 1)),
    )


def _worded(refusal: EngineError, names: Names, language: int) -> str:
    """Return a refusal's sentence, elements called by their names."""
    text = refusal.text(("th", "en")[language])
    return re.sub(r"“(\w+)”", lambda each: f"“{names.element(each[1])[language]}”", text)


def _summed(parts: Iterable[Passed]) -> Passed:
    found: dict[tuple[str, str], int] = {}
    for part in parts:
        for place, count in part.items():
            found[place] = found.get(place, 0) + count
    return found


def _fit(expected: Iterable[Expectation]) -> list[dict[str, Any]]:
    told = [each.to_json() for each in expected]
    if len(told) > _MOST_EXPECTATIONS:
        raise MoveInvalid(
            why_th=f"คาดหวังได้ไม่เกิน {_MOST_EXPECTATIONS} ข้อ",
            why_en=f"there may be {_MOST_EXPECTATIONS} expectations.",
        )
    return told


def _fit_name(tx: Transaction, draft_id: UUID, of: UUID | None, name: str) -> str:
    fit = " ".join(name.split())[:_MOST_NAME]
    if not fit:
        raise MoveInvalid(why_th="ยังไม่ได้ตั้งชื่อ", why_en="it has no name.")
    if any(each.name == fit and each.id != of for each in rows.scenarios(tx, draft_id)):
        raise ScenarioNameTaken(name=fit)
    return fit


def _require_room(tx: Transaction, draft_id: UUID) -> None:
    if len(rows.scenarios(tx, draft_id)) >= MOST_SCENARIOS:
        raise MoveInvalid(
            why_th=f"มีได้ไม่เกิน {MOST_SCENARIOS} สถานการณ์",
            why_en=f"there may be {MOST_SCENARIOS} scenarios.",
        )
