"""Tables of offices, their calendars, the people and how they prove who they are."""

from sqlalchemy import Boolean, ForeignKeyConstraint, Index, Integer, LargeBinary

from engine.store.tables.base import heap, key, may, must, refers, table
from engine.store.types import Day, Id, Json, Moment

office = heap(
    "office",
    key("id"),
    must("name_th"),
    must("name_en"),
    must("province"),
    must("settings", Json),
    must("calendar_version", Integer),
)

calendar_day = table(
    "calendar_day",
    key("office_id"),
    key("day", Day),
    key("since_version", Integer),
    may("until_version", Integer),
    must("is_holiday", Boolean),
    must("name_th"),
    must("name_en"),
    must("source"),
    must("entered_by"),
    must("entered_at", Moment),
)

user_account = table(
    "user_account",
    key("id"),
    must("name_th"),
    must("name_en"),
    must("password_hash"),
    may("email"),
    may("disabled_at", Moment),
    must("created_at", Moment),
    may("must_change", Boolean),
)
"""`must_change`: an admin gave the password, and knows it; its holder is to choose another."""

role = table("role", key("key"), must("name_th"), must("name_en"), must("kind"))

membership = table(
    "membership",
    key("office_id"),
    key("id", Id),
    refers("user_id", "user_account.id"),
    refers("role_key", "role.key"),
    must("valid_from", Day),
    may("valid_to", Day),
    ForeignKeyConstraint(["office_id"], ["office.id"]),
)
Index(None, membership.c.user_id)

substitution = table(
    "substitution",
    key("office_id"),
    key("id", Id),
    refers("absent_id", "user_account.id"),
    refers("substitute_id", "user_account.id"),
    may("role_key"),
    must("valid_from", Day),
    must("valid_to", Day),
    must("reason"),
    must("created_at", Moment),
)
Index(None, substitution.c.substitute_id)

access_token = table(
    "access_token",
    key("hash", LargeBinary),
    refers("user_id", "user_account.id"),
    must("issued_at", Moment),
    must("expires_at", Moment),
    may("revoked_at", Moment),
    may("session_until", Moment),
    may("acting_for"),
    may("name"),
)
Index(None, access_token.c.user_id)
"""`session_until`: of a browser's session, when it ends however busy it is; None for a token of the
API. `acting_for`: whom the session stands in for. `name`: what its holder calls it."""

sign_in_attempt = table(
    "sign_in_attempt",
    key("account"),
    key("address"),
    must("window_start", Moment),
    must("failures", Integer),
)
