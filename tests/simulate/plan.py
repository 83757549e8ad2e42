"""A year on paper: what each procedure makes, when, and how much at the busiest moment."""

import json
from collections import Counter
from pathlib import Path

from tests.simulate.curves import Days, busiest_hour, day_in, spread
from tests.simulate.demand import cases, figure

_HERE = Path(__file__).parent
_WAVES = json.loads((_HERE / "waves.json").read_text(encoding="utf-8"))
UNITS = _HERE / "units.json"
COLUMNS = ("tasks", "timers", "notices", "papers", "messages", "rows", "bytes")
_NOTHING = dict.fromkeys(COLUMNS, 0.0)


def units():
    """Return what one case of each procedure makes; measured: `scripts/simulate --keep`."""
    return json.loads(UNITS.read_text(encoding="utf-8"))


def totals(extent):
    """Return definition -> {cases, tasks, timers, …} of a year."""
    of_one = units()["by_definition"]
    found = {}
    for key, number in cases(extent).items():
        one = of_one.get(key, _NOTHING)
        found[key] = {"cases": number} | {name: one[name] * number for name in COLUMNS}
    return found


def arrivals(extent, year):
    """Return the completed user tasks expected on each day; `year` is of the Buddhist era."""
    begins = year - 543
    days, found = Days(range(begins, begins + 3)), Counter()
    for key, made in totals(extent).items():
        for _, share, first, last, crowded in _WAVES.get(key, _WAVES["*"]):
            window = days.between(day_in(begins, first), day_in(begins, last))
            crowd = figure("crowd") if crowded else 1
            found.update(spread(window, crowd, made["tasks"] * share))
    return found


def peak(by_day):
    """Return (day, tasks on it, tasks a second in its busiest hour)."""
    day, number = max(by_day.items(), key=lambda item: item[1])
    return day, number, number * busiest_hour() / 3_600


def table(extent):
    """Yield the lines of the year by procedure, as Markdown."""
    named = "user tasks", "timers", "notices", "papers", "messages", "form rows", "MB"
    yield f"| procedure | cases | {' | '.join(named)} |"
    yield "|" + "---|" * (len(named) + 2)
    made = totals(extent)
    sums = Counter()
    for key, row in made.items():
        sums.update(row)
        yield _line(f"`{key}`", row)
    yield _line("**all**", sums)


def _line(name, row):
    told = [f"{row[column]:,.0f}" for column in ("cases", *COLUMNS[:-1])]
    return f"| {name} | {' | '.join(told)} | {row['bytes'] / 1e6:,.0f} |"


def calendar(extent, year):
    """Yield the lines of the year by month: tasks, the busiest day, tasks a second then."""
    by_day = arrivals(extent, year)
    yield "| month | user tasks | busiest day | tasks that day | tasks/s, busiest hour |"
    yield "|---|---|---|---|---|"
    for month in sorted({(day.year, day.month) for day in by_day}):
        some = Counter({d: n for d, n in by_day.items() if (d.year, d.month) == month})
        day, number, rate = peak(some)
        name = f"{month[0] + 543}-{month[1]:02d}"
        yield f"| {name} | {some.total():,.0f} | {day.day} | {number:,.0f} | {rate:.2f} |"


def paper(extent, year):
    """Yield the whole plan."""
    yield f"### {extent.offices:,} offices, {extent.schools:,} schools, {year}"
    yield ""
    yield from table(extent)
    yield ""
    yield from calendar(extent, year)
    day, number, rate = peak(arrivals(extent, year))
    yield ""
    yield (
        f"Busiest day: {day.day}/{day.month}/{day.year + 543}, {number:,.0f} tasks; "
        f"{rate:.2f} a second in its busiest hour."
    )
    yield from _sensitive(extent)


def _sensitive(extent):
    one = units()["by_definition"].get("student_welfare_nomination", _NOTHING)
    more = extent.schools * (10 - figure("welfare_rounds"))
    yield (
        f"If each of ten funds of an office were a round that asks every school: "
        f"{more:,.0f} more nominations, {more * one['tasks']:,.0f} more user tasks, "
        f"{more * one['bytes'] / 1e6:,.0f} MB more."
    )
