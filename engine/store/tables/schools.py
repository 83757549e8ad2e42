"""Tables of the schools of an office, and of the people who belong to one."""

from sqlalchemy import Boolean, ForeignKeyConstraint, Index, Integer

from engine.store.tables.base import heap, key, may, must, refers, table
from engine.store.types import Day, Id, Json

school = heap(
    "school",
    key("office_id"),
    key("code"),
    must("name_th"),
    must("name_en"),
    must("affiliation"),
    must("size"),
    must("levels", Json),
    must("students", Integer),
    must("is_active", Boolean),
    may("opened_on", Day),
    may("closed_on", Day),
    ForeignKeyConstraint(["office_id"], ["office.id"]),
)

school_member = table(
    "school_member",
    key("office_id"),
    key("id", Id),
    must("school_code"),
    refers("user_id", "user_account.id"),
    must("valid_from", Day),
    may("valid_to", Day),
    ForeignKeyConstraint(["office_id", "school_code"], ["school.office_id", "school.code"]),
)
Index(None, school_member.c.user_id)
Index("ix_school_member_school", school_member.c.office_id, school_member.c.school_code)
"""Whose cases somebody shares; what they may do there, their roles in the office say."""
