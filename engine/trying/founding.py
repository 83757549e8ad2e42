"""How a scratch world begins: an empty database, the office as it is, invented people, the files.

A world that was founded once is kept as an image, so that the next one of the same files begins in
the time of a copy.
"""

import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Final

import orjson

from engine import deployments, people
from engine.clock import ManualClock
from engine.context import DefinitionCache, Engine
from engine.files import FileStore
from engine.model import Person
from engine.notifier import RecordingNotifier
from engine.office import office_of
from engine.rows import OfficeRow
from engine.settings import Settings
from engine.store import Transaction, offices
from engine.store.scratch import ScratchStore
from engine.trying import cast
from engine.trying.gathering import SETTINGS, digest_of, whole

_FOUNDED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""When the files were deployed in every scratch world: before whatever day one begins on."""
_BUILDER: Final = Person(id="try_builder", name="ผู้ทดลอง", national=frozenset({"admin"}))
_MOST: Final = 12
"""So many founded worlds are kept; one takes some hundred kilobytes."""
_MOST_BYTES: Final = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A world before its first move: its content, and what was parsed of its diagrams."""

    office: str
    digest: str
    image: bytes
    definitions: DefinitionCache = field(default_factory=DefinitionCache)


_kept: OrderedDict[str, Founded] = OrderedDict()
_lock = Lock()


def found(engine: Engine, office: str, files: Mapping[str, bytes]) -> Founded:
    """Found a world of these files in an office as it is now.

    Raises:
        DeploymentRefused: the files have errors; `problems` lists them.
        CalendarUnknown: there is no such office.
    """
    with engine.reading() as tx:
        row, days = office_of(tx, office), _days(tx, office)
        everything = whole(tx, files)
    row = replace(row, settings={**_self_contained(files), **row.settings, "self_starting": []})
    digest = digest_of({**everything, SETTINGS: files.get(SETTINGS, b"")})
    key = sha256(orjson.dumps([digest, row, days], default=str)).hexdigest()
    with _lock:
        if (known := _kept.get(key)) is not None:
            _kept.move_to_end(key)
            return known
    made = Founded(office=office, digest=digest, image=_build((row, days), everything))
    with _lock:
        _kept[key] = made
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return made


def _self_contained(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the settings that the files declare themselves, as they are where nothing is chosen.

    What cannot be read is left out: the rules of the studio tell of it.
    """
    try:
        declared = orjson.loads(files.get(SETTINGS, b"{}"))
    except orjson.JSONDecodeError:
        return {}
    said = declared.items() if isinstance(declared, dict) else ()
    return {name: each["default"] for name, each in said if "default" in each}


def _days(tx: Transaction, office: str) -> list[dict[str, Any]]:
    """Return the days off of an office's present calendar."""
    names = ("day", "is_holiday", "name_th", "name_en", "source", "entered_by", "entered_at")
    return [{name: getattr(row, name) for name in names} for row in offices.holidays(tx, office)]


def _build(of: tuple[OfficeRow, list[dict[str, Any]]], files: Mapping[str, bytes]) -> bytes:
    office, days = of
    with tempfile.TemporaryDirectory(prefix="khanton-scratch-") as name:
        engine = engine_on(ScratchStore(Path(name) / "world.db", _empty()), Path(name), _FOUNDED)
        try:
            with engine.begin() as tx:
                people.prepare(tx)
                offices.add(tx, office)
                offices.write_days(tx, office.id, office.calendar_version, days)
                cast.settle(tx, office.id)
            deployments.deploy(engine, _BUILDER, files)
            return image_of(engine)
        finally:
            engine.close()


def engine_on(
    store: ScratchStore, directory: Path, now: datetime, definitions: DefinitionCache | None = None
) -> Engine:
    """Return an engine that reaches nothing but its own directory: no mail, no real clock."""
    return Engine(
        store=store,
        clock=ManualClock(now),
        settings=Settings(data_dir=directory, attempts=1),
        notifier=RecordingNotifier(),
        files=FileStore(directory / "files", _MOST_BYTES),
        definitions=definitions or DefinitionCache(),
    )


def image_of(engine: Engine) -> bytes:
    """Return all that is in a scratch world's database."""
    store = engine.store
    if not isinstance(store, ScratchStore):
        raise TypeError(f"expected a scratch world's own database, but got {store}")
    return store.image()


@cache
def _empty() -> bytes:
    """Return a database of the newest schema with nothing in it; made once in a process."""
    with tempfile.TemporaryDirectory(prefix="khanton-scratch-") as name:
        store = ScratchStore(Path(name) / "empty.db")
        try:
            store.upgrade()
            return store.image()
        finally:
            store.close()
