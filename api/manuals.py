"""The manuals in the running service: every sentence, and what of the service carries it."""

from typing import Any

from api.auth import person
from api.fields import Form, Many, Of, Text, length
from api.http import Resource, pages_of, refuses, whole
from engine import manuals
from engine.manuals import Traced
from engine.thai import to_thai_digits

resource = Resource("manuals", "คู่มือการปฏิบัติงาน / The manuals and what carries each row")


class RowsQuery(Form):
    """Which rows: of a procedure (W, C, H, R, S, G), or that hold a word."""

    process = Text(load_default=None, validate=length(1), metadata={"example": "H"})
    q = Text(load_default="", validate=length(200, 0), metadata={"example": "๑๕ วัน"})


class CarrierSchema(Form):
    """What carries a row: `kind` userTask, deadline, form, field, setting …; `place` its key."""

    kind = Text(required=True, metadata={"example": "deadline"})
    place = Text(required=True, metadata={"example": "home_education_permission#review_due"})
    name_th = Text(required=True)
    name_en = Text(required=True)


class WhySchema(Form):
    """Why a row needs no element, or what else holds it."""

    th = Text(required=True)
    en = Text(required=True)


class RowSchema(Form):
    """A sentence of a manual as printed there, and where it is in the service."""

    id = Text(required=True, attribute="row.id", metadata={"example": "H-CAL-1-4"})
    process = Text(required=True, attribute="row.process")
    manual = Text(required=True, attribute="row.manual")
    section = Text(required=True, attribute="row.section")
    text = Text(required=True, attribute="row.text")
    duration = Text(required=True, attribute="row.duration", metadata={"example": "1 สัปดาห์"})
    responsible = Text(required=True, attribute="row.responsible")
    quality = Text(required=True, attribute="row.quality")
    anomaly = Text(required=True, attribute="row.anomaly", metadata={"example": "ANM-14"})
    carriers = Many(Of(CarrierSchema), required=True)
    reason = Of(WhySchema, required=True, allow_none=True)


_Page = pages_of(RowSchema, "ManualRowPage")


class AnomalySchema(Form):
    """Where the manuals contradict themselves, and what was chosen."""

    id = Text(required=True, metadata={"example": "ANM-14"})
    rows = Many(Text(), required=True)
    text_th = Text(required=True)
    text_en = Text(required=True)
    choice_th = Text(required=True)
    choice_en = Text(required=True)


_Anomalies = pages_of(AnomalySchema, "AnomalyPage")


@resource.get("/manual-rows")
@refuses(401)
@resource.arguments(RowsQuery, location="query")
@resource.response(200, _Page)
def listed(given: dict[str, Any]) -> dict[str, Any]:
    """คู่มือทุกบรรทัดอยู่ที่ใด · Every row of both manuals with what carries it."""
    person()
    return whole([each for each in manuals.trace() if _is_asked(each, given)])


def _is_asked(traced: Traced, given: dict[str, Any]) -> bool:
    row, asked = traced.row, to_thai_digits(given["q"])
    said = f"{row.id} {row.text} {to_thai_digits(row.text)}"
    return given["process"] in (None, row.process) and (given["q"] in said or asked in said)


@resource.get("/manual-anomalies")
@refuses(401)
@resource.response(200, _Anomalies)
def anomalies() -> dict[str, Any]:
    """ข้อขัดแย้งในคู่มือ · The manuals' contradictions, each with the choice made."""
    person()
    return whole(list(manuals.anomalies()))
