"""What the store hands up: one frozen value per row, in the words of the tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from engine.model import InstanceStatus, JobKind, JobState, SubscriptionKind, TaskState


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionRow:
    """A version of a process definition, without its diagram."""

    key: str
    version: int
    name_th: str
    name_en: str
    business_key_prefix: str | None
    has_diagram: bool
    start_messages: list[str]
    deployment_id: UUID
    digest: str
    start_timers: list[dict[str, Any]] | None = None
    """Its start events on days of the year: `element_id`, `on`, `basis` and `rows` of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceRow:
    """A process instance; `state` and the chain's head only where it was read for a command."""

    office_id: str
    id: UUID
    definition_key: str
    definition_version: int
    business_key: str
    status: InstanceStatus
    applicant_id: str | None
    started_by: str
    started_at: datetime
    ended_at: datetime | None
    lock_version: int
    state: bytes | None = None
    last_seq: int = 0
    last_hash: bytes = b""
    case_key: bytes | None = None
    origin_office: str | None = None
    origin_id: UUID | None = None
    applicant_th: str | None = None
    applicant_en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A user task, and whose case it is."""

    office_id: str
    id: UUID
    instance_id: UUID
    definition_key: str
    element_id: str
    name: str
    roles: str
    assignee: str | None
    state: TaskState
    due_at: datetime | None
    due_date: date | None
    priority: int
    form_key: str | None
    form_version: int | None
    version: int
    created_at: datetime
    closed_at: datetime | None
    closed_by: str | None
    name_en: str
    business_key: str | None = None
    draft: bytes | None = None
    applicant_id: str | None = None
    applicant_th: str | None = None
    applicant_en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """Something to be done later; `due_at` is what was promised, `run_at` the next try."""

    office_id: str
    id: UUID
    instance_id: UUID | None
    kind: JobKind
    element_id: str | None
    name: str | None
    due_at: datetime
    run_at: datetime
    state: JobState
    attempts: int
    payload: Mapping[str, Any] | None
    deadline: Mapping[str, Any] | None
    explanation: Mapping[str, Any] | None
    last_error: str | None
    created_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionRow:
    """An instance's wait for a message or signal."""

    office_id: str
    id: UUID
    instance_id: UUID
    element_id: str
    kind: SubscriptionKind
    name: str
    correlation: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """Why an execution cannot go on by itself."""

    office_id: str
    id: UUID
    instance_id: UUID
    element_id: str
    element_instance_id: UUID | None
    job_id: UUID | None
    code: str
    message_th: str
    message_en: str
    raised_at: datetime
    resolved_at: datetime | None
    resolved_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A history event as stored; `body` is sealed."""

    office_id: str
    instance_id: UUID
    seq: int
    type: str
    element_id: str | None
    actor: str
    on_behalf_of: str | None
    at: datetime
    body: bytes | None
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow:
    """An office and its settings."""

    id: str
    name_th: str
    name_en: str
    province: str
    settings: Mapping[str, Any]
    calendar_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    """A school of an office: `code` has ten digits; `students` counts those enrolled."""

    office_id: str
    code: str
    name_th: str
    name_en: str
    affiliation: str
    size: str
    levels: list[str]
    students: int
    is_active: bool = True
    opened_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """That somebody belongs to a school for a time; both days included, None for without end."""

    office_id: str
    id: UUID
    school_code: str
    user_id: str
    name_th: str
    name_en: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """A file that somebody attached; `sha256` in hex is where its content is kept."""

    office_id: str
    id: UUID
    instance_id: UUID
    task_id: UUID | None
    field: str | None
    name: str
    content_type: str
    size: int
    sha256: str
    uploaded_by: str
    at: datetime
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """What somebody remarked on a task."""

    office_id: str
    id: UUID
    instance_id: UUID
    task_id: UUID | None
    author: str
    at: datetime
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminEventRow:
    """What an admin changed of an office: `subject` (a person, a setting, a day, a school).

    `before` and `after`: what was changed, as JSON values; None where there was nothing.
    """

    office_id: str
    id: UUID
    at: datetime
    by: str
    kind: str
    subject: str
    before: Any
    after: Any
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRow:
    """Who read what of a case, and when."""

    office_id: str
    id: UUID
    user_id: str
    instance_id: UUID | None
    what: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationRow:
    """A simulated year of a draft, without what came of it; `share`: parts of a thousand over."""

    id: UUID
    draft_id: UUID
    created_by: str
    created_at: datetime
    state: str
    told_at: datetime
    share: int
    is_unwanted: int
    asked: dict[str, Any]
    problem: dict[str, Any] | None
