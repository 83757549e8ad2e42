"""When somebody does a task that lies open: before its day, with the crowd, late, or never."""

from datetime import timedelta

from tests.simulate.curves import BANGKOK, drawn
from tests.simulate.demand import figure

WAITS_FOR_ALL = {
    ("cct_screening", "follow_up"),
    ("student_welfare", "collect_nominations"),
    ("royal_award", "receive_applications"),
    ("school_community", "make_register"),
    ("cct_school", "import_pmt"),
    ("cct_school", "record_attendance"),
    ("cct_school", "confirm_results"),
}
"""Elements that are done on the last days, for until then something is still to come."""
AT_ONCE = {
    ("cct_screening", "survey"),
    ("cct_screening", "coordinate"),
    ("cct_screening", "set_term"),
}
"""Elements that others wait for: done within days, whatever day they have."""
PENDING = {
    ("royal_award", "receive_applications"): (
        "royal_award_application",
        ("apply", "check_application", "complete_application"),
    )
}
"""Elements that wait while such tasks are open in the office: the form asks whether any is."""
LATE = 0.06
"""Share of dated tasks that are done after their day, some days to three weeks: assumed."""
_PATIENCE = 4
"""Working days in which people do what has no day."""
_FAR = 15
"""Days from which on people crowd before the day, and not at once."""
_NOON = 12


def moment(chance, days, opened, now):
    """Return when an open task will be done, not before `now`."""
    local = now.astimezone(BANGKOK)
    first = local.date() + timedelta(days=int(local.hour >= _NOON))
    due, place = opened.due_date, (opened.definition_key, opened.element_id)
    if due is None or due < first or place in AT_ONCE:
        last = first + timedelta(days=chance.randint(0, 2 * _PATIENCE))
        window, crowd = (first, last), 1
    elif chance.random() < LATE:
        window, crowd = (due + timedelta(days=1), due + timedelta(days=chance.randint(1, 21))), 1
    elif place in WAITS_FOR_ALL:
        window, crowd = (due - timedelta(days=1), due), 1
    else:
        window, crowd = (first, due), figure("crowd") if (due - first).days >= _FAR else 1
    return max(drawn(chance, days.between(*window), crowd), now + timedelta(minutes=15))
