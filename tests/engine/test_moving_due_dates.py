"""A due date set by hand: what goes along with it, what it sets off, and what nobody may do."""

from datetime import date, timedelta

import pytest

from engine import history, instances, jobs
from engine.calendar import day_ending_at, end_of_day, local_date
from engine.calendars.recounting import counted_again
from engine.errors import CitizenPeriodOver
from engine.monitoring.preview import Asked, Command, preview
from engine.office import calendar_of
from engine.thai import thai_long
from tests import starting as s
from tests.auditing import audit
from tests.execution import drawing as d
from tests.stage import ADMIN, Stage


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


def foresee(stage, case, command, **given):
    return preview(stage.engine, ADMIN, case, Asked(command=command, **given))


def ids(changes):
    return [each.element.id for each in changes]


def open_at(stage, case):
    return [task.element_id for task in stage.tasks(case)]


def timers_of(stage, case):
    return {timer.element_id: timer for timer in instances.get(stage.engine, ADMIN, case).timers}


def with_reminders(stage, duty="citizen"):
    """A case with a deadline of ten working days, a reminder before and a follow-up after it."""
    edge = {"attachedToRef": "mend", "cancelActivity": "false"}
    told = {"n": "10", "duty": duty}
    until = d.deadline(**told)
    remind = d.deadline(kind="reminder", before="3", **told)
    follow = d.deadline(kind="escalation", after="7", **told)
    other = d.deadline(kind="reminder", before="3", n="8", duty=duty)
    nodes = [
        d.start(),
        d.user_task("mend"),
        d.event("boundaryEvent", "until", "timer", until, **edge),
        d.event("boundaryEvent", "remind", "timer", remind, **edge),
        d.event("boundaryEvent", "follow", "timer", follow, **edge),
        d.event("boundaryEvent", "other", "timer", other, **edge),
        d.user_task("explain"),
        d.end(),
        *(d.end(name) for name in ("past", "told", "asked", "else")),
    ]
    flows = [*d.way("start", "mend", "end"), d.flow("until", "explain"), d.flow("explain", "past")]
    flows += [d.flow("remind", "told"), d.flow("follow", "asked"), d.flow("other", "else")]
    s.deploy(stage, reminding=d.process(nodes, flows, id="reminding"))
    return stage.start("reminding")


def days_of(stage, case):
    return {k: str(day_ending_at(timer.due_at)) for k, timer in timers_of(stage, case).items()}


def test_a_deadline_set_by_hand_takes_what_is_counted_from_it_along(stage):
    case = with_reminders(stage)
    before, timer = days_of(stage, case), timers_of(stage, case)["until"]
    later = end_of_day(date(2026, 4, 29))  # a Wednesday, no holiday in the week before

    seen = foresee(stage, case, Command.DUE, job=timer.id, due_at=later)
    jobs.set_due(stage.engine, ADMIN, timer.id, later, "ขยาย")

    moved, now = timers_of(stage, case), days_of(stage, case)
    assert set(ids(seen.timers)) == {"until", "remind", "follow"}
    assert (now["until"], now["remind"]) == ("2026-04-29", "2026-04-24")
    assert (now["follow"], now["other"]) == ("2026-05-06", before["other"])
    words = moved["remind"].explanation["explanation_th"]
    assert "๒๙ เมษายน" in words
    assert "๒๔ เมษายน" in words
    assert thai_long(date.fromisoformat(before["until"])) not in words
    (told,) = [
        e
        for e in history.list_some(stage.engine, ADMIN, case, None, 50).items
        if e.type == "due_changed"
    ]
    assert {each["element"] for each in told.data["along"]} == {"remind", "follow"}
    assert audit(stage.engine) == []


def test_a_reminder_set_by_hand_moves_alone_and_takes_nobodys_time(stage):
    case = with_reminders(stage)
    before, timer = days_of(stage, case), timers_of(stage, case)["remind"]
    earlier = timer.due_at - timedelta(days=1)

    seen = foresee(stage, case, Command.DUE, job=timer.id, due_at=earlier)
    jobs.set_due(stage.engine, ADMIN, timer.id, earlier, "เตือนให้เร็วขึ้น")

    now = days_of(stage, case)
    assert (ids(seen.timers), seen.shortens_for_citizens) == (["remind"], [])
    assert {k for k in now if now[k] != before[k]} == {"remind"}


def test_the_calendar_leaves_a_deadline_set_by_hand_and_its_reminders(stage):
    case = with_reminders(stage)
    timer = timers_of(stage, case)["until"]
    jobs.set_due(stage.engine, ADMIN, timer.id, timer.due_at + timedelta(days=14), "ขยาย")

    with stage.engine.reading() as tx:
        office = instances.get(stage.engine, ADMIN, case).instance.office_id
        counted = counted_again(tx, calendar_of(tx, office), case)

    assert [each.row.element_id for each in counted] == ["other"]


def test_a_moment_that_is_over_shows_that_the_timer_fires_and_what_it_opens(stage):
    case = with_reminders(stage, "official")
    timer = timers_of(stage, case)["until"]
    over = stage.engine.clock.now() - timedelta(days=1)

    seen = foresee(stage, case, Command.DUE, job=timer.id, due_at=over)
    assert open_at(stage, case) == ["mend"]
    jobs.set_due(stage.engine, ADMIN, timer.id, over, "เร่ง")
    stage.work()

    assert [each.id for each in seen.fires] == ["remind", "until"]
    assert ids(seen.opens) == ["explain"]
    assert sorted(open_at(stage, case)) == ["explain", "mend"]


def test_a_citizens_time_is_never_ended_in_the_past(stage):
    case = with_reminders(stage)
    timer = timers_of(stage, case)["until"]
    tonight = end_of_day(local_date(stage.engine.clock.now()))

    for over in (tonight - timedelta(minutes=1), tonight - timedelta(days=30)):
        with pytest.raises(CitizenPeriodOver):
            foresee(stage, case, Command.DUE, job=timer.id, due_at=over)
        with pytest.raises(CitizenPeriodOver) as refused:
            jobs.set_due(stage.engine, ADMIN, timer.id, over, "เร่ง", may_be_earlier=True)

    assert "ย้อนหลังไม่ได้" in refused.value.text("th")
    assert timers_of(stage, case)["until"].due_at == timer.due_at
    done = jobs.set_due(stage.engine, ADMIN, timer.id, tonight, "ตกลง", may_be_earlier=True)
    assert done.due_at == tonight
