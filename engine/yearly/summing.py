"""From the counts of a run to what is told of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import fmean, median
from typing import Final

from engine.execution.elements import Element
from engine.foreseeing import Named, name_of
from engine.yearly.holidays import Daybook
from engine.yearly.outcome import (
    DeadlineCount,
    ElementCount,
    EndCount,
    FailureCount,
    Month,
    Outcome,
    RoleLoad,
    Spread,
    TimerCount,
    Week,
)
from engine.yearly.remarks import remarks
from engine.yearly.staffing import Desk
from engine.yearly.tally import Done, Kept
from engine.yearly.world import World

_NODES: Final = ("Task", "Event", "Gateway", "task", "subProcess", "callActivity")


def summed(world: World) -> Outcome:
    """Tell what came of a run that is over."""
    tally, definition = world.tally, world.model.definition
    last = world.now.date()
    return Outcome(
        key=definition.key,
        name_th=definition.name,
        name_en=definition.name_en,
        assumed=world.assumed,
        until=last,
        begun=tally.begun,
        ended=tally.ended,
        broken=sum(case.is_broken for case in tally.cases),
        lasted=spread(tally.lasted),
        deadlines=_deadlines(world),
        roles=tuple(_role(world, desk) for desk in world.desks.values()),
        elements=_elements(world),
        timers=_timers(world),
        ends=_ends(world),
        failures=_failures(world),
        never=_never(world),
        remarks=remarks(world),
        events=world.events,
        stopped=world.stopped,
        stopped_on=last if world.stopped else None,
    )


def _ends(world: World) -> tuple[EndCount, ...]:
    counted = world.tally.ends.most_common()
    return tuple(EndCount(element=_named(world, key), cases=many) for key, many in counted)


def _never(world: World) -> tuple[Named, ...]:
    drawn = world.model.definition.elements
    missed = [k for k, each in drawn.items() if is_node(each) and not world.tally.entered[k]]
    return tuple(_named(world, key) for key in missed)


def spread(values: Sequence[float]) -> Spread:
    """Summarise some values."""
    if not values:
        return Spread()
    ordered = sorted(values)
    return Spread(
        number=len(ordered),
        median=round(median(ordered), 2),
        ninth=round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.9))], 2),
        most=round(ordered[-1], 2),
    )


def is_node(element: Element) -> bool:
    """Whether tokens come to an element: no lane, flow or text."""
    return element.kind.endswith(_NODES)


def _named(world: World, key: str) -> Named:
    return name_of(world.model.definition, key)


def _failures(world: World) -> tuple[FailureCount, ...]:
    return tuple(
        FailureCount(
            element=_named(world, key),
            cases=len(found),
            why_th=found[0].message_th,
            why_en=found[0].message_en,
        )
        for key, found in world.tally.failures.items()
    )


def _deadlines(world: World) -> tuple[DeadlineCount, ...]:
    done: dict[str, list[Done]] = defaultdict(list)
    for each in world.tally.done:
        done[each.element].append(each)
    running: dict[str, list[Kept]] = defaultdict(list)
    for kept in world.tally.open_dues(world.now):
        running[kept.element].append(kept)
    drawn = world.model.definition.elements
    keys = [key for key in drawn if key in done or key in running]
    found = [_deadline(world, key, (done[key], running[key])) for key in keys]
    return tuple(sorted(found, key=lambda each: (-each.late - each.open, -each.due)))


def _deadline(world: World, key: str, of_it: tuple[list[Done], list[Kept]]) -> DeadlineCount:
    done, running = of_it
    how = Counter(each.how for each in done)
    host = (done or running)[0].host
    came = [each for each in done if each.how != "dropped"]
    return DeadlineCount(
        element=_named(world, key),
        host=_named(world, host),
        roles=roles_of(world, host),
        basis=world.tally.bases.get(key, ""),
        due=len(came) + len(running),
        met=how["met"],
        late=how["late"] + how["cut"],
        open=len(running),
        dropped=how["dropped"],
        by=spread([each.by for each in done if each.how == "late"]),
        months=_months(came, running),
    )


def _months(done: list[Done], running: list[Kept]) -> tuple[Month, ...]:
    due: Counter[date] = Counter(each.last.replace(day=1) for each in done)
    late = Counter(each.last.replace(day=1) for each in done if each.how != "met")
    for kept in running:
        first = kept.due_at.date().replace(day=1)
        due[first] += 1
        late[first] += 1
    return tuple(Month(first=each, due=due[each], late=late[each]) for each in sorted(due))


def roles_of(world: World, host: str) -> tuple[str, ...]:
    """Return whose work an activity is: its own roles, else those of the tasks inside it."""
    elements = world.model.definition.elements
    if elements[host].roles:
        return elements[host].roles
    inner = {r for each in elements.values() if host in each.within for r in each.roles}
    return tuple(sorted(inner))


def _role(world: World, desk: Desk) -> RoleLoad:
    tally, hours = world.tally, world.hours
    last = min(world.now.date(), world.assumed.last)
    days = sum(world.assumed.first <= day <= last for day in hours.days)
    closings = tally.queues[desk.role]
    offered = days * hours.length * desk.staff
    return RoleLoad(
        role=desk.role,
        staff=desk.staff,
        done=len(tally.waited_role[desk.role]),
        used=round(min(desk.worked_by(last) / offered, 1.0), 4) if offered else 0.0,
        waited=spread(tally.waited_role[desk.role]),
        longest=max((number for _, number in closings), default=0),
        left=desk.waiting,
        weeks=_weeks(closings),
    )


def _weeks(closings: Iterable[tuple[date, int]]) -> tuple[Week, ...]:
    found: dict[date, list[int]] = defaultdict(list)
    for day, number in closings:
        found[day - timedelta(days=day.weekday())].append(number)
    weeks = [
        Week(first=first, most=max(numbers), mean=round(fmean(numbers), 1))
        for first, numbers in sorted(found.items())
    ]
    while weeks and not weeks[-1].most:
        weeks.pop()
    return tuple(weeks)


def _elements(world: World) -> tuple[ElementCount, ...]:
    tally, waiting = world.tally, world.tally.waiting()
    return tuple(
        ElementCount(
            element=_named(world, key),
            entered=tally.entered[key],
            done=tally.left[key],
            waiting=waiting[key],
            waited=spread(tally.waited[key]),
            took=spread(tally.took[key]),
        )
        for key, each in world.model.definition.elements.items()
        if is_node(each) and tally.entered[key]
    )


def _timers(world: World) -> tuple[TimerCount, ...]:
    tally, book = world.tally, Daybook(world.model.calendar)
    elements = world.model.definition.elements
    found: list[TimerCount] = []
    for key, number in tally.timers_set.items():
        days = sorted(tally.timers_fired.get(key, ()))
        found.append(
            TimerCount(
                element=_named(world, key),
                kind=(elements[key].deadline_kind or "") if key in elements else "",
                set=number,
                fired=len(days),
                earliest=days[0] if days else None,
                middle=days[len(days) // 2] if days else None,
                latest=days[-1] if days else None,
                days_off=sum(map(book.is_off, days)),
                long=sum(map(book.is_near_long, days)),
                turn=sum(map(book.is_turn, days)),
            )
        )
    return tuple(sorted(found, key=lambda each: -each.fired))
