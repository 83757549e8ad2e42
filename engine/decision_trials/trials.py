"""A table of a draft looked at and asked, before anybody saves or deploys it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine import access, declared
from engine.calendar import BANGKOK
from engine.choices import drafted
from engine.context import Engine
from engine.errors import Forbidden, SettingUnknown
from engine.execution import (
    Asked,
    Needs,
    Tried,
    asks,
    check_table,
    table_needs,
    try_table,
)
from engine.model import Person, Problem, Severity
from engine.store import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A table looked at: its problems; what it asks, None while it has errors.

    `settings`: what each setting it asks holds where an office has chosen nothing; None for one
    that nobody declares. `asked_by`: the steps of the draft's diagrams that ask it, by file.
    """

    problems: list[Problem]
    needs: Needs | None
    settings: Mapping[str, Any]
    asked_by: list[tuple[str, Asked]]


def examine(
    engine: Engine, person: Person, name: str, body: bytes, files: Mapping[str, bytes]
) -> Examined:
    """Look at a table that is not saved yet; `name` is its file's, `files` the draft's.

    Raises:
        Forbidden: the person may not deploy.
    """
    _require(person)
    problems = check_table(body, name, engine.settings.max_diagram_bytes)
    is_sound = not any(each.severity is Severity.ERROR for each in problems)
    needs = table_needs(body) if is_sound else None
    key = name.removesuffix(".dmn")
    with engine.reading() as tx:
        settings = _settings(tx, needs, files) if needs else {}
    asked_by = [
        (file, step)
        for file, diagram in sorted(files.items())
        if file.endswith(".bpmn")
        for step in asks(diagram, "decisionRef", key)
    ]
    return Examined(problems=problems, needs=needs, settings=settings, asked_by=asked_by)


def ask(
    engine: Engine,
    person: Person,
    name: str,
    body: bytes,
    given: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> Tried | None:
    """Ask a table with values and settings (`given`); None while it has errors.

    A path such as `student.rate` is given whole. What is not given is null.

    Raises:
        Forbidden: the person may not deploy.
    """
    _require(person)
    problems = check_table(body, name, engine.settings.max_diagram_bytes)
    if any(each.severity is Severity.ERROR for each in problems):
        return None
    values, settings = given
    now = engine.clock.now().astimezone(BANGKOK)
    functions: dict[str, Callable[..., Any]] = {
        "now": lambda: now.isoformat(timespec="seconds"),
        "today": lambda: now.date().isoformat(),
        "setting": lambda name: _setting(settings, name),
        "open_cases": list,
        "schools": list,
    }
    return try_table(body, _nested(values), functions)


def _require(person: Person) -> None:
    if not access.may_deploy(person):
        raise Forbidden


def _settings(tx: Transaction, needs: Needs, files: Mapping[str, bytes]) -> dict[str, Any]:
    own = drafted(files.get("settings.json", b""))
    known = {**declared.catalogue(tx), **own}
    return {name: known[name].default if name in known else None for name in needs.settings}


def _setting(settings: Mapping[str, Any], name: str) -> Any:
    if name not in settings:
        raise SettingUnknown(name=name)
    return settings[name]


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return variables by name: `student.rate` becomes an object with a rate."""
    found: dict[str, Any] = {}
    for path, value in values.items():
        *around, last = path.split(".")
        at = found
        for step in around:
            inner = at.get(step)
            if not isinstance(inner, dict):
                inner = at[step] = {}
            at = inner
        at[last] = value
    return found
