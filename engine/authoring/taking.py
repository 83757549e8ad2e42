"""A form or decision table taken into a draft, to be changed there; or a new form begun."""

from collections.abc import Mapping
from uuid import UUID

import orjson

from engine import drafts
from engine.context import Engine
from engine.drafted import FileRow
from engine.errors import FormNotFound
from engine.forms.templates import definition
from engine.model import Person
from engine.store import catalogue

_KIND = "empty"


def take(
    engine: Engine, person: Person, draft_id: UUID, name: str, title: Mapping[str, str] | None
) -> FileRow:
    """Return the draft's file of this name; what is deployed under it is put into the draft first.

    `title` (`th`, `en`): what a new form is to be called where nothing has the key yet.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound, DraftArchived: there is no such draft, or it was put away.
        DraftFileUnfit: the name is none that a draft takes.
        FormNotFound: nothing is deployed under the key, and no title was given to begin a form.
    """
    known = next((f for f in drafts.get(engine, person, draft_id).files if f.name == name), None)
    if known is not None:
        return known
    return drafts.save(engine, person, draft_id, name, _body(engine, name, title), 0)


def _body(engine: Engine, name: str, title: Mapping[str, str] | None) -> bytes:
    key, _, ending = name.rpartition(".")
    with engine.reading() as tx:
        found = (catalogue.form if ending == "json" else catalogue.decision)(tx, key)
    if found is not None:
        return found[1]
    if title is None or ending != "json":
        raise FormNotFound(key=key)
    return orjson.dumps(definition(key, title, _KIND), option=orjson.OPT_INDENT_2)
