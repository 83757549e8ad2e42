"""Roles given and ended, and substitutions while somebody is away."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from engine import access, announcing, noticing
from engine.context import Engine
from engine.errors import (
    NotFound,
    PeriodInvalid,
    ReasonRequired,
    RoleNotHeld,
    SubstituteUnfit,
    YourselfLockedOut,
)
from engine.model import Person
from engine.people.accounts import require_account, require_office, require_roles
from engine.roles import ADMIN, AUDITOR, NATIONAL, OFFICE_ROLES, ROLES
from engine.rows import OfficeRow
from engine.store import Transaction, admin_events, people, personnel
from engine.store.admin_events import Change
from engine.tidings import Hearer, NoticeKind

_EVERYWHERE = OfficeRow(
    id=NATIONAL,
    name_th="ทุกสำนักงาน",
    name_en="Every office",
    province="",
    settings={},
    calendar_version=1,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role to be given in an office; both days included, None for without end."""

    username: str
    role: str
    office: str
    valid_from: date
    valid_to: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A role or a substitution of an office that ends: `last_day` yesterday takes it at once."""

    office: str
    id: UUID
    last_day: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """Somebody acts for an absent person in an office; both days included.

    `role` None lends every role the absent person holds there; else this one.
    """

    absent: str
    substitute: str
    office: str
    valid_from: date
    valid_to: date
    reason: str
    role: str | None = None


def prepare(tx: Transaction) -> None:
    """Write what memberships stand on, where it is missing: roles, and the pseudo office "*"."""
    people.add_office(tx, _EVERYWHERE)
    people.add_roles(tx, [{**asdict(role), "kind": role.kind.value} for role in ROLES.values()])


def grant(engine: Engine, person: Person, wanted: Grant) -> UUID:
    """Give an account a role in an office, nationally with the office "*"; return what ends it.

    Raises:
        UserNotFound: no such account.
        RoleUnknown: no such role.
        PeriodInvalid: it ends before it begins.
        NotFound, Forbidden: the person is no admin there.
    """
    access.require_admin(person, wanted.office)
    require_roles((wanted.role,))
    _require_period(wanted.valid_from, wanted.valid_to)
    with engine.begin() as tx:
        require_office(tx, wanted.office)
        name = require_account(tx, wanted.username)
        values = {
            "office_id": wanted.office,
            "user_id": name,
            "role_key": wanted.role,
            "valid_from": wanted.valid_from,
            "valid_to": wanted.valid_to,
        }
        given = {"role": wanted.role, **_period(wanted.valid_from, wanted.valid_to)}
        done = Change(kind="role_granted", subject=name, after=given, reason=wanted.reason)
        admin_events.add(tx, wanted.office, person.id, done)
        return people.add_membership(tx, values)


def end_grant(engine: Engine, person: Person, ending: Ending) -> None:
    """Let a role end after a day; yesterday takes it away at once.

    Raises:
        NotFound: the office has no such membership, or the person nothing to do with it.
        Forbidden: the person is no admin there.
        YourselfLockedOut: it is the admin's own role of admin.
    """
    access.require_admin(person, ending.office)
    with engine.begin() as tx:
        held = people.membership_of(tx, ending.office, ending.id)
        if held is None:
            raise NotFound(id=ending.id)
        if held.role_key == ADMIN and held.user_id == person.id:
            raise YourselfLockedOut
        people.end_membership(tx, ending.office, ending.id, ending.last_day)
        done = Change(
            kind="role_ended",
            subject=held.user_id,
            before={"role": held.role_key, **_period(held.valid_from, held.valid_to)},
            after={"role": held.role_key, **_period(held.valid_from, ending.last_day)},
            reason=ending.reason,
        )
        admin_events.add(tx, ending.office, person.id, done)


def substitute(engine: Engine, person: Person, wanted: Substitution) -> UUID:
    """Let somebody act for an absent person. Staff may entrust a colleague themselves.

    Raises:
        ReasonRequired: no reason was given.
        PeriodInvalid: it ends before it begins.
        SubstituteUnfit: the two are one, or the substitute holds no role in the office that day
            (for staff: works for it), or audits.
        RoleNotHeld: the absent person does not hold the role there that day.
        UserNotFound: no such account.
        NotFound, Forbidden: the person is neither admin there nor the absent one.
    """
    _require_may_entrust(person, wanted)
    if not wanted.reason.strip():
        raise ReasonRequired
    if wanted.role is not None:
        require_roles((wanted.role,))
    _require_period(wanted.valid_from, wanted.valid_to)
    with engine.begin() as tx:
        return _entrust(tx, person, wanted)


def _require_may_entrust(person: Person, wanted: Substitution) -> None:
    is_absent_one = wanted.absent == person.id and person.on_behalf_of is None
    if is_absent_one and access.is_staff(person, wanted.office):
        access.require_writer(person)
    else:
        access.require_admin(person, wanted.office)


def _entrust(tx: Transaction, person: Person, wanted: Substitution) -> UUID:
    absent = require_account(tx, wanted.absent)
    other = require_account(tx, wanted.substitute)
    _require_fit(tx, wanted, absent, other)
    lent = {"substitute": other, "role": wanted.role, **_period(wanted.valid_from, wanted.valid_to)}
    done = Change(kind="substitution_made", subject=absent, after=lent, reason=wanted.reason)
    admin_events.add(tx, wanted.office, person.id, done)
    values = {
        "office_id": wanted.office,
        "absent_id": absent,
        "substitute_id": other,
        "role_key": wanted.role,
        "valid_from": wanted.valid_from,
        "valid_to": wanted.valid_to,
        "reason": wanted.reason,
    }
    _tell_substitute(tx, wanted, absent, other)
    return people.add_substitution(tx, values)


def end_substitution(engine: Engine, person: Person, ending: Ending) -> None:
    """Let a substitution end after a day; its first day is not moved, yesterday ends it at once.

    Who made it for themselves may end it, and so may an admin of the office.

    Raises:
        NotFound: the office has no such substitution, or it is not the person's to end.
        Forbidden: the person is neither admin there nor the absent one.
    """
    access.require_member(person, ending.office)
    with engine.begin() as tx:
        lent = personnel.substitution_of(tx, ending.office, ending.id)
        if lent is None:
            raise NotFound(id=ending.id)
        _require_may_end(person, ending.office, lent.absent_id)
        personnel.end_substitution(tx, ending.office, ending.id, ending.last_day)
        told = {"substitute": lent.substitute_id, "role": lent.role_key}
        done = Change(
            kind="substitution_ended",
            subject=lent.absent_id,
            before=told | _period(lent.valid_from, lent.valid_to),
            after=told | _period(lent.valid_from, ending.last_day),
            reason=ending.reason,
        )
        admin_events.add(tx, ending.office, person.id, done)


def _require_may_end(person: Person, office: str, absent: str) -> None:
    if absent == person.id and person.on_behalf_of is None:
        access.require_writer(person)
    else:
        access.require_admin(person, office)


def _period(first: date, last: date | None) -> dict[str, str | None]:
    """Return a period as JSON values."""
    return {"from": first.isoformat(), "to": None if last is None else last.isoformat()}


def _require_fit(tx: Transaction, wanted: Substitution, absent: str, other: str) -> None:
    may_lend = people.roles_held(tx, absent, wanted.office, wanted.valid_from)
    if wanted.role is not None and wanted.role not in may_lend:
        raise RoleNotHeld(role=wanted.role, absent=absent)
    held = people.roles_held(tx, other, wanted.office, wanted.valid_from)
    if other == absent or not _is_fit(held, may_lend):
        raise SubstituteUnfit


def _is_fit(held: frozenset[str], lent: frozenset[str]) -> bool:
    """Whether somebody may stand in: of the office, for whoever works there; and no auditor."""
    if AUDITOR in held:
        return False
    return bool(held & OFFICE_ROLES if lent & OFFICE_ROLES else held)


def _tell_substitute(tx: Transaction, wanted: Substitution, absent: str, other: str) -> None:
    name = people.names(tx, [absent])[absent]
    words = announcing.entrusted(name, wanted.valid_from, wanted.valid_to)
    kind, hearer = NoticeKind.SUBSTITUTION, Hearer(user=other)
    noticing.tell(tx, wanted.office, [noticing.Telling(hearer=hearer, kind=kind, words=words)])


def _require_period(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise PeriodInvalid
