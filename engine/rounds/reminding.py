"""Reminding schools that have not done their part of a round: a letter each, noted in its case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from engine import access
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import Forbidden
from engine.model import InstanceStatus, JobKind, Person
from engine.recording import Told, tell
from engine.rounds.standing import REMINDED, TO_REMIND, Line, one
from engine.rows import InstanceRow
from engine.store import Transaction, cases, new_id, waits
from engine.store import rounds as rows
from engine.templates import words_of
from engine.thai import english_long, thai_long
from engine.tidings import Words

_WITH_DUE = "round_reminder"
_WITHOUT_DUE = "round_reminder_undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a school would be told; `is_told_today`: it was reminded today, and is not again."""

    line: Line
    words: Words
    is_told_today: bool


def drafts(engine: Engine, person: Person, round_id: UUID) -> list[Draft]:
    """Return the letter that each school would get that has not done its part.

    Raises:
        InstanceNotFound, Forbidden: as `rounds.one`.
    """
    today = local_date(engine.clock.now())
    return [
        Draft(
            line=line,
            words=words_of(*_letter(line, line.case)),
            is_told_today=_is_of(line, today),
        )
        for line in one(engine, person, round_id).lines
        if line.stand in TO_REMIND and line.case is not None
    ]


def remind(
    engine: Engine, person: Person, round_id: UUID, codes: Collection[str]
) -> dict[str, bool]:
    """Remind schools by code; say of each whether a letter goes out: one a day, while it is due.

    Raises:
        InstanceNotFound, Forbidden: as `rounds.one`; or the person does not work for the office.
        AuditorsOnlyRead: the person is an auditor somewhere.
    """
    access.require_writer(person)
    found = one(engine, person, round_id)
    office = found.instance.office_id
    if not (access.is_staff(person, office) or access.may_administer(person, office)):
        raise Forbidden(office=office)
    return {
        line.school.code: _remind(engine, person, line, line.case)
        for line in found.lines
        if line.school.code in codes and line.stand in TO_REMIND and line.case is not None
    }


def _remind(engine: Engine, person: Person, line: Line, case: InstanceRow) -> bool:
    """Write the letter's job and its note together; what another has sent today is enough."""
    with engine.begin() as tx:
        locked = cases.lock(tx, [case.office_id], case.id)
        if locked is None or locked.status is not InstanceStatus.ACTIVE or _is_told(tx, locked):
            return False
        name, payload = _letter(line, locked)
        letter = {"name": name, "payload": payload, "due_at": tx.now}
        of = {"office_id": locked.office_id, "id": new_id(), "instance_id": locked.id}
        waits.add_jobs(tx, [{**of, "kind": JobKind.NOTIFICATION.value, **letter}])
        said = words_of(name, {**payload, "to": None})
        data = {"to": payload["to"], "text": said.body_th}
        tell(tx, locked, Told(type=REMINDED, by=person, data=data))
        return True


def _is_told(tx: Transaction, case: InstanceRow) -> bool:
    last = rows.told_last(tx, [case], REMINDED).get(case.id)
    return last is not None and local_date(last) == local_date(tx.now)


def _is_of(line: Line, today: date) -> bool:
    return line.reminded_at is not None and local_date(line.reminded_at) == today


def _letter(line: Line, case: InstanceRow) -> tuple[str, dict[str, Any]]:
    """Return the key of the letter's text, and its particulars."""
    step = min(line.steps, key=lambda each: each.due_date or date.max)
    told = {"to": case.applicant_id, "business_key": case.business_key}
    told |= {"element": step.name, "element_en": step.name_en}
    if step.due_date is None:
        return _WITHOUT_DUE, told
    told |= {"due_date": thai_long(step.due_date), "due_date_en": english_long(step.due_date)}
    return _WITH_DUE, told
