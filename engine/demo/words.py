"""The words that stand for something in the usual data of a form, and what they stand for now.

`@…` is a whole value (`@0` today, `@21` in three weeks, `@08-31` a day of this year, `@year`,
`@signed`, `@learner` …); `{…}` is part of a text (`{me}`, `{learner}`, `{school}`, `{year}` …).
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from engine.demo.accounts import Account
from engine.demo.schools import school_code, school_name
from engine.thai import buddhist_year, to_thai_digits

SCAN: Final = "@file"
"""Stands where a file is attached; whoever fills the form in attaches it."""
_TITLES: Final = {"นาย": "mr", "นาง": "mrs", "นางสาว": "miss", "เด็กหญิง": "girl", "เด็กชาย": "boy"}
_FIRST_NAMES: Final = ("ตัวอย่าง", "สมมติ", "ทดลอง", "จำลอง", "สมมุติ", "อุปมา")
_LAST_NAMES: Final = ("เมฆขาว", "ฟ้าใส", "ลมหนาว", "น้ำค้าง", "ดินดี", "ไม้งาม", "แดดอุ่น", "ข้าวหอม")
_CITIZEN: Final = 13
_YEAR = re.compile(r"@year(-\d)?$")
_DAY_OF_YEAR = re.compile(r"@(\d\d)-(\d\d)$")
_DAYS_AHEAD = re.compile(r"@(-?\d+)$")
_STUDENT = re.compile(r"\{(student|id)(\d)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who fills a form in, for whose case, on which day; `number` tells this case from others."""

    today: date
    me: Account
    owner: Account
    learner: tuple[str, str, str]
    province: str
    number: int

    @property
    def year(self) -> int:
        """The Buddhist year of the day."""
        return buddhist_year(self.today)

    @property
    def family(self) -> tuple[str, str, str]:
        """Title, first and last name of whose case it is."""
        first, _, last = self.owner.name_th.partition(" ")
        title = next(t for t in ("นางสาว", "นาง", "นาย") if first.startswith(t))
        return title, first.removeprefix(title), last


def said(value: Any, scene: Scene) -> Any:
    """Return a value with every word in it replaced by what it stands for in the scene."""
    if isinstance(value, dict):
        return {key: said(each, scene) for key, each in value.items()}
    if isinstance(value, list):
        return [said(each, scene) for each in value]
    if not isinstance(value, str) or value == SCAN:
        return value
    return _whole(value, scene) if value.startswith("@") else _text(value, scene)


def _whole(word: str, scene: Scene) -> Any:
    if ahead := _DAYS_AHEAD.match(word):
        return (scene.today + timedelta(days=int(ahead[1]))).isoformat()
    if day := _DAY_OF_YEAR.match(word):
        return date(scene.today.year, int(day[1]), int(day[2])).isoformat()
    if year := _YEAR.match(word):
        return scene.year + int(year[1] or 0)
    return _MEANINGS[word](scene)


def _text(text: str, scene: Scene) -> str:
    if "{" not in text:
        return text
    known = {
        "{me}": scene.me.name_th,
        "{organiser}": scene.owner.name_th,
        "{learner}": f"{scene.learner[0]}{scene.learner[1]} {scene.learner[2]}",
        "{school}": school_name(scene.owner.office, scene.owner.school or 1),
        "{school_code}": school_code(scene.owner.office, scene.owner.school or 1),
        "{province}": scene.province,
        "{year}": to_thai_digits(scene.year),
        "{short_year}": str(scene.year),
        "{number}": str(scene.number),
    }
    for word, meaning in known.items():
        text = text.replace(word, meaning)
    return _STUDENT.sub(lambda found: _student(found[1], int(found[2]), scene), text)


def _student(what: str, place: int, scene: Scene) -> str:
    number = 1000 * scene.number + place
    if what == "id":
        return citizen_number(number)
    chance = random.Random(number)  # noqa: S311 - an invented name, no secret
    return f"เด็กชาย{chance.choice(_FIRST_NAMES)} {chance.choice(_LAST_NAMES)}"


def citizen_number(number: int) -> str:
    """Return an invented citizen number with its right check digit."""
    digits = f"1{number:011d}"
    total = sum(int(digit) * (_CITIZEN - place) for place, digit in enumerate(digits))
    return f"{digits}{(11 - total % 11) % 10}"


def _person(name: tuple[str, str, str], number: int | None = None) -> dict[str, str]:
    person = {"title": name[0], "first_name": name[1], "last_name": name[2]}
    return person if number is None else {**person, "thai_id": citizen_number(number)}


def _address(scene: Scene) -> dict[str, str]:
    return {
        "house_no": f"{10 + scene.number % 180}/{1 + scene.number % 7}",
        "tambon": "ตัวอย่าง",
        "amphoe": "เมืองตัวอย่าง",
        "changwat": scene.province,
        "postcode": "41000" if scene.province == "อุดรธานี" else "56000",
    }


def _birthday(scene: Scene) -> str:
    months = 12 * 7 + scene.number % 30
    return (scene.today - timedelta(days=30 * months)).isoformat()


_MEANINGS: Final[Mapping[str, Callable[[Scene], Any]]] = {
    "@signed": lambda s: {"name": s.me.name_th, "date": s.today.isoformat()},
    "@learner": lambda s: _person(s.learner),
    "@organiser": lambda s: _person(s.family, s.number),
    "@learner_title": lambda s: _TITLES[s.learner[0]],
    "@organiser_title": lambda s: _TITLES[s.family[0]],
    "@birthdate": _birthday,
    "@address": _address,
}
