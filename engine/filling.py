"""What a user task asks for: its form shown, and what was filled in accepted or refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson

from engine import context
from engine.applicants import name_of
from engine.calendar import BANGKOK, local_date, window_on
from engine.context import Engine
from engine.drafting import draft_of
from engine.errors import (
    CannotSendBack,
    FormInvalid,
    FormNotFound,
    ReasonRequired,
    VariablesReserved,
)
from engine.forms import (
    VARIABLE,
    FormDefinition,
    auto_fields,
    check,
    kept_of,
    load,
    normalise,
    prefill,
    schema,
    value_at,
    variables_of,
    window_of,
)
from engine.model import Person, Variables
from engine.office import calendar_of
from engine.rows import InstanceRow, TaskRow
from engine.starting import RESERVED
from engine.store import Transaction, catalogue, record, worklist
from engine.thai import buddhist_year

MOST_BYTES = 4 * 1024 * 1024
"""Without a form, so much may one task write; a form has its own limits."""

_NUMBER = "number:"
MOST_COUNTED = 2_000
"""So many errors are counted: a table of 96,000 values could have as many."""
MOST_TOLD = 200
"""So many are told: more would help nobody, and stop a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What completing a task writes, and the version of the form it was checked by."""

    variables: Variables
    form_version: int | None


def form_of(tx: Transaction, key: str, version: int | None = None) -> tuple[int, FormDefinition]:
    """Return a form's newest version (or the one asked for) and its number.

    Raises:
        FormNotFound: no form has this key.
    """
    found = catalogue.form(tx, key, version)
    if found is None:
        raise FormNotFound(key=key)
    number, body, _ = found
    return number, _loaded(body, key)


def form_at(tx: Transaction, key: str, number: int | None) -> FormDefinition:
    """Return a version of a form: the one that something was filled in by.

    Raises:
        FormNotFound: there is no such version.
    """
    found = catalogue.form(tx, key, number)
    if found is None:
        raise FormNotFound(key=key)
    return _loaded(found[1], key)


@lru_cache(256)
def _loaded(body: bytes, key: str) -> FormDefinition:
    definition, problems = load(body, f"{key}.json")
    if definition is None:
        raise FormNotFound(key=key, problems=len(problems))
    return definition


def accept(
    engine: Engine,
    tx: Transaction,
    person: Person,
    of: tuple[InstanceRow, TaskRow],
    given: Variables,
) -> Accepted:
    """Check what was filled in and return what completing the task writes.

    Raises:
        FormInvalid: says by field what is wrong; nothing has changed.
        VariablesReserved: a task without a form names a variable of the service's.
    """
    instance, task = of
    if task.form_key is None:
        return Accepted(variables=_unformed(given), form_version=None)
    version, definition = form_of(tx, task.form_key)
    own = own_values(engine, tx, person, of, definition)
    numbers = _numbers(tx, instance.office_id, definition, own)
    normalised, errors = _checked(tx, instance, definition, {**given, **own, **numbers})
    if errors:
        first = dict(islice(errors.items(), MOST_TOLD))
        raise FormInvalid(count=len(errors), total=len(errors), told=len(first), errors=first)
    return Accepted(variables=variables_of(definition, normalised), form_version=version)


def faults(
    engine: Engine,
    tx: Transaction,
    person: Person,
    of: tuple[InstanceRow, TaskRow],
    given: Variables,
) -> dict[str, dict[str, str]]:
    """Say by path what completing the task with these data would refuse; nothing is drawn."""
    instance, task = of
    if task.form_key is None:
        return {}
    _, definition = form_of(tx, task.form_key)
    data = {**given, **own_values(engine, tx, person, of, definition)}
    return dict(islice(_checked(tx, instance, definition, data)[1].items(), MOST_TOLD))


def _checked(
    tx: Transaction, instance: InstanceRow, definition: FormDefinition, data: Variables
) -> tuple[Variables, dict[str, dict[str, str]]]:
    normalised, errors = check(definition, data, max_errors=MOST_COUNTED)
    return normalised, errors or _missing_files(tx, instance, definition, normalised)


def _unformed(given: Variables) -> Variables:
    if taken := sorted(RESERVED & given.keys()):
        raise VariablesReserved(names=", ".join(taken))
    if len(orjson.dumps(given)) > MOST_BYTES:
        told = {"th": "ข้อมูลใหญ่เกินไป", "en": "The data are too large."}
        raise FormInvalid(count=1, errors={"": told})
    return given


def own_values(
    engine: Engine,
    tx: Transaction,
    person: Person,
    of: tuple[InstanceRow, TaskRow],
    definition: FormDefinition,
) -> Variables:
    """Return what the service fills in itself, whatever the caller sends; new numbers excepted."""
    instance, task = of
    auto = auto_fields(definition)
    known = _known(engine, tx, instance, task) if auto else {}
    now = tx.now.astimezone(BANGKOK)
    fields = {field["key"]: field for field in definition.fields}
    makers: dict[str, Callable[[str], Any]] = {
        "now": lambda _: now.isoformat(timespec="seconds"),
        "today": lambda _: now.date().isoformat(),
        "window": lambda key: window_of(fields[key], _filing_day(tx, instance, fields[key])),
        "applicant": lambda _: name_of(tx, instance.office_id, instance.applicant_id or person.id),
        "increment": lambda key: _one_more(known.get(key)),
    }
    filled = kept_of(definition, known)
    for key, how in auto.items():
        if key in filled or how.startswith(_NUMBER):
            continue
        is_variable = how.startswith(VARIABLE)
        filled[key] = (
            value_at(known, how.removeprefix(VARIABLE)) if is_variable else makers[how](key)
        )
    return filled


def _numbers(
    tx: Transaction, office: str, definition: FormDefinition, filled: Variables
) -> Variables:
    """Draw the numbers that the form asks for and the case does not have yet."""
    return {
        key: _number(tx, office, how.removeprefix(_NUMBER))
        for key, how in auto_fields(definition).items()
        if how.startswith(_NUMBER) and key not in filled
    }


def _filing_day(tx: Transaction, instance: InstanceRow, field: Mapping[str, Any]) -> date:
    """Return today; a window's last day while it stays open over days off (APA s.64)."""
    today, calendar = local_date(tx.now), calendar_of(tx, instance.office_id)
    for pair in field.get("windows", ()):
        window = window_on(today, (pair["from"], pair["to"]), calendar)
        if window.closes < today:
            return window.closes
    return today


def _one_more(value: Any) -> int:
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else 1


def _number(tx: Transaction, office: str, name: str) -> str:
    """Return the next running number of the year, such as 12/2569."""
    year = buddhist_year(tx.now.astimezone(BANGKOK).date())
    return f"{record.next_number(tx, office, name, year)}/{year}"


def _missing_files(
    tx: Transaction, instance: InstanceRow, definition: FormDefinition, data: Variables
) -> dict[str, dict[str, str]]:
    """Tell of files that sound data name but that were never attached to this case."""
    named = dict(_named_files(definition, data))
    if not any(named.values()):
        return {}
    known = worklist.attachment_ids(tx, instance)
    told = {"th": "ไม่พบไฟล์ที่แนบในเรื่องนี้", "en": "The file is not attached to this case."}
    return {key: told for key, ids in named.items() if any(each not in known for each in ids)}


def _named_files(
    definition: FormDefinition, data: Mapping[str, Any]
) -> Iterator[tuple[str, list[str]]]:
    """Yield each file field, a table's columns too, with the attachments it names."""
    for field in definition.fields:
        value = data.get(field["key"]) or []
        if field["type"] == "file":
            yield field["key"], [each["attachment_id"] for each in value]
        for column in field.get("columns", ()):
            if column["type"] == "file":
                for number, row in enumerate(value):
                    place = f"{field['key']}.{number}.{column['key']}"
                    yield place, [each["attachment_id"] for each in row.get(column["key"]) or []]


def present(
    engine: Engine, tx: Transaction, person: Person, of: tuple[InstanceRow, TaskRow]
) -> dict[str, Any]:
    """Return a task's form and the data to begin with: the draft, else what the case has."""
    instance, task = of
    record.note_access(tx, person.id, instance, f"form:{task.element_id}")
    if task.form_key is None:
        draft = draft_of(task)
        return {"definition": None, "schema": None, "data": draft.data if draft else {}}
    _, definition = form_of(tx, task.form_key)
    data = beginning(engine, tx, of, definition)
    return {"definition": definition.body, "schema": schema(definition), "data": data}


def beginning(
    engine: Engine, tx: Transaction, of: tuple[InstanceRow, TaskRow], definition: FormDefinition
) -> Variables:
    """Return the data a task's form begins with: the draft, else what the case has."""
    instance, task = of
    draft = draft_of(task)
    if draft is not None:
        return draft.data
    known = _known(engine, tx, instance, task)
    return normalise(definition, prefill(definition, known))


def _known(engine: Engine, tx: Transaction, instance: InstanceRow, task: TaskRow) -> Variables:
    """Return what the case knows where the task stands: in a multi-instance, its item's too."""
    if not instance.state:
        return {}
    return context.restore(engine, tx, instance).variables_at(task.id)


def step_before(
    engine: Engine, tx: Transaction, instance: InstanceRow, task: TaskRow, reason: str
) -> str:
    """Return the user task that was completed last on the way to this one.

    Raises:
        ReasonRequired: no reason was given.
        CannotSendBack: there is none, or branches have parted or joined on the way.
    """
    if not reason.strip():
        raise ReasonRequired
    definition = engine.definitions.get(tx, instance.definition_key, instance.definition_version)
    upstream = definition.steps_before(task.element_id)
    for event in reversed(record.events_of(tx, instance.office_id, instance.id)):
        if event.type == "task_completed" and event.element_id in upstream:
            return event.element_id
    raise CannotSendBack(task=task.id)
