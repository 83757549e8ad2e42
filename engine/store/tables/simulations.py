"""The table of simulated years: how far each is, and what came of it."""

from sqlalchemy import Index, Integer, LargeBinary

from engine.store.tables.base import heap, key, may, must
from engine.store.types import Id, Json, Moment

simulation_run = heap(
    "simulation_run",
    key("id", Id),
    must("draft_id", Id),
    must("created_by"),
    must("created_at", Moment),
    must("state"),
    must("told_at", Moment),
    must("share", Integer),
    must("is_unwanted", Integer),
    must("asked", Json),
    may("problem", Json),
    may("outcome", LargeBinary),
    may("before", LargeBinary),
)
"""Of no office's record: a few for each draft, the oldest make way.

Who simulates tells at `told_at` that it still does; `share`: how many of a thousand parts are over;
`before`: what came of the deployed version with the same assumptions.
"""
Index("ix_simulation_run_draft", simulation_run.c.draft_id, simulation_run.c.id)
