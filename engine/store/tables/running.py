"""Tables of what runs: instances, user tasks, and what people added to them."""

from sqlalchemy import ForeignKeyConstraint, Index, Integer, LargeBinary, UniqueConstraint
from sqlalchemy import literal_column as literal

from engine.store.tables.base import heap, key, may, must, partial_index, table
from engine.store.types import Day, Id, Moment


def of_instance() -> ForeignKeyConstraint:
    """Return the rule that a row's instance exists, in the same office."""
    return ForeignKeyConstraint(
        ["office_id", "instance_id"], ["process_instance.office_id", "process_instance.id"]
    )


process_instance = heap(
    "process_instance",
    key("office_id"),
    key("id", Id),
    must("definition_key"),
    must("definition_version", Integer),
    must("business_key"),
    must("status"),
    may("applicant_id"),
    must("started_by"),
    must("started_at", Moment),
    may("ended_at", Moment),
    must("lock_version", Integer),
    must("last_seq", Integer),
    must("last_hash", LargeBinary),
    may("origin_office"),
    may("origin_id", Id),
    UniqueConstraint("office_id", "business_key"),
    ForeignKeyConstraint(
        ["definition_key", "definition_version"],
        ["process_definition.key", "process_definition.version"],
    ),
)
Index(
    "ix_process_instance_listing",
    process_instance.c.office_id,
    process_instance.c.definition_key,
    process_instance.c.status,
    process_instance.c.id,
)
partial_index(
    "ix_process_instance_applicant",
    process_instance.c.applicant_id,
    process_instance.c.id,
    where=process_instance.c.applicant_id.is_not(None),
)
partial_index(
    "ix_process_instance_origin",
    process_instance.c.origin_id,
    process_instance.c.id,
    where=process_instance.c.origin_id.is_not(None),
)

instance_state = heap(
    "instance_state",
    key("office_id"),
    key("instance_id", Id),
    must("state", LargeBinary),
    of_instance(),
)
"""Where the tokens of an instance are; gone when it ends, so that its room is used again."""

kept_list = heap(
    "kept_list",
    key("office_id"),
    key("instance_id", Id),
    key("digest"),
    must("body", LargeBinary),
    of_instance(),
)
"""Long lists that a state names by digest; read only when they are looked into."""

task = table(
    "task",
    key("office_id"),
    key("id", Id),
    must("instance_id", Id),
    must("due_sort", Moment),
    must("created_at", Moment),
    may("closed_at", Moment),
    may("due_date", Day),
    must("priority", Integer),
    must("version", Integer),
    may("form_version", Integer),
    must("definition_key"),
    must("element_id"),
    must("name"),
    must("roles"),
    may("assignee"),
    must("state"),
    may("form_key"),
    may("closed_by"),
    may("draft", LargeBinary),
    may("name_en"),
    of_instance(),
)
task_is_open = task.c.state == literal("'open'")
partial_index(
    "ix_task_inbox",
    task.c.office_id,
    task.c.roles,
    task.c.due_sort,
    task.c.id,
    where=task_is_open,
)
partial_index(
    "ix_task_mine",
    task.c.assignee,
    task.c.due_sort,
    task.c.id,
    where=task_is_open & task.c.assignee.is_not(None),
)
partial_index("ix_task_office", task.c.office_id, task.c.due_sort, task.c.id, where=task_is_open)
partial_index(
    "ix_task_newest",
    task.c.office_id,
    task.c.roles,
    task.c.created_at,
    task.c.id,
    where=task_is_open,
)
task_is_done = task.c.state == literal("'completed'")
partial_index("ix_task_done", task.c.closed_by, task.c.closed_at, where=task_is_done)
Index("ix_task_instance", task.c.instance_id)
partial_index(
    "ix_task_step",
    task.c.office_id,
    task.c.definition_key,
    task.c.element_id,
    task.c.instance_id,
    where=task_is_open,
)
"""Who waits at a step, for those who keep the cases in order."""

task_comment = table(
    "task_comment",
    key("office_id"),
    key("id", Id),
    must("instance_id", Id),
    may("task_id", Id),
    must("author"),
    must("at", Moment),
    must("body"),
    of_instance(),
)
Index("ix_task_comment_instance", task_comment.c.office_id, task_comment.c.instance_id)

attachment = table(
    "attachment",
    key("office_id"),
    key("id", Id),
    must("instance_id", Id),
    may("task_id", Id),
    may("field"),
    must("name"),
    must("content_type"),
    must("size", Integer),
    must("sha256"),
    must("uploaded_by"),
    must("at", Moment),
    may("removed_at", Moment),
    of_instance(),
)
Index("ix_attachment_instance", attachment.c.office_id, attachment.c.instance_id)
Index("ix_attachment_content", attachment.c.sha256)
