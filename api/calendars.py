"""Offices' calendars: days off, due dates that explain themselves, and changes."""

from datetime import timedelta
from typing import Any

from flask import request
from marshmallow import post_load

from api.auth import engine, person
from api.fields import (
    Day,
    Form,
    Identity,
    Many,
    Moment,
    MomentOrDay,
    Number,
    Of,
    Text,
    Truth,
    between,
    length,
    values_of,
)
from api.http import Resource, command, refuses
from api.shapes import Reason, variables
from engine import calendars
from engine.calendars import CalendarChanged, CalendarDay, DaysAsked, OfficeCalendar
from engine.model import Deadline, DueDate, Duty, Rule

resource = Resource("calendars", "ปฏิทินและกำหนดเวลา / Calendars and due dates")
_RECEIVED = timedelta(hours=12)
"""A day alone stands for its noon: within office hours."""


class DueQuery(Form):
    """A deadline to be counted; `from` is the day, or the moment, of receipt."""

    rule = Text(required=True, validate=values_of(Rule), metadata={"example": "working_days"})
    n = Number(load_default=0, validate=between(0, 5000), metadata={"example": 15})
    start = MomentOrDay(required=True, data_key="from", metadata={"example": "2026-04-03"})
    duty = Text(load_default="official", validate=values_of(Duty), metadata={"example": "official"})
    before = Number(load_default=0, validate=between(0, 5000))
    after = Number(load_default=0, validate=between(0, 5000))
    window = Text(load_default=None, validate=length(11), metadata={"example": "04-01/05-31"})


class SkippedSchema(Form):
    """A day that was not counted, and why."""

    day = Day(required=True)
    why_th = Text(required=True)
    why_en = Text(required=True)


class DueSchema(Form):
    """A due date that explains itself: `due_date` people see, at `due_at` the timer fires."""

    due_date = Day(required=True)
    due_at = Moment(required=True)
    counted_from = Day(required=True)
    plan_by = Day(required=True)
    skipped = Many(Of(SkippedSchema), required=True)
    rolled_from = Day(required=True, allow_none=True)
    calendar_version = Number(required=True)
    explanation_th = Text(required=True)
    explanation_en = Text(required=True)


class HolidaySchema(Form):
    """A day off."""

    day = Day(required=True)
    name_th = Text(required=True)
    name_en = Text(required=True)
    source = Text(required=True)


class CalendarSchema(Form):
    """An office's calendar as it is now, with the settings that touch due dates."""

    office = Text(required=True)
    version = Number(required=True)
    days = Many(Of(HolidaySchema), required=True)
    settings = variables(required=True)


class DaySchema(Form):
    """What an announcement says of a day: closed, or (`is_holiday` false) open after all."""

    day = Day(required=True, metadata={"example": "2026-04-30"})
    is_holiday = Truth(load_default=True)
    name_th = Text(required=True, validate=length(200), metadata={"example": "วันหยุดพิเศษ (ตัวอย่าง)"})
    name_en = Text(load_default="", validate=length(200, 0))
    source = Text(required=True, validate=length(500), metadata={"example": "มติ ครม. (ตัวอย่าง)"})

    @post_load
    def _made(self, given: dict[str, Any], **_: Any) -> CalendarDay:
        return CalendarDay(**given)


class ChangeSchema(Reason):
    """Days that the calendar is to hold, and why; a dry run only says what would move."""

    days = Many(Of(DaySchema), required=True, validate=length(1000))
    dry_run = Truth(load_default=False)


class MovedSchema(Form):
    """A deadline that is due another day now."""

    instance_id = Identity(required=True, attribute="instance")
    business_key = Text(required=True)
    job_id = Identity(required=True, attribute="timer")
    element_id = Text(required=True, attribute="element")
    before = Moment(required=True)
    after = Moment(required=True)


class StuckSchema(Form):
    """A case whose deadlines could not be counted again."""

    instance_id = Identity(required=True, attribute="instance")
    why_th = Text(required=True)
    why_en = Text(required=True)


class ChangedSchema(Form):
    """What a change did, or would do."""

    version = Number(required=True)
    moved = Many(Of(MovedSchema), required=True)
    stuck = Many(Of(StuckSchema), required=True)


_PLACE = "/calendars/<string(maxlength=64):office>"


@resource.get(_PLACE)
@refuses(404)
@resource.response(200, CalendarSchema)
def one(office: str) -> OfficeCalendar:
    """ปฏิทินของสำนักงาน · An office's calendar."""
    return calendars.get(engine(), person(), office)


@resource.get(f"{_PLACE}/due")
@refuses(404)
@resource.arguments(DueQuery, location="query")
@resource.response(200, DueSchema)
def due(query: dict[str, Any], office: str) -> DueDate:
    """คำนวณวันครบกำหนด · Count a deadline, with its explanation."""
    return calendars.due(engine(), person(), office, _deadline(query))


@resource.put(f"{_PLACE}/days")
@command
@refuses(403, 404)
@resource.arguments(ChangeSchema)
@resource.response(200, ChangedSchema)
def change(given: dict[str, Any], office: str) -> CalendarChanged:
    """ประกาศวันหยุดหรือยกเลิก · Change days; running deadlines are counted again."""
    asked = DaysAsked(days=tuple(given["days"]), reason=given["reason"])
    return calendars.change(engine(), person(), office, asked, dry_run=given["dry_run"])


def _deadline(query: dict[str, Any]) -> Deadline:
    is_a_day = len(request.args["from"]) == len("2026-04-03")
    opens, slash, closes = (query["window"] or "").partition("/")
    return Deadline(
        rule=Rule(query["rule"]),
        start=query["start"] + _RECEIVED if is_a_day else query["start"],
        n=query["n"],
        duty=Duty(query["duty"]),
        before=query["before"],
        after=query["after"],
        window=(opens, closes) if slash else None,
    )
