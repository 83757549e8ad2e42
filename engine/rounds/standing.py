"""Where each school stands in a round: it has done, it waits, it is late, it has not begun."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from engine import access, viewing
from engine.calendar import local_date
from engine.context import Engine
from engine.errors import Forbidden, InstanceNotFound
from engine.model import InstanceStatus, Person
from engine.parties import school_code
from engine.roles import APPLICANT_ROLES
from engine.rows import InstanceRow, SchoolRow
from engine.store import Transaction, schools
from engine.store import rounds as rows

MOST: Final = 40
"""So many rounds are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A procedure that is held in rounds: the schools' own, and whether the round begins those.

    Where it does not, schools apply by themselves while the round goes on.
    """

    key: str
    of_school: str
    is_asked: bool = True


KINDS: Final[Mapping[str, Kind]] = {
    each.key: each
    for each in (
        Kind(key="cct_screening", of_school="cct_school"),
        Kind(key="royal_award", of_school="royal_award_application", is_asked=False),
        Kind(key="student_welfare", of_school="student_welfare_nomination"),
        Kind(key="school_community", of_school="school_community_register"),
    )
}


class Stand(StrEnum):
    """Where a school stands in a round, the most urgent first.

    `NOT_BEGUN`: it was asked and nothing is done or drafted. `SENT`: its part is done and the case
    goes on elsewhere. `ABSENT`: it was not asked, or has not applied. `ENDED`: stopped early.
    """

    LATE = "late"
    NOT_BEGUN = "not_begun"
    WAITING = "waiting"
    SENT = "sent"
    DONE = "done"
    ENDED = "ended"
    ABSENT = "absent"


REMINDED: Final = "school_reminded"
"""The event in a school's case that says it was reminded."""
HAS_DONE: Final = (Stand.SENT, Stand.DONE)
_ENDED: Final = {InstanceStatus.COMPLETED: Stand.DONE, InstanceStatus.CANCELLED: Stand.ENDED}
TO_REMIND: Final = (Stand.LATE, Stand.NOT_BEGUN, Stand.WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A school in a round, with the newest of its cases; `others`: how many more it has.

    `since` is when its open step came, or its last one was done; `reminded_at`, when the office
    last reminded it.
    """

    school: SchoolRow
    stand: Stand
    case: InstanceRow | None = None
    steps: tuple[rows.OpenTask, ...] = ()
    since: datetime | None = None
    due: date | None = None
    others: int = 0
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round with its schools, the most urgent first, and how many stand where."""

    instance: InstanceRow
    kind: Kind
    lines: list[Line]
    counts: Counter[Stand]

    @property
    def asked(self) -> int:
        """How many schools take part."""
        return sum(self.counts.values()) - self.counts[Stand.ABSENT]

    @property
    def done(self) -> int:
        """How many schools have done their part."""
        return sum(self.counts[each] for each in HAS_DONE)


def list_some(engine: Engine, person: Person, *, ended: bool) -> list[Round]:
    """List the newest rounds that go on, or have ended, of the offices the person works for.

    Raises:
        Forbidden: the person oversees no office.
    """
    with engine.reading() as tx:
        offices = access.seen_offices(tx, person)
        if not offices:
            raise Forbidden(office=", ".join(sorted(person.offices)))
        found = rows.held(tx, offices, tuple(KINDS), ended=ended, most=MOST)
        return [_round(tx, each) for each in found]


def one(engine: Engine, person: Person, instance_id: UUID) -> Round:
    """Return a round with all its schools.

    Raises:
        InstanceNotFound: there is no such round, or it is not the person's to see.
        Forbidden: the person does not oversee the office.
    """
    with engine.reading() as tx:
        return _round(tx, seen(tx, person, instance_id))


def seen(tx: Transaction, person: Person, instance_id: UUID) -> InstanceRow:
    """Return the case of a round that the person oversees.

    Raises:
        InstanceNotFound: there is no such round, or it is not the person's to see.
        Forbidden: the person does not oversee the office.
    """
    found = viewing.visible(tx, person, instance_id)
    if found.definition_key not in KINDS:
        raise InstanceNotFound(id=instance_id)
    if not access.sees_all_of(person, found.office_id):
        raise Forbidden(office=found.office_id)
    return found


def _round(tx: Transaction, held: InstanceRow) -> Round:
    kind = KINDS[held.definition_key]
    cases = (rows.begun_by if kind.is_asked else rows.begun_during)(tx, held, kind.of_school)
    today = local_date(tx.now)
    known = schools.known(tx, held.office_id)
    active = {each.code for each in schools.active(tx, held.office_id, today)}
    lines = list(_lines(tx, cases, known, today))
    named = {line.school.code for line in lines}
    lines += [Line(school=known[code], stand=Stand.ABSENT) for code in sorted(active - named)]
    order = list(Stand)
    lines.sort(key=lambda each: (order.index(each.stand), each.due or date.max, each.school.code))
    counts = Counter(line.stand for line in lines)
    return Round(instance=held, kind=kind, lines=lines, counts=counts)


def _lines(
    tx: Transaction, cases: Sequence[InstanceRow], known: Mapping[str, SchoolRow], today: date
) -> Iterable[Line]:
    """Yield a line for each school that has a case."""
    steps: dict[UUID, list[rows.OpenTask]] = defaultdict(list)
    for each in rows.open_tasks(tx, cases):
        steps[each.instance_id].append(each)
    done, reminded = rows.done_tasks(tx, cases), rows.told_last(tx, cases, REMINDED)
    by_school: dict[str, list[InstanceRow]] = defaultdict(list)
    for case in cases:
        by_school[school_code(case.applicant_id) or ""].append(case)
    for code, its in by_school.items():
        if code in known:
            case = _newest(its)
            stood = _stand(case, steps[case.id], done.get(case.id), today)
            line = _line(known[code], case, (stood, steps[case.id], done.get(case.id)))
            yield replace(line, others=len(its) - 1, reminded_at=reminded.get(case.id))


def _newest(its: Sequence[InstanceRow]) -> InstanceRow:
    """Return the newest of a school's cases; one that was stopped only if there is no other."""
    alive = [case for case in its if case.status is not InstanceStatus.CANCELLED]
    return (alive or its)[-1]


def _stand(
    case: InstanceRow, steps: Sequence[rows.OpenTask], done: datetime | None, today: date
) -> Stand:
    if case.status in _ENDED:
        return _ENDED[case.status]
    own = _own(steps)
    if not own:
        return Stand.SENT
    if any(step.due_date is not None and step.due_date < today for step in own):
        return Stand.LATE
    has_begun = done is not None or any(step.has_draft for step in own)
    return Stand.WAITING if has_begun else Stand.NOT_BEGUN


def _own(steps: Sequence[rows.OpenTask]) -> list[rows.OpenTask]:
    """Return the steps that are the school's own to do."""
    return [step for step in steps if not APPLICANT_ROLES.isdisjoint(step.roles.split(","))]


def _line(
    school: SchoolRow,
    case: InstanceRow,
    stood: tuple[Stand, Sequence[rows.OpenTask], datetime | None],
) -> Line:
    stand, steps, done = stood
    shown = _own(steps) or list(steps)
    dues = [step.due_date for step in shown if step.due_date is not None]
    since = min((step.created_at for step in shown), default=None)
    return Line(
        school=school,
        stand=stand,
        case=case,
        steps=tuple(shown),
        since=since or case.ended_at or done,
        due=min(dues, default=None),
    )
