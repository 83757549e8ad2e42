"""The deadlines of the coming weeks, for whoever oversees the office: overdue first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

from flask import request, url_for
from werkzeug.wrappers import Response

from engine import offices, outlook
from engine.outlook import Filter, Listed, Outlook
from engine.rows import TaskRow
from web.audience import ADMINS, AUDITORS, STAFF
from web.dates import long_day
from web.language import t
from web.pages.office_family import chosen_office, page, pages
from web.session import engine, person

WEEKS: Final = (2, 4, 8, 13)
_AT_ONCE: Final = 100
_A_LOT: Final = (1, 4, 10)
"""From so many deadlines on, a day is drawn in the next stronger tone."""


@dataclass(frozen=True, slots=True)
class Square:
    """A day in the weeks ahead: how many are due, how strong that is drawn, and why it is off."""

    day: date
    many: int
    tone: int
    off: tuple[str, str] | None
    is_past: bool


@pages.get("/admin/deadlines", whom=STAFF | ADMINS | AUDITORS)
def deadlines() -> Response:
    """Show what is overdue and what is due, by day, procedure, role and person."""
    office = chosen_office(offices.seen)
    given = request.args.get("weeks", "")
    weeks = int(given) if given.isdecimal() and int(given) in WEEKS else WEEKS[1]
    wanted = Filter(**{name: request.args.get(name) or None for name in _ASKED})
    seen = outlook.summary(engine(), person(), office, weeks, wanted)
    cursor = request.args.get("cursor")
    found = outlook.list_some(engine(), person(), (office, weeks, wanted), cursor, _AT_ONCE)
    here = {name: getattr(wanted, name) for name in _ASKED if getattr(wanted, name)}
    return page(
        "deadlines.html",
        title=t("กำหนดเวลาที่จะถึง", "Coming deadlines"),
        seen=seen,
        weeks=weeks,
        choices=WEEKS,
        wanted=wanted,
        squares=list(_weeks(seen)),
        groups=list(_grouped(found, seen.today)),
        names=found.names,
        soon=_soon(seen),
        shown=len(found.page.items),
        is_first=not cursor,
        here=here,
        next=_next(found, weeks, here),
    )


_ASKED: Final = ("definition_key", "roles", "assignee")


def _next(found: Listed, weeks: int, here: dict[str, Any]) -> str | None:
    more = found.page.next
    return url_for("office.deadlines", weeks=weeks, cursor=more, **here) if more else None


def _soon(seen: Outlook) -> dict[str, int]:
    """Return how many are due today, and until the coming Sunday."""
    sunday = seen.today + timedelta(days=6 - seen.today.weekday())
    return {
        "today": seen.days.get(seen.today, 0),
        "week": sum(many for day, many in seen.days.items() if day <= sunday),
        "all": sum(seen.days.values()),
    }


def _weeks(seen: Outlook) -> Iterator[list[Square]]:
    monday = seen.today - timedelta(days=seen.today.weekday())
    while monday <= seen.until:
        yield [_square(seen, monday + timedelta(days=n)) for n in range(7)]
        monday += timedelta(days=7)


def _square(seen: Outlook, day: date) -> Square:
    many = seen.days.get(day, 0)
    return Square(
        day=day,
        many=many,
        tone=sum(many >= least for least in _A_LOT),
        off=seen.closed.get(day),
        is_past=day < seen.today,
    )


def _grouped(found: Listed, today: date) -> Iterator[tuple[str, bool, list[TaskRow]]]:
    """Yield headings, whether of what is overdue, and their tasks: overdue first, then days."""
    for day, rows in groupby(found.page.items, lambda row: _heading(row, today)):
        title = t("เกินกำหนดแล้ว", "Overdue") if day is None else long_day(day)
        yield title, day is None, list(rows)


def _heading(row: TaskRow, today: date) -> date | None:
    return None if row.due_date is None or row.due_date < today else row.due_date
