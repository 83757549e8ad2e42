"""Tables of what happened: history, its sealing, who read what, and the service's own notes."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary

from engine.store.tables.base import heap, key, may, must, partial_index, table
from engine.store.types import Id, Json, Moment

history_event = table(
    "history_event",
    key("office_id"),
    key("instance_id", Id),
    key("seq", Integer),
    must("at", Moment),
    must("type"),
    may("element_id"),
    must("actor"),
    may("on_behalf_of"),
    may("body", LargeBinary),
    must("hash", LargeBinary),
)

case_key = table("case_key", key("office_id"), key("instance_id", Id), must("key", LargeBinary))
"""The key under which the personal data of one case is written; destroying it erases them."""

ledger_entry = heap(
    "ledger_entry",
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    may("leaf_index", BigInteger),
    must("seq", Integer),
    must("office_id"),
    must("instance_id", Id),
    must("hash", LargeBinary),
)
entry_is_unsealed = ledger_entry.c.leaf_index.is_(None)
entry_is_sealed = ledger_entry.c.leaf_index.is_not(None)
partial_index("ix_ledger_entry_unsealed", ledger_entry.c.id, where=entry_is_unsealed)
partial_index("ix_ledger_entry_leaf", ledger_entry.c.leaf_index, where=entry_is_sealed, unique=True)
Index("ix_ledger_entry_instance", ledger_entry.c.instance_id)

tree_head = heap(
    "tree_head",
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    must("root", LargeBinary),
    must("at", Moment),
    must("signature", LargeBinary),
    may("previous_size", BigInteger),
    must("frontier", LargeBinary),
)

access_event = table(
    "access_event",
    key("office_id"),
    key("id", Id),
    must("user_id"),
    may("instance_id", Id),
    must("what"),
    must("at", Moment),
)
Index(
    "ix_access_event_instance",
    access_event.c.office_id,
    access_event.c.instance_id,
    access_event.c.at,
)

admin_event = heap(
    "admin_event",
    key("office_id"),
    key("id", Id),
    must("at", Moment),
    must("by"),
    must("kind"),
    must("subject"),
    may("before", Json),
    may("after", Json),
    must("reason"),
)
Index(
    "ix_admin_event_subject",
    admin_event.c.office_id,
    admin_event.c.subject,
    admin_event.c.id,
)
"""What admins changed of an office: its people, settings, calendar, schools and tokens."""

idempotency = heap(
    "idempotency",
    key("hash", LargeBinary),
    must("request_hash", LargeBinary),
    must("status", Integer),
    must("body", LargeBinary),
    must("at", Moment),
)

counter = table(
    "counter", key("office_id"), key("name"), key("year", Integer), must("value", Integer)
)

heartbeat = table("heartbeat", key("name"), must("at", Moment))
