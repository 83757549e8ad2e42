"""Every table of the database, and the named conditions its partial indexes stand on."""

from engine.store.tables.base import metadata
from engine.store.tables.definitions import (
    candidate_set,
    decision_definition,
    deployment,
    form_definition,
    process_definition,
)
from engine.store.tables.papers import paper_template
from engine.store.tables.people import (
    access_token,
    calendar_day,
    membership,
    office,
    role,
    sign_in_attempt,
    substitution,
    user_account,
)
from engine.store.tables.record import (
    access_event,
    case_key,
    counter,
    entry_is_sealed,
    entry_is_unsealed,
    heartbeat,
    history_event,
    idempotency,
    ledger_entry,
    tree_head,
)
from engine.store.tables.running import (
    attachment,
    instance_state,
    kept_list,
    process_instance,
    task,
    task_comment,
    task_is_open,
)
from engine.store.tables.schools import school, school_member
from engine.store.tables.waiting import (
    incident,
    incident_is_open,
    job,
    job_is_start,
    job_is_waiting,
    message_subscription,
)

__all__ = [
    "access_event",
    "access_token",
    "attachment",
    "calendar_day",
    "candidate_set",
    "case_key",
    "counter",
    "decision_definition",
    "deployment",
    "entry_is_sealed",
    "entry_is_unsealed",
    "form_definition",
    "heartbeat",
    "history_event",
    "idempotency",
    "incident",
    "incident_is_open",
    "instance_state",
    "job",
    "job_is_start",
    "job_is_waiting",
    "kept_list",
    "ledger_entry",
    "membership",
    "message_subscription",
    "metadata",
    "office",
    "paper_template",
    "process_definition",
    "process_instance",
    "role",
    "school",
    "school_member",
    "sign_in_attempt",
    "substitution",
    "task",
    "task_comment",
    "task_is_open",
    "tree_head",
    "user_account",
]
