"""Scenarios as files: they travel with the draft's other files, in `scenarios/` of its zip."""

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from uuid import UUID

import orjson

from engine.context import Engine
from engine.errors import MoveInvalid
from engine.files import safe_name
from engine.model import Person
from engine.store import new_id
from engine.store import trying as rows
from engine.store.trying import ScenarioRow
from engine.trying import expecting, moves, scenarios

_FOLDER: Final = "scenarios/"
_MOST_BYTES: Final = 4 * 1024 * 1024
"""Of one scenario: its forms may hold long tables."""


def as_files(engine: Engine, person: Person, draft_id: UUID) -> dict[str, bytes]:
    """Return the scenarios of a draft as files: `scenarios/<name>.json`.

    Raises:
        Forbidden, DraftNotFound: as for reading the draft.
    """
    found = scenarios.list_all(engine, person, draft_id)
    return {f"{_FOLDER}{safe_name(f'{row.name}.json')}": _as_file(row) for row in found}


def scenarios_in(uploads: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return the scenarios in zips, by their names there; what is no zip holds none."""
    found: dict[str, bytes] = {}
    for name, body in uploads:
        with suppress(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
            if name.lower().endswith(".zip"):
                found |= _in_zip(body)
    return found


def _in_zip(body: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(body)) as archive:
        named = [each for each in archive.namelist() if each.startswith(_FOLDER)]
        for name in named[: scenarios.MOST_SCENARIOS]:
            with archive.open(name) as stream:
                found[name] = stream.read(_MOST_BYTES)  # one cut off here is refused as unreadable
    return {name: each for name, each in found.items() if name.endswith(".json")}


def take_in(engine: Engine, person: Person, draft_id: UUID, files: Mapping[str, bytes]) -> int:
    """Keep scenarios that came as files, in place of those of the same names; say how many.

    Raises:
        MoveInvalid: one of them is none; nothing has changed.
    """
    told = [_read(body) for name, body in files.items() if name.startswith(_FOLDER)]
    known = {row.name: row for row in scenarios.list_all(engine, person, draft_id)}
    with engine.begin() as tx:
        for each in told:
            if (old := known.get(each["name"])) is not None:
                rows.drop_scenario(tx, draft_id, old.id)
            rows.add_scenario(
                tx,
                ScenarioRow(
                    id=new_id(),
                    draft_id=draft_id,
                    revision=1,
                    changed_by=person.id,
                    changed_at=tx.now,
                    **each,
                ),
            )
    return len(told)


def _as_file(row: ScenarioRow) -> bytes:
    told = {
        "name": row.name,
        "office": row.office,
        "begins_at": row.begins_at.isoformat(),
        "moves": row.moves,
        "expectations": row.expectations,
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def _read(body: bytes) -> dict[str, Any]:
    try:
        told = orjson.loads(body)
        begins_at = datetime.fromisoformat(told["begins_at"])
        done = [
            {"move": moves.from_json(each["move"]).to_json(), "at": str(each["at"])}
            for each in told["moves"]
        ]
        expected = [expecting.from_json(each).to_json() for each in told["expectations"]]
        name, office = str(told["name"]), str(told["office"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        raise MoveInvalid(
            why_th="ไฟล์สถานการณ์ทดสอบอ่านไม่ได้", why_en="the file is no scenario."
        ) from None
    found = {"name": name, "office": office, "begins_at": begins_at}
    return {**found, "moves": done, "expectations": expected}
