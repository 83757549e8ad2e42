"""What a diagram of a draft may name: forms, tables, processes, papers, settings, in words."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Final

import orjson

from engine import access, shelf
from engine.authoring import settings
from engine.choices import Choice
from engine.context import Engine
from engine.errors import Forbidden, FormNotFound
from engine.execution import messages_sent, outline, outputs_of
from engine.model import Person
from engine.papers import Paper
from engine.rows import DefinitionRow, OfficeRow
from engine.store import Transaction, catalogue
from engine.store import offices as rows
from engine.templates import Text, texts

_FORM_KEY: Final = re.compile(rb'formKey="([a-z][a-z0-9_]*)"')
_BASIS: Final = re.compile(rb"""basis=(?:"([^"]{4,})"|'([^']{4,})')""")
_TABLE_NAME: Final = re.compile(rb'<(?:\w+:)?decision\b[^>]*?\bname="([^"]+)"')
_FORM, _DIAGRAM, _TABLE = ".json", ".bpmn", ".dmn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form. `fields` is None where it was only listed; `into`: the variable around its values."""

    key: str
    name_th: str
    name_en: str
    in_draft: bool
    into: str | None = None
    fields: tuple[Mapping[str, Any], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A decision table or process: its key, and what people call it.

    `outputs`: the variables that a table sets; `starts`: the messages that begin a process.
    """

    key: str
    name_th: str
    name_en: str
    in_draft: bool
    outputs: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting with the value that holds in the office; `in_draft`: the draft declares it."""

    choice: Choice
    value: Any
    in_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """All that may be named; `bases`: the wording of law in what is deployed, most used first.

    `sent`: by a message's name, the variables that come with it, from whichever diagram.
    """

    forms: tuple[Form, ...]
    tables: tuple[Named, ...]
    processes: tuple[Named, ...]
    papers: tuple[Paper, ...]
    notices: tuple[Text, ...]
    settings: tuple[Setting, ...]
    bases: tuple[str, ...]
    sent: Mapping[str, frozenset[str]]


def offices(engine: Engine, person: Person) -> list[OfficeRow]:
    """Return the offices whose calendar and settings the person may draw by, by id."""
    with engine.reading() as tx:
        known = set(access.offices_of(tx, person))
        return [office for office in rows.all_offices(tx) if office.id in known]


def offer(engine: Engine, person: Person, office: str, files: Mapping[str, bytes]) -> Offer:
    """Return what diagrams of a draft may name; what the draft has stands before what is deployed.

    `files`: the draft's, by name. Forms that its diagrams ask for come with their fields.

    Raises:
        NotFound, Forbidden: the office is none of the person's, or the person is no analyst.
    """
    access.require_member(person, office)
    if not access.may_deploy(person):
        raise Forbidden
    with engine.reading() as tx:
        deployed, newest = catalogue.keys(tx), catalogue.newest_of_all(tx)
        diagrams = _diagrams(tx, files, newest)
        return Offer(
            forms=_forms(tx, files, deployed["forms"]),
            tables=_tables(tx, files, deployed["decisions"]),
            processes=_processes(files, newest),
            papers=tuple(each.paper for each in shelf.templates().values()),
            notices=texts(),
            settings=_settings(tx, office, files),
            bases=_bases(diagrams),
            sent=_sent(diagrams),
        )


def form(engine: Engine, person: Person, key: str, files: Mapping[str, bytes]) -> Form:
    """Return one form with its fields: the draft's own, else the newest that is deployed.

    Raises:
        Forbidden: the person is no analyst.
        FormNotFound: there is none, or the draft's cannot be read.
    """
    if not access.may_deploy(person):
        raise Forbidden
    with engine.reading() as tx:
        found = _form(tx, files, key)
    if found is None:
        raise FormNotFound(key=key)
    return found


def _forms(
    tx: Transaction, files: Mapping[str, bytes], deployed: Iterable[str]
) -> tuple[Form, ...]:
    own = {_key(name) for name in files if name.endswith(_FORM) and name != settings.FILE}
    bodies = [body for name, body in files.items() if name.endswith(_DIAGRAM)]
    asked = {key.decode() for body in bodies for key in _FORM_KEY.findall(body)}
    found = [_form(tx, files, key) for key in sorted({*own, *deployed})]
    return tuple(
        each if each.key in asked | own else _listed(each) for each in found if each is not None
    )


def _listed(form: Form) -> Form:
    return Form(key=form.key, name_th=form.name_th, name_en=form.name_en, in_draft=form.in_draft)


def _form(tx: Transaction, files: Mapping[str, bytes], key: str) -> Form | None:
    own = files.get(f"{key}{_FORM}")
    if own is not None:
        return _read_form(own, key, in_draft=True)
    stored = catalogue.form(tx, key)
    return None if stored is None else _read_form(stored[1], key, in_draft=False)


@lru_cache(512)
def _read_form(body: bytes, key: str, *, in_draft: bool) -> Form | None:
    """Read what there is of a form: one that is being built may still be without a title."""
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(read, dict) or not isinstance(read.get("fields"), list):
        return None
    title = read.get("title")
    title = title if isinstance(title, dict) else {}
    return Form(
        key=key,
        name_th=str(title.get("th") or key),
        name_en=str(title.get("en") or title.get("th") or key),
        in_draft=in_draft,
        into=read.get("into"),
        fields=tuple(each for each in read["fields"] if isinstance(each, dict)),
    )


def _tables(
    tx: Transaction, files: Mapping[str, bytes], deployed: Iterable[str]
) -> tuple[Named, ...]:
    own = {_key(name): body for name, body in files.items() if name.endswith(_TABLE)}
    found = []
    for key in sorted({*own, *deployed}):
        stored = None if key in own else catalogue.decision(tx, key)
        body = own.get(key) or (stored[1] if stored else b"")
        called = _TABLE_NAME.search(body)
        name = html.unescape(called[1].decode()) if called else key
        sets = tuple(sorted(_outputs(body)))
        found.append(Named(key=key, name_th=name, name_en=name, in_draft=key in own, outputs=sets))
    return tuple(found)


def _processes(files: Mapping[str, bytes], newest: Iterable[DefinitionRow]) -> tuple[Named, ...]:
    own = [_outline(body) for name, body in files.items() if name.endswith(_DIAGRAM)]
    found = {
        row.key: Named(
            key=row.key,
            name_th=row.name_th,
            name_en=row.name_en,
            in_draft=False,
            starts=tuple(row.start_messages),
        )
        for row in newest
    }
    for each in own:
        if each.key:
            found[each.key] = Named(
                key=each.key,
                name_th=each.name,
                name_en=each.name_en,
                in_draft=True,
                starts=tuple(each.start_messages),
            )
    return tuple(found[key] for key in sorted(found))


_outline = lru_cache(64)(outline)
_outputs = lru_cache(64)(outputs_of)
_sent_by = lru_cache(256)(messages_sent)


def _settings(tx: Transaction, office: str, files: Mapping[str, bytes]) -> tuple[Setting, ...]:
    read, own = settings.reader(tx, office, files), settings.own(files)
    return tuple(
        Setting(choice=choice, value=read(name), in_draft=name in own)
        for name, choice in sorted(settings.known(tx, files).items())
    )


def _diagrams(
    tx: Transaction, files: Mapping[str, bytes], newest: Iterable[DefinitionRow]
) -> list[bytes]:
    """Return what is deployed, and the draft's own."""
    stored = [catalogue.diagram(tx, row.key, row.version) for row in newest]
    own = [body for name, body in files.items() if name.endswith(_DIAGRAM)]
    return [*(each[0] for each in stored if each is not None), *own]


def _bases(diagrams: Iterable[bytes]) -> tuple[str, ...]:
    found = Counter(text for body in diagrams for text in _asked_bases(body))
    return tuple(sorted(found, key=lambda text: (-found[text], text)))


def _sent(diagrams: Iterable[bytes]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for body in diagrams:
        for name, given in _sent_by(body).items():
            found[name] = found.get(name, frozenset()) | given
    return found


@lru_cache(256)
def _asked_bases(xml: bytes) -> tuple[str, ...]:
    texts = (double or single for double, single in _BASIS.findall(xml))
    return tuple(html.unescape(text.decode()) for text in texts)


def _key(name: str) -> str:
    return PurePosixPath(name).stem
