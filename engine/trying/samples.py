"""Sample data for the forms of a scratch world, and sample files for what is attached in them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid4

from engine import attachments, desk, tasks
from engine.attachments import Upload
from engine.calendar import local_date
from engine.context import Engine
from engine.demo.accounts import Account
from engine.demo.filling import filled, mended, with_files
from engine.demo.offices import FIRST
from engine.demo.scans import pdf, scan
from engine.demo.stories import Book, read
from engine.demo.words import Scene
from engine.model import Person, Variables
from engine.rows import TaskRow

_ROUNDS: Final = 6
"""So often what a form refuses of the sample data is put right."""
_ID, _NAME = "attachment_id", "name"


def sampled(engine: Engine, person: Person, task: TaskRow) -> Variables:
    """Return data that the form of an open task accepts, as far as samples can; files by name."""
    shown = tasks.form(engine, person, task.id)
    definition = shown["definition"]
    if definition is None:
        return {}
    scene = _scene(person, local_date(engine.clock.now()))
    data = with_files(filled(_book(), shown, scene, ()), _named)
    for _ in range(_ROUNDS):
        found = desk.faults(engine, person, task.id, data)
        wrong = [path for path in found if not _is_file(definition, path)]
        if not wrong:
            break
        data = with_files(mended(definition, data, wrong, scene), _named)
    return data


def filed(engine: Engine, person: Person, task: TaskRow, data: Mapping[str, Any]) -> Variables:
    """Return the data with a sample file really attached wherever they name one."""
    return {key: _filed(engine, person, task, (key, value)) for key, value in data.items()}


def _filed(engine: Engine, person: Person, task: TaskRow, of: tuple[str, Any]) -> Any:
    field, value = of
    if not isinstance(value, list):
        return value
    return [_item(engine, person, task, (field, each)) for each in value]


def _item(engine: Engine, person: Person, task: TaskRow, of: tuple[str, Any]) -> Any:
    field, value = of
    if not isinstance(value, dict):
        return value
    if set(value) >= {_ID, _NAME}:
        row = attachments.add(engine, person, task.id, _upload(field, str(value[_NAME])))
        return {_ID: str(row.id), _NAME: row.name}
    return {
        key: _filed(engine, person, task, (f"{field}.{key}", each)) for key, each in value.items()
    }


def _upload(field: str, name: str) -> Upload:
    """Return a sample in place of a file: a photograph where the name is a picture's."""
    content = scan("photo" if name.lower().endswith((".png", ".jpg", ".jpeg")) else field)[1]
    return Upload(field=field, name=name, content=content)


def named_file(name: str) -> dict[str, str]:
    """Return how data name a file that is to be attached when the task is done."""
    return {_ID: str(uuid4()), _NAME: name}


def content_for(identity: UUID) -> bytes:
    """Return what a file that a trial's form names shows: a page that says it is a sample."""
    return pdf("Sample file of a trial", int(identity.hex[:4], 16))


def _named(field: str) -> dict[str, str]:
    return named_file(scan(field)[0])


def _is_file(definition: Mapping[str, Any], path: str) -> bool:
    key, *rest = path.split(".")
    nothing: dict[str, Any] = {}
    field = next((each for each in definition["fields"] if each["key"] == key), nothing)
    if not rest:
        return bool(field.get("type") == "file")
    columns = {each["key"]: each for each in field.get("columns", ())}
    return bool(columns.get(rest[-1], {}).get("type") == "file")


def _scene(person: Person, today: date) -> Scene:
    family = Account(
        username="try_organiser",
        name_th="นางสมมติ ทดลองดี",
        name_en="Sommut Thotlongdi",
        roles=("organiser",),
        school=1,
    )
    me = Account(username=person.id, name_th=person.name, name_en=person.name, roles=("",))
    learner = ("เด็กหญิง", "ตัวอย่าง", "ทดลองดี")
    province = FIRST.province
    return Scene(today=today, me=me, owner=family, learner=learner, province=province, number=7)


@cache
def _book() -> Book:
    return read()
