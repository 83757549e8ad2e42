"""Tables of what was deployed: diagrams, forms and decision tables, each by key and version."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table

from engine.store.tables.base import heap, key, may, must, refers, table
from engine.store.types import Id, Json, Moment

deployment = table(
    "deployment",
    key("id", Id),
    must("name"),
    must("deployed_by"),
    must("deployed_at", Moment),
)


def _deployed(name: str, *columns: Column[object]) -> Table:
    of_deployment = refers("deployment_id", "deployment.id", Id)
    made = heap(name, key("key"), key("version", Integer), of_deployment, *columns)
    Index(None, made.c.deployment_id)
    return made


process_definition = _deployed(
    "process_definition",
    must("name_th"),
    must("name_en"),
    must("digest"),
    must("xml", LargeBinary),
    may("business_key_prefix"),
    must("has_diagram", Boolean),
    must("start_messages", Json),
    must("calls", Json),
    may("retired_at", Moment),
    may("start_timers", Json),
)

form_definition = _deployed("form_definition", must("digest"), must("body", LargeBinary))

decision_definition = _deployed("decision_definition", must("digest"), must("xml", LargeBinary))

settings_definition = _deployed("settings_definition", must("digest"), must("body", LargeBinary))
"""By procedure: the declarations of what offices choose (`settings.json`)."""

candidate_set = table("candidate_set", key("roles"))
"""Every combination of candidate roles a task row may carry: `a`, or `a,b` sorted."""
