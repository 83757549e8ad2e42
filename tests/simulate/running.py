"""A year of some offices, from an empty database to its figures."""

import random
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as at_time

from engine import deployments, offices, shipped
from engine.clock import ManualClock
from engine.context import Engine
from engine.files import FileStore
from engine.notifier import OutboxNotifier
from engine.settings import Settings
from engine.store import Store
from tests.bench import size
from tests.simulate import beginnings, nation, watch
from tests.simulate.curves import BANGKOK, Days, day_in
from tests.simulate.demand import Extent
from tests.simulate.life import Life

_MB = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to run: how many offices and schools, the Buddhist year, the seed, and where."""

    extent: Extent
    year: int
    seed: int
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """A year that was lived, and what it cost."""

    extent: Extent
    year: int
    seconds: float
    watch: watch.Watch
    found: dict
    bytes: dict
    kind: str


@dataclass(frozen=True, slots=True)
class _Place:
    """What `size.sizes` asks of a place."""

    engine: Engine
    kind: str
    url: str
    data: object


def lived(wanted, data):
    """Live the year in an empty database; `data` is the data directory."""
    with closing(made(wanted, data)) as life:
        place = _place(life.engine, data)
        before, began = size.sizes(place), time.monotonic()
        _live(life, wanted.year - 543)
        return Lived(
            extent=wanted.extent,
            year=wanted.year,
            seconds=time.monotonic() - began,
            watch=life.watch,
            found=watch.counted(life.engine),
            bytes={k: n - before[k] for k, n in size.sizes(place).items()},
            kind=place.kind,
        )


def made(wanted, data):
    """Make the offices on 1 April in an empty database; return the life before them."""
    year = wanted.year - 543
    engine = _engine(wanted.url, data, datetime.combine(day_in(year, "04-01"), at_time(8), BANGKOK))
    chance = random.Random(wanted.seed)  # noqa: S311 - arrivals, no secrets
    found = nation.found(engine, wanted.extent, chance)
    deployments.deploy(engine, nation.OPERATOR, shipped.files())
    life = Life(engine, found, Days(range(year, year + 3)), chance, watch.Watch())
    days_of = lambda first, last: (day_in(year, first), day_in(year, last))  # noqa: E731  a pair
    for when, (what, act) in beginnings.planned(found, chance, life.days, days_of):
        life.plan(when, what, act)
    return life


def _engine(url, data, start):
    settings = Settings(data_dir=data, database_url=url)
    store = Store(settings.database)
    store.upgrade()
    return Engine(
        store=store,
        clock=ManualClock(start),
        settings=settings,
        notifier=OutboxNotifier(data / "outbox.jsonl"),
        files=FileStore(data / "files", _MB),
    )


def _place(engine, data):
    kind = "SQLite" if engine.store.dialect == "sqlite" else "PostgreSQL"
    url = engine.settings.database.replace("+psycopg", "")
    return _Place(engine, kind, url, data)


def _live(life, year):
    """Live the twelve months in which things begin, then until what has begun can have ended."""
    last = datetime.combine(day_in(year + 1, "04-01"), at_time(6), BANGKOK)
    life.live(last)
    life.last_start = last
    for office in life.offices:
        chosen = {"self_starting": []}
        offices.change_settings(life.engine, nation.OPERATOR, office, chosen, "จบการจำลอง")
    life.live(last + timedelta(days=95))
