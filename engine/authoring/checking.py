"""An expression judged while it is typed, by what deployment will judge it by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from engine.calendar import is_written_window
from engine.errors import ExpressionInvalid
from engine.expressions import Expression, parse, parse_script, parts

GIVEN: Final = frozenset({"applicant", "office", "business_key", "started_at", "deadline"})
"""Variables that every case has from its first moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is wrong with an expression, if anything; `at`: the letter, from 0, where it is known.

    `unknown`: names that nothing sets before, each with the nearest one that something sets.
    `names`: the variables it reads; `sets`: those that it sets (a script's).
    """

    why_th: str = ""
    why_en: str = ""
    at: int | None = None
    names: frozenset[str] = frozenset()
    sets: tuple[str, ...] = ()
    unknown: Mapping[str, str | None]


def check(text: str, place: str, known: Iterable[str] | None = None) -> Verdict:
    """Judge what stands at a place of a diagram, as the rules of deployment will.

    `place`: one of `PLACES`. `known`: the variables set before, beside those every case has; None
    when nobody knows them, and then none is called unknown.

    Raises:
        KeyError: there is no such place.
    """
    read = PLACES[place]
    try:
        found = read(text)
    except ExpressionInvalid as refused:
        told = refused.particulars
        why = str(told.get("why", "–"))
        return Verdict(
            why_en=why, why_th=str(told.get("why_th", why)), at=told.get("at"), unknown={}
        )
    names = frozenset[str]().union(*(each.names for each in found.read))
    unset = names - GIVEN - set(known or ()) - set(found.sets)
    return Verdict(
        names=names,
        sets=found.sets,
        unknown={} if known is None else _with_nearest(unset, {*known, *GIVEN}),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    read: tuple[Expression, ...]
    sets: tuple[str, ...] = ()


def _with_nearest(unset: Iterable[str], known: Iterable[str]) -> dict[str, str | None]:
    candidates = sorted(known)
    return {
        name: next(iter(get_close_matches(name, candidates, n=1)), None) for name in sorted(unset)
    }


def _condition(text: str) -> _Found:
    """A condition is one `${…}` and nothing beside it."""
    if not text.strip():
        raise ExpressionInvalid(expression="", why="it is empty", why_th="ยังไม่ได้ใส่เงื่อนไข")
    if parts(text.strip()) != [text.strip()]:
        why = "the whole condition stands between ${ and }"
        raise ExpressionInvalid(expression=text, why=why, why_th="เงื่อนไขทั้งหมดต้องอยู่ใน ${ }")
    return _Found((parse(text),))


def _value(text: str) -> _Found:
    """A text may hold `${…}` anywhere; what stands outside is taken as it is."""
    return _Found(tuple(parse(part) for part in parts(text)))


def _bare(text: str) -> _Found:
    return _Found((parse(text),) if text.strip() else ())


def _window(text: str) -> _Found:
    """Days of the year, written, or an expression that gives them."""
    return _Found(()) if is_written_window(text) else _bare(text)


def _script(text: str) -> _Found:
    """Lines of `name = expression`; each may read what the ones before have set."""
    lines = parse_script(text)
    if not lines:
        raise ExpressionInvalid(expression="", why="it is empty", why_th="ยังไม่ได้ใส่คำสั่ง")
    return _Found(tuple(line.expression for line in lines), tuple(line.name for line in lines))


PLACES: Final[Mapping[str, Callable[[str], _Found]]] = {
    "condition": _condition,
    "value": _value,
    "bare": _bare,
    "window": _window,
    "script": _script,
}
"""What stands where: a flow's condition; an input, assignee or date; a number or list; a window or
days of the year; a script."""
