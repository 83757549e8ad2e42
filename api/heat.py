"""A version of a process in numbers: where its tokens wait, what is late, how long steps take."""

from typing import Any

from marshmallow import fields

from api.auth import engine, person
from api.definitions import resource
from api.fields import Form, Many, Moment, Number, Of, Text, between, length
from api.http import refuses
from engine.monitoring import heat
from engine.monitoring.heat import Durations, Heat

__all__ = ["resource"]


def _seconds(name: str) -> fields.Function:
    def told(row: Durations) -> float | None:
        lasted = getattr(row, name)
        return None if lasted is None else float(lasted.total_seconds())

    return fields.Function(told, metadata={"type": ["number", "null"]})


class DurationsSchema(Form):
    """Seconds that something took, of the newest `sample` times; null when they are below five."""

    sample = Number(required=True)
    mean = _seconds("mean")
    median = _seconds("median")
    longest = _seconds("longest")


class ElementHeatSchema(Form):
    """An element: tokens there now, late tasks, open incidents, and how long it has taken."""

    element_id = Text(required=True, attribute="element.id")
    name_th = Text(required=True, attribute="element.name_th")
    name_en = Text(required=True, attribute="element.name_en")
    tokens = Number(required=True)
    late = Number(required=True)
    stuck = Number(required=True)
    times = Of(DurationsSchema, required=True)


class HeatSchema(Form):
    """A version in the offices that the caller oversees."""

    key = Text(required=True, attribute="definition.key")
    version = Number(required=True, attribute="definition.version")
    at = Moment(required=True)
    offices = Many(Text(), required=True)
    late = Number(required=True)
    stuck = Number(required=True)
    whole = Of(DurationsSchema, required=True)
    elements = Many(Of(ElementHeatSchema), required=True)


class HeatQuery(Form):
    """Which version, and of which office; without them the newest, and all that are overseen."""

    version = Number(load_default=None, validate=between(1, 1_000_000), metadata={"example": 1})
    office = Text(load_default=None, validate=length(64))


@resource.get("/process-definitions/<string(maxlength=200):key>/heat")
@refuses(404)
@resource.arguments(HeatQuery, location="query")
@resource.response(200, HeatSchema)
def measured(query: dict[str, Any], key: str) -> Heat:
    """ภาระงานของกระบวนงาน · Where cases wait now, what is late, and how long steps take."""
    place = (key, query["version"])
    return heat.of_version(engine(), person(), place, query["office"])
