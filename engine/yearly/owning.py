"""What the service fills into a form itself, as `engine.filling` does, without a database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from engine.calendar import BANGKOK, Calendar, window_on
from engine.forms import VARIABLE, FormDefinition, auto_fields, kept_of, value_at, window_of
from engine.thai import buddhist_year

_NUMBER: Final = "number:"


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """The moment and the office in which a form is filled in; `numbers` count on through a run."""

    now: datetime
    calendar: Calendar
    applicant: str
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)

    def number(self, counter: str) -> str:
        """Return the next running number of the year, such as 12/2569."""
        year = buddhist_year(self.now.astimezone(BANGKOK).date())
        taken = self.numbers.get((counter, year), 0) + 1
        self.numbers[counter, year] = taken
        return f"{taken}/{year}"


def own_values(
    form: FormDefinition, known: Mapping[str, Any], around: Surroundings
) -> dict[str, Any]:
    """Return the values of the form's `auto` fields, those that are computed excepted."""
    auto = auto_fields(form)
    filled = kept_of(form, known)
    if not auto:
        return filled
    now = around.now.astimezone(BANGKOK)
    fields = {each["key"]: each for each in form.fields}
    makers: dict[str, Callable[[str], Any]] = {
        "now": lambda _: now.isoformat(timespec="seconds"),
        "today": lambda _: now.date().isoformat(),
        "window": lambda key: window_of(fields[key], _filing_day(fields[key], around)),
        "applicant": lambda _: around.applicant,
        "increment": lambda key: _one_more(known.get(key)),
    }
    for key, how in auto.items():
        if key in filled:
            continue
        if how.startswith(_NUMBER):
            filled[key] = around.number(how.removeprefix(_NUMBER))
        elif how.startswith(VARIABLE):
            filled[key] = value_at(known, how.removeprefix(VARIABLE))
        else:
            filled[key] = makers[how](key)
    return filled


def _filing_day(asked: Mapping[str, Any], around: Surroundings) -> date:
    """Return today; a window's last day while it stays open over days off (APA s.64)."""
    today = around.now.astimezone(BANGKOK).date()
    for pair in asked.get("windows", ()):
        window = window_on(today, (pair["from"], pair["to"]), around.calendar)
        if window.closes < today:
            return window.closes
    return today


def _one_more(value: Any) -> int:
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else 1
