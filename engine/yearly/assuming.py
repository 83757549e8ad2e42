"""What a simulation assumes: how many cases, who works, how long things take, how people choose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from engine.errors import SimulationInvalid

MOST_CASES: Final = 5_000
"""Cases in one run: a year of a province's largest procedure is some hundreds."""
MOST_YEARS: Final = 3
MOST_STAFF: Final = 500
MOST_TIME: Final = 3_660.0
"""Days, or hours of work, that one task may be said to take."""
MONTHS: Final = 12
EVENLY: Final = (1.0,) * MONTHS


class Shape(StrEnum):
    """How a duration is drawn: always the same, between three points, or as past ones were."""

    FIXED = "fixed"
    TRIANGULAR = "triangular"
    PAST = "past"


class Unit(StrEnum):
    """Whether somebody of the office is kept busy.

    HOURS: of work, which keep one person busy in office hours. DAYS: by the calendar, meanwhile
    nobody is kept busy (a family, a committee that meets, a time that was measured).
    """

    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """How long a task takes, in `unit`.

    FIXED uses `usual` alone. PAST: `usual` is the median of past cases and `most` the value that
    nine of ten did not exceed; drawn log-normally.
    """

    shape: Shape
    unit: Unit
    usual: float
    least: float = 0.0
    most: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """All that a run assumes; the same assumptions and seed give the same run.

    `year`: the Gregorian year whose first of January it begins on. `cases`: how many begin in a
    year; `weights`: how they are spread over the months; `in_windows`: only while filing windows
    are open. `staff`: people by role; a role that is not in it is outside the office. `tasks`:
    durations by element. `choices`: shares of the values of a form's field, by `form.field`.
    `answers`: of a hundred awaited messages, how many come; `answer_days`: after how long.
    """

    office: str
    year: int
    years: int = 1
    cases: int = 100
    weights: tuple[float, ...] = EVENLY
    in_windows: bool = False
    seed: int = 1
    staff: Mapping[str, int] = field(default_factory=dict)
    tasks: Mapping[str, Lasting] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    answers: float = 90.0
    answer_days: Lasting = Lasting(
        shape=Shape.TRIANGULAR, unit=Unit.DAYS, least=1, usual=5, most=20
    )

    @property
    def first(self) -> date:
        """The day the run begins with."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The last day on which cases begin."""
        return date(self.year + self.years - 1, MONTHS, 31)


def require_sound(assumed: Assumptions) -> None:
    """Refuse what nobody could simulate.

    Raises:
        SimulationInvalid: says what is out of bounds.
    """
    _within("years", "จำนวนปี", assumed.years, (1, MOST_YEARS))
    _within("cases", "จำนวนเรื่อง", assumed.cases * assumed.years, (1, MOST_CASES))
    _within("answers", "ร้อยละของข้อความที่ได้รับ", assumed.answers, (0, 100))
    if len(assumed.weights) != MONTHS or not any(assumed.weights) or min(assumed.weights) < 0:
        raise SimulationInvalid(
            why="the months' shares must be 12 numbers from 0, not all of them 0",
            why_th="สัดส่วนรายเดือนต้องเป็นตัวเลขตั้งแต่ ๐ ครบ ๑๒ เดือน และไม่เป็น ๐ ทั้งหมด",
        )
    for number in assumed.staff.values():
        _within("staff", "จำนวนคน", number, (0, MOST_STAFF))
    for lasting in (*assumed.tasks.values(), assumed.answer_days):
        _require_lasting(lasting)
    for shares in assumed.choices.values():
        if not any(shares.values()) or min(shares.values()) < 0:
            raise SimulationInvalid(
                why="the shares of a decision must be numbers from 0, not all of them 0",
                why_th="สัดส่วนของทางเลือกต้องเป็นตัวเลขตั้งแต่ ๐ และไม่เป็น ๐ ทั้งหมด",
            )


def _require_lasting(lasting: Lasting) -> None:
    _within("a duration", "ระยะเวลา", lasting.usual, (0, MOST_TIME))
    if lasting.shape is Shape.FIXED:
        return
    _within("a duration", "ระยะเวลา", lasting.most, (0, MOST_TIME))
    if not lasting.least <= lasting.usual <= lasting.most:
        raise SimulationInvalid(
            why="of a duration, the least, the usual and the most must rise in this order",
            why_th="ระยะเวลาต้องเรียงจากน้อยที่สุด ปกติ ไปมากที่สุด",
        )


def _within(name: str, name_th: str, value: float, bounds: tuple[int | float, int | float]) -> None:
    low, high = bounds
    if not low <= value <= high:
        raise SimulationInvalid(
            why=f"{name} must be from {low:g} to {high:g}, but is {value:g}",
            why_th=f"{name_th}ต้องอยู่ระหว่าง {low:g} ถึง {high:g} แต่ได้รับ {value:g}",
        )
