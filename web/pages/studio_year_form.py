"""The assumptions of a simulated year as a form: shown with what is supposed, read back by field.

Fields: `staff.<role>`, `task.<element>.<unit|least|usual|most>`, `share.<form.field>.<value>`,
`month.<1-12>`, and the rest by their own names.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from engine.thai import MONTHS_ENGLISH, MONTHS_THAI_SHORT
from engine.yearly import Assumptions, Lasting, Shape, Supposed, TaskKind, Unit
from web.language import language, t

PAST: Final = "past"
_MOST: Final = 1e6
Wrong = dict[str, str]


def fields(assumed: Assumptions) -> dict[str, str]:
    """Return the form's values for some assumptions."""
    values = {name: f"{getattr(assumed, name):g}" for name in ("cases", "years", "answers", "seed")}
    values |= {"office": assumed.office, "year": str(assumed.year)}
    values |= {"in_windows": "1"} if assumed.in_windows else {}
    values |= {f"month.{n}": f"{each:g}" for n, each in enumerate(assumed.weights, start=1)}
    values |= {f"staff.{role}": str(number) for role, number in assumed.staff.items()}
    for path, shares in assumed.choices.items():
        values |= {f"share.{path}.{value}": f"{share:g}" for value, share in shares.items()}
    for element, lasting in assumed.tasks.items():
        values |= lasting_fields(f"task.{element}", lasting)
    return values | lasting_fields("answer", assumed.answer_days)


def lasting_fields(name: str, lasting: Lasting) -> dict[str, str]:
    """Return the form's values for a duration; a fixed one has three equal points."""
    if lasting.shape is Shape.PAST:
        return {f"{name}.unit": PAST}
    is_fixed = lasting.shape is Shape.FIXED
    least, most = (lasting.usual,) * 2 if is_fixed else (lasting.least, lasting.most)
    points = {"least": least, "usual": lasting.usual, "most": most}
    return {f"{name}.unit": lasting.unit.value} | {
        f"{name}.{point}": f"{value:g}" for point, value in points.items()
    }


def read(given: Mapping[str, str], supposed: Supposed) -> tuple[Assumptions, Wrong]:
    """Return the assumptions that a form says, and what of it is wrong, by field."""
    reading, known = _Reading(given), supposed.assumed
    weights = enumerate(known.weights, start=1)
    assumed = replace(
        known,
        years=int(reading.number("years", known.years)),
        cases=int(reading.number("cases", known.cases)),
        seed=int(reading.number("seed", known.seed)),
        weights=tuple(reading.number(f"month.{n}", each) for n, each in weights),
        in_windows=bool(given.get("in_windows")),
        staff={r: int(reading.number(f"staff.{r}", n)) for r, n in known.staff.items()},
        tasks={
            each.element.id: reading.lasting(known.tasks[each.element.id], each)
            for each in supposed.tasks
        },
        choices={
            path: reading.shares(path, [option.value for option in each.options], known)
            for each in supposed.choices
            if (path := each.path)
        },
        answers=reading.number("answers", known.answers),
        answer_days=reading.lasting(known.answer_days, None),
    )
    return assumed, reading.wrong


class _Reading:
    """Reads numbers of a form, and keeps what is none."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self.wrong: Wrong = {}

    def number(self, name: str, usual: float) -> float:
        """Return a number from 0; what stands there until the form says otherwise."""
        text = self._given.get(name, "").strip().replace(",", "")
        if not text:
            return usual
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if not 0 <= value <= _MOST:
            self.wrong[name] = t("ต้องเป็นตัวเลขตั้งแต่ 0", "This must be a number from 0.")
            return usual
        return value

    def shares(self, path: str, values: list[str], known: Assumptions) -> dict[str, float]:
        """Return how often each value of a decision is chosen."""
        usual = known.choices[path]
        return {each: self.number(f"share.{path}.{each}", usual.get(each, 0)) for each in values}

    def lasting(self, usual: Lasting, task: TaskKind | None) -> Lasting:
        """Return a duration, of a task or of what is awaited: three points, or as in the past."""
        name = "answer" if task is None else f"task.{task.element.id}"
        unit = self._given.get(f"{name}.unit")
        if unit is None:
            return usual
        if unit == PAST and task is not None and task.past is not None:
            return task.past
        points = (self.number(f"{name}.{point}", 0.0) for point in ("least", "usual", "most"))
        least, middle, most = points
        if not least <= middle <= most:
            words = "น้อยที่สุด ปกติ และมากที่สุด ต้องเรียงจากน้อยไปมาก"
            self.wrong[f"{name}.usual"] = t(words, "Least, usual and most must rise.")
            return usual
        chosen = Unit.DAYS if unit == Unit.DAYS.value else Unit.HOURS
        shape = Shape.FIXED if least == most else Shape.TRIANGULAR
        return Lasting(shape=shape, unit=chosen, least=least, usual=middle, most=most)


def months() -> list[tuple[int, str]]:
    """Return the months' numbers and short names."""
    english = [name[:3] for name in MONTHS_ENGLISH]
    return list(enumerate(MONTHS_THAI_SHORT if language() == "th" else english, start=1))


def about(supposed: Supposed) -> dict[str, Any]:
    """Return what the form's hints tell of where its values come from."""
    return {
        "begun": sum(supposed.past.months),
        "opened": supposed.past.cases,
        "shares": set(supposed.past.shares),
    }
