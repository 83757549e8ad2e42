"""What came of a run: plain values, all of them said in days, hours, counts and dates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.foreseeing import Named
from engine.yearly.assuming import Assumptions


class Stop(StrEnum):
    """Why a run ended before its time."""

    NONE = ""
    CANCELLED = "cancelled"
    EVENTS = "events"
    LOOP = "loop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How some values are spread: the median, what nine of ten do not exceed, and the largest."""

    number: int = 0
    median: float = 0.0
    ninth: float = 0.0
    most: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of the run (its first day): due dates in it, and how many of them were broken."""

    first: date
    due: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineCount:
    """A deadline of the diagram: how many came to an end in the run, and how.

    `element`: the timer, or the task where the diagram gives it a due date itself; `host`: the work
    it is about. `late`: done after the last day, or cut off by it; `open`: over and not done when
    the run ended. `by`: days late, of those done after all.
    """

    element: Named
    host: Named
    roles: tuple[str, ...]
    basis: str
    due: int
    met: int
    late: int
    open: int
    dropped: int
    by: Spread
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week (its Monday): the longest queue and the mean one, as at the close of its days."""

    first: date
    most: int
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLoad:
    """The work of a role: `used` is the share of its people's hours that were worked, 0 to 1.

    `waited`: hours of office time from a task's opening until somebody took it up. `left`: tasks
    that waited when the run ended.
    """

    role: str
    staff: int
    done: int
    used: float
    waited: Spread
    longest: int
    left: int
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementCount:
    """An element: tokens that came and went; `waited` as of a role; `took`: calendar days."""

    element: Named
    entered: int
    done: int
    waiting: int
    waited: Spread
    took: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerCount:
    """A timer: how often it was set and fired, on which days, and how many were days off.

    `long`: within three days of at least four days off in a row; `turn`: 25 December to 5 January.
    """

    element: Named
    kind: str
    set: int
    fired: int
    earliest: date | None
    middle: date | None
    latest: date | None
    days_off: int
    long: int
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCount:
    """An end event, and how many cases ended there."""

    element: Named
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureCount:
    """Where cases broke down, how many, and why the first one did."""

    element: Named
    cases: int
    why_th: str
    why_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run. `until`: the last day simulated; `lasted`: days from begin to end.

    `stopped` and `stopped_on`: whether it ended before its time, and on which day. `remarks`: what
    was assumed and what was left out, as pairs of Thai and English.
    """

    key: str
    name_th: str
    name_en: str
    assumed: Assumptions
    until: date
    begun: int
    ended: int
    broken: int
    lasted: Spread
    deadlines: tuple[DeadlineCount, ...]
    roles: tuple[RoleLoad, ...]
    elements: tuple[ElementCount, ...]
    timers: tuple[TimerCount, ...]
    ends: tuple[EndCount, ...]
    failures: tuple[FailureCount, ...]
    never: tuple[Named, ...]
    remarks: tuple[tuple[str, str], ...]
    events: int
    stopped: Stop = Stop.NONE
    stopped_on: date | None = None

    @property
    def due(self) -> int:
        """How many due dates there were."""
        return sum(each.due for each in self.deadlines)

    @property
    def late(self) -> int:
        """How many of them were broken."""
        return sum(each.late for each in self.deadlines)
