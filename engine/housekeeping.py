"""The service's own chores, beside the worker: signing the ledger, tidying, backups, calendars.

APScheduler only says when to look; what is to be done is decided by the engine's clock. No job of
a case is kept here: those are rows. A chore that fails is logged and stops no other; done twice,
or by two processes at once, each leaves the same.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, Final

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from engine import (
    backups,
    calendars,
    contents,
    ledger,
    mornings,
    news,
    notices,
    outgoing,
    people,
    reconciliation,
    self_starting,
)
from engine.calendar import BANGKOK, local_date
from engine.context import Engine
from engine.model import SYSTEM
from engine.store import offices, record, upkeep

SEAL_MINUTES: Final = 5
NEWS_SECONDS: Final = 20
ANSWERS_KEPT: Final = timedelta(days=7)
"""How long the answer to a command is given again under its Idempotency-Key."""
_DECEMBER: Final = 12
_ONE_NIGHT: Final = timedelta(hours=20)
log = logging.getLogger(__name__)

Chore = Callable[[Engine], object]


def seal(engine: Engine) -> None:
    """Sign what is new in the ledger, and say that the housekeeping is alive."""
    ledger.seal_ledger(engine)
    with engine.begin() as tx:
        record.beat(tx, "housekeeping")


def tidy(engine: Engine) -> int:
    """Remove what has served its time: tokens, failures, answers, notices, unused files."""
    with engine.begin() as tx:
        answers = upkeep.forget_answers(tx, tx.now - ANSWERS_KEPT)
    told = notices.sweep(engine) + outgoing.sweep(engine)
    return answers + told + people.sweep(engine) + contents.drop_all_unused(engine)


def renew_calendars(engine: Engine) -> int:
    """In December, write next year's holidays where the offices' calendars lack them.

    Deadlines that run into the new year are counted again. Returns how many days were written.
    """
    today = local_date(engine.clock.now())
    if today.month != _DECEMBER:
        return 0
    with engine.reading() as tx:
        every = [office.id for office in offices.all_offices(tx)]
    return sum(_renew(engine, office, today.year + 1) for office in every)


def _renew(engine: Engine, office: str, year: int) -> int:
    with engine.reading() as tx:
        fresh = calendars.unknown_days(tx, office, [year])
    if fresh:
        reason = f"วันหยุดราชการปี พ.ศ. {year + 543} / public holidays of {year}"
        asked = calendars.DaysAsked(days=tuple(fresh), reason=reason)
        calendars.change(engine, SYSTEM, office, asked)
    return len(fresh)


def plan_starts(engine: Engine) -> int:
    """Plan the cases that begin by themselves; return how many plans were changed."""
    with engine.reading() as tx:
        every = self_starting.offices_planned(tx)
    changed = 0
    for office in every:
        with engine.begin() as tx:
            changed += self_starting.plan(tx, office)
    return changed


def back_up(engine: Engine) -> int:
    """Write tonight's backup into `backups/` and keep as many as the settings say; 0: none at all.

    Of several processes one does it. Returns how many backups there are.
    """
    keep = engine.settings.backups
    directory = engine.settings.data_dir / "backups"
    if keep <= 0 or not _is_my_turn(engine, "backup"):
        return 0
    day = local_date(engine.clock.now())
    backups.backup(engine, directory / f"khanton-{day:%Y-%m-%d}.zip")
    kept = sorted(directory.glob("khanton-????-??-??.zip"))
    for old in kept[:-keep]:
        old.unlink(missing_ok=True)
    return min(len(kept), keep)


def mend(engine: Engine) -> int:
    """Mend rows that differ from their case's state; return how many: none is expected.

    Of several processes one does it.
    """
    found = reconciliation.reconcile(engine) if _is_my_turn(engine, "mending") else []
    for each in found:
        log.error("mended, and never expected: %s", each)
    return len(found)


def _is_my_turn(engine: Engine, name: str) -> bool:
    with engine.begin() as tx:
        return upkeep.claim(tx, name, tx.now - _ONE_NIGHT)


ALL_DAY: Final[tuple[Chore, ...]] = (news.tell, mornings.greet)
OFTEN: Final[tuple[Chore, ...]] = (seal,)
NIGHTLY: Final[tuple[Chore, ...]] = (tidy, renew_calendars, back_up, mend, plan_starts)
AT_ONCE: Final[tuple[Chore, ...]] = (plan_starts,)
"""At the start too: what an older program or another machine left unplanned."""


def start(engine: Engine) -> Callable[[], None]:
    """Do every chore at its time, in threads of its own, until the returned function is called.

    That function waits for the chore in hand.
    """
    scheduler = BackgroundScheduler(
        timezone=BANGKOK,
        executors={"default": ThreadPoolExecutor(2)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600},
    )
    for chore in (*AT_ONCE, *OFTEN, *ALL_DAY):
        scheduler.add_job(attempt, args=(engine, chore))
    for chore in OFTEN:
        scheduler.add_job(attempt, "interval", minutes=SEAL_MINUTES, args=(engine, chore))
    for chore in ALL_DAY:
        scheduler.add_job(attempt, "interval", seconds=NEWS_SECONDS, args=(engine, chore))
    for minute, chore in enumerate(NIGHTLY):
        at: Any = CronTrigger(hour=2, minute=10 * minute, timezone=BANGKOK)
        scheduler.add_job(attempt, at, args=(engine, chore))
    scheduler.start()
    return partial(scheduler.shutdown, wait=True)


def attempt(engine: Engine, chore: Chore) -> bool:
    """Do one chore; False when it failed, which is logged and no more."""
    try:
        chore(engine)
    except Exception:
        log.exception("the chore %s failed; it is tried again at its next time", chore)
        return False
    return True
