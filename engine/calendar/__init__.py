"""Working days, filing windows and due dates: pure functions of a calendar and a moment.

The only place that knows a time zone. `days` says which days are worked, `counting` finds a
deadline's last day, `due` makes it a due date that explains itself, `windows` are filing windows,
`yearly` the days on which cases begin by themselves.
"""

from engine.calendar.as_json import (
    deadline_from_json,
    deadline_to_json,
    due_to_json,
    is_set_by_hand,
    set_along,
    set_by_hand,
)
from engine.calendar.days import (
    BANGKOK,
    OPENS,
    Calendar,
    Holiday,
    day_ending_at,
    end_of_day,
    last_day,
    local_date,
)
from engine.calendar.due import count_beside, due, is_kept, occurrence, recount
from engine.calendar.windows import (
    MonthDays,
    Window,
    WindowState,
    describe_windows,
    in_window,
    is_written_window,
    read_window,
    window_on,
)
from engine.calendar.yearly import next_start, read_days

__all__ = [
    "BANGKOK",
    "OPENS",
    "Calendar",
    "Holiday",
    "MonthDays",
    "Window",
    "WindowState",
    "count_beside",
    "day_ending_at",
    "deadline_from_json",
    "deadline_to_json",
    "describe_windows",
    "due",
    "due_to_json",
    "end_of_day",
    "in_window",
    "is_kept",
    "is_set_by_hand",
    "is_written_window",
    "last_day",
    "local_date",
    "next_start",
    "occurrence",
    "read_days",
    "read_window",
    "recount",
    "set_along",
    "set_by_hand",
    "window_on",
]
