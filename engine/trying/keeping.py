"""The trials people are in: kept as their moves in a row, lived in the memory of each process.

A process that has not the world, or has an earlier or a later one, lives it from the row. So any
process answers, a restart loses nothing, and a draft that has changed is tried as it is now.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Final
from uuid import UUID

from engine import access, drafts
from engine.context import Engine
from engine.errors import DefinitionNotFound, EngineError, MoveUnfit, TrialMoved
from engine.model import Person
from engine.store import catalogue
from engine.store import trying as rows
from engine.store.trying import ScenarioRow, TrialRow
from engine.trying.founding import Founded, found
from engine.trying.moves import Move, from_json
from engine.trying.world import World

_MOST_WORLDS: Final = 16
_IDLE_SECONDS: Final = 1800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A person's trial of a draft: what is kept of it, and the world that lives of that.

    `moves`: each with the moment after it, those stepped back from too.
    """

    row: TrialRow
    world: World

    @property
    def moves(self) -> list[tuple[Move, datetime]]:
        """Return every move with the moment at which it ended."""
        told = self.row.moves
        return [(from_json(each["move"]), datetime.fromisoformat(each["at"])) for each in told]


class _Worlds:
    """The worlds of this process, the longest unused first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[UUID, str], tuple[World, float]] = OrderedDict()
        self._lock = Lock()

    def get(self, row: TrialRow, founded: Founded) -> World:
        """Return the world of a trial; a new one where its files or its first moment are others."""
        key = (row.draft_id, row.user_id)
        with self._lock:
            self._drop_idle()
            world, _ = self._kept.pop(key, (None, 0.0))
            fits = world is not None and world.founded is founded
            if world is None or not fits or world.begins_at != row.begins_at:
                self._close(world)
                world = World(founded, row.begins_at)
            self._kept[key] = (world, monotonic())
            return world

    def drop(self, draft_id: UUID, user_id: str) -> None:
        """Let a world go."""
        with self._lock:
            self._close(self._kept.pop((draft_id, user_id), (None, 0.0))[0])

    def forget(self) -> None:
        """Let every world go."""
        with self._lock:
            for world, _ in self._kept.values():
                self._close(world)
            self._kept.clear()

    def _drop_idle(self) -> None:
        long_ago = monotonic() - _IDLE_SECONDS
        for key, (world, used) in list(self._kept.items()):
            if used < long_ago or len(self._kept) >= _MOST_WORLDS:
                del self._kept[key]
                self._close(world)

    def _close(self, world: World | None) -> None:
        if world is not None:
            with world.lock:
                world.close()


_worlds = _Worlds()


def begin(
    engine: Engine, person: Person, draft_id: UUID, at: datetime, office: str | None = None
) -> Trial:
    """Begin a trial at a moment, in place of the one the person was in; in the person's own office.

    Raises:
        Forbidden, DraftNotFound: as for reading the draft.
        DeploymentRefused: the draft cannot run; `problems` says why.
    """
    files = drafts.bodies(engine, person, draft_id)
    office = office or office_of(engine, person)
    founded = found(engine, office, files)
    with engine.begin() as tx:
        row = TrialRow(
            draft_id=draft_id,
            user_id=person.id,
            office=office,
            begins_at=at,
            moves=[],
            position=0,
            version=_next_version(rows.trial(tx, draft_id, person.id)),
            changed_at=tx.now,
        )
        rows.put_trial(tx, row)
    return Trial(row=row, world=_lived(row, founded))


def take_up(engine: Engine, person: Person, draft_id: UUID, kept: ScenarioRow) -> Trial:
    """Begin a trial as a scenario did, with all its moves, in place of the one the person was in.

    Raises:
        Forbidden, DraftNotFound, DeploymentRefused: as for beginning one.
    """
    trial = begin(engine, person, draft_id, kept.begins_at, kept.office)
    with engine.begin() as tx:
        row = replace(
            trial.row,
            moves=kept.moves,
            position=len(kept.moves),
            version=trial.row.version + 1,
            changed_at=tx.now,
        )
        rows.put_trial(tx, row)
    with trial.world.lock:
        trial.world.live(_lived_moves(row))
    return Trial(row=row, world=trial.world)


def current(engine: Engine, person: Person, draft_id: UUID) -> Trial | None:
    """Return the trial that a person is in; None where there is none.

    Raises:
        Forbidden, DraftNotFound: as for reading the draft.
        DeploymentRefused: the draft cannot run any more; `problems` says why.
    """
    files = drafts.bodies(engine, person, draft_id)
    with engine.reading() as tx:
        row = rows.trial(tx, draft_id, person.id)
    if row is None:
        return None
    return Trial(row=row, world=_lived(row, found(engine, row.office, files)))


def play(engine: Engine, person: Person, draft_id: UUID, move: Move, seen: int) -> Trial:
    """Do a move in the person's trial; `seen`: the version of the trial that the person saw.

    What was stepped back from is forgotten with it.

    Raises:
        TrialMoved: it has another version by now.
        EngineError: the move is refused, and nothing has changed.
    """

    def played(trial: Trial) -> TrialRow:
        row, world = trial.row, trial.world
        if world.stopped is not None:
            row = replace(row, position=len(world.moves))
        world.play(move)
        told = {"move": move.to_json(), "at": world.now.isoformat()}
        moves = [*row.moves[: row.position], told]
        return replace(row, moves=moves, position=len(moves))

    return _changed(engine, person, draft_id, seen, played)


def step_to(engine: Engine, person: Person, draft_id: UUID, position: int, seen: int) -> Trial:
    """Step back, or forward again, to how it was after so many of the moves.

    Raises:
        TrialMoved: it has another version by now.
        MoveUnfit: there are not so many moves.
    """

    def stepped(trial: Trial) -> TrialRow:
        if not 0 <= position <= len(trial.row.moves):
            raise MoveUnfit(why_th="ไม่มีจังหวะนั้น", why_en="there is no such moment.")
        return replace(trial.row, position=position)

    return _changed(engine, person, draft_id, seen, stepped)


def diagram(engine: Engine, person: Person, draft_id: UUID, key: str) -> bytes:
    """Return the diagram of a procedure as it is in the person's trial.

    Raises:
        DefinitionNotFound: the trial has no such procedure, or there is no trial.
    """
    trial = current(engine, person, draft_id)
    if trial is None:
        raise DefinitionNotFound(key=key)
    with trial.world.engine.reading() as tx:
        newest = catalogue.newest(tx, key)
        found = None if newest is None else catalogue.diagram(tx, key, newest.version)
    if found is None:
        raise DefinitionNotFound(key=key)
    return found[0]


def leave(engine: Engine, person: Person, draft_id: UUID) -> None:
    """End the trial that a person is in; its scenarios stay."""
    drafts.bodies(engine, person, draft_id)
    with engine.begin() as tx:
        rows.drop_trial(tx, draft_id, person.id)
    _worlds.drop(draft_id, person.id)


def forget_all() -> None:
    """Let every world of this process go; each is lived again when it is asked for."""
    _worlds.forget()


@contextmanager
def inside(trial: Trial) -> Iterator[Engine]:
    """Work within a trial's world: nobody else moves it meanwhile."""
    with trial.world.lock:
        yield trial.world.engine


def _changed(
    engine: Engine,
    person: Person,
    draft_id: UUID,
    seen: int,
    change: Callable[[Trial], TrialRow],
) -> Trial:
    trial = current(engine, person, draft_id)
    if trial is None or trial.row.version != seen:
        raise TrialMoved
    with trial.world.lock:
        changed = replace(change(trial), version=seen + 1)
        with engine.begin() as tx:
            changed = replace(changed, changed_at=tx.now)
            if not rows.move_trial(tx, changed, seen):
                raise TrialMoved
        trial.world.live(_lived_moves(changed))
        return Trial(row=changed, world=trial.world)


def _lived(row: TrialRow, founded: Founded) -> World:
    world = _worlds.get(row, founded)
    with world.lock:
        world.live(_lived_moves(row))
    return world


def _lived_moves(row: TrialRow) -> list[Move]:
    return [from_json(each["move"]) for each in row.moves[: row.position]]


def _next_version(row: TrialRow | None) -> int:
    return 1 if row is None else row.version + 1


def office_of(engine: Engine, person: Person) -> str:
    """Return whose calendar and settings are tried: the person's own office, or the first one."""
    with engine.reading() as tx:
        known = access.offices_of(tx, person)
    if not known:
        raise EngineError
    return known[0]
