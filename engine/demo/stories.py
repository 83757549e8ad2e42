"""What happens in the cases of the demonstration, as `data/stories.json` tells it.

A story is a case that somebody begins so many days ago. Cases that others begin (a permit's yearly
case, a round's schools) have no story of their own and follow the habits of their procedure.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

Way = Mapping[str, Any]
DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something done to a case beside its forms, so many days ago: see `engine.demo.deeds`."""

    what: str
    days: float
    by: str
    text: str = ""
    element: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A case of the demonstration.

    `days`: how many working days ago `by` began it; or `on`, a month and day, if only a case of the
    procedure `during` was running then. `learner`: title, first and last name. `ways`: what is
    chosen at an element, in turn, by the name of a way. `pace`: working days until an element is
    done, else one to three. `halts`: elements at which nobody goes on.
    """

    key: str
    by: str
    days: int = 0
    on: str = ""
    during: str = ""
    learner: tuple[str, str, str] = ("เด็กหญิง", "ตัวอย่าง", "สมมติ")
    ways: Mapping[str, list[str]] = field(default_factory=dict)
    pace: Mapping[str, int] = field(default_factory=dict)
    halts: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a procedure's cases go on that no story tells.

    `pace` and `halts` as in a story; `waits`: elements that are done on their last days, for until
    then something still comes. `patience`: of how many tasks one of five cases is left lying.
    """

    pace: Mapping[str, int] = field(default_factory=dict)
    ways: Mapping[str, list[str]] = field(default_factory=dict)
    halts: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    patience: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything that was thought out beforehand.

    `ways`: changes of a form's data, by name. `usual`: data of each form. `habits`: by procedure.
    """

    stories: tuple[Story, ...]
    habits: Mapping[str, Habits]
    ways: Mapping[str, Way]
    usual: Mapping[str, Mapping[str, Any]]


def read() -> Book:
    """Read the stories that ship."""
    told = json.loads((DATA / "stories.json").read_text(encoding="utf-8"))
    return Book(
        stories=tuple(map(_story, told["stories"])),
        habits={key: Habits(**_tuples(each)) for key, each in told["habits"].items()},
        ways=told["ways"],
        usual=json.loads((DATA / "usual.json").read_text(encoding="utf-8")),
    )


def _story(told: dict[str, Any]) -> Story:
    deeds = tuple(Deed(**each) for each in told.pop("deeds", ()))
    return Story(**_tuples(told), deeds=deeds)


def _tuples(told: dict[str, Any]) -> dict[str, Any]:
    listed = ("learner", "halts", "waits", "patience")
    return {key: tuple(value) if key in listed else value for key, value in told.items()}
