"""Events in sentences, and all that the replay's page is told of a case."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any, Final, TypeAlias

from flask import url_for

from engine.history import CaseFile, Diagram, Many
from engine.isotime import moment
from engine.model import SYSTEM
from engine.replay import MIGRATED, ToldEvent, changed_by, dues_of, moved_by, steps_of
from engine.replay.dues import explain
from engine.replay.stories import remark, sentence
from web import dates
from web.language import t
from web.pages.audit_data import called, lines

_READ: Final = {
    "history": ("ประวัติของเรื่อง", "the case's history"),
    "replay": ("เล่นย้อนหลัง", "the replay"),
    "compare": ("เทียบสองช่วงเวลา", "two moments, compared"),
    "history_xes": ("ดาวน์โหลด XES", "the XES log"),
    "history_csv": ("ดาวน์โหลด CSV", "the CSV table"),
    "evidence_pdf": ("ดาวน์โหลดชุดหลักฐาน PDF", "the evidence, as PDF"),
    "evidence_zip": ("ดาวน์โหลดชุดหลักฐานทั้งหมด", "the whole evidence"),
    "variables": ("ข้อมูลของเรื่อง", "the case's data"),
    "form": ("แบบฟอร์มของงาน", "a task's form"),
    "attachment": ("ไฟล์แนบ", "an attachment"),
    "paper": ("เอกสารที่ออกให้", "a paper"),
}


_Numbers: TypeAlias = defaultdict[str, int]
"""Element instances numbered as they come: their ids are long, and a page wants to be short."""


def _numbers() -> _Numbers:
    counted = count(1)
    return defaultdict(lambda: next(counted))


def read_called(case: CaseFile, what: str) -> str:
    """Say what of a case somebody read."""
    kind, _, name = what.partition(":")
    words = t(*_READ.get(kind, (what, what)))
    return f"{words} {t(*case.element(name))}" if kind == "form" else words


def story(case: CaseFile, events: Iterable[ToldEvent] | None = None) -> list[dict[str, Any]]:
    """Return events as sentences: what, who, for whom, when, why, and what was due by then."""
    return [_told(case, event) for event in (case.events if events is None else events)]


def replayed(case: CaseFile) -> dict[str, Any]:
    """Return all that is needed to replay a case in the page."""
    tokens = _numbers()
    has_moved = any(each.type == MIGRATED for each in case.events)
    return {
        "diagrams": [_diagram(each, is_one_of=has_moved) for each in case.diagrams],
        "events": [
            _event(case, each, tokens) | (_own(case, each) if has_moved else {})
            for each in case.events
        ],
        "many": False,
    }


def replayed_many(found: Many) -> dict[str, Any]:
    """Return all that is needed to replay many cases at once: steps, no data."""
    tokens = _numbers()
    return {
        "diagrams": [_diagram(each) for each in found.diagrams],
        "events": [
            _within(_brief(case, event, tokens), len(found.diagrams))
            | {"case": case.instance.business_key, "id": str(case.instance.id)}
            for case, event in found.events
        ],
        "many": True,
    }


def _within(told: dict[str, Any], diagrams: int) -> dict[str, Any]:
    """Leave out what happened on diagrams that are not shown: those of versions before a move."""
    shown = {name: value for name, value in told.items() if name != "turn"}
    return shown | {"steps": [step for step in told["steps"] if step[4] < diagrams]}


def person_called(case: CaseFile, identity: str) -> str:
    """Return how a person is called in the reader's language."""
    return t(*case.person(identity))


def by_whom(case: CaseFile, event: ToldEvent) -> str:
    """Return who did it; of what the service did because of somebody, that it came after them."""
    name = person_called(case, event.actor)
    if event.type in _FOLLOWS and event.actor != SYSTEM.id:
        return t(f"ระบบ ต่อจาก{name}", f"the system, after {name}")
    return name


_FOLLOWS: Final = frozenset(
    ("task_opened", "notification_sent", "message_sent", "signal_sent", "instance_completed")
)


def _told(case: CaseFile, event: ToldEvent) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "type": event.type,
        "at": event.at,
        "said": t(*sentence(event, case.names)),
        "by": by_whom(case, event),
        "behalf": person_called(case, event.on_behalf_of) if event.on_behalf_of else "",
        "why": t(*remark(event)),
        "dues": dues_said(case, event),
        "set": [called(case, name) for name in changed_by(event)],
        "erased": event.erased,
        "unreadable": event.unreadable,
    }


def dues_said(case: CaseFile, event: ToldEvent) -> list[dict[str, str]]:
    """Return the due moments an event set: what, when, and by which rule."""
    return [
        {
            "what": t(*case.element(str(due["element"]))),
            "day": dates.day(date.fromisoformat(due["date"]))
            if due.get("date")
            else dates.moment(moment(str(due["at"]))),
            "rule": t(*explain(due)),
        }
        for due in dues_of(event)
    ]


def _event(case: CaseFile, event: ToldEvent, tokens: _Numbers) -> dict[str, Any]:
    told = _brief(case, event, tokens)
    if opened := (event.data or {}).get("due"):
        told["due"] = dates.day(date.fromisoformat(str(opened)))
    if dues := dues_said(case, event):
        told["dues"] = dues
    if changed := changed_by(event):
        told["set"] = [
            {"name": name, "title": called(case, name), "lines": lines(case, name, value)}
            for name, value in changed.items()
        ]
    return told


def _brief(case: CaseFile, event: ToldEvent, tokens: _Numbers) -> dict[str, Any]:
    told: dict[str, Any] = {
        "seq": event.seq,
        "type": event.type,
        "at": int(event.at.timestamp() * 1000),
        "said": t(*sentence(event, case.names)),
        "by": by_whom(case, event),
        "element": event.element_id,
        "steps": _steps(case, event, tokens),
    }
    if event.on_behalf_of:
        told["behalf"] = person_called(case, event.on_behalf_of)
    if why := t(*remark(event)):
        told["why"] = why
    if event.type == MIGRATED:
        told["turn"] = _turned(case, event, tokens)
    if event.erased:
        told["erased"] = True
    return told


def _steps(case: CaseFile, event: ToldEvent, tokens: _Numbers) -> list[list[Any]]:
    """Return steps as [kind, element, token, flow, which of the diagrams]."""
    own = case.diagrams.index(case.own_at(event.seq))
    places = {each.key: number for number, each in enumerate(case.diagrams)}
    places |= {case.diagrams[own].key: own}
    found = []
    for step in steps_of(event):
        place = places.get(step.diagram or "")
        if place is None:
            place = _place(case, step.element_id, own)
        found.append([step.kind, step.element_id, tokens[step.token], step.flow, place])
    return found


def _place(case: CaseFile, element_id: str, own: int) -> int:
    """Return which of the diagrams holds an element: the case's own, where nothing else is told."""
    held = [n for n, each in enumerate(case.diagrams) if element_id in each.drawing.names]
    return held[0] if held and own not in held else own


def _own(case: CaseFile, event: ToldEvent) -> dict[str, int]:
    """Return which diagram was the case's own by then, of a case that had another one before."""
    return {"own": case.diagrams.index(case.own_at(event.seq))}


def _turned(case: CaseFile, event: ToldEvent, tokens: _Numbers) -> dict[str, Any]:
    """Return from which diagram to which a case was moved, and the tokens whose element changed."""
    before = case.own_at(event.seq - 1)
    return {
        "from": case.diagrams.index(before),
        "to": case.diagrams.index(case.own_at(event.seq)),
        "moved": [[tokens[token], element] for token, element in moved_by(event).items()],
    }


def _diagram(diagram: Diagram, *, is_one_of: bool = False) -> dict[str, Any]:
    name = t(diagram.drawing.name, diagram.drawing.name_en)
    return {
        "name": f"{name} ({t('รุ่น', 'version')} {diagram.version})" if is_one_of else name,
        "address": url_for("diagrams.source", key=diagram.key, version=diagram.version),
    }
