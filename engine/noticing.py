"""Telling people: a notice in the page for each, and a mail to whoever wants mail at once.

Part of the transaction in which the thing itself is written: what is undone is not told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from engine.calendar import local_date
from engine.store import Transaction, choices, new_id, notices, outgoing
from engine.tidings import About, Hearer, Mailing, NoticeKind, NoticeRow, Reachable, Words

MAIL: Final = "mail"
_GATHERING: Final = frozenset({NoticeKind.TASKS, NoticeKind.INCIDENTS})
"""Of these a person has one unread notice at a time, and one mail until they have looked."""
_NOTHING: Final = About()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one person is told; `times`: how many things it counts."""

    hearer: Hearer
    kind: NoticeKind
    words: Words
    about: About = _NOTHING
    times: int = 1


def tell(tx: Transaction, office: str, tellings: Iterable[Telling]) -> int:
    """Tell people of an office; those without an account in use are passed over.

    Returns how many notices were written or renewed.
    """
    wanted = list(tellings)
    if not wanted:
        return 0
    known = choices.reachable(tx, {each.hearer.user for each in wanted})
    heard = [each for each in wanted if each.hearer.user in known]
    standing = _standing(tx, office, heard)
    for each in heard:
        if (row := standing.get(_place(each))) is not None:
            notices.renew(tx, row, {**_said(each.words), "times": each.times})
    fresh = [each for each in heard if _place(each) not in standing]
    rows = [_row(tx, office, each, known[each.hearer.user]) for each in fresh]
    notices.add(tx, rows)
    mailed = [row for row in rows if _at_once(known[row["user_id"]])]
    outgoing.add(tx, [_mail(row, known[row["user_id"]]) for row in mailed])
    return len(heard)


def _standing(
    tx: Transaction, office: str, tellings: Iterable[Telling]
) -> dict[tuple[NoticeKind, Hearer], NoticeRow]:
    """Return the unread notices of gathering kinds that say it, by kind and by who has them."""
    by_kind: dict[NoticeKind, set[str]] = {}
    for each in tellings:
        if each.kind in _GATHERING:
            by_kind.setdefault(each.kind, set()).add(each.hearer.user)
    return {
        (kind, Hearer(user=user, absent=absent)): row
        for kind, users in by_kind.items()
        for (user, absent), row in notices.gathering(tx, office, kind, users).items()
    }


def _place(telling: Telling) -> tuple[NoticeKind, Hearer]:
    return telling.kind, telling.hearer


def counted(
    tx: Transaction, office: str, kind: NoticeKind, hearers: Iterable[Hearer]
) -> dict[Hearer, int]:
    """Return how much the unread notices of a gathering kind count already, by who has them."""
    found = notices.gathering(tx, office, kind, {each.user for each in hearers})
    return {Hearer(user=user, absent=absent): row.times for (user, absent), row in found.items()}


def _row(tx: Transaction, office: str, telling: Telling, person: Reachable) -> dict[str, Any]:
    daily = person.mail is Mailing.DAILY and person.email is not None
    about = telling.about
    return {
        "office_id": office,
        "id": new_id(),
        "user_id": telling.hearer.user,
        "kind": telling.kind.value,
        **_said(telling.words),
        "instance_id": about.instance_id,
        "task_id": about.task_id,
        "business_key": about.business_key,
        "absent": telling.hearer.absent,
        "times": telling.times,
        "at": tx.now,
        "read_at": None,
        "digest_on": local_date(tx.now) if daily else None,
    }


def _said(words: Words) -> dict[str, str]:
    return {
        "subject_th": words.subject_th,
        "subject_en": words.subject_en,
        "body_th": words.body_th,
        "body_en": words.body_en,
    }


def _at_once(person: Reachable) -> bool:
    return person.email is not None and person.mail is Mailing.AT_ONCE


def _mail(row: dict[str, Any], person: Reachable) -> dict[str, Any]:
    language = person.language
    identity: UUID = row["id"]
    return {
        "office_id": row["office_id"],
        "id": new_id(),
        "kind": MAIL,
        "receiver": person.user,
        "instance_id": row["instance_id"],
        "payload": {
            "key": identity.hex,
            "language": language,
            "subject": row[f"subject_{language}"],
            "body": row[f"body_{language}"],
            "path": f"/notices/{identity}",
            "business_key": row["business_key"] or "",
        },
    }
