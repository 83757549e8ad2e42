"""The heartbeat: does due jobs until told to stop. Any number of workers may run."""

import logging
import threading

from engine import jobs
from engine.context import Engine
from engine.store import record

IDLE_SECONDS = 0.5
"""How long an idle worker waits; a timer is late by so much at most."""
BEAT_EVERY = 20
log = logging.getLogger(__name__)


def run(engine: Engine, stop: threading.Event) -> None:
    """Do due jobs until `stop` is set; the wait is monotonic, whatever the clock does."""
    rounds = 0
    while not stop.is_set():
        busy = _round(engine, rounds)
        rounds += 1
        if not busy:
            stop.wait(IDLE_SECONDS)


def _round(engine: Engine, rounds: int) -> bool:
    """Do one batch; a database that is away is told of and tried again."""
    try:
        if rounds % BEAT_EVERY == 0:
            _beat(engine)
        return jobs.run_due(engine) > 0
    except Exception:
        log.exception("the worker could not reach the database; it tries again")
        return False


def _beat(engine: Engine) -> None:
    with engine.begin() as tx:
        record.beat(tx, "worker")
