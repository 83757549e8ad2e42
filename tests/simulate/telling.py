"""What a run says: figures measured, and what they mean for the nation. Assumptions are said."""

import json
from dataclasses import dataclass

from tests.bench.report import Figure, percentile
from tests.simulate import plan
from tests.simulate.curves import BANGKOK, busiest_hour
from tests.simulate.demand import Extent, figure

_DAYS_SMOOTHED = 3
_ROUNDS = {"cct_screening", "school_community", "student_welfare", "royal_award"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Milliseconds of CPU: of a task with its form and files, and of a job."""

    task: float
    job: float


def cost(lived):
    """Return what a task and a job cost this process; a PostgreSQL server's share is not in it."""
    watch = lived.watch
    names = ("complete ", "form", "attach")
    cpu = sum(watch.spent(name)[1] for name in names)
    tasks = watch.done.total()
    return Cost(task=cpu / tasks * 1_000, job=watch.spent("jobs")[1] / watch.jobs * 1_000)


def units(lived):
    """Return what one case of each definition made, to plan with."""
    return {key: _unit(lived, key, number) for key, number in lived.found["cases"].items()}


def _unit(lived, key, number):
    jobs, watch = lived.found["jobs"].get(key, {}), lived.watch
    made = {name: jobs.get(name, 0) for name in ("timers", "notices", "papers", "messages")}
    made |= {"tasks": watch.done[key], "rows": watch.rows[key], "bytes": _bytes(lived, key)}
    size = lived.extent.schools / lived.extent.offices
    of_one = {name: round(value / number, 3) for name, value in made.items()}
    return {"cases": number, "schools": size} | of_one


def _bytes(lived, key):
    """Return a definition's part of the growth: history by bytes, the rest by jobs and tasks."""
    history, jobs = lived.found["history"], lived.found["jobs"]
    things = {each: sum(jobs.get(each, {}).values()) + lived.watch.done[each] for each in jobs}
    events = lived.bytes["history_event"]
    rest = (sum(lived.bytes.values()) - events) / sum(things.values())
    return events * history.get(key, 0) / sum(history.values()) + rest * things.get(key, 0)


def keep(lived):
    """Write the units that plans use, of each procedure those of the run that knew it best.

    What a round makes grows with the schools of its office: of the run with the largest offices.
    Of others, the run with most cases.
    """
    known = plan.units()["by_definition"] if plan.UNITS.exists() else {}
    by = lambda key: "schools" if key in _ROUNDS else "cases"  # noqa: E731  used once, read twice
    fresh = units(lived).items()
    best = {k: v for k, v in fresh if v[by(k)] >= known.get(k, {}).get(by(k), 0)}
    written = {"by_definition": dict(sorted((known | best).items()))}
    plan.UNITS.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def measured(lived):
    """Yield what was measured."""
    watch, each = lived.watch, cost(lived)
    tasks = watch.done.total()
    busy = sum(sum(walls) for walls in watch.wall.values())
    yield Figure(what="offices, schools", value=f"{lived.extent.offices}, {lived.extent.schools:,}")
    yield Figure(what="cases begun", value=f"{sum(lived.found['cases'].values()):,}")
    yield Figure(
        what="user tasks completed", value=f"{tasks:,}; {tasks / busy:.0f}/s, all included"
    )
    yield Figure(what="rows of form tables", value=f"{watch.rows.total():,}")
    yield Figure(what="CPU of a task: form, files, completion", value=f"{each.task:.2f} ms")
    yield from _commands(watch)
    _, cpu, _ = watch.spent("jobs")
    yield Figure(
        what="jobs", value=f"{watch.jobs:,}; {watch.jobs / cpu:.0f}/s of CPU; {each.job:.2f} ms"
    )
    burst, spent, moment = watch.burst
    told = f"{burst:,} jobs in {spent:.1f} s, {moment.astimezone(BANGKOK):%Y-%m-%d %H:%M}"
    yield Figure(what="the longest burst of one moment", value=told)
    fullest = ", ".join(f"{name} {count:,}" for name, count in watch.fullest.items())
    yield Figure(what="open at the fullest", value=fullest)
    yield from _left(lived)


def _commands(watch):
    for name in sorted(n for n in watch.wall if n.startswith(("complete ", "start "))):
        walls = watch.wall[name]
        spread = f"p95 {percentile(walls, 0.95) * 1000:.1f}, longest {max(walls) * 1000:.0f} ms"
        mean = watch.cpu[name] / len(walls) * 1000
        yield Figure(what=f"— {name}", value=f"{len(walls):,}; {mean:.2f} ms CPU; {spread}")


def _left(lived):
    left = ", ".join(f"{k} {n:,}" for k, n in sorted(lived.found["unfinished"].items()))
    yield Figure(what="cases not finished", value=left or "none")
    broken, failed = sum(lived.found["incidents"].values()), lived.watch.failed.total()
    yield Figure(what="incidents", value=f"{broken:,}", budget="0", reached=broken == 0)
    yield Figure(what="tasks nobody could do", value=f"{failed:,}", budget="0", reached=failed == 0)
    yield Figure(what="forms refused, then mended", value=f"{lived.watch.refused.total():,}")
    grown = sum(lived.bytes.values())
    parts = sorted(lived.bytes.items(), key=lambda item: -item[1])[:8]
    told = ", ".join(f"{name} {held / grown:.0%}" for name, held in parts if held > 0)
    yield Figure(what=f"the database has grown by {grown / 1e6:.1f} MB", value=told)


def nation(lived):
    """Yield what it means for all offices and schools: the run's costs, the plan's numbers."""
    whole, each = Extent(), cost(lived)
    sums = _sums(plan.totals(whole))
    jobs = sums["tasks"] / lived.watch.done.total() * lived.watch.jobs
    hours = (sums["tasks"] * each.task + jobs * each.job) / 3.6e6
    can = 1_000 / (each.task + jobs / sums["tasks"] * each.job)
    told = f"{sums['cases']:,.0f}, {sums['tasks']:,.0f}, {jobs:,.0f}"
    yield Figure(what="cases, user tasks, jobs a year", value=told)
    yield Figure(what="CPU of the year, one core, without HTTP", value=f"{hours:.1f} hours")
    yield from _busiest(lived, whole, sums["tasks"])
    yield Figure(what="tasks a second that one core can do, with their jobs", value=f"{can:.0f}")
    yield from _at_once(lived, whole)
    grown = sum(lived.bytes.values()) / lived.watch.done.total() * sums["tasks"]
    size = f"{grown / 1e9:.1f} GB ({lived.kind}), {grown / sums['tasks']:,.0f} bytes a task"
    yield Figure(what="the database in a year", value=size)
    old = f"{sums['tasks'] / figure('old_tasks'):.2f} times the tasks, "
    old += f"{sums['cases'] / figure('old_cases'):.1f} times the cases"
    yield Figure(what="beside the estimate before there were diagrams", value=old)


def _sums(made):
    return {name: sum(row[name] for row in made.values()) for name in ("cases", *plan.COLUMNS)}


def _busiest(lived, whole, national):
    day, number, rate = plan.peak(plan.arrivals(whole, lived.year))
    told = f"{number:,.0f} tasks on {day:%Y-%m-%d}, {rate:.1f}/s in its busiest hour"
    yield Figure(what="the busiest day, as planned", value=told)
    yield Figure(what="the busiest day, as lived", value=_as_lived(lived, national))


def _as_lived(lived, national):
    """Return the busiest days of the run, smoothed, for few tasks a day swing more than many."""
    by_day, total = lived.watch.by_day, lived.watch.done.total()
    busiest = by_day.most_common(_DAYS_SMOOTHED)
    number = sum(many for _, many in busiest) / len(busiest) / total * national
    days = ", ".join(f"{day:%Y-%m-%d}" for day, _ in busiest)
    rate = number * busiest_hour() / 3_600
    return f"{number:,.0f} tasks, {rate:.1f}/s in its busiest hour; mean of {days}"


def _at_once(lived, whole):
    ratio = whole.schools / lived.extent.schools
    timers = lived.watch.fullest["timers"] * ratio
    yield Figure(what="timers open at the fullest", value=f"{timers:,.0f}")
    burst, spent, _ = lived.watch.burst
    minutes = burst * ratio * spent / max(burst, 1) / 60
    told = f"{burst * ratio:,.0f} jobs, {minutes:.0f} minutes of one worker"
    yield Figure(what="the longest burst, all schools at the same moment", value=told)
