"""The answers to the properties panel: everything under its name in the person's language."""

from collections.abc import Mapping
from typing import Any

from engine import authoring
from engine.authoring import Counted, Form, Named, Offer, Setting
from engine.forms.kinds import parts
from engine.manuals import ManualRow
from engine.papers import Column, Paper
from engine.roles import ROLES
from engine.templates import Text
from web import dates
from web.language import language, t
from web.names import name_of
from web.pages import office_values


def told(offer: Offer) -> dict[str, Any]:
    """Return all that may be named."""
    return {
        "roles": [
            {"key": key, "name": name_of(role), "kind": role.kind} for key, role in ROLES.items()
        ],
        "forms": [form(each) for each in offer.forms],
        "tables": [{**_named(each), "outputs": each.outputs} for each in offer.tables],
        "processes": [{**_named(each), "starts": each.starts} for each in offer.processes],
        "papers": [_paper(each) for each in offer.papers],
        "notices": [_notice(each) for each in offer.notices],
        "settings": [_setting(each) for each in offer.settings],
        "bases": offer.bases,
        "sent": {name: sorted(given) for name, given in offer.sent.items()},
        "functions": [
            {"name": each.name, "sample": each.sample, "words": t(each.th, each.en)}
            for each in authoring.functions()
        ],
    }


def form(found: Form) -> dict[str, Any]:
    """Return a form; its fields where they are known."""
    fields = None if found.fields is None else [_field(each) for each in found.fields]
    return {
        "key": found.key,
        "name": name_of(found),
        "in_draft": found.in_draft,
        "into": found.into,
        "fields": fields,
    }


def _field(field: Mapping[str, Any]) -> dict[str, Any]:
    kind = str(field.get("type", "text"))
    inside = field.get("columns", ()) if kind == "table" else _parts(field)
    return {
        "key": str(field.get("key", "")),
        "type": kind,
        "name": _worded(field.get("label"), str(field.get("key", ""))),
        "required": bool(field.get("required")),
        "by": field.get("by"),
        "options": [
            {"value": each.get("value"), "name": _worded(each, str(each.get("value", "")))}
            for each in field.get("options", ())
        ],
        "parts": [_field(each) for each in inside],
    }


def _parts(field: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    return parts(field) if field.get("type") != "file" else ()


def _worded(words: Any, otherwise: str) -> str:
    """Return what a form calls something; a form being built may not call it anything yet."""
    if not isinstance(words, dict):
        return otherwise
    return str(words.get(language()) or words.get("th") or otherwise)


def _named(found: Named) -> dict[str, Any]:
    return {"key": found.key, "name": name_of(found), "in_draft": found.in_draft}


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "key": paper.key,
        "name": t(paper.title_th, paper.title_en),
        "inputs": [_input(each) for each in paper.inputs.values()],
    }


def _input(column: Column) -> dict[str, Any]:
    return {
        "key": column.key,
        "kind": column.kind,
        "name": t(column.th, column.en),
        "required": column.required,
        "choices": column.choices,
    }


def _notice(text: Text) -> dict[str, Any]:
    return {
        "key": text.key,
        "name": t(text.subject_th, text.subject_en),
        "body": t(text.body_th, text.body_en),
    }


def _setting(found: Setting) -> dict[str, Any]:
    choice = found.choice
    return {
        "name": choice.name,
        "label": name_of(choice),
        "kind": choice.kind,
        "value": found.value,
        "shown": office_values.shown(choice, found.value),
        "basis": choice.basis,
    }


def row(found: ManualRow) -> dict[str, Any]:
    """Return a sentence of a manual."""
    return {"key": found.id, "name": found.text, "section": found.section, "basis": _cited(found)}


def _cited(found: ManualRow) -> str:
    office = _MANUALS.get(found.manual, "")
    return f"คู่มือ {office} {found.section}".replace("  ", " ").strip()


_MANUALS = {"udonthani1": "สพป.อุดรธานี เขต ๑", "phayao2": "สพป.พะเยา เขต ๒"}


def counted(found: Counted) -> dict[str, Any]:
    """Return a date in words, and how it came about."""
    due = found.due
    return {
        "day": found.day.isoformat(),
        "words": dates.day(found.day),
        "long": dates.long_day(found.day),
        "n": found.n,
        "explanation": "" if due is None else t(due.explanation_th, due.explanation_en),
        "skipped": []
        if due is None
        else [
            {"day": dates.day(each.day), "why": t(each.why_th, each.why_en)} for each in due.skipped
        ],
    }
