"""Tables of the studio's trials: the scratch world somebody is in, and scenarios that were kept."""

from sqlalchemy import Integer, UniqueConstraint

from engine.store.tables.base import heap, key, must
from engine.store.types import Id, Json, Moment

scratch_world = heap(
    "scratch_world",
    key("draft_id", Id),
    key("user_id"),
    must("office"),
    must("begins_at", Moment),
    must("moves", Json),
    must("position", Integer),
    must("version", Integer),
    must("changed_at", Moment),
)
"""One for a person in a draft. `position`: how many of the `moves` count; the rest lie ahead."""

scenario = heap(
    "scenario",
    key("id", Id),
    must("draft_id", Id),
    must("name"),
    must("office"),
    must("begins_at", Moment),
    must("moves", Json),
    must("expectations", Json),
    must("revision", Integer),
    must("changed_by"),
    must("changed_at", Moment),
    UniqueConstraint("draft_id", "name"),
)
