"""What people and an office's own systems are told, one frozen value per row; and its kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID


class NoticeKind(StrEnum):
    """Why somebody is told.

    TASKS and INCIDENTS gather: one unread notice counts them. DUE is of one morning: the next
    takes its place.
    """

    LETTER = "letter"
    TASKS = "tasks"
    ASSIGNED = "assigned"
    MENTIONED = "mentioned"
    YOUR_TURN = "your_turn"
    ENDED = "ended"
    PAPER = "paper"
    FILED = "filed"
    DUE = "due"
    INCIDENTS = "incidents"
    WEBHOOK = "webhook"
    SUBSTITUTION = "substitution"


class Mailing(StrEnum):
    """How a person wants mail: at once, once a day in the morning, or not at all."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NONE = "none"


EVENTS: Final = (
    "case.started",
    "task.opened",
    "paper.issued",
    "case.ended",
    "incident.raised",
    "deadlines.today",
)
"""What a webhook may be told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A subject and a body in both languages."""

    subject_th: str
    subject_en: str
    body_th: str = ""
    body_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a notice leads to: a task, else a case, else nothing."""

    instance_id: UUID | None = None
    task_id: UUID | None = None
    business_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearer:
    """Somebody who is to be told; `absent`: in place of whom, for a substitute."""

    user: str
    absent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One person is told one thing."""

    office_id: str
    id: UUID
    user_id: str
    kind: NoticeKind
    subject_th: str
    subject_en: str
    body_th: str
    body_en: str
    instance_id: UUID | None
    task_id: UUID | None
    business_key: str | None
    absent: str | None
    times: int
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingRow:
    """A mail or a call on its way; `receiver` is a user name, or the id of a webhook in hex."""

    office_id: str
    id: UUID
    kind: str
    receiver: str
    instance_id: UUID | None
    payload: Mapping[str, Any]
    run_at: datetime
    attempts: int
    state: str
    last_error: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRow:
    """Where an office's own systems hear of it; `failures` counts those since one arrived."""

    office_id: str
    id: UUID
    url: str
    events: list[str]
    created_by: str
    created_at: datetime
    arrived_at: datetime | None
    failures: int
    last_error: str | None
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """How a person is reached by mail."""

    user: str
    email: str | None
    language: str
    mail: Mailing
