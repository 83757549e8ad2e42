"""Offices' calendars: read, changed, and what a change does to the deadlines that run.

A change writes a new version; the days of the old one stay. Then every deadline that waits is
counted again, each instance in a transaction of its own, told in its history as
`deadline_recounted`. A citizen's deadline never comes earlier (design section 5; APA s.64).
"""

from engine.calendars.changing import CalendarChanged, change
from engine.calendars.days import CalendarDay, DaysAsked, seed
from engine.calendars.reading import OfficeCalendar, due, get
from engine.calendars.recounting import MovedDeadline, Stuck

__all__ = [
    "CalendarChanged",
    "CalendarDay",
    "DaysAsked",
    "MovedDeadline",
    "OfficeCalendar",
    "Stuck",
    "change",
    "due",
    "get",
    "seed",
]
