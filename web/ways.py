"""Where a case stands on its way, and its diagram's state: for applicants and strangers alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from engine.course import Ahead, Step
from engine.passages import Drawn
from engine.roles import APPLICANT_ROLES
from web.language import t
from web.names import name_of, roles_called


@dataclass(frozen=True, slots=True)
class Place:
    """A step of the way and whether it is done, where the case is, or still to come."""

    state: Literal["done", "now", "next"]
    name: str
    who: str


def way(steps: Iterable[Step], drawn: Drawn, *, is_over: bool, is_own: bool = False) -> list[Place]:
    """Return the steps that were done, that are open, and that every case has still to come to."""
    found = [
        Place(state, name_of(each.element), side(each.element.roles, is_own=is_own))
        for each in steps
        if (state := _state(each, drawn)) != "next" or (each.is_always and not is_over)
    ]
    return sorted(found, key=lambda place: ("done", "now", "next").index(place.state))


def _state(step: Step, drawn: Drawn) -> Literal["done", "now", "next"]:
    if step.element.id in (*drawn.here, *drawn.broken):
        return "now"
    return "done" if step.element.id in drawn.done else "next"


def side(roles: Iterable[str], *, is_own: bool = False) -> str:
    """Say whose a step is: the applicant's (`is_own`: the reader's), or whose of the office."""
    held = tuple(each for each in roles if not each.startswith("${"))  # a setting of the office's
    if held and set(held) <= APPLICANT_ROLES:
        return t("ท่าน", "you") if is_own else t("ผู้ยื่น", "the applicant")
    return roles_called(held) if held else t("สำนักงาน", "the office")


def after(ahead: Ahead, *, is_own: bool = False) -> str:
    """Say what comes next, in one sentence; several where the way parts."""
    names = [f"“{name_of(each)}” ({side(each.roles, is_own=is_own)})" for each in ahead.tasks]
    names += [t(f"จบเรื่อง: {name_of(each)}", f"the end: {name_of(each)}") for each in ahead.ends]
    return t(" หรือ ", " or ").join(names[:3])


def diagram_state(drawn: Drawn) -> dict[str, Any]:
    """Return a diagram's state as `markState` draws it."""
    return {
        "here": list(drawn.here),
        "done": list(drawn.done),
        "taken": list(drawn.taken),
        "broken": list(drawn.broken),
    }
