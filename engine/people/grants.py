"""Roles given and ended, and substitutions while somebody is away."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from engine import access
from engine.context import Engine
from engine.errors import NotFound, PeriodInvalid, ReasonRequired, SubstituteUnfit
from engine.model import Person
from engine.people.accounts import require_account, require_office, require_roles
from engine.roles import NATIONAL, ROLES
from engine.rows import OfficeRow
from engine.store import Transaction, people

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
        people.note(tx, wanted.office, person.id, f"role_granted {wanted.role} {name}")
        return people.add_membership(tx, values)


def end_grant(engine: Engine, person: Person, office: str, which: UUID, last_day: date) -> None:
    """Let a role end after a day; yesterday takes it away at once.

    Raises:
        NotFound: the office has no such membership, or the person nothing to do with it.
        Forbidden: the person is no admin there.
    """
    access.require_admin(person, office)
    with engine.begin() as tx:
        whose = people.end_membership(tx, office, which, last_day)
        if whose is None:
            raise NotFound(id=which)
        people.note(tx, office, person.id, f"role_ended {whose} {last_day.isoformat()}")


def substitute(engine: Engine, person: Person, wanted: Substitution) -> UUID:
    """Let somebody act for an absent person. Staff may entrust a colleague themselves.

    Raises:
        ReasonRequired: no reason was given.
        PeriodInvalid: it ends before it begins.
        SubstituteUnfit: the two are one, or the substitute holds no role in the office that day.
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
    held = people.roles_held(tx, other, wanted.office, wanted.valid_from)
    if other == absent or not held:
        raise SubstituteUnfit
    what = f"substitution {absent} -> {other}: {wanted.reason}"
    people.note(tx, wanted.office, person.id, what)
    values = {
        "office_id": wanted.office,
        "absent_id": absent,
        "substitute_id": other,
        "role_key": wanted.role,
        "valid_from": wanted.valid_from,
        "valid_to": wanted.valid_to,
        "reason": wanted.reason,
    }
    return people.add_substitution(tx, values)


def _require_period(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise PeriodInvalid
