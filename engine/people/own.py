"""What a person keeps themselves: their language, where mail goes and how often, their password."""

import re
from dataclasses import dataclass
from typing import Final

from engine import passwords
from engine.context import Engine
from engine.errors import ActsForAnother, ChoiceUnfit, EmailUnfit, PasswordUnchanged, PasswordWrong
from engine.model import Person
from engine.people import attempts
from engine.people.tokens import digest
from engine.store import choices, people
from engine.store import tokens as token_rows
from engine.tidings import Mailing

LANGUAGES: Final = ("th", "en")
_EMAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\.)+[A-Za-z]{2,63}")
_LONGEST_EMAIL: Final = 254
_AT_HOME: Final = "own account"
"""Where failures of one's own password are counted, beside those of signing in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a person has chosen; `has_feed`: their calendar has a secret address."""

    username: str
    name_th: str
    name_en: str
    email: str | None
    language: str
    mail: Mailing
    has_feed: bool


def own(engine: Engine, person: Person) -> Own:
    """Return what the person has chosen, or what holds until they do."""
    with engine.reading() as tx:
        account = people.account(tx, person.id)
        chosen = choices.of(tx, person.id)
    return Own(
        username=person.id,
        name_th=account.name_th if account else person.name,
        name_en=account.name_en if account else person.name,
        email=account.email if account else None,
        language=chosen.language if chosen else "th",
        mail=Mailing(chosen.mail) if chosen else Mailing.AT_ONCE,
        has_feed=bool(chosen and chosen.feed),
    )


def choose_language(engine: Engine, person: Person, language: str) -> None:
    """Write to the person, and show them pages, in a language from now on.

    Raises:
        ChoiceUnfit: it is neither `th` nor `en`.
    """
    if language not in LANGUAGES:
        raise ChoiceUnfit(choice=language)
    with engine.begin() as tx:
        choices.change(tx, person.id, language=language)


def choose_mail(engine: Engine, person: Person, mail: str) -> None:
    """Mail the person at once, once a day, or never; the page always tells.

    Raises:
        ChoiceUnfit: there is no such choice.
        ActsForAnother: the person stands in for somebody just now.
    """
    require_oneself(person)
    if mail not in set(Mailing):
        raise ChoiceUnfit(choice=mail)
    with engine.begin() as tx:
        choices.change(tx, person.id, mail=mail)


def change_email(engine: Engine, person: Person, email: str, password: str) -> None:
    """Let mail go to another address; an empty one lets it go nowhere.

    Raises:
        PasswordWrong: it is not the present password.
        TooMany: it was wrong too often.
        EmailUnfit: that is no address.
        ActsForAnother: the person stands in for somebody just now.
    """
    address = email.strip()
    if address and (len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address)):
        raise EmailUnfit
    _require_password(engine, person, password)
    with engine.begin() as tx:
        people.change_account(tx, person.id, email=address or None)


def change_password(
    engine: Engine, person: Person, present: str, wanted: str, keep: str = ""
) -> None:
    """Give the person another password; every session and token ends, but the one to `keep`.

    Raises:
        PasswordWrong: `present` is not the present password.
        TooMany: it was wrong too often.
        PasswordUnfit: the new one is too short or too long.
        PasswordUnchanged: it is the present one.
        ActsForAnother: the person stands in for somebody just now.
    """
    _require_password(engine, person, present)
    if wanted == present:
        raise PasswordUnchanged
    hashed = passwords.hash_password(wanted)
    with engine.begin() as tx:
        people.change_account(tx, person.id, password_hash=hashed, must_change=False)
        token_rows.revoke_others(tx, person.id, digest(keep))


def require_oneself(person: Person) -> None:
    """Refuse to change an account while standing in for somebody.

    Raises:
        ActsForAnother: the person does.
    """
    if person.on_behalf_of is not None:
        raise ActsForAnother


def _require_password(engine: Engine, person: Person, password: str) -> None:
    require_oneself(person)
    with engine.reading() as tx:
        attempts.require_room(tx, person.id, _AT_HOME)
        account = people.account(tx, person.id)
    if not passwords.is_right(password, account.password_hash if account else None):
        with engine.begin() as tx:
            attempts.count(tx, person.id, _AT_HOME)
        raise PasswordWrong
    with engine.begin() as tx:
        attempts.forget(tx, person.id, _AT_HOME)
