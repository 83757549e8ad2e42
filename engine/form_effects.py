"""What an edited form would break: elements that read its variables, drafts, running cases.

The deployed version is what was; what the analyst has before them is what would be. Counted over
all offices: an analyst answers for every case of the procedure.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine import access
from engine.context import Engine
from engine.drafting import typed_in
from engine.errors import Forbidden
from engine.execution import (
    Asked,
    Mention,
    asks,
    mentions,
    outline,
    table_mentions,
    variables_in,
)
from engine.forms import Break, breaks, load
from engine.kept import KeptList
from engine.model import Person, Variables
from engine.store import Transaction, catalogue, filled

MOST: Final = 2_000
"""So many drafts, and so many running cases, are looked into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A place that reads a variable: the file and the expression in it.

    `is_deployed`: the file is not the draft's; another procedure, as it is in use, shows the form.
    """

    file: str
    at: Mention
    is_deployed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEffect:
    """A break of the form, and who feels it.

    `drafts`: open tasks whose half-filled form has a value there; `cases`: running cases that do.
    """

    what: Break
    uses: tuple[Use, ...]
    drafts: int
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEffects:
    """What a changed form would do.

    `deployed`: the version that is in use, None for a form that is new; `asked_by`: the steps of
    the draft's diagrams that show the form, by file; `is_cut`: there are more cases or drafts than
    were looked into.
    """

    deployed: int | None
    asked_by: tuple[tuple[str, Asked], ...]
    effects: tuple[FormEffect, ...]
    is_cut: bool


def effects(
    engine: Engine, person: Person, form_key: str, body: bytes, files: Mapping[str, bytes]
) -> FormEffects:
    """Hold an edited form against the deployed one.

    `files`: the draft's, by name, in which uses are looked for. A form that is not sound breaks
    nothing yet: its problems are told elsewhere.

    Raises:
        Forbidden: the person may not deploy.
    """
    if not access.may_deploy(person):
        raise Forbidden
    asked = tuple(_asked_by(files, form_key))
    with engine.reading() as tx:
        known = catalogue.form(tx, form_key)
        new = load(body, f"{form_key}.json")[0]
        if known is None or new is None:
            return FormEffects(
                deployed=known and known[0], asked_by=asked, effects=(), is_cut=False
            )
        found = breaks(json.loads(known[1]), new.body)
        seen = _Seen.of(tx, form_key, {name for name, _ in asked}, files) if found else _Seen()
    return FormEffects(
        deployed=known[0],
        asked_by=asked,
        effects=tuple(seen.effect(each) for each in found),
        is_cut=max(len(seen.drafts), len(seen.cases)) >= MOST,
    )


def _asked_by(files: Mapping[str, bytes], form_key: str) -> Iterator[tuple[str, Asked]]:
    for name, body in sorted(files.items()):
        if name.endswith(".bpmn"):
            yield from ((name, each) for each in asks(body, "formKey", form_key))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was looked at, once for all breaks."""

    uses: tuple[Use, ...] = ()
    drafts: tuple[Variables, ...] = ()
    cases: tuple[list[dict[str, Any]], ...] = ()

    @classmethod
    def of(
        cls, tx: Transaction, form_key: str, asking: set[str], files: Mapping[str, bytes]
    ) -> "_Seen":
        """Read the diagrams that show the form and the tables, the drafts and running cases."""
        own = {name: files[name] for name in sorted(asking)}
        others = _elsewhere(tx, form_key, files)
        tables = {name: body for name, body in sorted(files.items()) if name.endswith(".dmn")}
        uses = [Use(file=name, at=at) for name, body in own.items() for at in mentions(body)]
        uses += [Use(file=n, at=at) for n, body in tables.items() for at in table_mentions(body)]
        uses += [
            Use(file=name, at=at, is_deployed=True)
            for name, body in others.items()
            for at in mentions(body)
        ]
        keys = {outline(body).key for body in (*own.values(), *others.values())}
        return cls(
            uses=tuple(uses),
            drafts=tuple(typed_in(each) for each in filled.drafts(tx, form_key, MOST)),
            cases=tuple(variables_in(each) for each in filled.states(tx, keys, MOST)),
        )

    def effect(self, what: Break) -> FormEffect:
        """Say who feels a break."""
        cases = (any(_has(scope, what.before.path, what) for scope in each) for each in self.cases)
        return FormEffect(
            what=what,
            uses=tuple(each for each in self.uses if _reads(each.at, what)),
            drafts=sum(_has(each, what.before.field, what) for each in self.drafts),
            cases=sum(cases),
        )


def _elsewhere(tx: Transaction, form_key: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the newest deployed diagrams that show the form too and are not in the draft."""
    drawn = {outline(body).key for name, body in files.items() if name.endswith(".bpmn")}
    found: dict[str, bytes] = {}
    for row in catalogue.newest_of_all(tx):
        if row.key in drawn or (kept := catalogue.diagram(tx, row.key, row.version)) is None:
            continue
        if form_key.encode() in kept[0] and asks(kept[0], "formKey", form_key):
            found[f"{row.key}.bpmn"] = kept[0]
    return found


def _reads(at: Mention, what: Break) -> bool:
    """Whether an expression reads the variable; of a column, whether it speaks of both."""
    path = what.before.path
    if what.options and not any(f'"{each}"' in at.text.replace("'", '"') for each in what.options):
        return False
    if not what.before.is_row:
        return any(_is_under(each, path) for each in at.paths)
    table, _, column = path.rpartition(".")
    is_spoken_of = f".{column}" in at.text or f'"{column}"' in at.text.replace("'", '"')
    return is_spoken_of and any(_is_under(each, table) for each in at.paths)


def _is_under(path: str, around: str) -> bool:
    return path == around or path.startswith(f"{around}.")


def _has(values: Mapping[str, Any], path: str, what: Break) -> bool:
    if not what.before.is_row:
        return _holds(_value(values, path), what)
    table, _, column = path.rpartition(".")
    rows = _value(values, table)
    if isinstance(rows, KeptList):  # long lists are counted, not read
        return not what.options
    given = rows if isinstance(rows, list) else []
    return any(_holds(row.get(column), what) for row in given if isinstance(row, dict))


def _value(values: Any, path: str) -> Any:
    for step in path.split("."):
        values = values.get(step) if isinstance(values, Mapping) else None
    return values


def _holds(value: Any, what: Break) -> bool:
    if value in (None, "", [], {}):
        return False
    given = value if isinstance(value, list) else [value]
    return not what.options or any(each in what.options for each in given)
