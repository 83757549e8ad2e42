"""The words of the engine: enumerations and frozen values that cross its walls. No behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias
from uuid import UUID

Variables: TypeAlias = dict[str, Any]
"""The data of an instance: JSON values by name."""


class InstanceStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class TaskState(StrEnum):
    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class JobKind(StrEnum):
    TIMER = "timer"
    SERVICE = "service"
    NOTIFICATION = "notification"
    MESSAGE = "message"
    SIGNAL = "signal"
    START = "start"
    """A case that begins by itself on its day; the only kind without an instance."""


class JobState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class SubscriptionKind(StrEnum):
    MESSAGE = "message"
    SIGNAL = "signal"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Duty(StrEnum):
    """Whom a period binds (APA s.64): a citizen's rolls over a holiday, an official's does not."""

    OFFICIAL = "official"
    CITIZEN = "citizen"


class Rule(StrEnum):
    """How a deadline is counted; `n` means days, and is not used by the rules of a window.

    WINDOW ends with the window; WINDOW_OPENS is the morning it opens, or at once when it is open.
    """

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    WINDOW = "window"
    WINDOW_OPENS = "window_opens"
    MONTH_NEXT_YEAR = "month_next_year"
    WEEKS = "weeks"
    EVERY_DAYS = "every_days"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline as the diagram asks for it, before a calendar makes a date of it.

    `start`: the moment counting begins from (the receipt, the return …), aware. `before`: working
    days ahead of the due date at which this timer fires instead (a reminder); 0 for the due date
    itself. `after`: calendar days past it (escalation steps, notices of delay). `basis`: the law
    or manual wording; `rows`: manual row ids. `window`: ("04-01", "05-31") month-day pair.
    """

    rule: Rule
    start: datetime
    n: int = 0
    duty: Duty = Duty.OFFICIAL
    before: int = 0
    after: int = 0
    window: tuple[str, str] | None = None
    basis: str = ""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedDay:
    """A day that was not counted, and why (th, en)."""

    day: date
    why_th: str
    why_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """A due date that can explain itself.

    `due_date` is the date people see; `due_at` the instant the timer fires: the end of that day in
    Asia/Bangkok. `counted_from` is the day of receipt (not counted); `plan_by` the last working
    day not after the due date.
    """

    due_date: date
    due_at: datetime
    counted_from: date
    plan_by: date
    skipped: tuple[SkippedDay, ...]
    rolled_from: date | None
    calendar_version: int
    explanation_th: str
    explanation_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with a deployed file, told to an analyst.

    `rule` is a stable id such as `signal-end-event`; `remedy_*` says what to draw instead.
    """

    file: str
    element_id: str | None
    rule: str
    severity: Severity
    message_th: str
    message_en: str
    remedy_th: str = ""
    remedy_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTask:
    """A user task that waits for a person."""

    element_instance_id: UUID
    element_id: str
    name: str
    name_en: str
    roles: tuple[str, ...]
    assignee: str | None
    form_key: str | None
    due_at: datetime | None
    due_date: date | None
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTimer:
    """A timer that waits for its moment; `deadline` is kept for when the calendar changes."""

    element_instance_id: UUID
    element_id: str
    due_at: datetime
    due_date: date | None
    deadline: Mapping[str, Any] | None
    explanation: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingService:
    """A service task that waits for its job; `inputs` are evaluated from the diagram."""

    element_instance_id: UUID
    element_id: str
    topic: str
    inputs: Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """An instance's wait for a message or signal."""

    element_instance_id: UUID
    element_id: str
    kind: SubscriptionKind
    name: str
    correlation: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Something to be done outside the transaction once it has committed: becomes a job row."""

    kind: JobKind
    element_id: str
    name: str
    payload: Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why an execution cannot go on by itself; an incident is made from it."""

    element_instance_id: UUID
    element_id: str
    code: str
    message_th: str
    message_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a decision table decided by: the rules that held, by number from 1, with their notes.

    `digest` is the SHA-256 of the table's file: which of its versions it was.
    """

    table: str
    digest: str
    rules: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing the tokens did, in order: replay is drawn from these.

    `kind`: entered, completed, cancelled, fired, failed. `flow`: by which the token came in.
    `diagram`: key of the called process that the element is drawn in; None for the case's own.
    """

    kind: str
    element_id: str
    element_instance_id: UUID
    flow: str | None = None
    decided: Decided | None = None
    diagram: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLists:
    """What became of the long lists that a state keeps apart, by digest (`engine.kept`).

    `fresh`: those that came, as they are stored; `stale`: those that nothing names any more;
    `before`: all that the state named before the command.
    """

    fresh: Mapping[str, bytes] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that the outside may know of an instance at rest."""

    state: bytes
    status: InstanceStatus
    variables: Variables
    tasks: tuple[WaitingTask, ...]
    timers: tuple[WaitingTimer, ...]
    services: tuple[WaitingService, ...]
    subscriptions: tuple[Subscription, ...]
    failures: tuple[Failure, ...]
    effects: tuple[Effect, ...]
    steps: tuple[Step, ...]
    kept: KeptLists = field(default_factory=KeptLists)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who acts: a user on a given day, with the roles that hold today, by office.

    `schools`: codes of the schools the person belongs to today, by office; whose cases they share.
    `on_behalf_of` is set while somebody's substitution is used.
    """

    id: str
    name: str
    offices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    national: frozenset[str] = frozenset()
    schools: Mapping[str, frozenset[str]] = field(default_factory=dict)
    on_behalf_of: str | None = None
    name_en: str = ""


SYSTEM = Person(id="system", name="ระบบ", national=frozenset({"admin"}))
"""Who acts when nobody does: timers, deliveries, housekeeping."""
