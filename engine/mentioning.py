"""Mentions: `@username` in a comment tells a colleague, if the case is theirs to see.

Only whoever sees every case of the office mentions people; from others an @ is just a letter, so
that nobody outside finds out who has an account.
"""

import re
from collections.abc import Iterable
from typing import Final

from engine import access, announcing, noticing
from engine.calendar import local_date
from engine.errors import MentionUnfit
from engine.model import Person
from engine.noticing import Telling
from engine.roles import NATIONAL
from engine.rows import InstanceRow, TaskRow
from engine.store import Transaction, choices, hearers, people
from engine.tidings import About, Hearer, NoticeKind

_MENTION: Final = re.compile(r"(?<![\w@.])@([a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?)", re.IGNORECASE)
_EXCERPT: Final = 200


def mentioned(text: str) -> list[str]:
    """Return the user names that a text mentions, each once, in order."""
    return list(dict.fromkeys(found.lower() for found in _MENTION.findall(text)))


def tell(tx: Transaction, person: Person, remarked: tuple[TaskRow, InstanceRow], text: str) -> None:
    """Tell whom a remark on a task mentions.

    Raises:
        MentionUnfit: there is no such user, or the case is not theirs to see.
    """
    task, instance = remarked
    if not access.sees_all_of(person, task.office_id):
        return
    names = [name for name in mentioned(text) if name != person.id]
    if names:
        _require_may_see(tx, names, instance)
        author = people.names(tx, [person.id]).get(person.id, (person.name, person.name))
        words = announcing.mentioned(author, task, text[:_EXCERPT])
        about = About(instance_id=instance.id, task_id=task.id, business_key=instance.business_key)
        kind = NoticeKind.MENTIONED
        noticing.tell(
            tx,
            task.office_id,
            [
                Telling(hearer=Hearer(user=name), kind=kind, words=words, about=about)
                for name in names
            ],
        )


def _require_may_see(tx: Transaction, names: Iterable[str], instance: InstanceRow) -> None:
    known = choices.reachable(tx, names)
    unfit = [
        name
        for name in names
        if name not in known
        or not access.may_see(_somebody(tx, name), instance.office_id, instance.applicant_id)
    ]
    if unfit:
        raise MentionUnfit(names=", ".join(f"@{name}" for name in unfit))


def _somebody(tx: Transaction, name: str) -> Person:
    roles, schools = hearers.standing(tx, name, local_date(tx.now))
    held = {office: frozenset(keys) for office, keys in roles.items()}
    return Person(
        id=name,
        name=name,
        national=held.pop(NATIONAL, frozenset()),
        offices=held,
        schools={office: frozenset(codes) for office, codes in schools.items()},
    )
