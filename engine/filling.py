"""What a user task asks for: its form shown, and what was filled in accepted or refused."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import orjson

from engine import context
from engine.calendar import BANGKOK
from engine.context import Engine
from engine.errors import (
    CannotSendBack,
    FormInvalid,
    FormNotFound,
    ReasonRequired,
    VariablesReserved,
)
from engine.forms import (
    FormDefinition,
    auto_fields,
    check,
    load,
    normalise,
    prefill,
    schema,
    variables_of,
    window_of,
)
from engine.model import Person, Variables
from engine.rows import InstanceRow, TaskRow
from engine.starting import RESERVED
from engine.store import Transaction, catalogue, record, worklist
from engine.thai import buddhist_year

MOST_BYTES = 4 * 1024 * 1024
"""Without a form, so much may one task write; a form has its own limits."""


def form_of(tx: Transaction, key: str) -> FormDefinition:
    """Return a form's newest version.

    Raises:
        FormNotFound: no form has this key.
    """
    found = catalogue.form(tx, key)
    if found is None:
        raise FormNotFound(key=key)
    _, body, _ = found
    return _loaded(body, key)


@lru_cache(256)
def _loaded(body: bytes, key: str) -> FormDefinition:
    definition, problems = load(body, f"{key}.json")
    if definition is None:
        raise FormNotFound(key=key, problems=len(problems))
    return definition


def accept(
    tx: Transaction, person: Person, instance: InstanceRow, task: TaskRow, given: Variables
) -> Variables:
    """Check what was filled in and return what completing the task writes.

    Raises:
        FormInvalid: says by field what is wrong; nothing has changed.
        VariablesReserved: a task without a form names a variable of the service's.
    """
    if task.form_key is None:
        return _unformed(given)
    definition = form_of(tx, task.form_key)
    data = {**given, **_filled_in(tx, person, instance, definition, given)}
    normalised, errors = check(definition, data)
    errors |= _missing_files(tx, instance, definition, normalised)
    if errors:
        raise FormInvalid(count=len(errors), errors=errors)
    return variables_of(definition, normalised)


def _unformed(given: Variables) -> Variables:
    if taken := sorted(RESERVED & given.keys()):
        raise VariablesReserved(names=", ".join(taken))
    if len(orjson.dumps(given)) > MOST_BYTES:
        told = {"th": "ข้อมูลใหญ่เกินไป", "en": "The data are too large."}
        raise FormInvalid(count=1, errors={"": told})
    return given


def _filled_in(
    tx: Transaction,
    person: Person,
    instance: InstanceRow,
    definition: FormDefinition,
    given: Mapping[str, Any],
) -> Variables:
    """Fill the fields that the service fills itself, whatever the caller sent for them."""
    now = tx.now.astimezone(BANGKOK)
    fields = {field["key"]: field for field in definition.fields}
    makers: dict[str, Callable[[str], Any]] = {
        "now": lambda _: now.isoformat(timespec="seconds"),
        "today": lambda _: now.date().isoformat(),
        "window": lambda key: window_of(fields[key], now.date()),
        "applicant": lambda _: instance.applicant_id or person.id,
        "increment": lambda key: _one_more(given.get(key)),
    }
    filled = {}
    for key, how in auto_fields(definition).items():
        if how.startswith("number:"):
            filled[key] = _number(tx, instance.office_id, how.removeprefix("number:"))
        else:
            filled[key] = makers[how](key)
    return filled


def _one_more(value: Any) -> int:
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else 1


def _number(tx: Transaction, office: str, name: str) -> str:
    """Return the next running number of the year, such as 12/2569."""
    year = buddhist_year(tx.now.astimezone(BANGKOK).date())
    return f"{record.next_number(tx, office, name, year)}/{year}"


def _missing_files(
    tx: Transaction, instance: InstanceRow, definition: FormDefinition, data: Variables
) -> dict[str, dict[str, str]]:
    """Tell of files that were named but never attached to this case."""
    named = {
        field["key"]: [each["attachment_id"] for each in data.get(field["key"]) or []]
        for field in definition.fields
        if field["type"] == "file"
    }
    if not any(named.values()):
        return {}
    known = worklist.attachment_ids(tx, instance)
    told = {"th": "ไม่พบไฟล์ที่แนบในเรื่องนี้", "en": "The file is not attached to this case."}
    return {key: told for key, ids in named.items() if any(each not in known for each in ids)}


def present(
    engine: Engine, tx: Transaction, person: Person, of: tuple[InstanceRow, TaskRow]
) -> dict[str, Any]:
    """Return a task's form and the data to begin with: the draft, else what the case has."""
    instance, task = of
    record.note_access(tx, person.id, instance, f"form:{task.element_id}")
    if task.form_key is None:
        return {"definition": None, "schema": None, "data": task_draft(task) or {}}
    definition = form_of(tx, task.form_key)
    data = task_draft(task)
    if data is None:
        known = context.restore(engine, tx, instance).variables if instance.state else {}
        data = normalise(definition, prefill(definition, known))
    return {"definition": definition.body, "schema": schema(definition), "data": data}


def task_draft(task: TaskRow) -> Variables | None:
    """Return what was kept of a half-filled form."""
    kept: Variables | None = None if task.draft is None else orjson.loads(task.draft)
    return kept


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
