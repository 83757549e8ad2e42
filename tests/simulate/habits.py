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
AT_ONCE = {("cct_screening", "survey"), ("cct_screening", "coordinate"), ("cct_screening", "set_term")}
"""Elements that others wait for: done within days, whatever day they have."""
LATE = 0.06
"""Share of dated tasks that are done after their day, some days to three weeks: assumed."""
_PATIENCE = 4
"""Working days in which people do what has no day."""
_FAR = 15


def moment(chance, days, opened, now):
    """Return when an open task will be done, not before `now`."""
    today = now.astimezone(BANGKOK).date()
    first = today if now.astimezone(BANGKOK).hour < 12 else today + timedelta(days=1)
    due = opened.due_date
    place = (opened.definition_key, opened.element_id)
    if due is None or due < first or place in AT_ONCE:
        return _soon(chance, days, first, now)
    if chance.random() < LATE:
        late = chance.randint(1, 21)
        return drawn(chance, days.between(due + timedelta(days=1), due + timedelta(days=late)), 1)
    if place in WAITS_FOR_ALL:
        return _after(drawn(chance, days.between(due - timedelta(days=1), due), 1), now)
    if (due - first).days < _FAR:
        return _after(drawn(chance, days.between(first, due), 1), now)
    return _after(drawn(chance, days.between(first, due), figure("crowd")), now)


def _soon(chance, days, first, now):
    last = first + timedelta(days=chance.randint(0, 2 * _PATIENCE))
    return _after(drawn(chance, days.between(first, last), 1), now)


def _after(drawn_moment, now):
    return max(drawn_moment, now + timedelta(minutes=15))
