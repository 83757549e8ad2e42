"""The secret address of a person's calendar: made, made anew, and taken back by themselves."""

import secrets
from hashlib import sha256
from typing import Final

from engine.calendar import local_date
from engine.context import Engine
from engine.errors import NotFound
from engine.model import Person
from engine.people.own import require_oneself
from engine.roles import NATIONAL
from engine.store import choices, hearers

_BYTES: Final = 24


def open_feed(engine: Engine, person: Person) -> str:
    """Give the person's calendar a secret address, shown this once; an earlier one ends.

    Raises:
        ActsForAnother: the person stands in for somebody just now.
    """
    require_oneself(person)
    secret = secrets.token_urlsafe(_BYTES)
    with engine.begin() as tx:
        choices.change(tx, person.id, feed=_digest(secret), feed_at=tx.now)
    return secret


def close_feed(engine: Engine, person: Person) -> None:
    """End the address of the person's calendar.

    Raises:
        ActsForAnother: the person stands in for somebody just now.
    """
    require_oneself(person)
    with engine.begin() as tx:
        choices.change(tx, person.id, feed=None, feed_at=None)


def owner_of_feed(engine: Engine, secret: str) -> tuple[Person, str]:
    """Return whose calendar a secret address is, with their roles of today, and their language.

    Raises:
        NotFound: no such address, or it has ended, or the account is disabled.
    """
    with engine.reading() as tx:
        found = choices.owner_of_feed(tx, _digest(secret))
        if found is None:
            raise NotFound
        roles, schools = hearers.standing(tx, found.id, local_date(tx.now))
    national = roles.pop(NATIONAL, set())
    owner = Person(
        id=found.id,
        name=found.name_th,
        offices={office: frozenset(keys) for office, keys in roles.items()},
        national=frozenset(national),
        schools={office: frozenset(codes) for office, codes in schools.items()},
    )
    return owner, found.language or "th"


def _digest(secret: str) -> bytes:
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()
