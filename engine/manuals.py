"""The manuals, sentence by sentence, and what of the service carries each: the proof of coverage.

A row is carried by whatever names it in its `rows`: an element or deadline of a diagram, a form or
one of its fields, a decision table's description, a setting of the office. What needs no carrier,
or is carried by something that has no `rows` (a role, a rule of the engine, the service itself), is
told in `bpmn/manual/reasons.json`. The manuals' text is not ours; nothing here changes it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import orjson

from engine import choices, shipped
from engine.execution import claims
from engine.roles import ROLES
from engine.thai import to_arabic_digits

_ROW_ID = re.compile(r"[A-Z]-[A-Z0-9][A-Za-z0-9.-]*[A-Za-z0-9]|[A-Z]-[0-9]")
"""How a form's field names the row that it was taken from, in its `reference`."""


_TIMED = frozenset({"window", "step_deadline", "step_window"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualRow:
    """A sentence of a manual. `manual` is the office that wrote it; `section` as printed there."""

    id: str
    process: str
    manual: str
    section: str
    kind: str
    text: str
    duration: str = ""
    responsible: str = ""
    quality: str = ""
    anomaly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """What carries a row: `kind` is userTask, deadline, form, field, setting …; `place` its key."""

    kind: str
    place: str
    name_th: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a row needs no element: in words, with the role that holds it if there is one."""

    th: str
    en: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A row with all that carries it; `reason` where nothing needs to, or what else holds it."""

    row: ManualRow
    carriers: tuple[Carrier, ...]
    reason: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """Where the manuals contradict themselves, and what was chosen."""

    id: str
    rows: tuple[str, ...]
    text_th: str
    text_en: str
    choice_th: str
    choice_en: str


@cache
def rows() -> Mapping[str, ManualRow]:
    """Return every row of both manuals, in the manuals' order."""
    return {each["id"]: ManualRow(**each) for each in _read("rows")}


def search(asked: str, most: int = 20) -> list[ManualRow]:
    """Return rows that hold every word asked for, in id, section or text; digits Thai or Arabic.

    Without a word: the first ones, in the manuals' order.
    """
    wanted = to_arabic_digits(asked).lower().split()
    found = (row for row in rows().values() if all(word in _sought(row) for word in wanted))
    return list(islice(found, most))


def _sought(row: ManualRow) -> str:
    return to_arabic_digits(f"{row.id} {row.section} {row.text}").lower()


@cache
def anomalies() -> tuple[Anomaly, ...]:
    """Return the contradictions of the manuals with the choice made for each."""
    return tuple(Anomaly(**{**each, "rows": tuple(each["rows"])}) for each in _read("anomalies"))


@cache
def trace() -> tuple[Traced, ...]:
    """Return every row with what carries it."""
    found: dict[str, list[Carrier]] = {}
    for row, carrier in _claimed():
        if carrier not in found.setdefault(row, []):
            found[row].append(carrier)
    reasons = {each.pop("row"): Reason(**each) for each in _read("reasons")}
    return tuple(
        Traced(row=row, carriers=tuple(found.get(key, ())), reason=reasons.get(key))
        for key, row in rows().items()
    )


def faults() -> list[str]:
    """Return what is wrong with the trace, a sentence each: nothing when every row is covered."""
    known = rows().keys()
    claimed = {row for row, _ in _claimed()}
    reasoned = _read("reasons")
    return [
        *(f"row {key} is carried by nothing" for key in _uncovered()),
        *(f"row {key} names a time, but no deadline or setting keeps it" for key in _untimed()),
        *(f"{row} is named by the service, but no manual has it" for row in claimed - known),
        *(
            f"a reason is given for {each['row']}, which no manual has"
            for each in reasoned
            if each["row"] not in known
        ),
        *(
            f"the reason for {each['row']} names the role {each['role']}, which does not exist"
            for each in reasoned
            if each.get("role") not in {None, *ROLES}
        ),
        *(
            f"{each.id} names the row {row}, which no manual has"
            for each in anomalies()
            for row in each.rows
            if row not in known
        ),
    ]


def _uncovered() -> Iterator[str]:
    yield from (each.row.id for each in trace() if not each.carriers and each.reason is None)


def _untimed() -> Iterator[str]:
    """Rows that print a period or a window, and that nothing with a date or number carries."""
    for each in trace():
        kinds = {carrier.kind for carrier in each.carriers}
        named = each.row.duration or each.row.kind in _TIMED
        if named and each.reason is None and kinds.isdisjoint({"deadline", "setting"}):
            yield each.row.id


def _claimed() -> Iterator[tuple[str, Carrier]]:
    for name, body in sorted(shipped.files().items()):
        if name.endswith(".bpmn"):
            yield from _in_diagram(body)
        elif name.endswith(".json"):
            yield from _in_form(orjson.loads(body))
    for choice in choices.catalogue().values():
        for row in choice.rows:
            yield row, _carrier("setting", choice.name, choice.name_th, choice.name_en)


def _in_diagram(body: bytes) -> Iterator[tuple[str, Carrier]]:
    for claim in claims(body):
        place = f"{claim.definition_key}#{claim.element_id}"
        yield claim.row, _carrier(claim.kind, place, claim.name_th, claim.name_en)


def _in_form(form: Mapping[str, Any]) -> Iterator[tuple[str, Carrier]]:
    title = form["title"]
    for row in form.get("rows", ()):
        yield row, _carrier("form", form["key"], title["th"], title["en"])
    for field in form["fields"]:
        label, place = field["label"], f"{form['key']}.{field['key']}"
        said = field.get("reference", "") if field.get("source") == "seed" else ""
        for row in _ROW_ID.findall(said):
            yield row, _carrier("field", place, label["th"], label["en"])


def _carrier(kind: str, place: str, th: str, en: str) -> Carrier:
    return Carrier(kind=kind, place=place, name_th=th, name_en=en)


def _read(name: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = orjson.loads(shipped.manual(name))
    return read
