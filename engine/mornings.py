"""Every morning: what is late and soon due, to whom it concerns, and then the daily letters."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final

from engine import announcing, hooking, noticing
from engine.addressing import Directory
from engine.calendar import BANGKOK, local_date
from engine.context import Engine
from engine.hooking import Happening
from engine.noticing import MAIL, Telling
from engine.office import calendar_of
from engine.parties import school_code
from engine.roles import APPLICANT_ROLES
from engine.store import (
    Transaction,
    choices,
    heartbeats,
    new_id,
    notices,
    offices,
    outgoing,
    upkeep,
)
from engine.store import news as rows
from engine.tidings import Hearer, NoticeKind, Reachable

AT: Final = time(7, 30)
"""When the day begins, in Asia/Bangkok: before an office opens at 08:30."""
SOON: Final = 3
"""Calendar days ahead that count as soon."""
_TURN: Final = "morning"


def greet(engine: Engine) -> int:
    """Once a day, from half past seven: tell what is due, and send the daily letters.

    Done by whichever process looks first. Returns how many notices and letters that was.
    """
    now = engine.clock.now()
    today = local_date(now)
    begins = datetime.combine(today, AT, BANGKOK)
    if now < begins or not _is_first(engine, begins):
        return 0
    with engine.reading() as tx:
        every = [office.id for office in offices.all_offices(tx)]
    told = 0
    for office in every:
        with engine.begin() as tx:
            if calendar_of(tx, office).is_working_day(today):
                told += _tell_due(tx, office, today)
    with engine.begin() as tx:
        return told + _send_digests(tx, today)


def _is_first(engine: Engine, begins: datetime) -> bool:
    with engine.reading() as tx:
        last = heartbeats.last(tx, _TURN)
    if last is not None and last >= begins:
        return False
    with engine.begin() as tx:
        return upkeep.claim(tx, _TURN, begins - timedelta(microseconds=1))


def _tell_due(tx: Transaction, office: str, today: date) -> int:
    notices.forget_unread(tx, office, NoticeKind.DUE)
    due = rows.due(tx, office, today + timedelta(days=SOON))
    if not due:
        return 0
    hooks = hooking.listeners(tx, office)
    if hooks:
        hooking.send(tx, hooks, [_of_the_office(due, today)])
    directory = Directory.of(tx, office)
    late: Counter[Hearer] = Counter()
    soon: Counter[Hearer] = Counter()
    for task in due:
        counter = late if task.due_date < today else soon
        counter.update(_staff(directory, task))
    hearers = sorted({*late, *soon}, key=lambda each: (each.user, each.absent or ""))
    return noticing.tell(tx, office, [_due(each, late[each], soon[each]) for each in hearers])


def _staff(directory: Directory, task: Any) -> list[Hearer]:
    """Return whose a task is within the office; applicants are reminded by the procedure."""
    roles = set(task.roles.split(",")) - {""} - APPLICANT_ROLES
    if task.assignee is not None:
        is_outside = school_code(task.assignee) is not None or not roles
        return [] if is_outside else directory.somebody(task.assignee, roles)
    return directory.holders(roles) if roles else []


def _due(hearer: Hearer, late: int, soon: int) -> Telling:
    words = announcing.due(late, soon, SOON)
    return Telling(hearer=hearer, kind=NoticeKind.DUE, words=words, times=late + soon)


def _of_the_office(due: Sequence[Any], today: date) -> Happening:
    late = sum(task.due_date < today for task in due)
    words = announcing.due(late, len(due) - late, SOON)
    return Happening(
        event="deadlines.today",
        text_th=words.subject_th,
        text_en=words.subject_en,
        data={"overdue": late, "soon": len(due) - late, "days": SOON},
    )


def _send_digests(tx: Transaction, today: date) -> int:
    """Put a letter on its way to whoever wants one a day, with all that they were told since."""
    told = notices.for_digest(tx, today)
    by_person = {user: list(rows) for user, rows in groupby(told, key=lambda row: row.user_id)}
    known = choices.reachable(tx, by_person)
    letters = [
        letter
        for user, rows in by_person.items()
        if user in known and known[user].email is not None
        for letter in _letters(known[user], rows)
    ]
    outgoing.add(tx, letters)
    notices.digested(tx, today)
    return len(letters)


def _letters(person: Reachable, told: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Yield one letter for each office that told the person something."""
    by_office: dict[str, list[Any]] = defaultdict(list)
    for row in told:
        by_office[row.office_id].append(row)
    for office, its in by_office.items():
        said = [getattr(row, f"subject_{person.language}") for row in its]
        identity = new_id()
        yield {
            "office_id": office,
            "id": identity,
            "kind": MAIL,
            "receiver": person.user,
            "instance_id": None,
            "payload": {
                "key": identity.hex,
                "language": person.language,
                "subject": _subject(len(said), person.language),
                "body": "\n".join(f"• {each}" for each in said),
                "path": "/notices",
                "business_key": "",
            },
        }


def _subject(count: int, language: str) -> str:
    if language == "th":
        return f"สรุปประจำวัน: {count} เรื่องแจ้งให้ท่านทราบ"
    return f"Today's summary: {count} notices" if count != 1 else "Today's summary: one notice"
