"""Tables of what waits: jobs, subscriptions and incidents."""

from sqlalchemy import Index, Integer
from sqlalchemy import literal_column as literal

from engine.store.tables.base import key, may, must, partial_index, table
from engine.store.tables.running import of_instance
from engine.store.types import Id, Json, Moment

job = table(
    "job",
    key("office_id"),
    key("id", Id),
    may("instance_id", Id),
    must("kind"),
    may("element_id"),
    may("name"),
    must("due_at", Moment),
    must("run_at", Moment),
    must("state"),
    must("attempts", Integer),
    may("locked_by"),
    may("locked_until", Moment),
    may("payload", Json),
    may("deadline", Json),
    may("explanation", Json),
    may("last_error"),
    must("created_at", Moment),
    may("done_at", Moment),
    of_instance(),
)
job_is_waiting = job.c.state == literal("'waiting'")
partial_index("ix_job_run", job.c.run_at, job.c.id, where=job_is_waiting)
job_is_start = job.c.kind == literal("'start'")
partial_index(
    "ix_job_start",
    job.c.office_id,
    job.c.name,
    job.c.element_id,
    job.c.due_at,
    where=job_is_start,
)
partial_index(
    "ix_job_start_waiting",
    job.c.office_id,
    job.c.name,
    job.c.element_id,
    where=job_is_start & job_is_waiting,
    unique=True,
)
Index("ix_job_instance", job.c.office_id, job.c.instance_id)
partial_index(
    "ix_job_step", job.c.office_id, job.c.element_id, job.c.instance_id, where=job_is_waiting
)

job_is_failed = job.c.state == literal("'failed'")
partial_index("ix_job_failed", job.c.office_id, job.c.kind, job.c.due_at, where=job_is_failed)

message_subscription = table(
    "message_subscription",
    key("office_id"),
    key("id", Id),
    must("instance_id", Id),
    must("element_id"),
    must("kind"),
    must("name"),
    must("correlation", Json),
    must("correlation_key"),
    of_instance(),
)
Index("ix_message_subscription_name", message_subscription.c.name, message_subscription.c.office_id)
Index(
    "ix_message_subscription_instance",
    message_subscription.c.office_id,
    message_subscription.c.instance_id,
)

incident = table(
    "incident",
    key("office_id"),
    key("id", Id),
    must("instance_id", Id),
    must("element_id"),
    may("element_instance_id", Id),
    may("job_id", Id),
    must("code"),
    must("message_th"),
    must("message_en"),
    must("raised_at", Moment),
    may("resolved_at", Moment),
    may("resolved_by"),
    of_instance(),
)
incident_is_open = incident.c.resolved_at.is_(None)
partial_index("ix_incident_open", incident.c.office_id, incident.c.id, where=incident_is_open)
Index("ix_incident_instance", incident.c.office_id, incident.c.instance_id)
