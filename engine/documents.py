"""Official papers of a case: which the program can make, and whether one is still what it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from engine import access, papers, shelf
from engine.context import Engine
from engine.errors import (
    AttachmentNotFound,
    BodyUnreadable,
    Forbidden,
    PaperErased,
    PaperNotFound,
)
from engine.files import CHUNK
from engine.model import Person
from engine.papers import Bundle, Paper
from engine.paperwork import EVENT
from engine.rows import EventRow
from engine.store import Transaction, paper_templates, record
from engine.telling import open_event
from engine.viewing import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A paper made again. `identical`: what was recorded, is kept and was made again are one.

    `sha256` is what the history recorded when the paper was made, `stored_sha256` that of the file
    as it is kept today (None: it is gone), `remade_sha256` that of the paper made again from the
    recorded template and data. `renderer` made it then, `renderer_now` now: where these differ, a
    paper may look the same and still not be the same bytes.
    """

    attachment_id: UUID
    identical: bool
    paper: str
    name: str
    number: str | None
    made_at: datetime
    template: str
    sha256: str
    stored_sha256: str | None
    remade_sha256: str
    renderer: str
    renderer_now: str


def list_kinds() -> list[Paper]:
    """Return every paper that a diagram may ask for, by key, with what it must be told."""
    return [each.paper for _, each in sorted(shelf.templates().items())]


def verify(engine: Engine, person: Person, instance_id: UUID, attachment_id: UUID) -> Verified:
    """Make a paper again from what the history keeps, and compare; that it was read is noted.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        Forbidden: the person neither works for the office nor audits it.
        PaperNotFound: the case has no such paper.
        PaperErased: what it was made of was erased with the case's personal data.
        PaperFontsMissing: this machine has not the fonts.
    """
    with engine.begin() as tx:
        told, source = _recorded(tx, person, instance_id, attachment_id)
    bundle = Bundle(source=source, digest=told["template"])
    made_at = datetime.fromisoformat(told["made_at"])
    remade = sha256(papers.render(bundle, told["sheet"], made_at, told["paper"])).hexdigest()
    stored = _stored(engine, told["sha256"])
    return Verified(
        attachment_id=attachment_id,
        identical=told["sha256"] == remade == stored,
        paper=told["paper"],
        name=told["name"],
        number=told["number"],
        made_at=made_at,
        template=told["template"],
        sha256=told["sha256"],
        stored_sha256=stored,
        remade_sha256=remade,
        renderer=told["renderer"],
        renderer_now=papers.renderer(),
    )


def _recorded(
    tx: Transaction, person: Person, instance_id: UUID, attachment_id: UUID
) -> tuple[dict[str, Any], bytes]:
    """Return what the history says of a paper, and the template that made it."""
    instance = visible(tx, person, instance_id)
    if not access.sees_all_of(person, instance.office_id):
        raise Forbidden(office=instance.office_id)
    record.note_access(tx, person.id, instance, f"paper:{attachment_id}")
    events = record.events_of(tx, instance.office_id, instance.id)
    key = record.key_of(tx, instance.office_id, instance.id)
    told = _told(events, key, str(attachment_id))
    source = paper_templates.find(tx, told["template"])
    if source is None:
        raise PaperNotFound(id=attachment_id)
    return told, source


def _told(events: Iterable[EventRow], key: bytes | None, attachment: str) -> dict[str, Any]:
    made = [event for event in events if event.type == EVENT]
    if made and key is None:
        raise PaperErased
    for event in made:
        try:
            told = open_event(event, key) or {}
        except BodyUnreadable:
            continue
        if told.get("attachment") == attachment:
            return told
    raise PaperNotFound(id=attachment)


def _stored(engine: Engine, digest: str) -> str | None:
    """Return the SHA-256 of the file as it is kept; None when it is gone."""
    found = sha256()
    try:
        with engine.files.open(digest) as stream:
            while chunk := stream.read(CHUNK):
                found.update(chunk)
    except AttachmentNotFound:
        return None
    return found.hexdigest()
