"""Notices: what a person is told in the page; read or unread, kept for three months."""

import json
from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeAlias
from uuid import UUID

from engine import access
from engine.context import Engine
from engine.errors import Forbidden, NotFound
from engine.model import Person
from engine.notifier import outbox_file
from engine.paging import Page, page_of, read_cursor
from engine.store import notices as rows
from engine.tidings import NoticeKind, NoticeRow

Notice: TypeAlias = NoticeRow

KEPT: Final = timedelta(days=90)
MOST_UNREAD: Final = 100
"""Counting stops there: a bell says “99+”."""
LETTERS_SHOWN: Final = 200


def unread_count(engine: Engine, person: Person) -> int:
    """Count the person's unread notices, up to `MOST_UNREAD`."""
    with engine.reading() as tx:
        return rows.unread(tx, person.id, MOST_UNREAD)


def list_some(
    engine: Engine, person: Person, cursor: str | None, limit: int, *, unread: bool = False
) -> Page[Notice]:
    """List the person's own notices, newest first: also while they act for somebody else."""
    with engine.reading() as tx:
        found = rows.some(tx, person.id, read_cursor(cursor), limit, unread=unread)
        return page_of(found, limit, lambda row: (row.at, row.id))


def open_one(engine: Engine, person: Person, notice_id: UUID) -> Notice:
    """Return one of the person's notices, read from now on.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    with engine.begin() as tx:
        found = rows.find(tx, person.id, notice_id)
        if found is None:
            raise NotFound(id=notice_id)
        rows.mark_read(tx, person.id, identity=notice_id)
        return found


def mark_read(engine: Engine, person: Person, kind: NoticeKind | None = None) -> int:
    """Take every notice as read, or those of a kind; return how many were unread.

    Where none is, nothing is written: a page that is opened again and again may ask.
    """
    with engine.reading() as tx:
        if not rows.unread(tx, person.id, 1, kind):
            return 0
    with engine.begin() as tx:
        return rows.mark_read(tx, person.id, kind=kind)


def sweep(engine: Engine) -> int:
    """Forget what was told three months ago; return how much."""
    with engine.begin() as tx:
        return rows.forget(tx, tx.now - KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in the local mailbox: to a role or a party as the procedure says, or to an address.

    `at` is the ISO moment of a mail; a procedure's letter has none.
    """

    office_id: str
    to: str
    subject: str
    body: str
    business_key: str
    at: str | None


def mailbox(engine: Engine, person: Person) -> list[Letter] | None:
    """Return the newest letters of the offices the person administers; None where mail is set up.

    Raises:
        Forbidden: the person administers no office.
    """
    with engine.reading() as tx:
        mine = {each for each in access.offices_of(tx, person) if access.may_audit(person, each)}
    if not mine:
        raise Forbidden
    if engine.settings.smtp_url:
        return None
    file = outbox_file(engine.settings.data_dir)
    if not file.exists():
        return []
    kept: deque[Letter] = deque(maxlen=LETTERS_SHOWN)
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            letter = _letter(line)
            if letter is not None and letter.office_id in mine:
                kept.append(letter)
    return list(reversed(kept))


def _letter(line: str) -> Letter | None:
    """Read a line; one that is being written at this moment is not there yet."""
    try:
        said: dict[str, Any] = json.loads(line)
        names = ("office_id", "to", "subject", "body", "business_key")
        return Letter(**{name: str(said[name]) for name in names}, at=said.get("at"))
    except (ValueError, KeyError, TypeError):
        return None
