"""Offices' calendars: read, changed, and what a change does to the deadlines that run.

A change writes a new version; the days of the old one stay. Then every deadline that waits is
counted again, each instance in a transaction of its own, told in its history as
`deadline_recounted`. A citizen's deadline never comes earlier (design section 5; APA s.64).
"""

from engine.calendars.changing import CalendarChanged, change
from engine.calendars.days import CalendarDay, DaysAsked, seed, unknown_days
from engine.calendars.previewing import Effect, Preview, preview
from engine.calendars.reading import OfficeCalendar, due, get
from engine.calendars.recounting import MovedDeadline, Part, Stuck
from engine.calendars.years import CalendarYear, KnownDay, KnownYear, confirm, fill, year

__all__ = [
    "CalendarChanged",
    "CalendarDay",
    "CalendarYear",
    "DaysAsked",
    "Effect",
    "KnownDay",
    "KnownYear",
    "MovedDeadline",
    "OfficeCalendar",
    "Part",
    "Preview",
    "Stuck",
    "change",
    "confirm",
    "due",
    "fill",
    "get",
    "preview",
    "seed",
    "unknown_days",
    "year",
]
