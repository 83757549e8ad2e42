"""Tables of what people are told: in the page, by mail, and to an office's own systems."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text
from sqlalchemy import literal_column as literal

from engine.store.tables.base import heap, key, may, must, partial_index, refers, table
from engine.store.types import Day, Id, Json, Moment

notice = heap(
    "notice",
    key("office_id"),
    key("id", Id),
    refers("user_id", "user_account.id"),
    must("kind"),
    must("subject_th"),
    must("subject_en"),
    must("body_th"),
    must("body_en"),
    may("instance_id", Id),
    may("task_id", Id),
    may("business_key"),
    may("absent"),
    must("times", Integer),
    must("at", Moment),
    may("read_at", Moment),
    may("digest_on", Day),
)
"""One person is told one thing. `absent`: for whom they stand in. `times`: how much it counts.

`digest_on`: the day from which a daily letter tells of it; empty when none does, or has.
"""
notice_is_unread = notice.c.read_at.is_(None)
notice_awaits_digest = notice.c.digest_on.is_not(None)
Index("ix_notice_person", notice.c.user_id, notice.c.at, notice.c.id)
Index("ix_notice_instance", notice.c.office_id, notice.c.instance_id)
Index("ix_notice_at", notice.c.at)
partial_index("ix_notice_unread", notice.c.user_id, notice.c.kind, where=notice_is_unread)
partial_index("ix_notice_digest", notice.c.user_id, where=notice_awaits_digest)

outgoing = heap(
    "outgoing",
    key("office_id"),
    key("id", Id),
    must("kind"),
    must("receiver"),
    may("instance_id", Id),
    must("payload", Json),
    must("run_at", Moment),
    must("attempts", Integer),
    must("state"),
    may("last_error"),
    must("created_at", Moment),
)
"""What leaves the machine: a mail to an account, a call to a webhook. Gone once it has arrived."""
outgoing_is_waiting = outgoing.c.state == literal("'waiting'")
partial_index("ix_outgoing_run", outgoing.c.run_at, outgoing.c.id, where=outgoing_is_waiting)

webhook = heap(
    "webhook",
    key("office_id"),
    key("id", Id),
    must("url"),
    must("secret"),
    must("events", Json),
    must("created_by"),
    must("created_at", Moment),
    may("arrived_at", Moment),
    must("failures", Integer),
    may("last_error"),
    may("disabled_at", Moment),
)
"""Where an office's own systems hear of it. `failures`: in a row, since something arrived."""

account_choice = table(
    "account_choice",
    Column("user_id", Text, ForeignKey("user_account.id"), primary_key=True),
    must("language"),
    must("mail"),
    may("feed", LargeBinary),
    may("feed_at", Moment),
)
"""What a person has chosen for themselves. `feed`: SHA-256 of their calendar's secret address."""

Index("ix_account_choice_feed", account_choice.c.feed, unique=True)

news_mark = table("news_mark", key("name"), must("entry", BigInteger))
"""Up to which entry of the ledger people have been told."""
