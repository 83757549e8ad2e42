"""What is called how in a scratch world: elements, procedures, parties, and moves in a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from engine import shelf
from engine.calendar import local_date
from engine.execution.elements import Element
from engine.filling import form_of
from engine.roles import called
from engine.store import Transaction, catalogue
from engine.thai import english_long, thai_short
from engine.trying import cast
from engine.trying.moves import Do, Move
from engine.trying.world import World

Pair: TypeAlias = tuple[str, str]
"""Thai and English."""

_FORMS: Final[Mapping[Do, Pair]] = {
    Do.START: ("เริ่มเรื่อง “{key}” โดย {party}", "Begin “{key}” for {party}"),
    Do.COMPLETE: ("ทำงาน “{element}” {role}", "Do “{element}” {role}"),
    Do.SEND_BACK: ("ส่งกลับจาก “{element}”", "Send back from “{element}”"),
    Do.NEXT: ("ข้ามไปกำหนดเวลาถัดไป", "Jump to the next timer"),
    Do.ADVANCE: ("ข้ามเวลาไปถึง {to}", "Let time pass until {to}"),
    Do.FIRE: ("ให้ “{element}” ถึงเวลาทันที", "Fire “{element}” now"),
    Do.HEAR: ("ส่งข้อความถึง “{element}”", "Send the message that “{element}” waits for"),
    Do.SERVE: ("ให้คำตอบแทนที่ “{element}”", "Answer in place of “{element}”"),
}


def is_step(element: Element) -> bool:
    """Whether a case passes such an element, so that an analyst would expect it to."""
    return element.kind in _STEPS


_STEPS: Final = frozenset(
    {"userTask", "manualTask", "serviceTask", "sendTask", "businessRuleTask", "callActivity"}
    | {"boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent", "endEvent"}
    | {"receiveTask", "scriptTask"}
)
"""Gateways and starts are left out: they follow from these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How elements (by id) and procedures (by key) of a world's diagrams are called, th and en.

    `steps`: those of the elements that a case passes and that have a name of their own. `options`:
    what the chosen values of a variable are called.
    """

    elements: Mapping[str, Pair]
    steps: Mapping[str, Pair]
    procedures: Mapping[str, Pair]
    parties: Mapping[str | None, Pair]
    variables: Mapping[str, Pair]
    options: Mapping[str, Mapping[str, Pair]]

    def element(self, identity: str) -> Pair:
        """Return how an element is called; its id where no diagram has it any more."""
        return self.elements.get(identity, (identity, identity))

    def variable(self, name: str) -> Pair:
        """Return how a variable is called: as the form that asks for it calls it."""
        return self.variables.get(name, (name, name))

    def value(self, name: str, value: Any) -> Pair | None:
        """Return how a chosen value of a variable is called; None for one that was not chosen."""
        return self.options.get(name, {}).get(value) if isinstance(value, str) else None

    def paper(self, key: str) -> Pair:
        """Return how an official paper is called."""
        found = shelf.templates().get(key)
        return (key, key) if found is None else (found.paper.title_th, found.paper.title_en)

    def move(self, move: Move) -> Pair:
        """Say what a move does."""
        told = [self._told(move, language) for language in (0, 1)]
        form = _FORMS[move.do]
        return form[0].format(**told[0]).strip(), form[1].format(**told[1]).strip()

    def _told(self, move: Move, language: int) -> dict[str, str]:
        given = move.given
        key, party, role = str(given.get("key")), given.get("party"), given.get("role")
        element = self.element(move.place.element)[language] if move.place else ""
        named = called([str(role)], ("th", "en")[language]) if role else ""
        as_role = ("โดย {}", "as {}")[language].format(named) if named else ""
        return {
            "key": self.procedures.get(key, (key, key))[language],
            "party": self.parties.get(party, (str(party), str(party)))[language],
            "element": element,
            "role": as_role,
            "to": _day(move, language),
        }


def _day(move: Move, language: int) -> str:
    if move.do is not Do.ADVANCE:
        return ""
    day = local_date(move.moment())
    return thai_short(day) if language == 0 else english_long(day)


def names_of(world: World) -> Names:
    """Return how everything of a world is called."""
    elements: dict[str, Pair] = {}
    steps: dict[str, Pair] = {}
    procedures: dict[str, Pair] = {}
    with world.engine.reading() as tx:
        for row in catalogue.newest_of_all(tx):
            definition = world.engine.definitions.get(tx, row.key, row.version)
            procedures[row.key] = (row.name_th, row.name_en)
            drawn = definition.elements
            elements = {key: (e.name, e.name_en) for key, e in drawn.items()} | elements
            steps |= {
                k: (e.name, e.name_en) for k, e in drawn.items() if is_step(e) and e.name != k
            }
        variables, options = _labels(tx)
    known: Any = {each.id: (each.name_th, each.name_en) for each in cast.parties(world.office)}
    return Names(
        elements=elements,
        steps=steps,
        procedures=procedures,
        parties=known,
        variables=variables,
        options=options,
    )


def _labels(tx: Transaction) -> tuple[dict[str, Pair], dict[str, dict[str, Pair]]]:
    """Return what the world's forms call what they ask for, and what may be chosen there."""
    found: dict[str, Pair] = {}
    options: dict[str, dict[str, Pair]] = {}
    for key in sorted(catalogue.keys(tx)["forms"]):
        _, form = form_of(tx, key)
        into = form.body.get("into")
        above = f"{into}." if into else ""
        if into:
            found[into] = _label(form.body.get("title"), into)
        for field in form.fields:
            path = f"{above}{field['key']}"
            found[path] = _label(field.get("label"), field["key"])
            options[path] = {
                str(each["value"]): _label(each, str(each["value"]))
                for each in field.get("options", ())
            }
    return found, options


def _label(told: Any, otherwise: str) -> Pair:
    label = told if isinstance(told, dict) else {}
    return (label.get("th", otherwise), label.get("en", otherwise))
