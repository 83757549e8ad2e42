"""Following a case without an account: by its number and a secret, and nothing personal is shown.

The secret is shown once, when it is issued; only its hash is kept, and issuing another ends it.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Final
from uuid import UUID

from engine import access, course, passages
from engine.context import Engine
from engine.course import Ahead, Step
from engine.errors import DefinitionNotFound, Forbidden, TooManyLooks, TrackingUnknown
from engine.execution import Definition
from engine.execution.elements import Element
from engine.model import Person
from engine.office import office_of
from engine.passages import Drawn, Moment
from engine.recording import Told, tell
from engine.rows import DefinitionRow, InstanceRow, OfficeRow
from engine.store import Transaction, attempts, catalogue, offices, queries, record
from engine.store import following as rows
from engine.thai import to_arabic_digits
from engine.viewing import Standing, locked, standing, visible

WINDOW: Final = timedelta(minutes=5)
FOR_A_NUMBER_FROM_AN_ADDRESS: Final = 10
"""So many times one may try a number in vain within the window."""
FOR_A_NUMBER: Final = 50
"""So many times a number may be tried in vain, from wherever."""
FROM_AN_ADDRESS: Final = 60
"""So many times an address may try in vain, whatever the number: an office may share one."""
READER: Final = "tracking"
"""Who the list of accesses names: nobody knows more."""

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none that looks like another."""
_LENGTH: Final = 12
"""Sixty bits: at sixty attempts in five minutes nobody guesses one."""
_ALIKE: Final = str.maketrans("OILU", "011V")
_ADDRESSES: Final = "track from an address"
_SHOWN: Final = frozenset(
    {
        *("instance_started", "task_completed", "task_sent_back", "paper_made"),
        *("instance_suspended", "instance_resumed", "instance_cancelled", "instance_completed"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What follows a case, to be handed on: `secret` in groups of four, shown this once."""

    number: str
    secret: str
    office: OfficeRow
    definition: DefinitionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicStep:
    """An open step as the diagram has it; `why`: why by that day, in Thai and English."""

    element: Element
    roles: str
    is_applicants: bool
    due_date: date | None
    why: tuple[str, str] | None
    ahead: Ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicMoment:
    """What happened, by whose role; never a name, a file or a value."""

    at: datetime
    type: str
    element: Element | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicView:
    """A case without anything personal."""

    number: str
    status: str
    started_at: datetime
    ended_at: datetime | None
    definition: DefinitionRow
    office: OfficeRow
    steps: list[PublicStep]
    way: list[Step]
    moments: list[PublicMoment]
    drawn: Drawn
    end: Element | None


def issue(engine: Engine, person: Person, instance_id: UUID) -> Slip:
    """Give a case a new secret; an older one ends. Its applicant may, and the office for them.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        AuditorsOnlyRead: the person is an auditor somewhere.
        Forbidden: the person neither brought the case nor works for the office.
    """
    access.require_writer(person)
    with engine.begin() as tx:
        instance = locked(tx, visible(tx, person, instance_id))
        is_own = access.is_own(person, instance.office_id, instance.applicant_id)
        if not is_own and not access.is_staff(person, instance.office_id):
            raise Forbidden(instance=instance_id)
        secret = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        rows.issue(tx, instance, _hashed(instance.office_id, instance.id, secret), person.id)
        tell(tx, instance, Told(type="tracking_issued", by=person))
        return Slip(
            number=instance.business_key,
            secret="-".join(secret[at : at + 4] for at in range(0, _LENGTH, 4)),
            office=office_of(tx, instance.office_id),
            definition=_version(tx, instance),
        )


def look(engine: Engine, number: str, secret: str, address: str) -> PublicView:
    """Show a case to who knows its number and secret; failures are counted.

    Raises:
        TrackingUnknown: no case has this number and this secret.
        TooManyLooks: the number, or the address, was tried in vain too often.
    """
    wanted = to_arabic_digits(number).strip()[:64]
    with engine.begin() as tx:
        _require_room(tx, wanted, address)
        instance = _followed(tx, wanted, _plain(secret))
        if instance is None:
            for account in (wanted, _ADDRESSES):
                attempts.count(tx, _hidden(account), address[:64], tx.now - WINDOW)
            view = None
        else:
            record.note_access(tx, READER, instance, "tracking")
            view = _view(engine, tx, instance)
    if view is None:
        raise TrackingUnknown
    return view


def _followed(tx: Transaction, number: str, secret: str) -> InstanceRow | None:
    """Return the case of whichever office whose secret this is."""
    every = [office.id for office in offices.all_offices(tx)]
    for row in rows.of_number(tx, every, (number, number.upper())):
        if hmac.compare_digest(row.hash, _hashed(row.office_id, row.instance_id, secret)):
            return queries.instance(tx, [row.office_id], row.instance_id)
    return None


def _plain(secret: str) -> str:
    """Return a secret as it was made, however it was typed."""
    letters = to_arabic_digits(secret[:64]).upper().translate(_ALIKE)
    return "".join(letter for letter in letters if letter in _LETTERS)


def _hashed(office: str, instance_id: UUID, secret: str) -> bytes:
    return sha256(f"{office}\0{instance_id.hex}\0{secret}".encode()).digest()


def _hidden(account: str) -> str:
    return sha256(f"track\0{account.upper()}".encode("utf-8", "surrogatepass")).hexdigest()


def _require_room(tx: Transaction, number: str, address: str) -> None:
    of_number = attempts.since(tx, _hidden(number), tx.now - WINDOW)
    everywhere = attempts.since(tx, _hidden(_ADDRESSES), tx.now - WINDOW)
    limits = (
        (
            [each for each in of_number if each.address == address[:64]],
            FOR_A_NUMBER_FROM_AN_ADDRESS,
        ),
        (list(of_number), FOR_A_NUMBER),
        ([each for each in everywhere if each.address == address[:64]], FROM_AN_ADDRESS),
    )
    for counted, most in limits:
        if sum(each.failures for each in counted) >= most:
            first = min(each.window_start for each in counted)
            left = ceil((first + WINDOW - tx.now).total_seconds())
            raise TooManyLooks(retry_after=max(left, 1))


def _view(engine: Engine, tx: Transaction, instance: InstanceRow) -> PublicView:
    definition = engine.definitions.get(tx, instance.definition_key, instance.definition_version)
    stands = standing(tx, instance)
    key = record.key_of(tx, instance.office_id, instance.id)
    events = record.events_of(tx, instance.office_id, instance.id)
    passed = passages.moments(definition, events, key)
    return PublicView(
        number=instance.business_key,
        status=instance.status.value,
        started_at=instance.started_at,
        ended_at=instance.ended_at,
        definition=_version(tx, instance),
        office=office_of(tx, instance.office_id),
        steps=_steps(definition, stands),
        way=course.steps(definition, passages.began_at(definition, passed)),
        moments=_moments(passed),
        drawn=passages.drawn(definition, passed, stands),
        end=passages.ended_at(passed),
    )


def _steps(definition: Definition, stands: Standing) -> list[PublicStep]:
    known = [(task, definition.elements.get(task.element_id)) for task in stands.tasks]
    return [
        PublicStep(
            element=element,
            roles=task.roles,
            is_applicants=access.is_for_applicant(task, stands.instance.applicant_id),
            due_date=task.due_date,
            why=passages.explanation(definition, task, stands.timers),
            ahead=course.ahead(definition, task.element_id),
        )
        for task, element in known
        if element is not None
    ]


def _moments(passed: Iterable[Moment]) -> list[PublicMoment]:
    return [
        PublicMoment(at=each.at, type=each.type, element=each.element, roles=each.roles)
        for each in passed
        if each.type in _SHOWN
    ]


def _version(tx: Transaction, instance: InstanceRow) -> DefinitionRow:
    found = catalogue.version(tx, instance.definition_key, instance.definition_version)
    if found is None:
        raise DefinitionNotFound(key=instance.definition_key)
    return found
