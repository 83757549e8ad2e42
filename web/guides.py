"""The guides in `docs/th`: which there are, for whom, and how their Markdown becomes a page.

Markup in a guide is shown as text, never run: a guide needs none. A heading names its place as
`## ชื่อ {#place}`; a picture lies in `shots/`; a link leads to another guide as `officer.md#inbox`.
"""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from flask import url_for
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from web.audience import (
    ADMINS,
    ANALYSTS,
    APPLICANTS,
    AUDITORS,
    EVERYBODY,
    SIGNED_IN,
    STAFF,
    Audience,
)

FOLDER: Final = Path(__file__).parents[1] / "docs" / "th"
SHOTS: Final = FOLDER / "shots"
_PLACE: Final = re.compile(r"\s*\{#([a-z-]+)\}$")
_OTHER: Final = re.compile(r"([a-z]+)\.md(#[a-z-]+)?$")
_PNG_SIZE: Final = struct.Struct(">16x2I")


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide: `name` is its file and its address; `whom` reads it first."""

    name: str
    th: str
    en: str
    whom: Audience
    about_th: str
    about_en: str


GUIDES: Final = (
    Guide(
        "family",
        "สำหรับครอบครัวและผู้ยื่นเรื่อง",
        "For families and other applicants",
        APPLICANTS,
        "ยื่นเรื่อง กรอกแบบ แนบเอกสาร ติดตาม รับหนังสือ",
        "Apply, fill in forms, attach papers, follow the case, receive letters",
    ),
    Guide(
        "school",
        "สำหรับโรงเรียน",
        "For schools",
        APPLICANTS,
        "งานที่สำนักงานขอให้โรงเรียนทำ ตารางนักเรียน การรับรอง",
        "What the office asks of a school: tables of students, certifying",
    ),
    Guide(
        "officer",
        "สำหรับเจ้าหน้าที่และคณะกรรมการ",
        "For staff and committees",
        STAFF,
        "กล่องงาน หน้างาน กำหนดเวลา มอบงาน ส่งกลับ งานแทนกัน",
        "Inbox, tasks, deadlines, handing over, sending back, substitution",
    ),
    Guide(
        "admin",
        "สำหรับผู้ดูแลของสำนักงาน",
        "For an office's admin",
        ADMINS,
        "เรื่องทั้งหมด เหตุขัดข้อง ปฏิทิน บุคลากร ค่าของสำนักงาน",
        "Every case, incidents, calendar, people, settings",
    ),
    Guide(
        "auditor",
        "สำหรับผู้ตรวจสอบ",
        "For auditors",
        AUDITORS,
        "เล่นย้อนหลัง เทียบสองเวลา ตรวจความครบถ้วน ชุดหลักฐาน",
        "Replay, comparing two moments, verification, evidence",
    ),
    Guide(
        "analyst",
        "สำหรับผู้วิเคราะห์กระบวนงาน",
        "For analysts",
        ANALYSTS,
        "ดูแผนผังและเวลาที่ใช้จริง ร่าง วาด ทดลอง และนำกระบวนงานขึ้นใช้ในสตูดิโอ",
        "Diagrams, time taken; drafting, drawing, trying and deploying in the studio",
    ),
)
BY_NAME: Final = {guide.name: guide for guide in GUIDES}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a guide, for its table of contents."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A guide as it is shown."""

    title: str
    body: Markup
    sections: tuple[Section, ...]


def page_of(guide: Guide) -> Page:
    """Return a guide as a page; needs a request, for its addresses."""
    tokens = list(_parsed(guide.name))
    sections = []
    title = guide.th
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            title = inline.content
        if token.type == "heading_open" and token.tag == "h2":
            sections.append(Section(str(token.attrs["id"]), inline.content))
    body = _renderer().renderer.render(_after_title(tokens), _renderer().options, {})
    return Page(title=title, body=Markup(body), sections=tuple(sections))


def _after_title(tokens: list[Token]) -> list[Token]:
    """Leave out the first heading: the page has a place of its own for it."""
    starts_with_title = bool(tokens) and tokens[0].tag == "h1"
    return tokens[3:] if starts_with_title else tokens


@cache
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _parsed(name: str) -> Sequence[Token]:
    tokens = _renderer().parse((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            _give_place(token, inline)
    for token in tokens:
        token.attrs.pop("style", None)  # of a table's column: the policy forbids it
        for child in token.children or ():
            _lead(child)
    return tokens


def _give_place(heading: Token, inline: Token) -> None:
    """Turn `{#place}` at the end of a heading into its id."""
    found = _PLACE.search(inline.content)
    if found is None:
        return
    heading.attrs["id"] = found[1]
    inline.content = inline.content[: found.start()]
    for child in inline.children or ():
        child.content = _PLACE.sub("", child.content)


def _lead(token: Token) -> None:
    """Let a picture and a link of a guide lead to where the service keeps them."""
    if token.type == "image":
        name = Path(str(token.attrs["src"])).name
        token.attrs |= {"src": url_for("help.shot", name=name), "loading": "lazy", **_size(name)}
    other = _OTHER.match(str(token.attrs.get("href", "")))
    if token.type == "link_open" and other and other[1] in BY_NAME:
        token.attrs["href"] = url_for("help.page", name=other[1]) + (other[2] or "")


def _size(name: str) -> dict[str, Any]:
    """Return a picture's width and height, so that the page does not jump when it arrives."""
    with (SHOTS / name).open("rb") as file:
        wide, high = _PNG_SIZE.unpack(file.read(_PNG_SIZE.size))
    return {"width": wide, "height": high}


PLACES: Final[tuple[tuple[str, Audience, str, str], ...]] = (
    ("session.sign_in", EVERYBODY, "family", "sign-in"),
    ("track.", EVERYBODY, "family", "track"),
    ("apply.", STAFF, "officer", "begin"),
    ("apply.", EVERYBODY, "family", "apply"),
    ("my.", SIGNED_IN, "family", "cases"),
    ("cases.", APPLICANTS, "family", "case"),
    ("inbox.", STAFF, "officer", "inbox"),
    ("inbox.", APPLICANTS, "school", "inbox"),
    ("tasks.", STAFF | ADMINS, "officer", "task"),
    ("tasks.", APPLICANTS, "family", "form"),
    ("rounds.", STAFF, "officer", "rounds"),
    ("search.", SIGNED_IN, "officer", "search"),
    ("notices.mailbox", ADMINS, "admin", "mailbox"),
    ("notices.", SIGNED_IN, "officer", "notices"),
    ("account.substitution", SIGNED_IN, "officer", "substitution"),
    ("account.webhooks", ADMINS, "admin", "webhooks"),
    ("account.", SIGNED_IN, "officer", "account"),
    ("incidents.", ADMINS, "admin", "incidents"),
    ("monitor.cases", ADMINS | STAFF, "admin", "cases"),
    ("monitor.case", ADMINS | STAFF, "admin", "case"),
    ("monitor.procedures", ANALYSTS, "analyst", "procedures"),
    ("monitor.", SIGNED_IN, "admin", "heat"),
    ("comparing.", SIGNED_IN, "analyst", "compare"),
    ("migrating.", SIGNED_IN, "analyst", "moving"),
    ("studio.version", ANALYSTS, "analyst", "versions"),
    ("studio.declarations", ANALYSTS, "analyst", "declarations"),
    ("studio.import", ANALYSTS, "analyst", "import"),
    ("studio.form", ANALYSTS, "analyst", "forms"),
    ("studio.table", ANALYSTS, "analyst", "tables"),
    ("studio.diagram", ANALYSTS, "analyst", "drawing"),
    ("studio.try", ANALYSTS, "analyst", "trying"),
    ("studio.year", ANALYSTS, "analyst", "year"),
    ("studio.simulat", ANALYSTS, "analyst", "year"),
    ("studio.compare", ANALYSTS, "analyst", "studio-compare"),
    ("studio.recorded", ANALYSTS, "analyst", "studio-compare"),
    ("studio.deploy", ANALYSTS, "analyst", "deploy"),
    ("studio.launch", ANALYSTS, "analyst", "deploy"),
    ("studio.", ANALYSTS, "analyst", "studio"),
    ("office.deadlines", SIGNED_IN, "officer", "deadlines"),
    ("office.changes", SIGNED_IN, "admin", "changes"),
    ("office.calendar", ADMINS, "admin", "calendar"),
    ("office.school", SIGNED_IN, "admin", "schools"),
    ("office.setting", ADMINS, "admin", "settings"),
    ("office.people", ADMINS, "admin", "people"),
    ("office.person", ADMINS, "admin", "people"),
    ("office.tokens", ADMINS, "admin", "webhooks"),
    ("office.health", ADMINS, "admin", "health"),
    ("office.", ADMINS, "admin", "home"),
    ("audit.replay", SIGNED_IN, "auditor", "replay"),
    ("audit.compare", SIGNED_IN, "auditor", "compare"),
    ("audit.case", SIGNED_IN, "auditor", "case"),
    ("audit.", SIGNED_IN, "auditor", "home"),
)
"""What an endpoint begins with, for whom, and which guide's place explains it; the first counts."""
SUBJECTS: Final = {
    "inbox": "inbox.list_all",
    "tasks": "tasks.one",
    "rounds": "rounds.list_all",
    "notices": "notices.list_all",
    "account": "account.home",
    "substitution": "account.substitution",
    "webhooks": "account.webhooks",
    "audit": "audit.home",
}
"""What pages call what they want explained, beside guides' own names."""


def place_of(endpoint: str, kinds: Audience) -> tuple[str, str] | None:
    """Return guide and place that explain a page to a kind of person; None where none does."""
    for prefix, whom, guide, place in PLACES:
        if endpoint.startswith(prefix) and whom & kinds:
            return guide, place
    return None


__all__ = ["BY_NAME", "GUIDES", "PLACES", "SHOTS", "SUBJECTS", "Guide", "page_of", "place_of"]
