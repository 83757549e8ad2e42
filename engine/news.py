"""News: what has happened since people were last told, told to whom it concerns and to nobody else.

Looked up in the ledger every little while, away from the commands, so that a command costs what it
cost and a mass of new tasks is one notice. Whoever did a thing is not told of it; an applicant whom
a letter has told is not told twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from engine import announcing, hooking, noticing, paperwork
from engine.addressing import Directory
from engine.context import Engine
from engine.hooking import Happening
from engine.noticing import Telling
from engine.roles import ADMIN, APPLICANT_ROLES
from engine.rows import TaskRow
from engine.store import Transaction, notices
from engine.store import news as rows
from engine.tidings import About, Hearer, NoticeKind

SETTLED: Final = timedelta(seconds=15)
"""How old an entry must be: longer than a command takes, so that none is passed over."""
AT_ONCE: Final = 300
"""Entries of the ledger in one turn; what is left is told in the next."""
_LETTER_BEFORE: Final = timedelta(minutes=2)
_OPENED, _STARTED, _RAISED = "task_opened", "instance_started", "incident_raised"
_ENDED: Final = frozenset({"instance_completed", "instance_cancelled"})
_PAPER: Final = paperwork.EVENT
_ATTACHED: Final = "attachment_added"
_FEW: Final = 5


@dataclass(slots=True, kw_only=True)
class _Office:
    """What happened in one office: the cases by what happened to them, and who did it last."""

    id: str
    since: datetime
    cases: dict[str, dict[UUID, str]] = field(default_factory=lambda: defaultdict(dict))

    def of(self, *types: str) -> dict[UUID, str]:
        """Return the cases to which something of this kind happened, with who did it."""
        return {case: by for each in types for case, by in self.cases[each].items()}


def tell(engine: Engine) -> int:
    """Tell everybody what has happened up to a little while ago; return how many notices.

    The first time of all, nothing is told: what is in the ledger then is no news. A mass is told in
    turns, each a transaction of its own, so that no command waits long for it.
    """
    told, goes_on = _turn(engine)
    while goes_on:
        more, goes_on = _turn(engine)
        told += more
    return told


def _turn(engine: Engine) -> tuple[int, bool]:
    """Tell of the next entries; return how many notices, and whether there are more entries."""
    with engine.begin() as tx:
        mark = rows.mark(tx)
        if mark is None:
            rows.begin_at_the_end(tx)
            return 0, False
        found = rows.entries(tx, mark, AT_ONCE)
        settled = [*_settled(found, tx.now - SETTLED)]
        if not settled:
            return 0, False
        rows.move_mark(tx, settled[-1].id)
        told = sum(_tell_office(tx, each) for each in _by_office(settled))
        return told, len(settled) == len(found)


def _settled(entries: Iterable[Any], until: datetime) -> Iterator[Any]:
    for entry in entries:
        if entry.at > until:
            return
        yield entry


def _by_office(entries: Iterable[Any]) -> list[_Office]:
    found: dict[str, _Office] = {}
    for entry in entries:
        office = found.setdefault(entry.office_id, _Office(id=entry.office_id, since=entry.at))
        office.since = min(office.since, entry.at)
        office.cases[entry.type][entry.instance_id] = entry.actor
    return list(found.values())


def _tell_office(tx: Transaction, office: _Office) -> int:
    told = office.of(_OPENED, _RAISED, _PAPER, _ATTACHED, _STARTED, *_ENDED)
    if not told:
        return 0
    directory, cases = Directory.of(tx, office.id), rows.cases(tx, office.id, told)
    opened = rows.opened(tx, office.id, office.of(_OPENED), office.since)
    people = [
        *_of_tasks(tx, office, directory, opened),
        *_of_cases(office, directory, cases),
        *_of_papers(tx, office, directory, cases),
        *_of_incidents(tx, office, directory, cases),
    ]
    hooks = hooking.listeners(tx, office.id)
    if hooks:
        hooking.send(tx, hooks, _happenings(office, cases, opened))
    return noticing.tell(tx, office.id, _once(tx, office, people))


def _once(tx: Transaction, office: _Office, people: list[Telling]) -> list[Telling]:
    """Leave out what a letter to the same person about the same case says better."""
    telling = (NoticeKind.YOUR_TURN, NoticeKind.ENDED, NoticeKind.PAPER)
    about = {each.about.instance_id for each in people if each.kind in telling} - {None}
    since = office.since - _LETTER_BEFORE
    written = notices.told_of(tx, office.id, [case for case in about if case], since)
    return [
        each
        for each in people
        if each.kind not in telling or (each.about.instance_id, each.hearer.user) not in written
    ]


def _of_tasks(
    tx: Transaction, office: _Office, directory: Directory, opened: Sequence[TaskRow]
) -> Iterator[Telling]:
    by = office.of(_OPENED)
    gathered: dict[Hearer, list[TaskRow]] = defaultdict(list)
    for task in opened:
        for hearer in directory.having(task):
            if hearer.user == by[task.instance_id]:
                continue
            if (telling := _personal(task, hearer)) is not None:
                yield telling
            else:
                gathered[hearer].append(task)
    before = noticing.counted(tx, office.id, NoticeKind.TASKS, gathered)
    for hearer, tasks in gathered.items():
        yield _gathered(hearer, tasks, before.get(hearer, 0))


def _personal(task: TaskRow, hearer: Hearer) -> Telling | None:
    """Tell of a task that is one person's: given to them, or of their own case; else None."""
    about = About(instance_id=task.instance_id, task_id=task.id, business_key=task.business_key)
    if not set(task.roles.split(",")) - APPLICANT_ROLES and task.applicant_id is not None:
        words, kind = announcing.your_turn(task), NoticeKind.YOUR_TURN
    elif task.assignee is not None:
        words, kind = announcing.assigned(task), NoticeKind.ASSIGNED
    else:
        return None
    return Telling(hearer=hearer, kind=kind, words=words, about=about)


def _gathered(hearer: Hearer, tasks: Sequence[TaskRow], before: int) -> Telling:
    count = before + len(tasks)
    lines = [
        (f"{each.name} ({each.business_key})", f"{each.name_en} ({each.business_key})")
        for each in tasks[:_FEW]
    ]
    words = announcing.new_tasks(lines, count)
    return Telling(hearer=hearer, kind=NoticeKind.TASKS, words=words, times=count)


def _of_cases(office: _Office, directory: Directory, cases: dict[UUID, Any]) -> Iterator[Telling]:
    cancelled = office.of("instance_cancelled")
    for kind, happened in (
        (NoticeKind.PAPER, office.of(_PAPER)),
        (NoticeKind.ENDED, office.of(*_ENDED)),
    ):
        for case_id, by in happened.items():
            case = cases[case_id]
            name = (case.name_th, case.name_en)
            key = case.business_key
            words = (
                announcing.paper(key, name)
                if kind is NoticeKind.PAPER
                else announcing.ended(key, name, cancelled=case_id in cancelled)
            )
            about = About(instance_id=case_id, business_key=key)
            for hearer in directory.party(case.applicant_id):
                if hearer.user != by:
                    yield Telling(hearer=hearer, kind=kind, words=words, about=about)


def _of_papers(
    tx: Transaction, office: _Office, directory: Directory, cases: dict[UUID, Any]
) -> Iterator[Telling]:
    """Tell who works on a case that papers have come beside its forms, once for each case."""
    by = office.of(_ATTACHED)
    changed = rows.filed(tx, office.id, by, office.since) if by else set()
    hearers: dict[UUID, set[Hearer]] = defaultdict(set)
    for task in rows.opened(tx, office.id, changed) if changed else ():
        hearers[task.instance_id].update(directory.having(task))
    for case_id, having in hearers.items():
        key = cases[case_id].business_key
        words = announcing.filed(key, (cases[case_id].name_th, cases[case_id].name_en))
        about = About(instance_id=case_id, business_key=key)
        for hearer in sorted(having, key=lambda each: (each.user, each.absent or "")):
            if hearer.user != by[case_id]:
                yield Telling(hearer=hearer, kind=NoticeKind.FILED, words=words, about=about)


def _of_incidents(
    tx: Transaction, office: _Office, directory: Directory, cases: dict[UUID, Any]
) -> Iterator[Telling]:
    keys = [cases[case].business_key for case in office.of(_RAISED)]
    admins = directory.holders([ADMIN]) if keys else []
    before = noticing.counted(tx, office.id, NoticeKind.INCIDENTS, admins) if admins else {}
    for hearer in admins:
        count = before.get(hearer, 0) + len(keys)
        words = announcing.incidents(keys, count)
        yield Telling(hearer=hearer, kind=NoticeKind.INCIDENTS, words=words, times=count)


def _happenings(
    office: _Office, cases: dict[UUID, Any], opened: Sequence[TaskRow]
) -> Iterator[Happening]:
    plain = {
        "case.started": (office.of(_STARTED), "เริ่มเรื่อง", "Case started"),
        "paper.issued": (office.of(_PAPER), "ออกเอกสารแล้ว", "Document issued"),
        "case.ended": (office.of(*_ENDED), "เรื่องสิ้นสุด", "Case ended"),
        "incident.raised": (office.of(_RAISED), "เรื่องติดขัด", "Case is stuck"),
    }
    for event, (happened, th, en) in plain.items():
        for case in happened:
            yield _happening(event, cases[case], (th, en))
    for task in opened:
        case = cases[task.instance_id]
        names = (f"งานใหม่ “{task.name}”", f"New task “{task.name_en}”")
        yield _happening("task.opened", case, names, _task(task))


def _happening(
    event: str, case: Any, what: tuple[str, str], more: dict[str, Any] | None = None
) -> Happening:
    th, en = what
    key = case.business_key
    procedure = {"key": case.definition_key, "name_th": case.name_th, "name_en": case.name_en}
    return Happening(
        event=event,
        text_th=f"{th}: {key} {case.name_th}",
        text_en=f"{en}: {key} {case.name_en}",
        instance_id=case.id,
        data={"case": {"business_key": key, "procedure": procedure}, **(more or {})},
    )


def _task(task: TaskRow) -> dict[str, Any]:
    due = task.due_date.isoformat() if task.due_date else None
    said = {"id": str(task.id), "name_th": task.name, "name_en": task.name_en, "due_date": due}
    return {"task": {**said, "roles": [each for each in task.roles.split(",") if each]}}
