"""Timers that never fire, or at once: each is told, and the mended drawing is not."""

import pytest

from tests.execution import drawing as d
from tests.execution.test_rules import problems

RULES = {
    "timer-never",
    "boundary-never",
    "timer-at-once",
    "timer-no-times",
    "reminder-at-once",
    "reminder-after-due",
    "timer-empty",
}


def boundary(name, inside, host="work", interrupts="false"):
    return d.event(
        "boundaryEvent", name, "timer", inside, attachedToRef=host, cancelActivity=interrupts
    )


def beside(*events, host=None):
    nodes = [d.start(), host or d.user_task(), d.end(), *events]
    names = [name for name in ("a", "b") if any(f'id="{name}"' in each for each in events)]
    nodes += [d.end(f"{name}_end") for name in names]
    flows = [flow for name in names for flow in d.way(name, f"{name}_end")]
    return d.process(nodes, [*d.way("start", "work", "end"), *flows])


def after(text):
    return d.time("timeDuration", text)


def two(first, second, interrupts="true"):
    return beside(boundary("a", first, interrupts=interrupts), boundary("b", second))


def inside(outer, inner):
    task = d.user_task("inner")
    inner_timer = boundary("late", inner, host="inner")
    within = [d.start("s"), task, inner_timer, d.end("e"), d.end("e2")]
    ways = [*d.way("s", "inner", "e"), *d.way("late", "e2")]
    host = d.node("subProcess", "work", *within, *ways)
    return beside(boundary("a", outer, interrupts="true"), host=host)


def race(first, second):
    catches = [
        d.event("intermediateCatchEvent", name, "timer", after(text))
        for name, text in (("a", first), ("b", second))
    ]
    nodes = [d.start(), d.node("eventBasedGateway", "work"), *catches, d.end()]
    flows = [*d.way("start", "work", "a", "end"), *d.way("work", "b", "end")]
    return d.process(nodes, flows)


def counted(**attributes):
    return d.deadline(**attributes)


def hosted(host):
    return beside(boundary("a", after("PT1H")), host=host)


SCRIPT = d.script("work", "x = 1")
CASES = [
    ("timer-never", two(after("PT1H"), after("PT2H")), two(after("PT2H"), after("PT1H"))),
    ("timer-never", two(after("PT1H"), after("PT1H")), two(after("PT1H"), after("PT59M"))),
    (
        "timer-never",
        two(after("P1D"), d.time("timeCycle", "R/P7D")),
        two(after("P1D"), d.time("timeCycle", "R/PT1H")),
    ),
    ("timer-never", two(after("P1D"), after("P2D")), two(after("P1D"), after("P2D"), "false")),
    ("timer-never", inside(after("P1D"), after("P2D")), inside(after("P2D"), after("P1D"))),
    ("timer-never", race("P1D", "P2D"), race("${x}", "P2D")),
    ("boundary-never", hosted(SCRIPT), hosted(d.user_task())),
    (
        "boundary-never",
        hosted(d.node("subProcess", "work", d.start("s"), d.end("e"), *d.way("s", "e"))),
        inside(after("P2D"), after("P1D")),
    ),
    ("timer-at-once", two(after("PT0S"), after("PT0S")), two(after("P2D"), after("PT1S"))),
    (
        "timer-no-times",
        beside(boundary("a", d.time("timeCycle", "R0/PT1H"))),
        beside(boundary("a", d.time("timeCycle", "R1/PT1H"))),
    ),
    (
        "reminder-at-once",
        two(counted(), counted(kind="reminder", before="15"), "false"),
        two(counted(), counted(kind="reminder", before="14"), "false"),
    ),
    (
        "reminder-after-due",
        two(counted(), counted(kind="reminder", n="16"), "false"),
        two(counted(), counted(kind="escalation", n="16"), "false"),
    ),
    ("timer-empty", beside(boundary("a", after(""))), beside(boundary("a", after("PT1H")))),
]


@pytest.mark.parametrize(("rule", "broken", "mended"), CASES)
def test_a_timer_that_does_nothing_is_told_and_a_mended_one_is_not(rule, broken, mended):
    found = [each for each in problems(broken) if each.rule in RULES]

    assert rule in {each.rule for each in found}
    assert all(p.element_id and p.remedy_th and p.remedy_en for p in found)
    assert not {each.rule for each in problems(mended)} & RULES
