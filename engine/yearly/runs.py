"""Runs of simulated years: begun by an analyst, lived in a thread, kept beside the draft.

One at a time in a process, so that pages stay quick. How far it is and what came of it are rows:
whichever process is asked can tell. Whoever wants it no more says so in the row.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Lock, Thread
from typing import Final
from uuid import UUID

import orjson

from engine import access
from engine.context import Engine
from engine.errors import (
    EngineError,
    Forbidden,
    SimulationBusy,
    SimulationNotFound,
)
from engine.model import Person
from engine.rows import SimulationRow
from engine.store import Transaction, new_id, simulations
from engine.yearly.assuming import Assumptions, require_sound
from engine.yearly.life import live
from engine.yearly.modelling import Model
from engine.yearly.outcome import Outcome
from engine.yearly.preparing import deployed_model, model_of
from engine.yearly.supposing import supposed
from engine.yearly.written import plain, read, written

RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
SILENT: Final = timedelta(minutes=2)
"""Who has told nothing for so long simulates no more: its process has ended."""
KEPT: Final = 12
"""So many runs of a draft are kept."""
_TOLD_EVERY: Final = 0.5
_WHOLE: Final = 1000
_busy = Lock()
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run: its row, its assumptions, and what came of it and of the deployed version.

    `is_lost`: it was begun and nobody simulates it any more.
    """

    row: SimulationRow
    assumed: Assumptions
    is_lost: bool
    outcome: Outcome | None = None
    before: Outcome | None = None


def start(
    engine: Engine,
    person: Person,
    draft: tuple[UUID, Mapping[str, bytes]],
    assumed: Assumptions,
    compared: str | None = None,
) -> UUID:
    """Begin to simulate a draft, given by id and files; return the run's id at once.

    `compared`: the key of a procedure whose deployed version is simulated with the same chance.

    Raises:
        Forbidden: the person is no analyst.
        SimulationInvalid: an assumption is out of bounds, or no case can begin with the draft.
        DeploymentRefused: the draft has errors; `problems` tells of them.
        DefinitionNotFound: nothing is deployed to compare with.
        SimulationBusy: this process simulates already.
    """
    require_analyst(person)
    require_sound(assumed)
    place = (assumed.office, assumed.year)
    with engine.reading() as tx:
        lives = [(model_of(engine, tx, draft[1], place), assumed)]
        if compared:
            model = deployed_model(tx, compared, place)
            lives.append(
                (model, _alike(supposed(tx, person, model, assumed.year).assumed, assumed))
            )
    if not _busy.acquire(blocking=False):
        raise SimulationBusy
    try:
        identity = _begin(engine, person, draft[0], assumed)
        Thread(target=_live, args=(engine, identity, lives), daemon=True).start()
    except BaseException:
        _busy.release()
        raise
    return identity


def _alike(own: Assumptions, given: Assumptions) -> Assumptions:
    """Return what is given, and of what only the other version has, its own."""
    return replace(
        given,
        staff={**own.staff, **given.staff},
        tasks={**own.tasks, **given.tasks},
        choices={**own.choices, **given.choices},
    )


def finish() -> None:
    """Wait until this process simulates nothing."""
    with _busy:
        return


def require_analyst(person: Person) -> None:
    """Refuse whoever may not deploy.

    Raises:
        Forbidden: the person is no analyst.
    """
    if not access.may_deploy(person):
        raise Forbidden


def _begin(engine: Engine, person: Person, draft_id: UUID, assumed: Assumptions) -> UUID:
    with engine.begin() as tx:
        row = new_row(tx, person, draft_id, assumed)
        simulations.add(tx, row)
        simulations.keep_newest(tx, draft_id, KEPT)
    return row.id


def new_row(tx: Transaction, person: Person, draft_id: UUID, assumed: Assumptions) -> SimulationRow:
    """Return the row of a run that begins now."""
    return SimulationRow(
        id=new_id(),
        draft_id=draft_id,
        created_by=person.id,
        created_at=tx.now,
        state=RUNNING,
        told_at=tx.now,
        share=0,
        is_unwanted=0,
        asked=plain(assumed),
        problem=None,
    )


def _live(engine: Engine, identity: UUID, lives: list[tuple[Model, Assumptions]]) -> None:
    try:
        done = [
            live(model, assumed, _Telling(engine, identity, (number, len(lives))).tell)
            for number, (model, assumed) in enumerate(lives)
        ]
        bodies = dict(zip(("outcome", "before"), map(written, done), strict=False))
        with engine.begin() as tx:
            simulations.end(tx, identity, DONE, share=_WHOLE, **bodies)
    except EngineError as problem:
        _fail(engine, identity, {"th": problem.text("th"), "en": problem.text("en")})
    except Exception:
        log.exception("a simulated year has failed")
        _fail(engine, identity, {"th": "การจำลองขัดข้อง", "en": "The simulation has failed."})
    finally:
        _busy.release()


def _fail(engine: Engine, identity: UUID, problem: dict[str, str]) -> None:
    with engine.begin() as tx:
        simulations.end(tx, identity, FAILED, problem=problem)


class _Telling:
    """Writes now and then how far a run is, and hears whether it is still wanted."""

    def __init__(self, engine: Engine, identity: UUID, part: tuple[int, int]) -> None:
        self._engine, self._identity = engine, identity
        self._number, self._parts = part
        self._last = time.monotonic()

    def tell(self, share: float) -> bool:
        """Tell what share of this part is over; return whether to go on."""
        if time.monotonic() - self._last < _TOLD_EVERY:
            return True
        self._last = time.monotonic()
        whole = int(_WHOLE * (self._number + share) / self._parts)
        with self._engine.begin() as tx:
            return simulations.tell(tx, self._identity, whole)


def cancel(engine: Engine, person: Person, draft_id: UUID, identity: UUID) -> None:
    """Ask for a run to stop; what is simulated by then is told.

    Raises:
        Forbidden: the person is no analyst.
        SimulationNotFound: the draft has no such run.
    """
    require_analyst(person)
    with engine.begin() as tx:
        if simulations.find(tx, draft_id, identity) is None:
            raise SimulationNotFound
        simulations.unwant(tx, identity)


def get(engine: Engine, person: Person, draft_id: UUID, identity: UUID) -> Run:
    """Return a run with what came of it.

    Raises:
        Forbidden: the person is no analyst.
        SimulationNotFound: the draft has no such run.
    """
    require_analyst(person)
    with engine.reading() as tx:
        row = simulations.find(tx, draft_id, identity)
        if row is None:
            raise SimulationNotFound
        outcome, before = simulations.outcomes(tx, identity)
        lost = row.state == RUNNING and tx.now - row.told_at > SILENT
    return Run(
        row=row,
        assumed=read(Assumptions, row.asked),
        is_lost=lost,
        outcome=_outcome(outcome),
        before=_outcome(before),
    )


def newest(engine: Engine, person: Person, draft_id: UUID) -> list[SimulationRow]:
    """Return the runs of a draft, newest first.

    Raises:
        Forbidden: the person is no analyst.
    """
    require_analyst(person)
    with engine.reading() as tx:
        return simulations.newest(tx, draft_id, KEPT)


def _outcome(body: bytes | None) -> Outcome | None:
    return None if body is None else read(Outcome, orjson.loads(body))
