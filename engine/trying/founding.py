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
from engine.store import Transaction, catalogue, new_id, offices, setting_files
from engine.store.scratch import ScratchStore
from engine.trying import cast
from engine.trying.gathering import digest_of, whole

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a world takes over of the real installation: an office, its days off, and settings.

    `settings`: every file of settings that was ever deployed, the oldest first.
    """

    office: OfficeRow
    days: list[dict[str, Any]]
    settings: list[tuple[str, bytes]]


_kept: OrderedDict[str, Founded] = OrderedDict()
_lock = Lock()


def found(engine: Engine, office: str, files: Mapping[str, bytes]) -> Founded:
    """Found a world of these files in an office as it is now.

    Raises:
        DeploymentRefused: the files have errors; `problems` lists them.
        CalendarUnknown: there is no such office.
    """
    with engine.reading() as tx:
        row = office_of(tx, office)
        row = replace(row, settings={**row.settings, "self_starting": []})
        ground = Ground(office=row, days=_days(tx, office), settings=setting_files.all_of(tx))
        everything = whole(tx, files)
    digest = digest_of(everything)
    told = [digest, row, ground.days, [(key, sha256(b).hexdigest()) for key, b in ground.settings]]
    key = sha256(orjson.dumps(told, default=str)).hexdigest()
    with _lock:
        if (known := _kept.get(key)) is not None:
            _kept.move_to_end(key)
            return known
    made = Founded(office=office, digest=digest, image=_build(ground, everything))
    with _lock:
        _kept[key] = made
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return made


def _days(tx: Transaction, office: str) -> list[dict[str, Any]]:
    """Return the days off of an office's present calendar."""
    names = ("day", "is_holiday", "name_th", "name_en", "source", "entered_by", "entered_at")
    return [{name: getattr(row, name) for name in names} for row in offices.holidays(tx, office)]


def _build(ground: Ground, files: Mapping[str, bytes]) -> bytes:
    office = ground.office
    with tempfile.TemporaryDirectory(prefix="khanton-scratch-") as name:
        engine = engine_on(ScratchStore(Path(name) / "world.db", _empty()), Path(name), _FOUNDED)
        try:
            with engine.begin() as tx:
                people.prepare(tx)
                offices.add(tx, office)
                offices.write_days(tx, office.id, office.calendar_version, ground.days)
                cast.settle(tx, office.id)
                _declare(tx, ground.settings)
            deployments.deploy(engine, _BUILDER, files)
            return image_of(engine)
        finally:
            engine.close()


def _declare(tx: Transaction, files: list[tuple[str, bytes]]) -> None:
    """Write the settings that are deployed, so that the draft's own are declared after them."""
    versions: dict[str, int] = {}
    for key, body in files:
        identity, versions[key] = new_id(), versions.get(key, 0) + 1
        catalogue.add_deployment(tx, identity, "settings", _BUILDER.id)
        row = {"key": key, "version": versions[key], "deployment_id": identity}
        setting_files.add(tx, {**row, "body": body, "digest": sha256(body).hexdigest()})


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
