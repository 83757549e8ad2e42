"""Timers: when they are due, how often they fire, and when nobody can say (trap 13)."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from engine.calendar import Calendar, Holiday
from engine.errors import ElementNotFound
from tests.execution import drawing as d
from tests.execution.running import HOUR, NOON, Running


def guarded(kind: str, text: str, *extensions: str, interrupts: bool = False) -> bytes:
    late = d.event(
        "boundaryEvent",
        "late",
        "timer",
        d.time(kind, text, *extensions),
        attachedToRef="work",
        cancelActivity=str(interrupts).lower(),
    )
    nodes = [d.start(), d.user_task("work"), late, d.user_task("chase"), d.end()]
    return d.process(nodes, [*d.way("start", "work", "end"), *d.way("late", "chase", "end")])


@pytest.mark.parametrize(
    ("kind", "text", "due"),
    [
        ("timeDuration", "PT90M", NOON + 1.5 * HOUR),
        ("timeDuration", "${wait}", NOON + timedelta(days=2)),
        ("timeDate", "2026-05-01T08:30:00+07:00", datetime(2026, 5, 1, 1, 30, tzinfo=UTC)),
        ("timeDate", "${until}", datetime(2026, 6, 1, tzinfo=UTC)),
        ("timeCycle", "R3/PT1H", NOON + HOUR),
    ],
)
def test_a_plain_timer_is_due_when_it_says(kind, text, due):
    variables = {"wait": "P2D", "until": "2026-06-01T07:00:00+07:00"}
    running = Running(guarded(kind, text), variables)
    assert running.timers() == {"late": due}


def test_a_timer_in_the_flow_lets_the_token_pass_once():
    pause = d.event("intermediateCatchEvent", "pause", "timer", d.time("timeDuration", "PT1H"))
    running = Running(d.straight(pause, names=["pause"]))
    assert running.later(0.5).status == "active"
    assert running.later(0.5).status == "completed"


def test_the_due_date_stands_however_often_others_move():
    """Trap 7: the library works it out anew."""
    running = Running(guarded("timeDuration", "PT10H"))
    running.now += 5 * HOUR
    running.set(a=1)
    assert running.timers() == {"late": NOON + 10 * HOUR}


def test_a_cycle_fires_as_often_as_it_says_and_its_branches_stay():
    running = Running(guarded("timeCycle", "R3/PT1H"))
    for number in range(1, 4):
        running.later(1)
        assert running.open() == ["chase"] * number + ["work"]
    assert running.timers() == {}
    assert running.later(5).open() == ["chase"] * 3 + ["work"]


def test_rounds_missed_in_a_long_standstill_are_one_firing():
    """Trap 6 and reliability.md, fault 8."""
    running = Running(guarded("timeCycle", "R/PT1H")).later(100.5)
    assert running.open() == ["chase", "work"]
    assert running.timers() == {"late": NOON + 101 * HOUR}


def test_an_interrupting_cycle_fires_once():
    """Section 2: the library's does not interrupt until its rounds run out."""
    running = Running(guarded("timeCycle", "R3/PT1H", interrupts=True)).later(1)
    assert (running.open(), running.timers()) == (["chase"], {})


@pytest.mark.parametrize("text", ["${nobody}", "${1 / 0}", "${'soon'}", "${'2569-01-01'}"])
def test_a_timer_nobody_can_work_out_fails_while_its_task_stays_open(text):
    """Trap 13: the library leaves it waiting without a due date."""
    running = Running(guarded("timeDate", text))
    assert running.open() == ["work"]
    assert list(running.failures()) == ["late"]
    assert (running.timers(), running.status) == ({}, "active")


def test_better_variables_repair_a_timer():
    running = Running(guarded("timeDate", "${until}")).set(until="2026-06-01T07:00:00+07:00")
    running.retry("late")
    assert (running.failures(), list(running.timers())) == ({}, ["late"])
    assert running.at(datetime(2026, 7, 1, tzinfo=UTC)).open() == ["chase", "work"]


def test_a_failed_timer_leaves_with_its_activity():
    running = Running(guarded("timeDate", "${nobody}")).complete("work")
    assert (running.failures(), running.status) == ({}, "completed")


def asked(**attributes: str) -> bytes:
    given = {"rule": "working_days", "n": "5", "kind": "due", **attributes}
    return guarded("timeDate", "${deadline}", d.element("khanton:deadline", **given))


def test_a_deadline_is_counted_by_the_calendar_and_explains_itself():
    running = Running(asked(n='setting("days")'))
    (timer,) = running.snapshot.timers
    assert timer.due_date == date(2026, 4, 8)
    assert timer.explanation is not None
    assert running.snapshot.tasks[0].due_date == date(2026, 4, 8)


def test_a_new_holiday_moves_a_deadline_when_it_is_recounted():
    running = Running(asked())
    day = date(2026, 4, 6)
    holiday = Holiday(day=day, name_th="วันจักรี", name_en="Chakri Day", source="test")
    running.calendar = Calendar(office="office", version=2, holidays={day: holiday})
    assert running.set(a=1).snapshot.timers[0].due_date == date(2026, 4, 8)
    timer = running.snapshot.timers[0].element_instance_id
    running.verb(lambda e: e.recount(timer))
    assert running.snapshot.timers[0].due_date == date(2026, 4, 9)


@pytest.mark.parametrize("wrong", [{"n": "${x}"}, {"n": "x"}, {"from": "x"}, {"n": "-1"}])
def test_a_deadline_asked_wrongly_fails_and_is_repaired(wrong):
    running = Running(asked(**wrong), {"x": []})
    assert list(running.failures()) == ["late"]
    assert running.open() == ["work"]


def test_a_repeated_deadline_comes_again_every_so_many_days():
    box = d.element("khanton:deadline", rule="every_days", n="7", kind="repeat")
    running = Running(guarded("timeCycle", "${deadline}", box))
    dues = []
    for _ in range(3):
        dues.append(running.timers()["late"])
        running.at(dues[-1])
    assert [b - a for a, b in pairwise(dues)] == [timedelta(days=7)] * 2
    assert running.open() == ["chase"] * 3 + ["work"]


def test_a_due_date_can_be_set_and_other_tokens_have_none():
    running = Running(guarded("timeDuration", "PT1H"))
    (timer,), (task,) = running.snapshot.timers, running.snapshot.tasks
    later = NOON + 9 * HOUR
    running.verb(lambda e: e.set_due(timer.element_instance_id, later))
    assert running.timers() == {"late": later}
    for act in ("fire_timer", "recount"):
        with pytest.raises(ElementNotFound):
            running.verb(lambda e, a=act: getattr(e, a)(task.element_instance_id))


def test_a_cycle_moved_by_hand_goes_on_from_there():
    running = Running(guarded("timeCycle", "R/PT1H"))
    (timer,) = running.snapshot.timers
    running.verb(lambda e: e.set_due(timer.element_instance_id, NOON + 5 * HOUR))
    running.later(5)
    assert running.timers() == {"late": NOON + 6 * HOUR}
