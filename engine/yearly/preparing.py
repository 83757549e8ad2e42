"""Makes a procedure ready to be simulated: a draft's files first, then what is deployed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from engine.authoring import settings
from engine.calendar import Calendar, read_days
from engine.context import Engine
from engine.errors import DefinitionNotFound, DeploymentRefused, EngineError, SimulationInvalid
from engine.examining import Examined, examine
from engine.execution import (
    asked_decisions,
    called_processes,
    deciding,
    mentions,
    outline,
    parse,
    thrown,
)
from engine.expressions import parse as parse_expression
from engine.forms import FormDefinition
from engine.forms import load as load_form
from engine.holiday_seed import office_holidays
from engine.model import Severity
from engine.office import calendar_of, schools_of
from engine.store import Transaction, catalogue, deadlines
from engine.yearly.bringing import Uses, uses_of
from engine.yearly.modelling import Model

AHEAD: Final = 4
"""Calendar years behind the first for which days off are known: timers are set far ahead."""
_FORECAST: Final = "holidays "
"""How the source of a day off begins that comes from the package and nobody has confirmed."""


def model_of(
    engine: Engine, tx: Transaction, files: Mapping[str, bytes], place: tuple[str, int]
) -> Model:
    """Return the procedure that a draft's files make, in an office and a Gregorian year.

    Raises:
        DeploymentRefused: the files have errors, of which `problems` tells; none can be run.
        SimulationInvalid: there is no diagram, or none that a case can begin with.
    """
    examined = examine(tx, files, engine.settings.max_diagram_bytes)
    errors = [each for each in examined.problems if each.severity is Severity.ERROR]
    if errors:
        raise DeploymentRefused(count=len(errors), problems=examined.problems)
    return _model(tx, main_of(examined), examined, (*place, files))


def deployed_model(tx: Transaction, key: str, place: tuple[str, int]) -> Model:
    """Return the newest deployed version of a procedure, ready to be simulated.

    Raises:
        DefinitionNotFound: nothing is deployed under the key.
    """
    return _model(tx, ("", deployed_diagram(tx, key)), Examined(), (*place, {}))


def deployed_diagram(tx: Transaction, key: str) -> bytes:
    """Return the newest diagram of a procedure.

    Raises:
        DefinitionNotFound: nothing is deployed under the key.
    """
    row = catalogue.newest(tx, key)
    found = None if row is None else catalogue.diagram(tx, key, row.version)
    if found is None:
        raise DefinitionNotFound(key=key)
    return found[0]


def main_of(examined: Examined) -> tuple[str, bytes]:
    """Return the file of a draft that cases begin with: the first diagram that no other calls.

    Raises:
        SimulationInvalid: there is none.
    """
    called = {key for body in examined.diagrams.values() for key in called_processes(body)}
    for name, body in sorted(examined.diagrams.items()):
        if outline(body).key not in called:
            return name, body
    raise SimulationInvalid(
        why="the draft has no diagram that a case begins with",
        why_th="ร่างนี้ไม่มีแผนผังที่เริ่มเรื่องได้",
    )


def _model(
    tx: Transaction,
    main: tuple[str, bytes],
    own: Examined,
    place: tuple[str, int, Mapping[str, bytes]],
) -> Model:
    file, xml = main
    office, year, files = place
    diagrams = _called(tx, xml, own)
    every = [xml, *diagrams.values()]
    tables = {name: _table(tx, name, own) for body in every for name in asked_decisions(body)}
    definition = parse(xml, diagrams, tables)
    setting = settings.reader(tx, office, files)
    forms = _forms(tx, {e.form_key for e in definition.elements.values()}, own)
    windows = definition.filing_windows
    return Model(
        definition=definition,
        file=file,
        forms=forms,
        conditions={d.element_id: d.conditions for body in every for d in deciding(body)},
        calendar=(days := _calendar(tx, office, year))[0],
        setting=setting,
        schools=tuple(schools_of(tx, office)),
        windows=tuple((a, b) for a, b in setting(windows)) if windows else (),
        days=_start_days(xml, setting) if not definition.starts else (),
        brings=_brought(tx, own),
        uses=_uses(every, forms),
        forecast=days[1],
    )


def _called(tx: Transaction, xml: bytes, own: Examined) -> dict[str, bytes]:
    """Return the diagrams that a diagram calls, and those they call, by key."""
    drafted = {outline(body).key: body for body in own.diagrams.values()}
    found: dict[str, bytes] = {}
    wanted = called_processes(xml)
    while wanted:
        key = wanted.pop()
        if key not in found:
            found[key] = drafted[key] if key in drafted else deployed_diagram(tx, key)
            wanted += called_processes(found[key])
    return found


def _table(tx: Transaction, name: str, own: Examined) -> bytes:
    if name in own.tables:
        return own.tables[name]
    found = catalogue.decision(tx, name)
    if found is None:
        raise DefinitionNotFound(key=name)
    return found[1]


def _forms(tx: Transaction, keys: set[str | None], own: Examined) -> dict[str, FormDefinition]:
    found: dict[str, FormDefinition] = {}
    for key in sorted(filter(None, keys)):
        known = catalogue.form(tx, key)
        body = own.forms.get(key) or (known[1] if known else None)
        form = None if body is None else load_form(body, f"{key}.json")[0]
        if form is not None:
            found[key] = form
    return found


def _calendar(tx: Transaction, office: str, year: int) -> tuple[Calendar, bool]:
    """Return the office's calendar with a forecast where it says nothing, and whether there is."""
    calendar = calendar_of(tx, office)
    known = {row.day for row in deadlines.days_known(tx, office)}
    wanted = office_holidays(range(year - 1, year + AHEAD + 1))
    fresh = {day: each for day, each in wanted.items() if day not in known}
    holidays = {**fresh, **calendar.holidays}
    of_year = (each for day, each in holidays.items() if day.year == year)
    forecast = any(each.source.startswith(_FORECAST) for each in of_year)
    return replace(calendar, holidays=holidays), forecast


def _start_days(xml: bytes, setting: Callable[[str], Any]) -> tuple[str, ...]:
    """Return the days of the year on which the calendar begins cases; none that can be read."""
    for timer in outline(xml).start_timers:
        text = str(timer["on"])
        try:
            if not text[:1].isdigit():
                return read_days(parse_expression(text).evaluate({}, {"setting": setting}))
            return read_days(text)
        except EngineError:
            continue
    return ()


def _uses(diagrams: list[bytes], forms: Mapping[str, FormDefinition]) -> Uses:
    found = [each for body in diagrams for each in mentions(body)]
    paths = (path for each in found for path in each.paths)
    return uses_of(paths, [each.text for each in found], forms.values())


def _brought(tx: Transaction, own: Examined) -> dict[str, tuple[str, ...]]:
    """Return the names of what messages bring, by message: of every procedure, and the draft's."""
    found: dict[str, tuple[str, ...]] = {}
    for row in catalogue.newest_of_all(tx):
        known = catalogue.diagram(tx, row.key, row.version)
        found |= {} if known is None else thrown(known[0])
    for body in own.diagrams.values():
        found |= thrown(body)
    return found
